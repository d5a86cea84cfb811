// SPDX-License-Identifier: GPL-2.0-only
// CryptoNight v0, v1 and Lite in plain JavaScript: 32-bit halves in an
// Int32Array, the wide product by Math.imul and limbs of sixteen bits.
const INPUT =
    '0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0' +
    '964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601';
const COINS = {
    v0: {pad: 1 << 21, steps: 1 << 19, tweak: false, check: '3f623466e0dc7066'},
    v1: {pad: 1 << 21, steps: 1 << 19, tweak: true, check: '301ffa81c93a9f0a'},
    lite: {pad: 1 << 20, steps: 1 << 18, tweak: false, check: '892c49d9aa2957c7'},
};

const T0 = new Int32Array(256), T1 = new Int32Array(256);
const T2 = new Int32Array(256), T3 = new Int32Array(256);
const box = new Uint8Array(256);
const rc = new Int32Array(48);

function put(at, s) {
    const d = (s << 1 ^ (s >> 7) * 0x11b) & 255;
    const w = d | s << 8 | s << 16 | (d ^ s) << 24;

    box[at] = s;
    T0[at] = w;
    T1[at] = w << 8 | w >>> 24;
    T2[at] = w << 16 | w >>> 16;
    T3[at] = w << 24 | w >>> 8;
}

function prepare() {
    let p = 1, q = 1, lfsr = 1;

    do {
        p = (p ^ p << 1 ^ (p >> 7) * 0x11b) & 255;
        q ^= q << 1;
        q ^= q << 2;
        q = (q ^ q << 4) & 255;
        if (q & 128)
            q ^= 9;
        const r = q | q << 8;
        put(p, (q ^ r >> 7 ^ r >> 6 ^ r >> 5 ^ r >> 4 ^ 0x63) & 255);
    } while (p != 1);
    put(0, 0x63);
    for (let r = 0; r < 24; r++)
        for (let k = 0; k < 7; k++) {
            const bit = (1 << k) - 1;

            if (lfsr & 1)
                rc[2 * r + (bit >> 5)] ^= 1 << (bit & 31);
            lfsr = lfsr << 1 ^ (lfsr >> 7) * 0x171;
        }
}

const RHO = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43,
             62, 18, 39, 61, 20, 44];
const PI = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20,
            14, 22, 9, 6, 1];

function keccak(s) {
    const c = new Int32Array(10);

    for (let r = 0; r < 24; r++) {
        for (let i = 0; i < 10; i++)
            c[i] = s[i] ^ s[i + 10] ^ s[i + 20] ^ s[i + 30] ^ s[i + 40];
        for (let i = 0; i < 5; i++) {
            const n = (i + 1) % 5 * 2, p = (i + 4) % 5 * 2;
            const lo = c[p] ^ (c[n] << 1 | c[n + 1] >>> 31);
            const hi = c[p + 1] ^ (c[n + 1] << 1 | c[n] >>> 31);

            for (let j = 2 * i; j < 50; j += 10) {
                s[j] ^= lo;
                s[j + 1] ^= hi;
            }
        }
        let lo = s[2], hi = s[3];

        for (let i = 0; i < 24; i++) {
            const at = PI[i] * 2, n = RHO[i] & 31, l = s[at], h = s[at + 1];

            if (RHO[i] & 32)
                [lo, hi] = [hi, lo];
            s[at] = n ? lo << n | hi >>> 32 - n : lo;
            s[at + 1] = n ? hi << n | lo >>> 32 - n : hi;
            lo = l;
            hi = h;
        }
        for (let j = 0; j < 50; j += 10) {
            for (let i = 0; i < 10; i++)
                c[i] = s[j + i];
            for (let i = 0; i < 10; i++)
                s[j + i] ^= ~c[(i + 2) % 10] & c[(i + 4) % 10];
        }
        s[0] ^= rc[2 * r];
        s[1] ^= rc[2 * r + 1];
    }
}

function expand(s, at) {
    const w = new Int32Array(40);
    let rcon = 1;

    for (let i = 0; i < 8; i++)
        w[i] = s[at + i];
    for (let i = 8; i < 40; i++) {
        let x = w[i - 1];

        if (i % 8 == 0)
            x = x >>> 8 | x << 24;
        if (i % 4 == 0)
            x = box[x & 255] | box[x >> 8 & 255] << 8 | box[x >> 16 & 255] << 16 |
                box[x >>> 24] << 24;
        if (i % 8 == 0) {
            x ^= rcon;
            rcon <<= 1;
        }
        w[i] = w[i - 8] ^ x;
    }
    return w;
}

function rounds(text, w) {
    for (let i = 0; i < 32; i += 4) {
        let a = text[i], b = text[i + 1], c = text[i + 2], d = text[i + 3];

        for (let r = 0; r < 40; r += 4) {
            const e = T0[a & 255] ^ T1[b >> 8 & 255] ^ T2[c >> 16 & 255] ^ T3[d >>> 24] ^ w[r];
            const f = T0[b & 255] ^ T1[c >> 8 & 255] ^ T2[d >> 16 & 255] ^ T3[a >>> 24] ^ w[r + 1];
            const g = T0[c & 255] ^ T1[d >> 8 & 255] ^ T2[a >> 16 & 255] ^ T3[b >>> 24] ^ w[r + 2];

            d = T0[d & 255] ^ T1[a >> 8 & 255] ^ T2[b >> 16 & 255] ^ T3[c >>> 24] ^ w[r + 3];
            a = e;
            b = f;
            c = g;
        }
        text[i] = a;
        text[i + 1] = b;
        text[i + 2] = c;
        text[i + 3] = d;
    }
}

// The 64-bit product of two words, as halves: high words are exact in doubles.
let top = 0;

function product(x, y) {
    const x0 = x & 0xffff, x1 = x >>> 16, y0 = y & 0xffff, y1 = y >>> 16;
    const low = Math.imul(x0, y0) >>> 0, m = x1 * y0 + (low >>> 16);
    const n = x0 * y1 + (m & 0xffff);

    top = x1 * y1 + Math.floor(m / 65536) + Math.floor(n / 65536) | 0;
    return Math.imul(x, y);
}

function mix(pad, s, coin, t0, t1) {
    const mask = pad.length - 4;
    let a0 = s[0] ^ s[8], a1 = s[1] ^ s[9], a2 = s[2] ^ s[10], a3 = s[3] ^ s[11];
    let b0 = s[4] ^ s[12], b1 = s[5] ^ s[13], b2 = s[6] ^ s[14], b3 = s[7] ^ s[15];

    for (let n = 0; n < coin.steps; n++) {
        let j = a0 >>> 2 & mask;
        const x = pad[j], y = pad[j + 1], z = pad[j + 2], w = pad[j + 3];
        const c0 = T0[x & 255] ^ T1[y >> 8 & 255] ^ T2[z >> 16 & 255] ^ T3[w >>> 24] ^ a0;
        const c1 = T0[y & 255] ^ T1[z >> 8 & 255] ^ T2[w >> 16 & 255] ^ T3[x >>> 24] ^ a1;
        const c2 = T0[z & 255] ^ T1[w >> 8 & 255] ^ T2[x >> 16 & 255] ^ T3[y >>> 24] ^ a2;
        const c3 = T0[w & 255] ^ T1[x >> 8 & 255] ^ T2[y >> 16 & 255] ^ T3[z >>> 24] ^ a3;
        let h = b2 ^ c2;

        pad[j] = b0 ^ c0;
        pad[j + 1] = b1 ^ c1;
        if (coin.tweak)
            h ^= (0x75310 >> ((h >>> 27 & 6 | h >>> 24 & 1) << 1) & 0x30) << 24;
        pad[j + 2] = h;
        pad[j + 3] = b3 ^ c3;
        j = c0 >>> 2 & mask;

        const d0 = pad[j], d1 = pad[j + 1], d2 = pad[j + 2], d3 = pad[j + 3];
        const p0 = product(c0, d0);
        let p1 = top >>> 0;
        const q0 = product(c0, d1) >>> 0, q1 = top >>> 0;
        const r0 = product(c1, d0) >>> 0, r1 = top >>> 0;
        const u0 = product(c1, d1) >>> 0, u1 = top >>> 0;

        p1 += q0 + r0;
        let p2 = q1 + r1 + u0 + Math.floor(p1 / 4294967296);
        let p3 = u1 + Math.floor(p2 / 4294967296);
        let sum = (a0 >>> 0) + (p2 >>> 0);

        p1 |= 0;
        a0 = sum | 0;
        a1 = a1 + p3 + (sum > 4294967295 ? 1 : 0) | 0;
        sum = (a2 >>> 0) + (p0 >>> 0);
        a2 = sum | 0;
        a3 = a3 + p1 + (sum > 4294967295 ? 1 : 0) | 0;
        pad[j] = a0;
        pad[j + 1] = a1;
        pad[j + 2] = a2 ^ t0;
        pad[j + 3] = a3 ^ t1;
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

function hash(input, pad, coin) {
    const s = new Int32Array(50), bytes = new Uint8Array(s.buffer);

    bytes.set(input);
    bytes[76] = 1;
    bytes[135] = 128;
    keccak(s);

    let keys = expand(s, 0), text = s.slice(16, 48);

    for (let at = 0; at < pad.length; at += 32) {
        rounds(text, keys);
        pad.set(text, at);
    }
    const word = new DataView(input.buffer);
    mix(pad, s, coin, coin.tweak ? s[48] ^ word.getInt32(35, true) : 0,
        coin.tweak ? s[49] ^ word.getInt32(39, true) : 0);
    keys = expand(s, 8);
    text = s.slice(16, 48);
    for (let at = 0; at < pad.length; at += 32) {
        for (let i = 0; i < 32; i++)
            text[i] ^= pad[at + i];
        rounds(text, keys);
    }
    s.set(text, 16);
    keccak(s);
    return s;
}

const coin = COINS[process.argv[2]];
const input = new Uint8Array(Buffer.from(INPUT, 'hex'));
const pad = new Int32Array(coin.pad / 4);

prepare();
const first = hash(input, pad, coin);
const got = [first[1], first[0]].map(x => (x >>> 0).toString(16).padStart(8, '0')).join('');
if (got != coin.check) {
    console.error('wrong', got);
    process.exit(1);
}
for (let nonce = 0;; nonce++) {
    new DataView(input.buffer).setUint32(39, nonce, true);
    if (hash(input, pad, coin)[7] >>> 8 == 0)
        console.log(nonce);
}
