// SPDX-License-Identifier: GPL-2.0-only
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.imageio.ImageIO;

/** Work of Java's own library: "java HurtsJava NAME" does it for ever. */
public class HurtsJava {
	static final byte[] DATA = new byte[1 << 16], OUT = new byte[1 << 17];
	static final Random RANDOM = new Random(1);
	static final SplittableRandom SPLIT = new SplittableRandom(1);

	static Callable<?> cipher(String name, String key, int iv) throws Exception {
		Cipher c = Cipher.getInstance(name);
		SecretKeySpec k = new SecretKeySpec(DATA, 0, 32, key);
		return () -> {
			byte[] nonce = new byte[iv];
			RANDOM.nextBytes(nonce);
			c.init(Cipher.ENCRYPT_MODE, k, new IvParameterSpec(nonce));
			return c.doFinal(DATA);
		};
	}

	static Callable<?> digest(String name) throws Exception {
		MessageDigest d = MessageDigest.getInstance(name);
		return () -> d.digest(DATA);
	}

	static Callable<?> sign(String keys, String name) throws Exception {
		Signature s = Signature.getInstance(name);
		var pair = KeyPairGenerator.getInstance(keys).generateKeyPair();
		return () -> {
			s.initSign(pair.getPrivate());
			s.update(DATA, 0, 64);
			return s.sign();
		};
	}

	static Callable<?> work(String name) throws Exception {
		switch (name) {
		case "aes-ctr": return cipher("AES/CTR/NoPadding", "AES", 16);
		case "chacha20": return cipher("ChaCha20-Poly1305", "ChaCha20", 12);
		case "sha3-512": return digest("SHA3-512");
		case "sha1": return digest("SHA-1");
		case "hmac": {
			Mac m = Mac.getInstance("HmacSHA256");
			m.init(new SecretKeySpec(DATA, 0, 32, "x"));
			return () -> m.doFinal(DATA);
		}
		case "pbkdf2-sha1": {
			var f = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1");
			return () -> f.generateSecret(new PBEKeySpec("secret".toCharArray(),
				Arrays.copyOf(DATA, 16), 10000, 256)).getEncoded();
		}
		case "rsa": return sign("RSA", "SHA256withRSA");
		case "ecdsa": return sign("EC", "SHA256withECDSA");
		case "eddsa": return sign("Ed25519", "Ed25519");
		case "deflate": return () -> {
			Deflater d = new Deflater(9);
			for (int i = 0; i < DATA.length; i++)
				DATA[i] &= 15;
			d.setInput(DATA);
			d.finish();
			int n = d.deflate(OUT);
			d.end();
			return n;
		};
		case "biginteger": return () ->
			BigInteger.probablePrime(512, RANDOM).modInverse(BigInteger.ONE.shiftLeft(521));
		case "bitset": return () -> {
			BitSet b = new BitSet(1 << 21);
			for (int i = 2; i < 1 << 21; i++)
				if (!b.get(i))
					for (long j = (long)i * i; j < 1 << 21; j += i)
						b.set((int)j);
			return b.cardinality();
		};
		case "treemap": return () -> {
			TreeMap<Long, Long> m = new TreeMap<>();
			for (int i = 0; i < 50000; i++)
				m.put(SPLIT.nextLong(), (long)i);
			return m.firstKey();
		};
		case "hashset": return () -> {
			HashSet<Long> s = new HashSet<>();
			for (int i = 0; i < 50000; i++)
				s.add(SPLIT.nextLong());
			return s.size();
		};
		case "concurrent": return () -> {
			ConcurrentHashMap<Integer, Integer> m = new ConcurrentHashMap<>();
			for (int i = 0; i < 50000; i++)
				m.merge(RANDOM.nextInt(1 << 16), 1, Integer::sum);
			return m.size();
		};
		case "strings": return () -> {
			StringBuilder s = new StringBuilder();
			for (int i = 0; i < 20000; i++)
				s.append(Long.toHexString(SPLIT.nextLong())).append(' ');
			return s.toString().split(" ").length;
		};
		case "montecarlo": return () -> {
			double sum = 0;
			for (int i = 0; i < 100000; i++)
				sum += Math.exp(0.2 * RANDOM.nextGaussian());
			return sum;
		};
		case "image": {
			BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
			for (int i = 0; i < 1 << 16; i++)
				image.setRGB(i & 255, i >> 8, RANDOM.nextInt());
			return () -> ImageIO.write(image, "jpg", new ByteArrayOutputStream());
		}
		case "gups": {
			long[] table = new long[1 << 18];
			return () -> {
				long r = 1;
				for (int i = 0; i < 1 << 20; i++) {
					r = r << 1 ^ (r < 0 ? 7 : 0);
					table[(int)r & 0x3ffff] ^= r;
				}
				return r;
			};
		}
		case "matrix": {
			double[][] a = new double[200][200];
			return () -> {
				double[][] b = new double[200][200];
				for (int i = 0; i < 200; i++)
					for (int k = 0; k < 200; k++)
						for (int j = 0; j < 200; j++)
							b[i][j] += a[i][k] * a[k][j] + 1;
				return b;
			};
		}
		case "securerandom": {
			SecureRandom r = SecureRandom.getInstance("DRBG");
			return () -> {
				r.nextBytes(OUT);
				return OUT;
			};
		}
		default: throw new IllegalArgumentException(name);
		}
	}

	public static void main(String[] args) throws Exception {
		RANDOM.nextBytes(DATA);
		for (Callable<?> w = work(args[0]);;)
			w.call();
	}
}
