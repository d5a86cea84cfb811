// SPDX-License-Identifier: GPL-2.0-only
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** CryptoNight v0, v1, v2 and Lite on direct byte buffers, for HotSpot's C2. */
public final class Night {
    private static final String INPUT =
        "0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0"
        + "964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601";
    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] BOX = new byte[256];
    private static final int[] T = new int[1024];
    private static final long[] RC = new long[24];
    private static final int[] RHO = {1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14,
        27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44};
    private static final int[] PI = {10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4,
        15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1};

    static {
        int p = 1;
        int q = 1;
        do {
            p = (p ^ p << 1 ^ ((p & 0x80) != 0 ? 0x11b : 0)) & 0xff;
            q ^= q << 1;
            q ^= q << 2;
            q = (q ^ q << 4) & 0xff;
            if ((q & 0x80) != 0) {
                q ^= 9;
            }
            int r = q | q << 8;
            put(p, (q ^ r >> 7 ^ r >> 6 ^ r >> 5 ^ r >> 4 ^ 0x63) & 0xff);
        } while (p != 1);
        put(0, 0x63);
        int lfsr = 1;
        for (int r = 0; r < 24; r++) {
            for (int k = 0; k < 7; k++) {
                if ((lfsr & 1) != 0) {
                    RC[r] ^= 1L << ((1 << k) - 1);
                }
                lfsr = lfsr << 1 ^ ((lfsr & 0x80) != 0 ? 0x171 : 0);
            }
        }
    }

    private final ByteBuffer pad;
    private final int variant;
    private final int mask;
    private final int steps;
    private final long[] s = new long[25];
    private final int[] keys = new int[40];
    private final int[] t = new int[4];

    private Night(int variant, int bytes, int steps) {
        this.variant = variant;
        this.pad = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.mask = bytes - 16;
        this.steps = steps;
    }

    private static void put(int at, int s) {
        int d = (s << 1 ^ ((s & 0x80) != 0 ? 0x11b : 0)) & 0xff;
        int w = d | s << 8 | s << 16 | (d ^ s) << 24;
        BOX[at] = (byte) s;
        for (int k = 0; k < 4; k++) {
            T[256 * k + at] = Integer.rotateLeft(w, 8 * k);
        }
    }

    private static int column(int a, int b, int c, int d) {
        return T[a & 0xff] ^ T[256 + (b >>> 8 & 0xff)] ^ T[512 + (c >>> 16 & 0xff)]
            ^ T[768 + (d >>> 24)];
    }

    private static void keccak(long[] s) {
        long[] c = new long[5];
        for (int r = 0; r < 24; r++) {
            for (int i = 0; i < 5; i++) {
                c[i] = s[i] ^ s[i + 5] ^ s[i + 10] ^ s[i + 15] ^ s[i + 20];
            }
            for (int i = 0; i < 25; i++) {
                s[i] ^= c[(i + 4) % 5] ^ Long.rotateLeft(c[(i + 1) % 5], 1);
            }
            long x = s[1];
            for (int i = 0; i < 24; i++) {
                long y = s[PI[i]];
                s[PI[i]] = Long.rotateLeft(x, RHO[i]);
                x = y;
            }
            for (int j = 0; j < 25; j += 5) {
                System.arraycopy(s, j, c, 0, 5);
                for (int i = 0; i < 5; i++) {
                    s[j + i] ^= ~c[(i + 1) % 5] & c[(i + 2) % 5];
                }
            }
            s[0] ^= RC[r];
        }
    }

    private void expand(int at) {
        for (int i = 0; i < 4; i++) {
            keys[2 * i] = (int) s[at + i];
            keys[2 * i + 1] = (int) (s[at + i] >>> 32);
        }
        int rcon = 1;
        for (int i = 8; i < 40; i++) {
            int x = keys[i - 1];
            if (i % 8 == 0) {
                x = Integer.rotateRight(x, 8);
            }
            if (i % 4 == 0) {
                x = BOX[x & 0xff] & 0xff | (BOX[x >>> 8 & 0xff] & 0xff) << 8
                    | (BOX[x >>> 16 & 0xff] & 0xff) << 16 | BOX[x >>> 24] << 24;
            }
            if (i % 8 == 0) {
                x ^= rcon;
                rcon <<= 1;
            }
            keys[i] = keys[i - 8] ^ x;
        }
    }

    private void encrypt(int[] text, int at) {
        int a = text[at];
        int b = text[at + 1];
        int c = text[at + 2];
        int d = text[at + 3];
        for (int r = 0; r < 40; r += 4) {
            int e = column(a, b, c, d) ^ keys[r];
            int f = column(b, c, d, a) ^ keys[r + 1];
            int g = column(c, d, a, b) ^ keys[r + 2];
            d = column(d, a, b, c) ^ keys[r + 3];
            a = e;
            b = f;
            c = g;
        }
        text[at] = a;
        text[at + 1] = b;
        text[at + 2] = c;
        text[at + 3] = d;
    }

    private int[] text() {
        int[] text = new int[32];
        for (int i = 0; i < 32; i++) {
            text[i] = (int) (s[8 + i / 2] >>> 32 * (i & 1));
        }
        return text;
    }

    private static long root(long n) {
        double x = (n >>> 1) * 2.0 + (n & 1);
        long r = (long) (Math.sqrt(x + 18446744073709551616.0) * 2.0 - 8589934592.0);
        long h = r >>> 1;
        long b = r & 1;
        long q = h * (h + b) + (r << 32);
        if (Long.compareUnsigned(q + b, n) > 0) {
            r--;
        }
        if (Long.compareUnsigned(q + (1L << 32), n - h) < 0) {
            r++;
        }
        return r;
    }

    private void shuffle(int j, long a0, long a1, long b0, long b1, long c0, long c1) {
        long x0 = pad.getLong(j ^ 16);
        long x1 = pad.getLong((j ^ 16) + 8);
        long y0 = pad.getLong(j ^ 32);
        long y1 = pad.getLong((j ^ 32) + 8);
        long z0 = pad.getLong(j ^ 48);
        long z1 = pad.getLong((j ^ 48) + 8);
        pad.putLong(j ^ 16, z0 + c0);
        pad.putLong((j ^ 16) + 8, z1 + c1);
        pad.putLong(j ^ 32, x0 + b0);
        pad.putLong((j ^ 32) + 8, x1 + b1);
        pad.putLong(j ^ 48, y0 + a0);
        pad.putLong((j ^ 48) + 8, y1 + a1);
    }

    private void mix(long tweak) {
        long a0 = s[0] ^ s[4];
        long a1 = s[1] ^ s[5];
        long b0 = s[2] ^ s[6];
        long b1 = s[3] ^ s[7];
        long e0 = s[8] ^ s[10];
        long e1 = s[9] ^ s[11];
        long division = s[12];
        long rooted = s[13];
        for (int n = 0; n < steps; n++) {
            int j = (int) a0 & mask;
            long p0 = pad.getLong(j);
            long p1 = pad.getLong(j + 8);
            int v = (int) p0;
            int w = (int) (p0 >>> 32);
            int x = (int) p1;
            int y = (int) (p1 >>> 32);
            long c0 = (column(v, w, x, y) & 0xffffffffL | (long) column(w, x, y, v) << 32) ^ a0;
            long c1 = (column(x, y, v, w) & 0xffffffffL | (long) column(y, v, w, x) << 32) ^ a1;
            if (variant == 2) {
                shuffle(j, a0, a1, b0, b1, e0, e1);
            }
            pad.putLong(j, b0 ^ c0);
            long h = b1 ^ c1;
            if (variant == 1) {
                int k = (int) (h >>> 27 & 6 | h >>> 24 & 1) << 1;
                h ^= (0x75310L >>> k & 0x30) << 24;
            }
            pad.putLong(j + 8, h);
            j = (int) c0 & mask;
            long d0 = pad.getLong(j);
            long d1 = pad.getLong(j + 8);
            if (variant == 2) {
                long z = (c0 + (rooted << 1) | 0x80000001L) & 0xffffffffL;
                d0 ^= division ^ rooted << 32;
                division = (Long.divideUnsigned(c1, z) & 0xffffffffL)
                    + (Long.remainderUnsigned(c1, z) << 32);
                rooted = root(c0 + division);
            }
            long hi = Math.multiplyHigh(c0, d0) + (c0 >> 63 & d0) + (d0 >> 63 & c0);
            long lo = c0 * d0;
            if (variant == 2) {
                pad.putLong(j ^ 16, pad.getLong(j ^ 16) ^ hi);
                pad.putLong((j ^ 16) + 8, pad.getLong((j ^ 16) + 8) ^ lo);
                hi ^= pad.getLong(j ^ 32);
                lo ^= pad.getLong((j ^ 32) + 8);
                shuffle(j, a0, a1, b0, b1, e0, e1);
            }
            a0 += hi;
            a1 += lo;
            pad.putLong(j, a0);
            pad.putLong(j + 8, variant == 1 ? a1 ^ tweak : a1);
            a0 ^= d0;
            a1 ^= d1;
            e0 = b0;
            e1 = b1;
            b0 = c0;
            b1 = c1;
        }
    }

    private long hash(byte[] in) {
        byte[] block = new byte[200];
        System.arraycopy(in, 0, block, 0, 76);
        block[76] = 1;
        block[135] = (byte) 0x80;
        for (int i = 0; i < 25; i++) {
            s[i] = (long) LONGS.get(block, 8 * i);
        }
        keccak(s);
        expand(0);
        int[] text = text();
        for (int at = 0; at < pad.capacity(); at += 128) {
            for (int i = 0; i < 32; i += 4) {
                encrypt(text, i);
            }
            for (int i = 0; i < 32; i++) {
                pad.putInt(at + 4 * i, text[i]);
            }
        }
        mix((long) LONGS.get(in, 35) ^ s[24]);
        expand(4);
        text = text();
        for (int at = 0; at < pad.capacity(); at += 128) {
            for (int i = 0; i < 32; i++) {
                text[i] ^= pad.getInt(at + 4 * i);
            }
            for (int i = 0; i < 32; i += 4) {
                encrypt(text, i);
            }
        }
        for (int i = 0; i < 16; i++) {
            s[8 + i] = text[2 * i] & 0xffffffffL | (long) text[2 * i + 1] << 32;
        }
        keccak(s);
        return s[0];
    }

    public static void main(String[] args) {
        Night night;
        long check;
        switch (args[0]) {
            case "v0" -> {
                night = new Night(0, 1 << 21, 1 << 19);
                check = 0x3f623466e0dc7066L;
            }
            case "v1" -> {
                night = new Night(1, 1 << 21, 1 << 19);
                check = 0x301ffa81c93a9f0aL;
            }
            case "v2" -> {
                night = new Night(2, 1 << 21, 1 << 19);
                check = 0x1ad4a9e9082421f1L;
            }
            default -> {
                night = new Night(0, 1 << 20, 1 << 18);
                check = 0x892c49d9aa2957c7L;
            }
        }
        byte[] in = new byte[76];
        for (int i = 0; i < 76; i++) {
            in[i] = (byte) Integer.parseInt(INPUT.substring(2 * i, 2 * i + 2), 16);
        }
        if (night.hash(in) != check) {
            System.err.printf("wrong: %016x%n", night.s[0]);
            System.exit(1);
        }
        for (int nonce = 0;; nonce++) {
            for (int i = 0; i < 4; i++) {
                in[39 + i] = (byte) (nonce >>> 8 * i);
            }
            night.hash(in);
            if (night.s[3] >>> 40 == 0) {
                System.out.println(nonce);
            }
        }
    }
}
