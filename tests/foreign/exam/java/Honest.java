// SPDX-License-Identifier: GPL-2.0-only
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Honest work that looks like a miner's, for HotSpot. */
public final class Honest {
    private static final Random RANDOM = new Random(1);
    private static final int[][] TE = new int[4][256];
    private static final int[] BOX = new int[256];

    private Honest() {
    }

    private static void aesPrepare() {
        int p = 1;
        int q = 1;
        do {
            p = (p ^ p << 1 ^ (p >> 7) * 0x11b) & 0xff;
            q ^= q << 1;
            q ^= q << 2;
            q = (q ^ q << 4) & 0xff;
            q ^= (q >> 7) * 9;
            int r = q | q << 8;
            BOX[p] = (q ^ r >> 7 ^ r >> 6 ^ r >> 5 ^ r >> 4 ^ 0x63) & 0xff;
        } while (p != 1);
        BOX[0] = 0x63;
        for (int i = 0; i < 256; i++) {
            int s = BOX[i];
            int d = (s << 1 ^ (s >> 7) * 0x11b) & 0xff;
            for (int k = 0; k < 4; k++) {
                TE[k][i] = Integer.rotateLeft(d | s << 8 | s << 16 | (d ^ s) << 24, 8 * k);
            }
        }
    }

    /** A block by tables, ten rounds by the keys that are given; the last one like the others. */
    private static void aes(int[] x, int[] keys) {
        int a = x[0];
        int b = x[1];
        int c = x[2];
        int d = x[3];
        for (int r = 0; r < 40; r += 4) {
            int e = TE[0][a & 255] ^ TE[1][b >> 8 & 255] ^ TE[2][c >> 16 & 255] ^ TE[3][d >>> 24];
            int f = TE[0][b & 255] ^ TE[1][c >> 8 & 255] ^ TE[2][d >> 16 & 255] ^ TE[3][a >>> 24];
            int g = TE[0][c & 255] ^ TE[1][d >> 8 & 255] ^ TE[2][a >> 16 & 255] ^ TE[3][b >>> 24];
            d = TE[0][d & 255] ^ TE[1][a >> 8 & 255] ^ TE[2][b >> 16 & 255] ^ TE[3][c >>> 24];
            a = e ^ keys[r];
            b = f ^ keys[r + 1];
            c = g ^ keys[r + 2];
            d ^= keys[r + 3];
        }
        x[0] = a;
        x[1] = b;
        x[2] = c;
        x[3] = d;
    }

    /** Oblivious memory: paths of a tree, decrypted and encrypted again. */
    private static void oram() {
        int leaves = 1 << 16;
        int[] tree = new int[leaves * 8];
        int[] keys = RANDOM.ints(40).toArray();
        int[] pad = new int[4];
        aesPrepare();
        for (int round = 0;; round++) {
            int leaf = leaves + RANDOM.nextInt(leaves);
            for (int node = leaf; node > 0; node >>= 1) {
                pad[0] = node;
                pad[1] = round;
                pad[2] = 0;
                pad[3] = 0;
                aes(pad, keys);
                for (int k = 0; k < 4; k++) {
                    tree[4 * node + k] ^= pad[k];
                }
            }
        }
    }

    /** A map by wide products, 2 MiB of longs. */
    private static void wymap() {
        long[] table = new long[1 << 18];
        long seed = 1;
        for (;;) {
            seed += 0xa0761d6478bd642fL;
            long x = seed ^ 0xe7037ed1a0b428dbL;
            long key = (Math.multiplyHigh(seed, x) ^ seed * x) & 0xffff | 1;
            long h = Math.multiplyHigh(key ^ 0x8ebc6af09c88c6e3L, key * 0x589965cc75374cc3L) ^ key;
            int at = (int) h & (1 << 18) - 2;
            while (table[at] != 0 && table[at] != key) {
                at = at + 2 & (1 << 18) - 2;
            }
            table[at] = key;
            table[at + 1] += seed;
        }
    }

    private static void emulator() {
        int[] ram = RANDOM.ints(1 << 16).toArray();
        long[] reg = new long[16];
        int pc = 0;
        for (;;) {
            int op = ram[pc & 0xffff];
            int d = op >> 4 & 15;
            int s = op >> 8 & 15;
            pc++;
            switch (op & 15) {
                case 0 -> reg[d] += reg[s];
                case 1 -> reg[d] -= reg[s];
                case 2 -> reg[d] *= reg[s] | 1;
                case 3 -> reg[d] ^= reg[s];
                case 4 -> reg[d] = Long.rotateRight(reg[d], (int) reg[s]);
                case 5 -> reg[d] = ram[(int) reg[s] + op & 0xffff];
                case 6 -> ram[(int) reg[d] + op & 0xffff] = ram[pc & 0xffff] ^ (int) reg[s];
                case 7 -> reg[d] = Math.multiplyHigh(reg[d], reg[s]);
                case 8 -> reg[d] = Double.doubleToRawLongBits(Math.sqrt(Math.abs((double) reg[s])));
                case 9 -> pc += (reg[d] & 7) == 0 ? op >> 16 & 255 : 0;
                default -> reg[d] += op >> 12;
            }
        }
    }

    private static void siphash() {
        Map<Long, Integer> seen = new HashMap<>();
        for (long n = 0;; n++) {
            long a = 0x736f6d6570736575L ^ n;
            long b = 0x646f72616e646f6dL;
            long c = 0x6c7967656e657261L;
            long d = 0x7465646279746573L ^ n;
            for (int r = 0; r < 6; r++) {
                a += b;
                b = Long.rotateLeft(b, 13) ^ a;
                a = Long.rotateLeft(a, 32);
                c += d;
                d = Long.rotateLeft(d, 16) ^ c;
                a += d;
                d = Long.rotateLeft(d, 21) ^ a;
                c += b;
                b = Long.rotateLeft(b, 17) ^ c;
                c = Long.rotateLeft(c, 32);
            }
            seen.merge((a ^ b ^ c ^ d) & 0xfffff, 1, Integer::sum);
        }
    }

    private static void gcm() throws Exception {
        byte[] data = new byte[1 << 18];
        for (int n = 0;; n++) {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = new byte[12];
            nonce[0] = (byte) n;
            nonce[1] = (byte) (n >> 8);
            nonce[2] = (byte) (n >> 16);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[32], "AES"),
                new GCMParameterSpec(128, nonce));
            cipher.doFinal(data);
        }
    }

    private static void passwords() throws Exception {
        SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512");
        for (int n = 0;; n++) {
            factory.generateSecret(new PBEKeySpec(("user" + n).toCharArray(), new byte[16], 100000, 256));
        }
    }

    private static void signatures() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] message = new byte[64];
        for (;; message[0]++) {
            Signature s = Signature.getInstance("Ed25519");
            s.initSign(pair.getPrivate());
            s.update(message);
            byte[] signed = s.sign();
            s.initVerify(pair.getPublic());
            s.update(message);
            if (!s.verify(signed)) {
                throw new IllegalStateException();
            }
        }
    }

    private static void primes() {
        for (;;) {
            BigInteger.probablePrime(512, RANDOM);
        }
    }

    private static byte[] text(int n) {
        String[] words = "a rose is a rose by any other name would smell as sweet".split(" ");
        StringBuilder b = new StringBuilder();
        while (b.length() < n) {
            b.append(words[RANDOM.nextInt(words.length)]).append(RANDOM.nextInt(9) == 0 ? "\n" : " ");
        }
        return b.toString().getBytes();
    }

    private static void deflate() throws Exception {
        byte[] data = text(1 << 20);
        byte[] out = new byte[1 << 20];
        for (;;) {
            Deflater deflater = new Deflater(6);
            deflater.setInput(data);
            deflater.finish();
            int n = deflater.deflate(out);
            deflater.end();
            Inflater inflater = new Inflater();
            inflater.setInput(out, 0, n);
            inflater.inflate(new byte[data.length]);
            inflater.end();
        }
    }

    private static void suffixes() {
        byte[] text = text(100000);
        for (;;) {
            Integer[] order = new Integer[text.length];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (x, y) -> Arrays.compareUnsigned(text, x, Math.min(text.length, x + 64),
                text, y, Math.min(text.length, y + 64)));
            text[RANDOM.nextInt(text.length)]++;
        }
    }

    private static void montecarlo() {
        double sum = 0;
        for (long n = 1;; n++) {
            double x = RANDOM.nextGaussian();
            sum += Math.exp(-x * x) * Math.sqrt(1 + x * x);
            if (sum < 0) {
                System.out.println(n);
            }
        }
    }

    private static void graph() {
        int n = 1 << 18;
        int[] to = RANDOM.ints(4 * n, 0, n).toArray();
        for (;;) {
            int[] far = new int[n];
            ArrayDeque<Integer> queue = new ArrayDeque<>();
            queue.add(RANDOM.nextInt(n));
            while (!queue.isEmpty()) {
                int at = queue.poll();
                for (int k = 0; k < 4; k++) {
                    int next = to[4 * at + k];
                    if (far[next] == 0) {
                        far[next] = far[at] + 1;
                        queue.add(next);
                    }
                }
            }
        }
    }

    private static void index() {
        TreeMap<String, Integer> tree = new TreeMap<>();
        for (;;) {
            tree.merge(Long.toString(RANDOM.nextLong(), 36).substring(0, 5), 1, Integer::sum);
            if (tree.size() > 200000) {
                tree.clear();
            }
        }
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "oram" -> oram();
            case "wymap" -> wymap();
            case "emulator" -> emulator();
            case "siphash" -> siphash();
            case "gcm" -> gcm();
            case "passwords" -> passwords();
            case "signatures" -> signatures();
            case "primes" -> primes();
            case "deflate" -> deflate();
            case "suffixes" -> suffixes();
            case "montecarlo" -> montecarlo();
            case "graph" -> graph();
            case "index" -> index();
            default -> System.exit(2);
        }
    }
}
