// SPDX-License-Identifier: GPL-2.0-only
// Honest work in plain JavaScript and by packages of npm that are WebAssembly or
// JavaScript. usage: honest.mjs PROGRAM
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const load = name => import(require.resolve(name));
let seed = 123456789;

function random() {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return seed >>> 0;
}

function bytes(n) {
    const out = new Uint8Array(n);

    for (let i = 0; i < n; i++)
        out[i] = random();
    return out;
}

function must(truth, what) {
    if (!truth)
        throw new Error(what);
}

function text(n) {
    let out = '';

    while (out.length < n)
        out += ['lorem', 'ipsum', 'dolor', 'sit', 'amet', '\n'][random() % 6] +
               (random() % 9 ? ' ' : random());
    return out;
}

const programs = {
    // post-quantum signatures and keys
    async mlkem() {
        const {ml_kem768} = await load('@noble/post-quantum/ml-kem.js');

        for (;;) {
            const keys = ml_kem768.keygen(bytes(64));
            const {cipherText, sharedSecret} = ml_kem768.encapsulate(keys.publicKey);
            const again = ml_kem768.decapsulate(cipherText, keys.secretKey);

            must(Buffer.compare(again, sharedSecret) == 0, 'ML-KEM');
        }
    },
    async mldsa() {
        const {ml_dsa65} = await load('@noble/post-quantum/ml-dsa.js');
        const keys = ml_dsa65.keygen(bytes(32)), message = bytes(64);

        for (;;) {
            const signature = ml_dsa65.sign(message, keys.secretKey);

            must(ml_dsa65.verify(signature, message, keys.publicKey), 'ML-DSA');
            message[0]++;
        }
    },
    async slhdsa() {
        const {slh_dsa_shake_128f} = await load('@noble/post-quantum/slh-dsa.js');
        const keys = slh_dsa_shake_128f.keygen(bytes(48)), message = bytes(64);

        for (;;) {
            slh_dsa_shake_128f.sign(message, keys.secretKey);
            message[0]++;
        }
    },
    async falcon() {
        const {falcon512} = await load('@noble/post-quantum/falcon.js');
        const keys = falcon512.keygen(bytes(48)), message = bytes(64);

        for (;;) {
            falcon512.sign(message, keys.secretKey);
            message[0]++;
        }
    },
    // pairings and multi-scalar products, as proofs need them
    async pairing() {
        const {bls12_381: bls} = await load('@noble/curves/bls12-381.js');
        const G = bls.G1.Point.BASE, H = bls.G2.Point.BASE;

        for (let n = 2n;; n++)
            bls.pairing(G.multiply(n), H);
    },
    async ed25519() {
        const {ed25519} = await load('@noble/curves/ed25519.js');
        const key = bytes(32), message = bytes(100), pub = ed25519.getPublicKey(key);

        for (;;) {
            must(ed25519.verify(ed25519.sign(message, key), message, pub), 'Ed25519');
            message[1]++;
        }
    },
    // ciphers in bulk, in plain JavaScript
    async gcm() {
        const {gcm} = await load('@noble/ciphers/aes.js');
        const data = bytes(1 << 20), key = bytes(32), nonce = bytes(12);

        for (;; nonce[0]++)
            gcm(key, nonce).encrypt(data);
    },
    async xchacha() {
        const {xchacha20poly1305} = await load('@noble/ciphers/chacha.js');
        const data = bytes(1 << 20), key = bytes(32), nonce = bytes(24);

        for (;; nonce[0]++)
            xchacha20poly1305(key, nonce).encrypt(data);
    },
    // digests of files, for what is stored twice
    async dedup() {
        const {blake3} = await load('@noble/hashes/blake3.js');
        const known = new Map();

        for (;;) {
            const piece = bytes(4096).fill(7, 0, random() % 4096);
            const id = Buffer.from(blake3(piece)).toString('hex', 0, 8);

            known.set(id, (known.get(id) || 0) + 1);
            if (known.size > 100000)
                known.clear();
        }
    },
    async checksums() {
        const {createXXHash64, createSHA256, createBLAKE2b} = await load('hash-wasm');
        const makers = [await createXXHash64(), await createSHA256(), await createBLAKE2b()];
        const data = bytes(1 << 20);

        for (;;)
            for (const m of makers)
                m.init().update(data).digest();
    },
    async passwords() {
        const {argon2id, bcrypt, scrypt} = await load('hash-wasm');

        for (;;) {
            const password = 'secret' + random(), salt = bytes(16);

            await argon2id({password, salt, parallelism: 1, iterations: 2, memorySize: 19456,
                            hashLength: 32});
        }
    },
    // a database in WebAssembly
    async database() {
        const SQL = await (await load('sql.js')).default();
        const db = new SQL.Database();

        db.run('create table t(a integer primary key, b integer, c text)');
        db.run('create index i on t(b)');
        for (;;) {
            db.run('begin');
            for (let n = 0; n < 1000; n++)
                db.run('insert or replace into t values(?, ?, ?)',
                       [random() % 200000, random(), 'row' + random()]);
            db.run('commit');
            db.exec('select count(*), sum(b), max(c) from t where b between 1000 and 900000000');
        }
    },
    // compression
    async deflate() {
        const pako = require('pako'), data = Buffer.from(text(1 << 20));

        for (;;)
            must(pako.inflate(pako.deflate(data)).length == data.length, 'deflate');
    },
    async fflate() {
        const f = await load('fflate'), data = Buffer.from(text(1 << 20));

        for (;;)
            must(f.unzlibSync(f.zlibSync(data, {level: 6})).length == data.length, 'zlib');
    },
    // a table of integers with open addressing, 2 MiB of it
    async table() {
        const keys = new Int32Array(1 << 18), values = new Int32Array(1 << 18);

        for (;;) {
            keys.fill(0);
            for (let n = 0; n < 100000; n++) {
                const key = random() % 90000 + 1 | 0;
                let h = Math.imul(key ^ key >>> 16, 0x45d9f3b);

                h = Math.imul(h ^ h >>> 16, 0x45d9f3b);
                h = (h ^ h >>> 16) & 0x3ffff;
                while (keys[h] && keys[h] != key)
                    h = h + 1 & 0x3ffff;
                keys[h] = key;
                values[h] += n;
            }
        }
    },
    // an old processor and its 64 KiB
    async cpu() {
        const ram = bytes(65536);
        let a = 0, x = 0, y = 0, pc = 0, carry = 0;

        for (;;) {
            const op = ram[pc], arg = ram[pc + 1 & 65535] | ram[pc + 2 & 65535] << 8;

            pc = pc + 3 & 65535;
            switch (op & 15) {
            case 0: a = ram[arg]; break;
            case 1: ram[arg] = a; break;
            case 2: a += ram[arg + x & 65535] + carry; carry = a >> 8; a &= 255; break;
            case 3: a ^= ram[arg]; break;
            case 4: a &= ram[arg + y & 65535]; break;
            case 5: a |= ram[arg]; break;
            case 6: carry = a >> 7; a = a << 1 & 255; break;
            case 7: carry = a & 1; a >>= 1; break;
            case 8: x = x + 1 & 255; break;
            case 9: y = y - 1 & 255; break;
            case 10: if (!carry) pc = arg; break;
            case 11: x = a; break;
            case 12: ram[arg + y & 65535] = x; break;
            case 13: a = y; break;
            case 14: if (a & 128) pc = arg; break;
            default: a = a + 37 & 255;
            }
        }
    },
    // big numbers by BigInt: a prime is looked for
    async primes() {
        const pow = (b, e, m) => {
            let r = 1n;

            for (; e; e >>= 1n, b = b * b % m)
                if (e & 1n)
                    r = r * b % m;
            return r;
        };

        for (;;) {
            const n = BigInt('0x' + Buffer.from(bytes(64)).toString('hex')) | 1n;

            pow(2n, n - 1n, n);
        }
    },
    async sort() {
        for (;;) {
            const words = text(300000).split(' '), count = {};

            for (const w of words)
                count[w] = (count[w] || 0) + 1;
            JSON.stringify(Object.entries(count).sort((a, b) => b[1] - a[1]));
            words.sort();
        }
    },
    // walks of particles until they stick
    async aggregate() {
        const side = 512, grid = new Uint8Array(side * side);

        for (;;) {
            grid.fill(0);
            grid[side / 2 * side + side / 2] = 1;
            for (let n = 0; n < 2000; n++) {
                let x = random() % side, y = random() % side;

                for (let k = 0; k < 20000; k++) {
                    const r = random();

                    x = x + (r & 2) - 1 & side - 1;
                    y = y + (r >> 1 & 2) - 1 & side - 1;
                    if (grid[(y * side + x + 1) & side * side - 1] ||
                        grid[(y * side + x - 1) & side * side - 1] ||
                        grid[(y * side + x + side) & side * side - 1]) {
                        grid[y * side + x] = 1;
                        break;
                    }
                }
            }
        }
    },
    // an image, blurred and transformed by blocks of eight
    async image() {
        const n = 512, p = Float64Array.from(bytes(n * n)), q = new Float64Array(n * n);
        const cosine = Float64Array.from({length: 64}, (_, i) =>
            Math.cos((2 * (i & 7) + 1) * (i >> 3) * Math.PI / 16));

        for (;;) {
            for (let at = 0; at < n * n; at += 8)
                for (let u = 0; u < 8; u++) {
                    let s = 0;

                    for (let i = 0; i < 8; i++)
                        s += p[at + i] * cosine[u * 8 + i];
                    q[at + u] = Math.round(s / 16) * 16;
                }
            for (let i = n; i < n * n - n; i++)
                p[i] = (q[i - 1] + q[i + 1] + q[i - n] + q[i + n]) / 4;
        }
    },
};

await programs[process.argv[2]]();
