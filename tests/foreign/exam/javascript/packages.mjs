// SPDX-License-Identifier: GPL-2.0-only
// Proof of work by what npm has: WebAssembly and plain JavaScript of others in a
// loop over a nonce. usage: packages.mjs ALGORITHM
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const load = name => import(require.resolve(name));
const head = new Uint8Array(80).fill(7);

function must(got, want) {
    if (Buffer.from(got).toString('hex').startsWith(want))
        return;
    console.error('got', Buffer.from(got).toString('hex'));
    process.exit(1);
}

function* nonces() {
    for (let n = 0;; n++) {
        new DataView(head.buffer).setUint32(76, n, true);
        yield n;
    }
}

function done(digest, nonce) {
    if (!digest[31] && !digest[30] && !digest[29])
        console.log(nonce);
}

// A known answer of libargon2, with 2 passes and 64 MiB.
const PASSWORD = 'password', SALT = 'somesalt', ANSWER = '09316115d5cf24ed';

const algorithms = {
    async x11() {
        const x11 = await require('wasm-x11-hash')();

        must(x11.digest(''), '51b572209083576e');
        for (const n of nonces())
            done(x11.digest(head), n);
    },
    async chukwa() {
        const {argon2id} = await load('hash-wasm');
        const hash = (password, salt, iterations, memorySize) => argon2id(
            {password, salt, parallelism: 1, iterations, memorySize, hashLength: 32,
             outputType: 'binary'});

        must(await hash(PASSWORD, SALT, 2, 65536), ANSWER);
        for (const n of nonces())
            done(await hash(head, head.subarray(0, 16), 3, 512), n);
    },
    async argon2(name = 'simd') {
        const setup = (await load('argon2id/lib/setup.js')).default;
        const wasm = file => imports => WebAssembly.instantiate(
            readFileSync(require.resolve(`argon2id/dist/${file}.wasm`)), imports);
        const argon2id = await setup(wasm(name), wasm('no-simd'));
        const hash = (password, salt, passes, memorySize) => argon2id(
            {password, salt, parallelism: 1, passes, memorySize, tagLength: 32});

        must(hash(Buffer.from(PASSWORD), Buffer.from(SALT), 2, 65536), ANSWER);
        for (const n of nonces())
            done(hash(head, head.subarray(0, 16), 4, 1024), n);
    },
    argon2plain: () => algorithms.argon2('no-simd'),
    async scryptwasm() {
        const {scrypt} = await load('hash-wasm');

        must(await scrypt({password: 'password', salt: 'NaCl', costFactor: 1024, blockSize: 8,
                           parallelism: 16, hashLength: 64, outputType: 'binary'}),
             'fdbabe1c9d347200');
        for (const n of nonces())
            done(await scrypt({password: head, salt: head, costFactor: 1024, blockSize: 1,
                               parallelism: 1, hashLength: 32, outputType: 'binary'}), n);
    },
    async scryptjs() {
        const {syncScrypt} = require('scrypt-js');

        must(syncScrypt(Buffer.alloc(0), Buffer.alloc(0), 16, 1, 1, 64), '77d6576238657b20');
        for (const n of nonces())
            done(syncScrypt(head, head, 1024, 1, 1, 32), n);
    },
    async sha256d() {
        const {createSHA256} = await load('hash-wasm');
        const sha = await createSHA256();
        const hash = data => sha.init().update(data).digest('binary');

        must(hash(''), 'e3b0c44298fc1c14');
        for (const n of nonces())
            done(hash(hash(head)), n);
    },
    async keccak() {
        const {createKeccak} = await load('hash-wasm');
        const keccak = await createKeccak(256);

        must(keccak.init().update('').digest('binary'), 'c5d2460186f7233c');
        for (const n of nonces())
            done(keccak.init().update(head).digest('binary'), n);
    },
    async blake3() {
        const {createBLAKE3} = await load('hash-wasm');
        const blake3 = await createBLAKE3();

        must(blake3.init().update('').digest('binary'), 'af1349b9f5f9a1a6');
        for (const n of nonces())
            done(blake3.init().update(head).digest('binary'), n);
    },
};

await algorithms[process.argv[2]]();
