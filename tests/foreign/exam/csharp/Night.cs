// SPDX-License-Identifier: GPL-2.0-only
using System;
using System.Runtime.InteropServices;

/// <summary>CryptoNight v0, v1 and Lite by pointers, as miners in C# are.</summary>
static unsafe class Night
{
    const string Input =
        "0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0" +
        "964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601";

    static readonly uint* table = (uint*)Marshal.AllocHGlobal(4096);
    static readonly byte[] box = new byte[256];
    static readonly ulong[] rc = new ulong[24];

    static void Put(int at, int s)
    {
        int d = (s << 1 ^ ((s & 0x80) != 0 ? 0x11b : 0)) & 0xff;
        uint w = (uint)(d | s << 8 | s << 16) | (uint)(d ^ s) << 24;
        box[at] = (byte)s;
        for (int k = 0; k < 4; k++)
        {
            table[256 * k + at] = w;
            w = w << 8 | w >> 24;
        }
    }

    static void Prepare()
    {
        int p = 1, q = 1, lfsr = 1;
        do
        {
            p = (p ^ p << 1 ^ ((p & 0x80) != 0 ? 0x11b : 0)) & 0xff;
            q ^= q << 1;
            q ^= q << 2;
            q = (q ^ q << 4) & 0xff;
            if ((q & 0x80) != 0) q ^= 9;
            int r = q | q << 8;
            Put(p, (q ^ r >> 7 ^ r >> 6 ^ r >> 5 ^ r >> 4 ^ 0x63) & 0xff);
        } while (p != 1);
        Put(0, 0x63);
        for (int r = 0; r < 24; r++)
            for (int k = 0; k < 7; k++)
            {
                if ((lfsr & 1) != 0) rc[r] ^= 1ul << ((1 << k) - 1);
                lfsr = lfsr << 1 ^ ((lfsr & 0x80) != 0 ? 0x171 : 0);
            }
    }

    static ulong Turn(ulong x, int n)
    {
        return x << n | x >> (64 - n);
    }

    static readonly int[] rho = { 1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14,
        27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44 };
    static readonly int[] pi = { 10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4,
        15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1 };

    static void Keccak(ulong* s)
    {
        ulong* c = stackalloc ulong[5];
        for (int r = 0; r < 24; r++)
        {
            for (int i = 0; i < 5; i++)
                c[i] = s[i] ^ s[i + 5] ^ s[i + 10] ^ s[i + 15] ^ s[i + 20];
            for (int i = 0; i < 25; i++)
                s[i] ^= c[(i + 4) % 5] ^ Turn(c[(i + 1) % 5], 1);
            ulong x = s[1];
            for (int i = 0; i < 24; i++)
            {
                ulong y = s[pi[i]];
                s[pi[i]] = Turn(x, rho[i]);
                x = y;
            }
            for (int j = 0; j < 25; j += 5)
            {
                for (int i = 0; i < 5; i++) c[i] = s[j + i];
                for (int i = 0; i < 5; i++)
                    s[j + i] ^= ~c[(i + 1) % 5] & c[(i + 2) % 5];
            }
            s[0] ^= rc[r];
        }
    }

    static void Expand(uint* key, uint* w)
    {
        uint rcon = 1;
        for (int i = 0; i < 8; i++) w[i] = key[i];
        for (int i = 8; i < 40; i++)
        {
            uint x = w[i - 1];
            if (i % 8 == 0) x = x >> 8 | x << 24;
            if (i % 4 == 0)
                x = box[x & 0xff] | (uint)box[x >> 8 & 0xff] << 8 |
                    (uint)box[x >> 16 & 0xff] << 16 | (uint)box[x >> 24] << 24;
            if (i % 8 == 0)
            {
                x ^= rcon;
                rcon <<= 1;
            }
            w[i] = w[i - 8] ^ x;
        }
    }

    // One round of the block at x into the block at y, which may be the same.
    static void Round(byte* x, uint* k, uint* y)
    {
        uint* t = table;
        uint a = t[x[0]] ^ t[256 + x[5]] ^ t[512 + x[10]] ^ t[768 + x[15]] ^ k[0];
        uint b = t[x[4]] ^ t[256 + x[9]] ^ t[512 + x[14]] ^ t[768 + x[3]] ^ k[1];
        uint c = t[x[8]] ^ t[256 + x[13]] ^ t[512 + x[2]] ^ t[768 + x[7]] ^ k[2];
        uint d = t[x[12]] ^ t[256 + x[1]] ^ t[512 + x[6]] ^ t[768 + x[11]] ^ k[3];
        y[0] = a;
        y[1] = b;
        y[2] = c;
        y[3] = d;
    }

    static ulong High(ulong x, ulong y)
    {
        ulong x0 = (uint)x, x1 = x >> 32, y0 = (uint)y, y1 = y >> 32;
        ulong mid = x1 * y0 + (x0 * y0 >> 32), low = x0 * y1 + (uint)mid;
        return x1 * y1 + (mid >> 32) + (low >> 32);
    }

    static void Mix(ulong* s, byte* pad, ulong mask, int steps, bool tweaked, ulong tweak)
    {
        ulong* a = stackalloc ulong[2];
        ulong* c = stackalloc ulong[2];
        ulong b0 = s[2] ^ s[6], b1 = s[3] ^ s[7];
        a[0] = s[0] ^ s[4];
        a[1] = s[1] ^ s[5];
        while (steps-- > 0)
        {
            ulong* p = (ulong*)(pad + (a[0] & mask));
            Round((byte*)p, (uint*)a, (uint*)c);
            p[0] = b0 ^ c[0];
            p[1] = b1 ^ c[1];
            if (tweaked)
            {
                byte t = ((byte*)p)[11];
                ((byte*)p)[11] = (byte)(t ^ (0x75310 >> ((t >> 3 & 6 | t & 1) << 1) & 0x30));
            }
            p = (ulong*)(pad + (c[0] & mask));
            ulong d0 = p[0], d1 = p[1];
            a[0] += High(c[0], d0);
            a[1] += c[0] * d0;
            p[0] = a[0];
            p[1] = tweaked ? a[1] ^ tweak : a[1];
            a[0] ^= d0;
            a[1] ^= d1;
            b0 = c[0];
            b1 = c[1];
        }
    }

    static void Hash(byte[] data, ulong* s, byte* pad, int bytes, int steps, bool tweaked)
    {
        uint* keys = stackalloc uint[40];
        ulong* text = stackalloc ulong[16];
        for (int i = 0; i < 25; i++) s[i] = 0;
        Marshal.Copy(data, 0, (IntPtr)s, 76);
        ((byte*)s)[76] = 1;
        ((byte*)s)[135] = 0x80;
        Keccak(s);
        Expand((uint*)s, keys);
        for (int i = 0; i < 16; i++) text[i] = s[8 + i];
        for (int at = 0; at < bytes; at += 128)
            for (int i = 0; i < 16; i += 2)
            {
                for (int r = 0; r < 40; r += 4)
                    Round((byte*)(text + i), keys + r, (uint*)(text + i));
                ((ulong*)(pad + at))[i] = text[i];
                ((ulong*)(pad + at))[i + 1] = text[i + 1];
            }
        ulong tweak = s[24] ^ BitConverter.ToUInt64(data, 35);
        Mix(s, pad, (ulong)bytes - 16, steps, tweaked, tweak);
        Expand((uint*)(s + 4), keys);
        for (int i = 0; i < 16; i++) text[i] = s[8 + i];
        for (int at = 0; at < bytes; at += 128)
            for (int i = 0; i < 16; i += 2)
            {
                text[i] ^= ((ulong*)(pad + at))[i];
                text[i + 1] ^= ((ulong*)(pad + at))[i + 1];
                for (int r = 0; r < 40; r += 4)
                    Round((byte*)(text + i), keys + r, (uint*)(text + i));
            }
        for (int i = 0; i < 16; i++) s[8 + i] = text[i];
        Keccak(s);
    }

    static int Main(string[] args)
    {
        bool lite = args[0] == "lite", tweaked = args[0] == "v1";
        int bytes = lite ? 1 << 20 : 1 << 21, steps = lite ? 1 << 18 : 1 << 19;
        ulong check = lite ? 0x892c49d9aa2957c7ul : tweaked ? 0x301ffa81c93a9f0aul
                                                          : 0x3f623466e0dc7066ul;
        byte* pad = (byte*)Marshal.AllocHGlobal(bytes + 16);
        pad += 16 - ((long)pad & 15);
        ulong* s = stackalloc ulong[25];
        var data = new byte[76];
        for (int i = 0; i < 76; i++)
            data[i] = Convert.ToByte(Input.Substring(2 * i, 2), 16);
        Prepare();
        Hash(data, s, pad, bytes, steps, tweaked);
        if (s[0] != check)
        {
            Console.Error.WriteLine("wrong: {0:x}", s[0]);
            return 1;
        }
        for (uint nonce = 0; ; nonce++)
        {
            for (int i = 0; i < 4; i++) data[39 + i] = (byte)(nonce >> 8 * i);
            Hash(data, s, pad, bytes, steps, tweaked);
            if (s[3] >> 40 == 0) Console.WriteLine(nonce);
        }
    }
}
