// SPDX-License-Identifier: GPL-2.0-only
// Cryptography, codecs, proofs, simulators and databases in JavaScript and
// WebAssembly, by packages of npm: "node hurts.mjs NAME" does it for ever.
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const data = randomBytes(1 << 16), key = randomBytes(32), text =
	Buffer.from("the quick brown fox jumps over the lazy dog\n".repeat(1500));
const noble = (path, name) => import(`@noble/${path}.js`).then(m => name ? m[name] : m);
const hash = async (path, name) => {
	const f = await noble(`hashes/${path}`, name);
	return () => f(data);
};
const kem = async name => {
	const k = await noble("post-quantum/ml-kem", name);
	return () => {
		const pair = k.keygen();
		k.decapsulate(k.encapsulate(pair.publicKey).cipherText, pair.secretKey);
	};
};
const sign = async (path, name) => {
	const s = await noble(`post-quantum/${path}`, name);
	const pair = s.keygen();
	return () => s.verify(s.sign(key, pair.secretKey), key, pair.publicKey);
};
const curve = async (path, name) => {
	const c = await noble(`curves/${path}`, name);
	const secret = c.utils.randomSecretKey();
	const point = c.getPublicKey(secret);
	return () => c.verify(c.sign(key, secret), key, point);
};
const pairing = async (path, name) => {
	const c = await noble(`curves/${path}`, name);
	return () => c.pairing(c.G1.Point.BASE.multiply(BigInt(1 + Math.random() * 1e9 | 0)),
			       c.G2.Point.BASE);
};
const cipher = async (path, name, nonce) => {
	const c = await noble(`ciphers/${path}`, name);
	return () => c(key, randomBytes(nonce)).encrypt(data);
};
const wasmHash = async name => {
	const w = await import("hash-wasm");
	const h = await w[`create${name}`]();
	return () => h.init().update(data).digest();
};
const circom = async build => {
	const made = await require("circomlibjs")[build]();
	return made;
};
const picture = { width: 256, height: 256, data: randomBytes(1 << 18) };

const works = {
	"mlkem512": () => kem("ml_kem512"),
	"mlkem768": () => kem("ml_kem768"),
	"mldsa44": () => sign("ml-dsa", "ml_dsa44"),
	"mldsa87": () => sign("ml-dsa", "ml_dsa87"),
	"slhdsa": () => sign("slh-dsa", "slh_dsa_sha2_128f"),
	"ed25519": () => curve("ed25519", "ed25519"),
	"secp256k1": () => curve("secp256k1", "secp256k1"),
	"p384": () => curve("nist", "p384"),
	"bls12-381": () => pairing("bls12-381", "bls12_381"),
	"bn254": () => pairing("bn254", "bn254"),
	"chacha": () => cipher("chacha", "chacha20poly1305", 12),
	"xsalsa": () => cipher("salsa", "xsalsa20poly1305", 24),
	"aes-gcm": () => cipher("aes", "gcm", 12),
	"aes-siv": () => cipher("aes", "gcmsiv", 12),
	"sha3": () => hash("sha3", "sha3_512"),
	"k12": () => hash("sha3-addons", "kt128"),
	"blake3": () => hash("blake3", "blake3"),
	"blake2b": () => hash("blake2", "blake2b"),
	"sha512": () => hash("sha2", "sha512"),
	"sha256": () => hash("sha2", "sha256"),
	"ripemd": () => hash("legacy", "ripemd160"),
	"pbkdf2": async () => {
		const f = await noble("hashes/pbkdf2", "pbkdf2");
		const sha = await noble("hashes/sha2", "sha256");
		return () => f(sha, key, key, { c: 4096, dkLen: 32 });
	},
	"argon2d": async () => {
		const f = await noble("hashes/argon2", "argon2d");
		return () => f(key, key, { t: 2, m: 19456, p: 1 });
	},
	"scrypt16": async () => {
		const s = require("scrypt-js");
		return () => s.syncScrypt(key, key, 1 << 14, 8, 1, 32);
	},
	"bcryptjs": async () => {
		const b = await import("bcryptjs");
		return () => b.default.hashSync("secret", 8);
	},
	"aes-js": () => {
		const c = new (require("aes-js").ModeOfOperation.ctr)(key);
		return () => c.encrypt(data);
	},
	"forge-rsa": () => {
		const forge = require("node-forge");
		return () => forge.pki.rsa.generateKeyPair({ bits: 1024, prng: forge.random });
	},
	"forge-aes": () => {
		const forge = require("node-forge");
		return () => {
			const c = forge.cipher.createCipher("AES-CBC", key.toString("binary"));
			c.start({ iv: "0123456789abcdef" });
			c.update(forge.util.createBuffer(data.toString("binary")));
			c.finish();
		};
	},
	"crypto-js": () => {
		const c = require("crypto-js");
		const words = c.lib.WordArray.create(data);
		return () => c.AES.encrypt(words, c.enc.Hex.parse(key.toString("hex")),
					   { iv: words });
	},
	"sjcl": () => {
		const s = require("sjcl"), aes = new s.cipher.aes([1, 2, 3, 4]);
		const bits = [...new Int32Array(data.buffer, data.byteOffset & ~3, 4096)];
		return () => s.mode.ccm.encrypt(aes, bits, [1, 2, 3, 4], [], 64);
	},
	"nacl": () => {
		const n = require("tweetnacl");
		return () => n.secretbox(data, randomBytes(24), key);
	},
	"js-sha256": () => () => require("js-sha256").sha256(data),
	"js-sha3": () => () => require("js-sha3").keccak256(data),
	"js-sha512": () => () => require("js-sha512").sha512(data),
	"hw-md5": () => wasmHash("MD5"),
	"hw-sm3": () => wasmHash("SM3"),
	"hw-xxhash64": () => wasmHash("XXHash64"),
	"hw-blake2s": () => wasmHash("BLAKE2s"),
	"hw-whirlpool": () => wasmHash("Whirlpool"),
	"hw-crc32": () => wasmHash("CRC32"),
	"hw-keccak": () => wasmHash("Keccak"),
	"hw-argon2": async () => {
		const w = await import("hash-wasm");
		return () => w.argon2id({ password: "secret", salt: key, parallelism: 1,
					  iterations: 3, memorySize: 4096, hashLength: 32 });
	},
	"hw-bcrypt": async () => {
		const w = await import("hash-wasm");
		return () => w.bcrypt({ password: "secret", salt: key.subarray(16),
					costFactor: 8 });
	},
	"sodium-aead": async () => {
		const s = require("libsodium-wrappers-sumo");
		await s.ready;
		return () => s.crypto_aead_xchacha20poly1305_ietf_encrypt(
			data, null, null, randomBytes(24), key);
	},
	"brotli": async () => {
		const b = await require("brotli-wasm");
		return () => b.compress(text, { quality: 9 });
	},
	"fflate": () => () => require("fflate").zlibSync(text, { level: 9 }),
	"pako": () => () => require("pako").deflate(text, { level: 9 }),
	"jpeg-js": () => () => require("jpeg-js").encode(picture, 80),
	"pngjs": () => {
		const { PNG } = require("pngjs");
		return () => PNG.sync.write(Object.assign(new PNG(picture), picture));
	},
	"kyber-js": async () => {
		const { MlKem1024 } = await import("crystals-kyber-js");
		const k = new MlKem1024(), [open, secret] = await k.generateKeyPair();
		return async () => k.decap((await k.encap(open))[0], secret);
	},
	"poseidon-circom": async () => {
		const p = await circom("buildPoseidon");
		return () => p([1, Math.random() * 1e9 | 0]);
	},
	"mimc": async () => {
		const m = await circom("buildMimc7");
		return () => m.hash(1, Math.random() * 1e9 | 0);
	},
	"pedersen": async () => {
		const p = await circom("buildPedersenHash");
		return () => p.hash(data.subarray(0, 64));
	},
	"eddsa-bn": async () => {
		const e = await circom("buildEddsa"), p = e.prv2pub(key);
		return () => e.verifyPedersen(key, e.signPedersen(key, key), p);
	},
	"murmur": () => () => require("murmurhash3js").x64.hash128(text.toString()),
	"alea": () => {
		const r = require("seedrandom").alea("x");
		return () => {
			for (let i = 0, hits = 0; i < 1e6; i++)
				hits += r() ** 2 + r() ** 2 < 1;
		};
	},
	"mersenne": () => {
		const r = new (require("mersenne-twister"))(1), bins = new Int32Array(1 << 18);
		return () => {
			for (let i = 0; i < 1e6; i++)
				bins[r.random_int() & 0x3ffff]++;
		};
	},
	"cannon": async () => {
		const c = await import("cannon-es"), world = new c.World({ gravity: { x: 0, y: -9, z: 0 } });
		for (let i = 0; i < 150; i++) {
			const body = new c.Body({ mass: 1, shape: new c.Sphere(1) });
			body.position.set(i % 5 * 1.5, 2 * i, i % 7);
			world.addBody(body);
		}
		return () => world.step(1 / 60);
	},
	"mathjs": () => {
		const m = require("mathjs"), a = m.random([40, 40]);
		return () => m.inv(a);
	},
	"terser": async () => {
		const t = await import("terser"), { readFileSync } = await import("node:fs");
		const source = readFileSync(require.resolve("pako"), "utf8");
		return () => t.minify(source);
	},
	"esprima": async () => {
		const { readFileSync } = await import("node:fs");
		const source = readFileSync(require.resolve("pako"), "utf8");
		return () => require("esprima").parseScript(source);
	},
	"sqljs": async () => {
		const s = await require("sql.js")(), db = new s.Database();
		db.run("create table t(a integer primary key, b text, c real)");
		return () => db.run("with recursive n(i) as (select 1 union all select i + 1 " +
				    "from n where i < 20000) insert or replace into t select " +
				    "abs(random() % 100000), hex(randomblob(8)), random() from n");
	},
};

const work = await works[process.argv[2]]();
for (;;)
	await work();
