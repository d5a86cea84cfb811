// SPDX-License-Identifier: GPL-2.0-only
// Chains of hash functions, and functions bound by memory, by packages of npm:
// "node chains.mjs ALGORITHM" checks itself, then hashes for ever. X11's
// published digests vouch for the functions that the other chains share.
import { createRequire } from "node:module";
import { argon2id } from "@noble/hashes/argon2.js";
import { scrypt } from "@noble/hashes/scrypt.js";

const require = createRequire(import.meta.url);
const x11 = require("@dashevo/x11-hash-js");
const part = name => require(`@dashevo/x11-hash-js/lib/${name}`);
const blake = part("blake"), bmw = part("bmw"), groestl = part("groestl");
const jh = part("jh"), skein = part("skein"), keccak = part("keccak").keccak_512;

// Functions of that package take bytes (1) or words (2), and give words (2).
const nist5 = header => [groestl, jh, keccak, skein].reduce(
	(words, f) => f(words, 2, 2), blake(header, 1, 2));

function quark(header) {
	const pick = (words, yes, no) => (words[0] >>> 24 & 8 ? yes : no)(words, 2, 2);
	let words = bmw(blake(header, 1, 2), 2, 2);
	words = pick(words, groestl, skein);
	words = jh(groestl(words, 2, 2), 2, 2);
	words = pick(words, blake, bmw);
	words = skein(keccak(words, 2, 2), 2, 2);
	return pick(words, keccak, jh);
}

function expect(got, want) {
	if (got !== want) {
		console.error(`wrong digest ${got}, not ${want}`);
		process.exit(1);
	}
}

const hex = bytes => Buffer.from(bytes).toString("hex");
const litecoin = Buffer.from("010000000000000000000000000000000000000000000000000000000000000000000000d9ced4ed1130f7b7faad9be25323ffafa33232a17c3edf6cfd97bee6bafbdd97b9aa8e4ef0ff0f1ecd513f7c", "hex");
const xmrig = Buffer.from("0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601", "hex");
const algorithms = {
	x11: header => x11.digest([...header], 1, 2),
	nist5: header => nist5([...header]),
	quark: header => quark([...header]),
	scrypt: header => scrypt(header, header, { N: 1024, r: 1, p: 1, dkLen: 32 }),
	chukwa: header => argon2id(header, header.subarray(0, 16),
				   { t: 3, m: 512, p: 1, dkLen: 32 }),
};

const fox = "The quick brown fox jumps over the lazy dog";
expect(x11.digest(fox), "534536a4e4f16b32447f02f77200449dc2f23b532e3d9878fe111c9de666bc5c");
expect(x11.digest(""), "51b572209083576ea221c27e62b4e22063257571ccb6cc3dc3cd17eb67584eba");
expect(hex(algorithms.scrypt(litecoin)),
       "001e67b013726fd7382e9acb69165b4b6316227fb3156b5b414ba6340c050000");
expect(hex(algorithms.chukwa(xmrig)),
       "c158a105ae75c7561cfd029083a47a87653d51f914128e21c1971d8b10c49034");

const hash = algorithms[process.argv[2]];
for (let nonce = 0;; nonce++) {
	litecoin.writeUInt32LE(nonce >>> 0, 76);
	hash(litecoin);
}
