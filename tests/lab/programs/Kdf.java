// SPDX-License-Identifier: GPL-2.0-only

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.BCrypt;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Bouncy Castle's key derivation and hashes, Java's random numbers, FNV. */
class Kdf {
	static void argon2(byte[] key) {
		Argon2BytesGenerator generator = new Argon2BytesGenerator();

		generator.init(new Argon2Parameters.Builder(
			Argon2Parameters.ARGON2_id).withSalt(key)
			.withMemoryAsKB(65536).withIterations(3)
			.withParallelism(1).build());
		generator.generateBytes(key, key);
	}

	/** Duplicates: hash blocks, sort the sums. */
	static void duplicates(Digest digest) {
		List<String> sums = new ArrayList<>();
		byte[] block = new byte[4096];
		byte[] sum = new byte[digest.getDigestSize()];

		for (int i = 0; i < 2000; i++) {
			block[i] ^= i;
			digest.update(block, 0, block.length);
			digest.doFinal(sum, 0);
			sums.add(new String(sum, java.nio.charset.StandardCharsets.ISO_8859_1));
		}
		Collections.sort(sums);
	}

	static int fnv(byte[] text) {
		int all = 0;

		for (int start = 0; start + 16 < text.length; start++) {
			int h = 0x811c9dc5;

			for (int i = 0; i < 16; i++)
				h = (h ^ text[start + i]) * 0x01000193;
			all ^= h;
		}
		return all;
	}

	static double pi(Random random) {
		int in = 0;

		for (int i = 0; i < 1000000; i++) {
			double x = random.nextDouble();
			double y = random.nextDouble();

			in += x * x + y * y < 1 ? 1 : 0;
		}
		return in * 4e-6;
	}

	static double split(SplittableRandom random) {
		double sum = 0;

		for (int i = 0; i < 1000000; i++)
			sum += Math.log1p(random.nextDouble()) * random.nextInt(6);
		return sum;
	}

	public static void main(String[] args) {
		byte[] key = new byte[16];
		byte[] text = new byte[1 << 20];
		Random random = new Random(1);
		SplittableRandom splittable = new SplittableRandom(1);
		double sum = 0;

		for (;;) {
			switch (args[0]) {
			case "argon2": argon2(key); break;
			case "bcrypt": BCrypt.generate(key, key, 11); break;
			case "scrypt": SCrypt.generate(key, key, 65536, 8, 1, 16); break;
			case "blake2b": duplicates(new Blake2bDigest(256)); break;
			case "blake2s": duplicates(new Blake2sDigest(256)); break;
			case "blake3": duplicates(new Blake3Digest(32)); break;
			case "fnv": sum += fnv(text); break;
			case "random": sum += pi(random); break;
			case "splittable": sum += split(splittable); break;
			default: System.exit((int)sum & 1);
			}
		}
	}
}
