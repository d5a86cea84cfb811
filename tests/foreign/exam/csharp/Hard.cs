// SPDX-License-Identifier: GPL-2.0-only
using System;
using System.Security.Cryptography;

/// <summary>scrypt and Equihash 96,5 in safe C#, arrays and all.</summary>
static class Hard
{
    static uint Le32(byte[] b, int at)
    {
        return BitConverter.ToUInt32(b, at);
    }

    static uint Turn(uint x, int n)
    {
        return x << n | x >> (32 - n);
    }

    static byte[] Pbkdf2(byte[] pass, byte[] salt, int want)
    {
        var mac = new HMACSHA256(pass);
        var output = new byte[want];
        var block = new byte[salt.Length + 4];
        salt.CopyTo(block, 0);
        for (int i = 0; 32 * i < want; i++)
        {
            block[block.Length - 1] = (byte)(i + 1);
            Array.Copy(mac.ComputeHash(block), 0, output, 32 * i, Math.Min(32, want - 32 * i));
        }
        return output;
    }

    static void Salsa8(uint[] b, int at, int with)
    {
        uint x0 = b[at] ^= b[with], x1 = b[at + 1] ^= b[with + 1];
        uint x2 = b[at + 2] ^= b[with + 2], x3 = b[at + 3] ^= b[with + 3];
        uint x4 = b[at + 4] ^= b[with + 4], x5 = b[at + 5] ^= b[with + 5];
        uint x6 = b[at + 6] ^= b[with + 6], x7 = b[at + 7] ^= b[with + 7];
        uint x8 = b[at + 8] ^= b[with + 8], x9 = b[at + 9] ^= b[with + 9];
        uint xa = b[at + 10] ^= b[with + 10], xb = b[at + 11] ^= b[with + 11];
        uint xc = b[at + 12] ^= b[with + 12], xd = b[at + 13] ^= b[with + 13];
        uint xe = b[at + 14] ^= b[with + 14], xf = b[at + 15] ^= b[with + 15];
        for (int i = 0; i < 4; i++)
        {
            x4 ^= Turn(x0 + xc, 7); x8 ^= Turn(x4 + x0, 9);
            xc ^= Turn(x8 + x4, 13); x0 ^= Turn(xc + x8, 18);
            x9 ^= Turn(x5 + x1, 7); xd ^= Turn(x9 + x5, 9);
            x1 ^= Turn(xd + x9, 13); x5 ^= Turn(x1 + xd, 18);
            xe ^= Turn(xa + x6, 7); x2 ^= Turn(xe + xa, 9);
            x6 ^= Turn(x2 + xe, 13); xa ^= Turn(x6 + x2, 18);
            x3 ^= Turn(xf + xb, 7); x7 ^= Turn(x3 + xf, 9);
            xb ^= Turn(x7 + x3, 13); xf ^= Turn(xb + x7, 18);
            x1 ^= Turn(x0 + x3, 7); x2 ^= Turn(x1 + x0, 9);
            x3 ^= Turn(x2 + x1, 13); x0 ^= Turn(x3 + x2, 18);
            x6 ^= Turn(x5 + x4, 7); x7 ^= Turn(x6 + x5, 9);
            x4 ^= Turn(x7 + x6, 13); x5 ^= Turn(x4 + x7, 18);
            xb ^= Turn(xa + x9, 7); x8 ^= Turn(xb + xa, 9);
            x9 ^= Turn(x8 + xb, 13); xa ^= Turn(x9 + x8, 18);
            xc ^= Turn(xf + xe, 7); xd ^= Turn(xc + xf, 9);
            xe ^= Turn(xd + xc, 13); xf ^= Turn(xe + xd, 18);
        }
        b[at] += x0; b[at + 1] += x1; b[at + 2] += x2; b[at + 3] += x3;
        b[at + 4] += x4; b[at + 5] += x5; b[at + 6] += x6; b[at + 7] += x7;
        b[at + 8] += x8; b[at + 9] += x9; b[at + 10] += xa; b[at + 11] += xb;
        b[at + 12] += xc; b[at + 13] += xd; b[at + 14] += xe; b[at + 15] += xf;
    }

    static byte[] Scrypt(byte[] pass, byte[] salt, int n, uint[] memory, int want)
    {
        byte[] block = Pbkdf2(pass, salt, 128);
        var x = new uint[32];
        for (int i = 0; i < 32; i++) x[i] = Le32(block, 4 * i);
        for (int i = 0; i < n; i++)
        {
            Array.Copy(x, 0, memory, 32 * i, 32);
            Salsa8(x, 0, 16);
            Salsa8(x, 16, 0);
        }
        for (int i = 0; i < n; i++)
        {
            int at = (int)(x[16] & n - 1) * 32;
            for (int k = 0; k < 32; k++) x[k] ^= memory[at + k];
            Salsa8(x, 0, 16);
            Salsa8(x, 16, 0);
        }
        for (int i = 0; i < 32; i++) BitConverter.GetBytes(x[i]).CopyTo(block, 4 * i);
        return Pbkdf2(pass, block, want);
    }

    static readonly ulong[] iv = { 0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
        0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b,
        0x5be0cd19137e2179 };
    static readonly string[] sigma = { "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194",
        "7931dcbe265a40f8", "905724afe1bc683d", "2c6a0b834d75fe19", "c51fed4a0763928b",
        "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0" };
    static readonly int[,] order = Order();

    static int[,] Order()
    {
        var o = new int[12, 16];
        for (int r = 0; r < 12; r++)
            for (int i = 0; i < 16; i++)
                o[r, i] = Convert.ToInt32(sigma[r % 10].Substring(i, 1), 16);
        return o;
    }

    static void Mix(ulong[] v, int a, int b, int c, int d, ulong x, ulong y)
    {
        v[a] += v[b] + x;
        v[d] ^= v[a];
        v[d] = v[d] >> 32 | v[d] << 32;
        v[c] += v[d];
        v[b] ^= v[c];
        v[b] = v[b] >> 24 | v[b] << 40;
        v[a] += v[b] + y;
        v[d] ^= v[a];
        v[d] = v[d] >> 16 | v[d] << 48;
        v[c] += v[d];
        v[b] ^= v[c];
        v[b] = v[b] >> 63 | v[b] << 1;
    }

    // Of one block, with Equihash's parameters as personalisation if there are any.
    static void Blake2b(ulong[] m, ulong n, ulong size, ulong who, ulong what, ulong[] h, ulong[] v)
    {
        for (int i = 0; i < 8; i++) h[i] = v[8 + i] = iv[i];
        h[0] ^= 0x01010000 ^ size;
        h[6] ^= who;
        h[7] ^= what;
        for (int i = 0; i < 8; i++) v[i] = h[i];
        v[12] ^= n;
        v[14] = ~v[14];
        for (int r = 0; r < 12; r++)
        {
            Mix(v, 0, 4, 8, 12, m[order[r, 0]], m[order[r, 1]]);
            Mix(v, 1, 5, 9, 13, m[order[r, 2]], m[order[r, 3]]);
            Mix(v, 2, 6, 10, 14, m[order[r, 4]], m[order[r, 5]]);
            Mix(v, 3, 7, 11, 15, m[order[r, 6]], m[order[r, 7]]);
            Mix(v, 0, 5, 10, 15, m[order[r, 8]], m[order[r, 9]]);
            Mix(v, 1, 6, 11, 12, m[order[r, 10]], m[order[r, 11]]);
            Mix(v, 2, 7, 8, 13, m[order[r, 12]], m[order[r, 13]]);
            Mix(v, 3, 4, 9, 14, m[order[r, 14]], m[order[r, 15]]);
        }
        for (int i = 0; i < 8; i++) h[i] ^= v[i] ^ v[i + 8];
    }

    struct Row
    {
        public ulong High;      // the next digits, the first one on top
        public uint Low;
        public int Left, Right;
    }

    // Six digits of 16 bits; rows sorted by the first one by counting, and joined.
    static int Equihash(ulong nonce)
    {
        const int Rows = 1 << 17;
        var rows = new Row[Rows * 2];
        var sorted = new Row[Rows * 2];
        var count = new int[65537];
        var m = new ulong[16];
        var h = new ulong[8];
        var v = new ulong[16];
        int n = Rows, solutions = 0;
        m[0] = nonce;
        for (uint i = 0; i < Rows / 5 + 1; i++)
        {
            m[1] = i;
            Blake2b(m, 12, 60, 0x576f506873615a00, 96 | 5ul << 32, h, v);
            for (int k = 0; k < 5 && i * 5 + k < Rows; k++)
            {
                int at = 12 * k, w = at / 8;
                ulong x = at % 8 == 0 ? h[w] : h[w] >> 32 | h[w + 1] << 32;
                uint y = (uint)(at % 8 == 0 ? h[w + 1] : h[w + 1] >> 32);
                rows[i * 5 + k] = new Row { High = x, Low = y };
            }
        }
        for (int round = 1; round <= 5; round++)
        {
            Array.Clear(count, 0, count.Length);
            for (int i = 0; i < n; i++) count[(rows[i].High >> 48) + 1]++;
            for (int i = 0; i < 65536; i++) count[i + 1] += count[i];
            for (int i = 0; i < n; i++) sorted[count[rows[i].High >> 48]++] = rows[i];
            int made = 0;
            for (int i = 0; i < n; i++)
                for (int k = i + 1; k < n && sorted[k].High >> 48 == sorted[i].High >> 48; k++)
                {
                    ulong x = sorted[i].High ^ sorted[k].High;
                    uint y = sorted[i].Low ^ sorted[k].Low;
                    if (round == 5)
                    {
                        if (x >> 32 == 0) solutions++;
                    }
                    else if (made < rows.Length && (x | y) != 0)
                    {
                        rows[made++] = new Row { High = x << 16 | y >> 16, Low = y << 16,
                                                 Left = i, Right = k };
                    }
                }
            n = made;
        }
        return solutions;
    }

    static void Must(byte[] got, string want)
    {
        string hex = BitConverter.ToString(got).Replace("-", "").ToLower();
        if (hex.StartsWith(want)) return;
        Console.Error.WriteLine("got " + hex);
        Environment.Exit(1);
    }

    static void Main(string[] args)
    {
        if (args[0] == "scrypt")
        {
            var memory = new uint[32 * 1024];
            var head = new byte[80];
            Must(Scrypt(new byte[0], new byte[0], 16, memory, 64), "77d6576238657b20");
            for (uint nonce = 0; ; nonce++)
            {
                BitConverter.GetBytes(nonce).CopyTo(head, 76);
                byte[] digest = Scrypt(head, head, 1024, memory, 32);
                if (digest[31] == 0 && digest[30] == 0 && digest[29] == 0)
                    Console.WriteLine(nonce);
            }
        }
        var m = new ulong[16];
        var h = new ulong[8];
        m[0] = 0x636261;
        Blake2b(m, 3, 64, 0, 0, h, new ulong[16]);
        Must(BitConverter.GetBytes(h[0]), "ba80a53f981c4d0d");
        for (ulong nonce = 0; ; nonce++)
        {
            int found = Equihash(nonce);
            if (found > 0) Console.WriteLine("{0}: {1}", nonce, found);
        }
    }
}
