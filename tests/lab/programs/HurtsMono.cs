// SPDX-License-Identifier: GPL-2.0-only
// Work of .NET's own library: "mono HurtsMono.exe NAME" does it for ever.
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Numerics;
using System.Security.Cryptography;

static class HurtsMono
{
	static readonly byte[] Data = new byte[1 << 16];
	static readonly ulong[] Table = new ulong[1 << 18];
	static readonly Random Draw = new Random(1);

	static Action Work(string name)
	{
		switch (name) {
		case "aes":
			var aes = Aes.Create().CreateEncryptor();
			return () => aes.TransformFinalBlock(Data, 0, Data.Length);
		case "sha512":
			var sha = SHA512.Create();
			return () => sha.ComputeHash(Data);
		case "rsa":
			var rsa = new RSACryptoServiceProvider(1024);
			return () => rsa.SignData(Data, SHA256.Create());
		case "dictionary":
			return () => {
				var d = new Dictionary<long, int>();
				for (int i = 0; i < 50000; i++)
					d[Draw.Next() * 65537L] = i;
			};
		case "random":
			return () => {
				int hits = 0;
				for (int i = 0; i < 1000000; i++) {
					double x = Draw.NextDouble(), y = Draw.NextDouble();
					hits += x * x + y * y < 1 ? 1 : 0;
				}
			};
		case "gups":
			return () => {
				ulong r = 1;
				for (int i = 0; i < 1 << 20; i++) {
					r = r << 1 ^ (r >> 63) * 7;
					Table[r & 0x3ffff] ^= r;
				}
			};
		case "deflate":
			return () => {
				using (var s = new DeflateStream(new MemoryStream(),
								 CompressionLevel.Optimal))
					s.Write(Data, 0, Data.Length);
			};
		case "sort":
			return () => {
				for (int i = 0; i < Table.Length; i++)
					Table[i] = (ulong)Draw.Next() * 2654435761;
				Array.Sort(Table);
			};
		case "matrix":
			var a = new double[150, 150];
			return () => {
				var b = new double[150, 150];
				for (int i = 0; i < 150; i++)
					for (int k = 0; k < 150; k++)
						for (int j = 0; j < 150; j++)
							b[i, j] += a[i, k] * a[k, j] + 1;
			};
		case "bigint":
			var m = BigInteger.Pow(2, 1279) - 1;
			return () => BigInteger.ModPow(3, m - 1, m);
		case "linq":
			return () => Enumerable.Range(0, 100000).GroupBy(i => i * 7919 % 1009)
				.Select(g => g.Sum(i => (long)i)).OrderBy(s => s).ToList();
		}
		throw new ArgumentException(name);
	}

	static void Main(string[] args)
	{
		Draw.NextBytes(Data);
		for (var work = Work(args[0]);;)
			work();
	}
}
