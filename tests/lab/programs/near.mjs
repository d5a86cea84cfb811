// SPDX-License-Identifier: GPL-2.0-only
// Benign programs in JavaScript whose inner loops come near to those of miners:
// "node near.mjs NAME" does one of them for ever. Words of 64 bits are pairs of
// 32 bits, low half first.

let seed = 0x12345678;

function next() {
	seed ^= seed << 13;
	seed ^= seed >>> 17;
	seed ^= seed << 5;
	return seed;
}

const rotl = (x, n) => x << n | x >>> 32 - n;

// ---- a file encrypted by AES-128-CBC
function aesTables() {
	const log = new Uint8Array(256), exp = new Uint8Array(256);
	const box = new Uint8Array(256), te = new Int32Array(1024);
	for (let i = 0, x = 1; i < 255; i++) {
		exp[i] = x;
		log[x] = i;
		x = (x ^ x << 1 ^ (x >> 7) * 0x11b) & 255;
	}
	for (let i = 0; i < 256; i++) {
		const inverse = i ? exp[(255 - log[i]) % 255] : 0;
		let y = inverse;
		for (let n = 1; n < 5; n++)
			y ^= inverse << n | inverse >> 8 - n;
		box[i] = y ^ 0x63;
		const s = box[i], s2 = (s << 1 ^ (s >> 7) * 0x11b) & 255;
		const w = s2 << 24 | s << 16 | s << 8 | s2 ^ s;
		for (let n = 0; n < 4; n++)
			te[256 * n + i] = n ? rotl(w, 32 - 8 * n) : w;
	}
	return [box, te];
}

function cbc() {
	const [box, te] = aesTables();
	const key = Int32Array.from({ length: 44 }, next);
	const text = Int32Array.from({ length: 1 << 18 }, next);
	const column = (a, b, c, d, k) => te[a >>> 24] ^ te[256 | b >>> 16 & 255] ^
		te[512 | c >>> 8 & 255] ^ te[768 | d & 255] ^ k;
	const last = (a, b, c, d, k) => (box[a >>> 24] << 24 | box[b >>> 16 & 255] << 16 |
		box[c >>> 8 & 255] << 8 | box[d & 255]) ^ k;
	let a = 1, b = 2, c = 3, d = 4;
	for (;;)
		for (let i = 0; i < text.length; i += 4) {
			a ^= text[i] ^ key[0];
			b ^= text[i + 1] ^ key[1];
			c ^= text[i + 2] ^ key[2];
			d ^= text[i + 3] ^ key[3];
			for (let r = 4; r < 40; r += 4) {
				const e = column(a, b, c, d, key[r]);
				const f = column(b, c, d, a, key[r + 1]);
				const g = column(c, d, a, b, key[r + 2]);
				d = column(d, a, b, c, key[r + 3]);
				a = e;
				b = f;
				c = g;
			}
			const e = last(a, b, c, d, key[40]), f = last(b, c, d, a, key[41]);
			const g = last(c, d, a, b, key[42]);
			text[i + 3] = d = last(d, a, b, c, key[43]);
			text[i] = a = e;
			text[i + 1] = b = f;
			text[i + 2] = c = g;
		}
}

// ---- two tables of a database joined by a hash table
function mix(x) {
	x = Math.imul(x ^ x >>> 16, 0x85ebca6b);
	x = Math.imul(x ^ x >>> 13, 0xc2b2ae35);
	return x ^ x >>> 16;
}

function join() {
	const table = new Int32Array(1 << 19);
	for (;;) {
		table.fill(0);
		for (let i = 0; i < 80000; i++)
			find(table, next())[0] += i;
		for (let i = 0; i < 400000; i++)
			find(table, next())[0] ^= i;
	}
}

const cell = new Int32Array(1);

function find(table, key) {
	let at = mix(key) << 2 & 0x7fffc;
	while (table[at] !== 0 && table[at] !== key)
		at = at + 4 & 0x7fffc;
	table[at] = key;
	table[at + 1] = cell[0];
	return cell;
}

// ---- random games with a table of positions
function playouts() {
	const zobrist = Int32Array.from({ length: 512 }, next);
	const seen = new Int32Array(1 << 18);
	const board = new Int8Array(64);
	for (;;) {
		let low = 0, high = 0;
		board.fill(0);
		for (let move = 0; move < 60; move++) {
			const at = next() >>> 26;
			if (board[at])
				continue;
			board[at] = 1 + (move & 1);
			low ^= zobrist[4 * at + 2 * (move & 1)];
			high ^= zobrist[4 * at + 2 * (move & 1) + 1];
			const slot = (low & 0xffff) << 2;
			if (seen[slot] !== low || seen[slot + 1] !== high) {
				let lines = 0;
				for (let i = 0; i < 62; i++)
					lines += board[i] && board[i] === board[i + 1] &&
						board[i] === board[i + 2] ? 1 : 0;
				seen[slot] = low;
				seen[slot + 1] = high;
				seen[slot + 2] = lines;
			}
			if (seen[slot + 2] > 3)
				break;
		}
	}
}

// ---- a Bloom filter keyed by SipHash
function filter() {
	const v = new Int32Array(8), bits = new Int32Array(1 << 17);
	const add = (a, b) => {
		const low = (v[a] >>> 0) + (v[b] >>> 0);
		v[a] = low;
		v[a + 1] = v[a + 1] + v[b + 1] + (low > 0xffffffff ? 1 : 0);
	};
	const turn = (b, n, a) => {
		const low = v[b], high = v[b + 1];
		v[b] = (low << n | high >>> 32 - n) ^ v[a];
		v[b + 1] = (high << n | low >>> 32 - n) ^ v[a + 1];
	};
	const swap = a => {
		const low = v[a];
		v[a] = v[a + 1];
		v[a + 1] = low;
	};
	const round = () => {
		add(0, 2); turn(2, 13, 0); swap(0);
		add(4, 6); turn(6, 16, 4);
		add(0, 6); turn(6, 21, 0);
		add(4, 2); turn(2, 17, 4); swap(4);
	};
	for (let hits = 0; hits < 1e15;) {
		const word = next() >>> 11;
		v.set([0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261,
			0x6e657261, 0x6c796765, 0x79746573 ^ word, 0x74656462]);
		round();
		round();
		v[0] ^= word;
		v[4] ^= 255;
		for (let i = 0; i < 4; i++)
			round();
		let h = v[0] ^ v[2] ^ v[4] ^ v[6];
		const step = v[1] ^ v[3] ^ v[5] ^ v[7] | 1;
		for (let i = 0; i < 5; i++) {
			const at = h & 0x3fffff;
			hits += bits[at >> 5] >>> (at & 31) & 1;
			bits[at >> 5] |= 1 << (at & 31);
			h = h + step | 0;
		}
		if ((next() & 0xfffff) === 0)
			bits.fill(0);
	}
}

// ---- powers modulo a number of 1024 bits
function modexp() {
	const digits = n => BigInt("0x" + Array.from({ length: n }, () =>
		(next() >>> 0).toString(16).padStart(8, "0")).join(""));
	const modulus = digits(32) | 1n;
	for (let x = digits(32);;)
		x = x * x % modulus;
}

// ---- Keccak and BLAKE2b
const turns = new Uint8Array(25), constants = [];

function makeKeccak() {
	let x = 1, y = 0, lfsr = 1;
	for (let t = 0; t < 24; t++) {
		turns[x + 5 * y] = (t + 1) * (t + 2) / 2 % 64;
		[x, y] = [y, (2 * x + 3 * y) % 5];
		const c = [0, 0];
		for (let j = 0; j < 7; j++) {
			const bit = (1 << j) - 1;
			if (lfsr & 1)
				c[bit >> 5] ^= 1 << (bit & 31);
			lfsr = (lfsr << 1 ^ (lfsr >> 7) * 0x171) & 255;
		}
		constants.push(c);
	}
}

const left = (low, high, n) => n === 0 ? low : n < 32 ?
	low << n | high >>> 32 - n : n === 32 ? high : high << n - 32 | low >>> 64 - n;

function keccak(a) {
	const b = new Int32Array(50);
	for (const [low, high] of constants) {
		for (let x = 0; x < 10; x++)
			b[x] = a[x] ^ a[x + 10] ^ a[x + 20] ^ a[x + 30] ^ a[x + 40];
		for (let x = 0; x < 10; x += 2) {
			const from = (x + 8) % 10, to = (x + 2) % 10;
			const l = b[from] ^ left(b[to], b[to + 1], 1);
			const h = b[from + 1] ^ left(b[to + 1], b[to], 1);
			for (let y = x; y < 50; y += 10) {
				a[y] ^= l;
				a[y + 1] ^= h;
			}
		}
		for (let y = 0; y < 5; y++)
			for (let x = 0; x < 5; x++) {
				const i = 2 * (x + 5 * y), o = 2 * (y + 5 * ((2 * x + 3 * y) % 5));
				b[o] = left(a[i], a[i + 1], turns[i >> 1]);
				b[o + 1] = left(a[i + 1], a[i], turns[i >> 1]);
			}
		for (let y = 0; y < 50; y += 10)
			for (let x = 0; x < 10; x++)
				a[x + y] = b[x + y] ^ ~b[(x + 2) % 10 + y] & b[(x + 4) % 10 + y];
		a[0] ^= low;
		a[1] ^= high;
	}
}

const iv = Int32Array.of(0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85,
	0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a, 0xade682d1, 0x510e527f,
	0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19);
const sigma = ["0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194",
	"7931dcbe265a40f8", "905724afe1bc683d", "2c6a0b834d75fe19",
	"c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5",
	"a2847615fb9e3cd0"].map(row => Array.from(row, c => 2 * parseInt(c, 16)));
const v = new Int32Array(32);

function sum(a, low, high) {
	const l = (v[a] >>> 0) + (low >>> 0);
	v[a] = l;
	v[a + 1] = v[a + 1] + high + (l > 0xffffffff ? 1 : 0);
}

function turn(d, a, n) {
	const low = v[d] ^ v[a], high = v[d + 1] ^ v[a + 1];
	v[d] = left(low, high, n);
	v[d + 1] = left(high, low, n);
}

function g(a, b, c, d, m, i, j) {
	sum(a, v[b], v[b + 1]);
	sum(a, m[i], m[i + 1]);
	turn(d, a, 32);
	sum(c, v[d], v[d + 1]);
	turn(b, c, 40);
	sum(a, v[b], v[b + 1]);
	sum(a, m[j], m[j + 1]);
	turn(d, a, 48);
	sum(c, v[d], v[d + 1]);
	turn(b, c, 1);
}

function blake2b(h, m) {
	v.set(h);
	v.set(iv, 16);
	v[24] ^= 128;
	v[28] = ~v[28];
	v[29] = ~v[29];
	for (let r = 0; r < 12; r++) {
		const s = sigma[r % 10];
		for (let i = 0; i < 4; i++)
			g(2 * i, 8 + 2 * i, 16 + 2 * i, 24 + 2 * i, m, s[2 * i], s[2 * i + 1]);
		for (let i = 0; i < 4; i++)
			g(2 * i, 8 + 2 * ((i + 1) % 4), 16 + 2 * ((i + 2) % 4),
				24 + 2 * ((i + 3) % 4), m, s[8 + 2 * i], s[9 + 2 * i]);
	}
	for (let i = 0; i < 16; i++)
		h[i] ^= v[i] ^ v[i + 16];
}

// ---- a tree of digests
function merkle() {
	makeKeccak();
	const leaves = new Int32Array(1 << 16), state = new Int32Array(50);
	for (;;) {
		leaves.forEach((_, i) => { leaves[i] = next(); });
		for (let n = leaves.length; n >= 16; n /= 2)
			for (let i = 0; i < n; i += 16) {
				state.fill(0);
				state.set(leaves.subarray(i, i + 16));
				state[16] = 6;
				state[33] = 1 << 31;
				keccak(state);
				leaves.set(state.subarray(0, 8), i / 2);
			}
	}
}

// ---- a backup that finds what is there twice: digests, sorted
function backup() {
	const m = new Int32Array(32), h = new Int32Array(16);
	for (let twice = 0; twice < 1e15;) {
		const digests = new Float64Array(30000);
		for (let i = 0; i < digests.length; i++) {
			m[0] = next() >>> 17;
			h.set(iv);
			h[0] ^= 0x01010040;
			blake2b(h, m);
			digests[i] = (h[1] >>> 0) * 0x200000 + (h[0] >>> 11);
		}
		digests.sort();
		for (let i = 1; i < digests.length; i++)
			twice += digests[i] === digests[i - 1] ? 1 : 0;
	}
}

// ---- records shuffled by a linear congruential generator
function shuffle() {
	const records = new Int32Array(1 << 19);
	for (let state = 42;;)
		for (let i = records.length / 4 - 1; i > 0; i--) {
			state = Math.imul(state, 747796405) + 2891336453 | 0;
			let x = Math.imul((state >>> (state >>> 28) + 4) ^ state, 277803737);
			x = (x >>> 22 ^ x) >>> 0;
			const j = x % (i + 1);
			for (let n = 0; n < 4; n++) {
				const swap = records[4 * i + n];
				records[4 * i + n] = records[4 * j + n];
				records[4 * j + n] = swap;
			}
			records[4 * j] += x;
		}
}

// ---- a store that finds its blocks by FNV and checks them by SHA-3
function store() {
	makeKeccak();
	const index = new Int32Array(1 << 24), state = new Int32Array(50);
	for (;;) {
		const name = [next(), next()];
		let h = 0x811c9dc5;
		for (let i = 0; i < 64; i++)
			h = Math.imul(h ^ name[i >> 2 & 1] >>> (i & 3) * 8 & 255, 0x01000193);
		for (let i = 0; i < 32; i++) {
			h = Math.imul(h, 0x01000193) ^ index[h & 0xffffff];
			index[h & 0xffffff] = h;
		}
		if ((h & 31) === 0) {
			state[0] ^= h;
			keccak(state);
		}
	}
}

// ---- an archive: blocks sorted by Burrows and Wheeler, encrypted by Salsa20
function archive() {
	const block = new Uint8Array(1 << 15), at = new Int32Array(1 << 15);
	const stream = new Int32Array(16), x = new Int32Array(16);
	const mask = block.length - 1;
	const quarter = (a, b, c, d) => {
		x[b] ^= rotl(x[a] + x[d] | 0, 7);
		x[c] ^= rotl(x[b] + x[a] | 0, 9);
		x[d] ^= rotl(x[c] + x[b] | 0, 13);
		x[a] ^= rotl(x[d] + x[c] | 0, 18);
	};
	for (;;) {
		for (let i = 0; i < block.length; i++) {
			block[i] = next() & 15;
			at[i] = i;
		}
		at.sort((p, q) => {
			for (let i = 0; i < 64; i++)
				if (block[p + i & mask] !== block[q + i & mask])
					return block[p + i & mask] - block[q + i & mask];
			return p - q;
		});
		for (let i = 0; i < block.length; i += 64) {
			for (let j = 0; j < 16; j++)
				x[j] = stream[j] + i;
			for (let r = 0; r < 10; r++) {
				for (let c = 0; c < 4; c++)
					quarter(5 * c & 15, 5 * c + 4 & 15, 5 * c + 8 & 15, 5 * c + 12 & 15);
				for (let c = 0; c < 4; c++)
					quarter(5 * c, 4 * c + (c + 1 & 3), 4 * c + (c + 2 & 3),
						4 * c + (c + 3 & 3));
			}
			for (let j = 0; j < 16; j++)
				stream[j] += x[j] ^ block[at[i + j]];
		}
	}
}

({ cbc, join, playouts, filter, modexp, merkle, backup, shuffle, store, archive })[
	process.argv[2]]();
