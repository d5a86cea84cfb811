// SPDX-License-Identifier: GPL-2.0-only
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is bound by memory, for HotSpot: scrypt, Argon2id, Ethash, AstroBWT. */
public final class Hard {
    private static final String TEST =
        "0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0"
        + "964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601";

    private Hard() {
    }

    private static int le32(byte[] b, int at) {
        return b[at] & 0xff | (b[at + 1] & 0xff) << 8 | (b[at + 2] & 0xff) << 16 | b[at + 3] << 24;
    }

    private static void put32(byte[] b, int at, int x) {
        for (int i = 0; i < 4; i++) {
            b[at + i] = (byte) (x >>> 8 * i);
        }
    }

    private static byte[] unhex(String s) {
        byte[] b = new byte[s.length() / 2];
        for (int i = 0; i < b.length; i++) {
            b[i] = (byte) Integer.parseInt(s.substring(2 * i, 2 * i + 2), 16);
        }
        return b;
    }

    private static void must(byte[] got, String want) {
        if (!Arrays.equals(Arrays.copyOf(got, want.length() / 2), unhex(want))) {
            StringBuilder hex = new StringBuilder();
            for (byte b : got) {
                hex.append(String.format("%02x", b));
            }
            System.err.println("got " + hex);
            System.exit(1);
        }
    }

    private static void salsa(int[] x, int rounds) {
        int[] y = x.clone();
        for (int r = 0; r < rounds; r += 2) {
            for (int i = 0; i < 4; i++) {
                quarter(x, 5 * i & 15, 5 * i + 4 & 15, 5 * i + 8 & 15, 5 * i + 12 & 15);
            }
            for (int i = 0; i < 16; i += 4) {
                int k = i / 4;
                quarter(x, i + k, i + (k + 1 & 3), i + (k + 2 & 3), i + (k + 3 & 3));
            }
        }
        for (int i = 0; i < 16; i++) {
            x[i] += y[i];
        }
    }

    private static void quarter(int[] x, int a, int b, int c, int d) {
        x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
        x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
        x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
        x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
    }

    /** scrypt with r = p = 1. */
    private static final class Scrypt {
        private final int[] memory;
        private final int n;

        Scrypt(int n) {
            this.n = n;
            memory = new int[32 * n];
        }

        private static byte[] pbkdf2(byte[] pass, byte[] salt, int want) throws Exception {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pass.length > 0 ? pass : new byte[1], "x"));
            byte[] out = new byte[want];
            for (int i = 0; i * 32 < want; i++) {
                mac.update(salt);
                byte[] part = mac.doFinal(new byte[] {0, 0, 0, (byte) (i + 1)});
                System.arraycopy(part, 0, out, 32 * i, Math.min(32, want - 32 * i));
            }
            return out;
        }

        private void mix(int[] x) {
            int[] a = Arrays.copyOf(x, 16);
            int[] b = Arrays.copyOfRange(x, 16, 32);
            for (int i = 0; i < 2 * n; i++) {
                if (i < n) {
                    System.arraycopy(a, 0, memory, 32 * i, 16);
                    System.arraycopy(b, 0, memory, 32 * i + 16, 16);
                } else {
                    int at = 32 * (b[0] & n - 1);
                    for (int k = 0; k < 16; k++) {
                        a[k] ^= memory[at + k];
                        b[k] ^= memory[at + 16 + k];
                    }
                }
                for (int k = 0; k < 16; k++) {
                    a[k] ^= b[k];
                }
                salsa(a, 8);
                for (int k = 0; k < 16; k++) {
                    b[k] ^= a[k];
                }
                salsa(b, 8);
            }
            System.arraycopy(a, 0, x, 0, 16);
            System.arraycopy(b, 0, x, 16, 16);
        }

        byte[] hash(byte[] pass, byte[] salt, int want) throws Exception {
            byte[] block = pbkdf2(pass, salt, 128);
            int[] x = new int[32];
            for (int i = 0; i < 32; i++) {
                x[i] = le32(block, 4 * i);
            }
            mix(x);
            for (int i = 0; i < 32; i++) {
                put32(block, 4 * i, x[i]);
            }
            return pbkdf2(pass, block, want);
        }
    }

    /** BLAKE2b of RFC 7693. */
    private static byte[] blake2b(byte[] in, int want) {
        int[][] sigma = {
            {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
            {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
            {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
            {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
            {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
            {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
            {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
            {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
            {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
            {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};
        long[] iv = {0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL,
            0xa54ff53a5f1d36f1L, 0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL,
            0x5be0cd19137e2179L};
        long[] h = iv.clone();
        h[0] ^= 0x01010000 ^ want;
        for (int at = 0; at == 0 || at < in.length; at += 128) {
            long[] m = new long[16];
            long[] v = new long[16];
            for (int i = 0; i < 128 && at + i < in.length; i++) {
                m[i / 8] |= (in[at + i] & 0xffL) << 8 * (i % 8);
            }
            System.arraycopy(h, 0, v, 0, 8);
            System.arraycopy(iv, 0, v, 8, 8);
            v[12] ^= Math.min(in.length, at + 128);
            if (at + 128 >= in.length) {
                v[14] = ~v[14];
            }
            for (int r = 0; r < 12; r++) {
                int[] s = sigma[r % 10];
                for (int g = 0; g < 8; g++) {
                    int k = g & 3;
                    int b = 4 + (g < 4 ? k : k + 1 & 3);
                    int c = 8 + (g < 4 ? k : k + 2 & 3);
                    int d = 12 + (g < 4 ? k : k + 3 & 3);
                    v[k] += v[b] + m[s[2 * g]];
                    v[d] = Long.rotateRight(v[d] ^ v[k], 32);
                    v[c] += v[d];
                    v[b] = Long.rotateRight(v[b] ^ v[c], 24);
                    v[k] += v[b] + m[s[2 * g + 1]];
                    v[d] = Long.rotateRight(v[d] ^ v[k], 16);
                    v[c] += v[d];
                    v[b] = Long.rotateRight(v[b] ^ v[c], 63);
                }
            }
            for (int i = 0; i < 8; i++) {
                h[i] ^= v[i] ^ v[i + 8];
            }
        }
        byte[] out = new byte[want];
        for (int i = 0; i < want; i++) {
            out[i] = (byte) (h[i / 8] >>> 8 * (i % 8));
        }
        return out;
    }

    /** Argon2id of RFC 9106 with one lane. */
    private static final class Argon2 {
        private final long[] memory;
        private final int blocks;
        private final int passes;
        private final long[] r = new long[128];

        Argon2(int kib, int passes) {
            blocks = kib;
            this.passes = passes;
            memory = new long[128 * kib];
        }

        private static byte[] join(Object... parts) {
            java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
            for (Object p : parts) {
                byte[] b = new byte[4];
                if (p instanceof Integer) {
                    put32(b, 0, (Integer) p);
                } else {
                    b = (byte[]) p;
                }
                out.write(b, 0, b.length);
            }
            return out.toByteArray();
        }

        private static byte[] longer(byte[] in, int want) {
            if (want <= 64) {
                return blake2b(join(want, in), want);
            }
            byte[] out = new byte[want];
            byte[] v = blake2b(join(want, in), 64);
            int at = 0;
            while (want - at > 64) {
                System.arraycopy(v, 0, out, at, 32);
                at += 32;
                v = blake2b(v, Math.min(64, want - at));
            }
            System.arraycopy(v, 0, out, at, v.length);
            return out;
        }

        private void mix(int a, int b, int c, int d) {
            long w = r[a];
            long x = r[b];
            long y = r[c];
            long z = r[d];
            w += x + 2 * (w & 0xffffffffL) * (x & 0xffffffffL);
            z = Long.rotateRight(z ^ w, 32);
            y += z + 2 * (y & 0xffffffffL) * (z & 0xffffffffL);
            x = Long.rotateRight(x ^ y, 24);
            w += x + 2 * (w & 0xffffffffL) * (x & 0xffffffffL);
            z = Long.rotateRight(z ^ w, 16);
            y += z + 2 * (y & 0xffffffffL) * (z & 0xffffffffL);
            x = Long.rotateRight(x ^ y, 63);
            r[a] = w;
            r[b] = x;
            r[c] = y;
            r[d] = z;
        }

        private void permute(int at, int step) {
            for (int g = 0; g < 8; g++) {
                int k = g & 3;
                int b = 4 + (g < 4 ? k : k + 1 & 3);
                int c = 8 + (g < 4 ? k : k + 2 & 3);
                int d = 12 + (g < 4 ? k : k + 3 & 3);
                mix(at + k / 2 * step + k % 2, at + b / 2 * step + b % 2,
                    at + c / 2 * step + c % 2, at + d / 2 * step + d % 2);
            }
        }

        private void fill(long[] a, int x, long[] b, int y, long[] c, int z, boolean xored) {
            for (int i = 0; i < 128; i++) {
                r[i] = a[x + i] ^ b[y + i];
            }
            long[] t = r.clone();
            for (int i = 0; i < 8; i++) {
                permute(16 * i, 2);
            }
            for (int i = 0; i < 8; i++) {
                permute(2 * i, 16);
            }
            for (int i = 0; i < 128; i++) {
                c[z + i] = (xored ? c[z + i] : 0) ^ r[i] ^ t[i];
            }
        }

        byte[] hash(byte[] pass, byte[] salt, int want) {
            byte[] seed = blake2b(join(1, want, blocks, passes, 0x13, 2, pass.length, pass,
                salt.length, salt, 0, 0), 64);
            for (int i = 0; i < 2; i++) {
                byte[] block = longer(join(seed, i, 0), 1024);
                for (int k = 0; k < 128; k++) {
                    memory[128 * i + k] = le32(block, 8 * k) & 0xffffffffL
                        | (long) le32(block, 8 * k + 4) << 32;
                }
            }
            int quarter = blocks / 4;
            long[] zero = new long[128];
            long[] input = new long[128];
            long[] places = new long[128];
            for (int at = 0; at < passes * blocks; at++) {
                int pass1 = at / blocks;
                int here = at % blocks;
                int slice = here / quarter;
                int i = here % quarter;
                boolean apart = pass1 == 0 && slice < 2;
                if (apart && i % 128 == 0) {
                    input[0] = pass1;
                    input[2] = slice;
                    input[3] = blocks;
                    input[4] = passes;
                    input[5] = 2;
                    input[6] = i / 128 + 1;
                    fill(zero, 0, input, 0, places, 0, false);
                    fill(zero, 0, places, 0, places, 0, false);
                }
                if (at < 2) {
                    continue;
                }
                int before = here > 0 ? here - 1 : blocks - 1;
                long random = (apart ? places[i % 128] : memory[128 * before]) & 0xffffffffL;
                long area = pass1 == 0 ? here - 1 : blocks - quarter + i - 1;
                long x = random * random >>> 32;
                x = area - 1 - (area * x >>> 32);
                int from = (int) ((pass1 == 0 ? 0 : (slice + 1) % 4 * quarter) + x) % blocks;
                fill(memory, 128 * before, memory, 128 * from, memory, 128 * here, pass1 > 0);
            }
            byte[] last = new byte[1024];
            for (int i = 0; i < 1024; i++) {
                last[i] = (byte) (memory[128 * (blocks - 1) + i / 8] >>> 8 * (i % 8));
            }
            return longer(last, want);
        }
    }

    /** Hashimoto on 64 MiB that are not the dataset. */
    private static final class Ethash {
        private final int[] dataset = new int[16 << 20];

        Ethash() {
            int x = 1;
            for (int i = 0; i < dataset.length; i++) {
                x ^= x << 13;
                x ^= x >>> 17;
                x ^= x << 5;
                dataset[i] = x;
            }
        }

        byte[] hash(byte[] head, int nonce) throws Exception {
            MessageDigest keccak = MessageDigest.getInstance("SHA3-512");
            put32(head, 32, nonce);
            byte[] seed = keccak.digest(head);
            int[] mix = new int[32];
            int first = le32(seed, 0);
            int pages = dataset.length / 32;
            for (int i = 0; i < 32; i++) {
                mix[i] = le32(seed, i % 16 * 4);
            }
            for (int i = 0; i < 64; i++) {
                int p = Integer.remainderUnsigned((i ^ first) * 0x01000193 ^ mix[i % 32], pages) * 32;
                for (int k = 0; k < 32; k++) {
                    mix[k] = mix[k] * 0x01000193 ^ dataset[p + k];
                }
            }
            byte[] out = Arrays.copyOf(seed, 96);
            for (int i = 0; i < 8; i++) {
                int x = mix[4 * i];
                for (int k = 1; k < 4; k++) {
                    x = x * 0x01000193 ^ mix[4 * i + k];
                }
                put32(out, 64 + 4 * i, x);
            }
            return MessageDigest.getInstance("SHA3-256").digest(out);
        }
    }

    /** AstroBWT; suffixes by two bytes in buckets, then compared. */
    private static final class Astro {
        private static final int FIRST = 147253;
        private final byte[] text = new byte[FIRST + (1 << 20) + 8];
        private final int[] order = new int[FIRST + (1 << 20)];
        private final int[] count = new int[(1 << 24) + 1];

        private void stream(byte[] key, int n) {
            int[] in = new int[16];
            byte[] block = new byte[64];
            in[0] = 0x61707865;
            in[5] = 0x3320646e;
            in[10] = 0x79622d32;
            in[15] = 0x6b206574;
            for (int i = 0; i < 4; i++) {
                in[1 + i] = le32(key, 4 * i);
                in[11 + i] = le32(key, 16 + 4 * i);
            }
            for (int at = 0; at < n; at += 64, in[8]++) {
                int[] x = in.clone();
                salsa(x, 20);
                for (int i = 0; i < 16; i++) {
                    put32(block, 4 * i, x[i]);
                }
                System.arraycopy(block, 0, text, at, Math.min(64, n - at));
            }
            Arrays.fill(text, n, n + 8, (byte) 0);
        }

        private int three(int i) {
            return (text[i] & 0xff) << 16 | (text[i + 1] & 0xff) << 8 | text[i + 2] & 0xff;
        }

        private boolean before(int a, int b, int n) {
            while (a < n && b < n) {
                if (text[a] != text[b]) {
                    return (text[a] & 0xff) < (text[b] & 0xff);
                }
                a++;
                b++;
            }
            return a > b;
        }

        private byte[] stage(byte[] key, int n) throws Exception {
            stream(key, n);
            Arrays.fill(count, 0);
            for (int i = 0; i < n; i++) {
                count[three(i) + 1]++;
            }
            for (int i = 0; i < 1 << 24; i++) {
                count[i + 1] += count[i];
            }
            for (int i = 0; i < n; i++) {
                order[count[three(i)]++] = i;
            }
            for (int i = 1; i < n; i++) {
                int x = order[i];
                int k = i;
                while (k > 0 && three(order[k - 1]) == three(x) && before(x, order[k - 1], n)) {
                    order[k] = order[k - 1];
                    k--;
                }
                order[k] = x;
            }
            byte[] bwt = new byte[n + 1];
            bwt[0] = text[n - 1];
            for (int i = 0; i < n; i++) {
                bwt[i + 1] = order[i] > 0 ? text[order[i] - 1] : 0;
            }
            return MessageDigest.getInstance("SHA3-256").digest(bwt);
        }

        byte[] hash(byte[] in) throws Exception {
            byte[] key = stage(MessageDigest.getInstance("SHA3-256").digest(in), FIRST);
            return stage(key, FIRST + (le32(key, 0) & 0xfffff));
        }
    }

    private static void found(byte[] digest, int nonce) {
        if (digest[31] == 0 && digest[30] == 0 && digest[29] == 0) {
            System.out.println(nonce);
        }
    }

    public static void main(String[] args) throws Exception {
        byte[] head = new byte[80];
        switch (args[0]) {
            case "scrypt" -> {
                must(new Scrypt(16).hash(new byte[0], new byte[0], 64), "77d6576238657b20");
                Scrypt scrypt = new Scrypt(1024);
                for (int n = 0;; n++) {
                    put32(head, 76, n);
                    found(scrypt.hash(head, head, 32), n);
                }
            }
            case "argon2" -> {
                must(new Argon2(65536, 2).hash("password".getBytes(StandardCharsets.US_ASCII),
                    "somesalt".getBytes(StandardCharsets.US_ASCII), 32), "09316115d5cf24ed");
                Argon2 argon2 = new Argon2(512, 3);
                for (int n = 0;; n++) {
                    put32(head, 76, n);
                    found(argon2.hash(head, Arrays.copyOf(head, 16), 32), n);
                }
            }
            case "ethash" -> {
                Ethash ethash = new Ethash();
                byte[] start = new byte[40];
                for (int n = 0;; n++) {
                    found(ethash.hash(start, n), n);
                }
            }
            default -> {
                Astro astro = new Astro();
                must(astro.hash(unhex(TEST)), "7e8844f2d6b7a434");
                for (int n = 0;; n++) {
                    put32(head, 39, n);
                    found(astro.hash(head), n);
                }
            }
        }
    }
}
