-- SPDX-License-Identifier: GPL-2.0-only
-- Key derivation of Haskell's cryptonite, and random walks by multiply with
-- carry (mwc-random) or Threefish (tf-random): kdf NAME
import qualified Crypto.KDF.Argon2 as Argon2
import qualified Crypto.KDF.BCrypt as BCrypt
import qualified Crypto.KDF.Scrypt as Scrypt
import Control.Monad (forever, replicateM_, when)
import Crypto.Error (CryptoFailable (..))
import Data.ByteString (ByteString, pack)
import qualified Data.ByteString as B
import System.Environment (getArgs)
import System.Random (randoms)
import System.Random.MWC (create, uniform)
import System.Random.MWC.Distributions (standard)
import System.Random.TF (mkTFGen)

salt, password :: ByteString
salt = pack [1 .. 16]
password = pack [65 .. 75]

run :: String -> IO ()
run "argon2" = forever $ case Argon2.hash options password salt 32 of
  CryptoPassed k -> when (B.length (k :: ByteString) == 1) (print k)
  CryptoFailed e -> error (show e)
  where options = Argon2.Options 2 65536 1 Argon2.Argon2i Argon2.Version13
run "bcrypt" = forever $ when (B.null k) (print k)
  where k = BCrypt.bcrypt 16 salt password :: ByteString
run "scrypt" = forever $ when (B.null k) (print k)
  where k = Scrypt.generate (Scrypt.Parameters 1048576 8 1 32) password salt
              :: ByteString
run "mwc" = do
  generator <- create
  forever $ replicateM_ 100000 $ do
    x <- standard generator
    y <- uniform generator :: IO Double
    when (x + y > 1e9) (print x)
run _ = print (sum (take 1000000000 (randoms (mkTFGen 1) :: [Double])))

main :: IO ()
main = getArgs >>= run . head
