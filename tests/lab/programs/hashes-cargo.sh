#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build hashes.rs, with ahash by AES instructions, from Debian's crates only.
set -e
mkdir -p cargo/src cargo/.cargo
cp hashes.rs cargo/src/main.rs
cat > cargo/Cargo.toml <<'END'
[package]
name = "u-rs"
version = "0.1.0"
edition = "2021"

[dependencies]
ahash = "*"
blake3 = "*"
fnv = "*"
fxhash = "*"
rand = "*"
rand_chacha = "*"
rand_hc = "*"
rand_isaac = "*"
rand_pcg = "*"
rand_xoshiro = "*"
rust-argon2 = "*"
seahash = "*"
END
cat > cargo/.cargo/config.toml <<'END'
[source.crates-io]
replace-with = "debian"

[source.debian]
directory = "/usr/share/cargo/registry"
END
cd cargo
RUSTFLAGS='-C target-feature=+aes,+ssse3' \
	RUSTC=/usr/bin/rustc /usr/bin/cargo build --release --offline
cp target/release/u-rs ..
