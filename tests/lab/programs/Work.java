// SPDX-License-Identifier: GPL-2.0-only

/** The Java library under work: java Work.java NAME. */
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.stream.LongStream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

public class Work {
	public static void main(String[] args) throws Exception {
		byte[] buf = new byte[1 << 20];
		HashMap<String, Integer> map = new HashMap<>();
		Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
		cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[32], "AES"),
			    new IvParameterSpec(new byte[16]));
		for (int n = 0; ; n++) {
			switch (args[0]) {
			case "aes" -> cipher.update(buf, 0, buf.length, buf);
			case "sha512" -> MessageDigest.getInstance("SHA-512").digest(buf);
			case "sha3" -> MessageDigest.getInstance("SHA3-256").digest(buf);
			case "md5" -> MessageDigest.getInstance("MD5").digest(buf);
			case "map" -> map.merge("" + n % 300000, 1, Integer::sum);
			case "prime" -> new BigInteger("7").pow(600 + n % 99).nextProbablePrime();
			case "stream" -> LongStream.range(0, 3000000).mapToDouble(Math::sqrt).sum();
			default -> throw new IllegalArgumentException(args[0]);
			}
		}
	}
}
