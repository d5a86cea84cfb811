// SPDX-License-Identifier: GPL-2.0-only
// CryptoNight v0 and v1 in plain JavaScript, by 32-bit words, as pages mined
// where WebAssembly was missing. "node cryptonight.mjs ALGORITHM" checks
// itself, then hashes for ever. Source: CryptoNote standard CNS008; of the four
// functions that it may end with only BLAKE-256 is here, which the published
// vectors end with; a nonce that ends with another is given up there.
const SIGMA = [...("0123456789abcdefea489fd61c02b753b8c052fdae367194" +
	"7931dcbe265a40f8905724afe1bc683d2c6a0b834d75fe19c51fed4a0763928b" +
	"db7ec13950f4862a6fe9b308c2d714a5a2847615fb9e3cd0")].map(c => parseInt(c, 16));
const PI = Uint32Array.of(
	0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0,
	0x082efa98, 0xec4e6c89, 0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c,
	0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917);
const SBOX = new Uint8Array(256);
const T0 = new Int32Array(256), T1 = new Int32Array(256);
const T2 = new Int32Array(256), T3 = new Int32Array(256);

const rol = (x, n) => x << n | x >>> 32 - n;
const times2 = x => (x << 1 ^ (x >> 7) * 0x11b) & 255;

function makeTables() {
	let p = 1, q = 1;
	do {
		p ^= times2(p);
		q ^= q << 1;
		q ^= q << 2;
		q ^= q << 4;
		q = (q ^ (q >> 7 & 1) * 9) & 255;
		const w = q * 0x101;
		SBOX[p] = q ^ w >> 7 ^ w >> 6 ^ w >> 5 ^ w >> 4 ^ 0x63;
	} while (p !== 1);
	SBOX[0] = 0x63;
	for (let i = 0; i < 256; i++) {
		const s = SBOX[i], s2 = times2(s);
		T0[i] = s2 | s << 8 | s << 16 | (s ^ s2) << 24;
		T1[i] = rol(T0[i], 8);
		T2[i] = rol(T0[i], 16);
		T3[i] = rol(T0[i], 24);
	}
}

// The state is of 50 words, the low half of each lane first.
function permute(a) {
	const c = new Int32Array(10);
	const rotl = (low, high, n) => {	// the low half of the result
		if (n >= 32)
			return rotl(high, low, n - 32);
		return n ? low << n | high >>> 32 - n : low;
	};
	let lfsr = 1;
	for (let round = 0; round < 24; round++) {
		for (let i = 0; i < 10; i++)
			c[i] = a[i] ^ a[i + 10] ^ a[i + 20] ^ a[i + 30] ^ a[i + 40];
		for (let x = 0; x < 5; x++) {
			const from = 2 * ((x + 4) % 5), to = 2 * ((x + 1) % 5);
			const low = c[from] ^ rotl(c[to], c[to + 1], 1);
			const high = c[from + 1] ^ rotl(c[to + 1], c[to], 1);
			for (let y = 0; y < 50; y += 10) {
				a[2 * x + y] ^= low;
				a[2 * x + y + 1] ^= high;
			}
		}
		let x = 1, y = 0, low = a[2], high = a[3];
		for (let t = 0; t < 24; t++) {
			[x, y] = [y, (2 * x + 3 * y) % 5];
			const at = 2 * (x + 5 * y), n = (t + 1) * (t + 2) / 2 % 64;
			const next = [a[at], a[at + 1]];
			a[at] = rotl(low, high, n);
			a[at + 1] = rotl(high, low, n);
			[low, high] = next;
		}
		for (y = 0; y < 50; y += 10) {
			const row = a.slice(y, y + 10);
			for (let i = 0; i < 10; i++)
				a[y + i] = row[i] ^ ~row[(i + 2) % 10] & row[(i + 4) % 10];
		}
		for (let j = 0; j < 7; j++) {
			lfsr = (lfsr << 1 ^ (lfsr >> 7) * 0x71) & 255;
			if (lfsr & 2)
				a[j === 6 ? 1 : 0] ^= 1 << ((1 << j) - 1 & 31);
		}
	}
}

// The input is shorter than a block.
function absorb(text) {
	const state = new Int32Array(50), bytes = new Uint8Array(state.buffer);
	bytes.set(text);
	bytes[text.length] = 1;
	bytes[135] |= 0x80;
	permute(state);
	return state;
}

function blake256(state) {
	const h = Int32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
				0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
	const text = new Uint8Array(256), view = new DataView(text.buffer);
	text.set(new Uint8Array(state.buffer));
	text[200] = 0x80;
	text[247] = 1;
	view.setUint32(252, 1600);
	for (let block = 0; block < 4; block++) {
		const m = new Int32Array(16), v = new Int32Array(16);
		const bits = Math.min(512 * (block + 1), 1600);
		for (let i = 0; i < 16; i++)
			m[i] = view.getUint32(64 * block + 4 * i);
		v.set(h);
		v.set(PI.subarray(0, 8), 8);
		v[12] ^= bits;
		v[13] ^= bits;
		for (let step = 0; step < 14 * 8; step++) {
			const at = (step >> 3) % 10 * 16 + step % 8 * 2;
			const i = SIGMA[at], j = SIGMA[at + 1], turn = step >> 2 & 1;
			const a = step % 4, b = 4 + (a + turn) % 4;
			const c = 8 + (a + 2 * turn) % 4, d = 12 + (a + 3 * turn) % 4;
			v[a] += v[b] + (m[i] ^ PI[j]);
			v[d] = rol(v[d] ^ v[a], 16);
			v[c] += v[d];
			v[b] = rol(v[b] ^ v[c], 20);
			v[a] += v[b] + (m[j] ^ PI[i]);
			v[d] = rol(v[d] ^ v[a], 24);
			v[c] += v[d];
			v[b] = rol(v[b] ^ v[c], 25);
		}
		for (let i = 0; i < 8; i++)
			h[i] ^= v[i] ^ v[i + 8];
	}
	return Array.from(h, w => (w >>> 0).toString(16).padStart(8, "0")).join("");
}

const substitute = x => SBOX[x & 255] | SBOX[x >>> 8 & 255] << 8 |
	SBOX[x >>> 16 & 255] << 16 | SBOX[x >>> 24] << 24;

function expand(key) {
	const w = new Int32Array(40);
	w.set(key);
	for (let i = 8; i < 40; i++) {
		let x = w[i - 1];
		if (i % 8 === 0)
			x = substitute(rol(x, 24)) ^ 1 << i / 8 - 1;
		else if (i % 8 === 4)
			x = substitute(x);
		w[i] = w[i - 8] ^ x;
	}
	return w;
}

const column = (a, b, c, d) => T0[a & 255] ^ T1[b >>> 8 & 255] ^
	T2[c >>> 16 & 255] ^ T3[d >>> 24];

function tenRounds(text, keys) {
	for (let l = 0; l < 32; l += 4) {
		let a = text[l], b = text[l + 1], c = text[l + 2], d = text[l + 3];
		for (let k = 0; k < 40; k += 4) {
			const e = column(a, b, c, d) ^ keys[k];
			const f = column(b, c, d, a) ^ keys[k + 1];
			const g = column(c, d, a, b) ^ keys[k + 2];
			d = column(d, a, b, c) ^ keys[k + 3];
			a = e;
			b = f;
			c = g;
		}
		text[l] = a;
		text[l + 1] = b;
		text[l + 2] = c;
		text[l + 3] = d;
	}
}

// The high half of a product of 32-bit words, by halves of 16 bits.
function multiplyHigh(x, y) {
	const x0 = x & 0xffff, x1 = x >>> 16, y0 = y & 0xffff, y1 = y >>> 16;
	const middle = Math.imul(x1, y0) + (Math.imul(x0, y0) >>> 16) >>> 0;
	const other = Math.imul(x0, y1) + (middle & 0xffff) >>> 0;
	return Math.imul(x1, y1) + (middle >>> 16) + (other >>> 16) | 0;
}

const carry = (sum, part) => (sum >>> 0) < (part >>> 0) ? 1 : 0;

function walk(st, version, tweak, pad, words) {
	let a0 = st[0] ^ st[8], a1 = st[1] ^ st[9];
	let a2 = st[2] ^ st[10], a3 = st[3] ^ st[11];
	let b0 = st[4] ^ st[12], b1 = st[5] ^ st[13];
	let b2 = st[6] ^ st[14], b3 = st[7] ^ st[15];
	const mask = words - 4;
	for (let i = 0; i < words; i++) {
		let p = a0 >>> 2 & mask;
		const x = pad[p], y = pad[p + 1], z = pad[p + 2], w = pad[p + 3];
		const c0 = column(x, y, z, w) ^ a0, c1 = column(y, z, w, x) ^ a1;
		const c2 = column(z, w, x, y) ^ a2, c3 = column(w, x, y, z) ^ a3;
		let mixed = b2 ^ c2;
		if (version === 1) {
			const top = mixed >>> 24;
			mixed ^= (0x75310 >> ((top >> 3 & 6 | top & 1) << 1) & 0x30) << 24;
		}
		pad[p] = b0 ^ c0;
		pad[p + 1] = b1 ^ c1;
		pad[p + 2] = mixed;
		pad[p + 3] = b3 ^ c3;
		p = c0 >>> 2 & mask;
		const d0 = pad[p], d1 = pad[p + 1], d2 = pad[p + 2], d3 = pad[p + 3];
		// (c1:c0) * (d1:d0), four words
		const p0 = Math.imul(c0, d0);
		let p1 = multiplyHigh(c0, d0), p2 = multiplyHigh(c1, d0);
		let p3 = multiplyHigh(c1, d1);
		let t = Math.imul(c1, d0);
		p1 = p1 + t | 0;
		p2 = p2 + carry(p1, t) | 0;
		t = Math.imul(c0, d1);
		p1 = p1 + t | 0;
		let over = carry(p1, t);
		t = multiplyHigh(c0, d1);
		p2 = p2 + t | 0;
		p3 = p3 + carry(p2, t) | 0;
		p2 = p2 + over | 0;
		p3 = p3 + (over && p2 === 0 ? 1 : 0) | 0;
		t = Math.imul(c1, d1);
		p2 = p2 + t | 0;
		p3 = p3 + carry(p2, t) | 0;
		a0 = a0 + p2 | 0;
		a1 = a1 + p3 + carry(a0, p2) | 0;
		a2 = a2 + p0 | 0;
		a3 = a3 + p1 + carry(a2, p0) | 0;
		pad[p] = a0;
		pad[p + 1] = a1;
		pad[p + 2] = a2 ^ tweak[0];
		pad[p + 3] = a3 ^ tweak[1];
		a0 ^= d0;
		a1 ^= d1;
		a2 ^= d2;
		a3 ^= d3;
		b0 = c0;
		b1 = c1;
		b2 = c2;
		b3 = c3;
	}
}

// undefined if it does not end with BLAKE-256
function hash(version, input, pad, words) {
	const st = absorb(input), tweak = new Int32Array(2);
	let keys = expand(st.subarray(0, 8)), text = st.slice(16, 48);
	for (let i = 0; i < words; i += 32) {
		tenRounds(text, keys);
		pad.set(text, i);
	}
	if (version === 1) {
		const view = new DataView(input.buffer);
		tweak[0] = view.getInt32(35, true) ^ st[48];
		tweak[1] = view.getInt32(39, true) ^ st[49];
	}
	walk(st, version, tweak, pad, words);
	keys = expand(st.subarray(8, 16));
	text = st.slice(16, 48);
	for (let i = 0; i < words; i += 32) {
		for (let l = 0; l < 32; l++)
			text[l] ^= pad[i + l];
		tenRounds(text, keys);
	}
	st.set(text, 16);
	permute(st);
	return st[0] & 3 ? undefined : blake256(st);
}

function expect(got, want) {
	if (got !== want) {
		console.error(`wrong digest ${got}, not ${want}`);
		process.exit(1);
	}
}

makeTables();
const pad = new Int32Array(1 << 19), header = new Uint8Array(76);
expect(hash(0, new TextEncoder().encode("de omnibus dubitandum"), pad, 1 << 19),
       "2f8e3df40bd11f9ac90c743ca8e32bb391da4fb98612aa3b6cdc639ee00b31f5");
expect(hash(1, header, pad, 1 << 19),
       "80563c40ed46575a9e44820d93ee095e2851aa22483fd67837118c6cd951ba61");
const [version, words] = { "cn0": [0, 1 << 19], "cn1": [1, 1 << 19],
			   "cn-lite1": [1, 1 << 18] }[process.argv[2]];
for (let nonce = 0;; nonce++) {
	new DataView(header.buffer).setUint32(39, nonce, true);
	hash(version, header, pad, words);
}
