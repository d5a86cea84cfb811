#!/usr/bin/env node
// SPDX-License-Identifier: GPL-2.0-only
// Run a WASI program: run.mjs PROGRAM.wasm [ARGUMENT]...
import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const [program, ...rest] = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args: [program, ...rest],
			returnOnExit: true });
const module = await WebAssembly.compile(readFileSync(program));
const instance = await WebAssembly.instantiate(
	module, { wasi_snapshot_preview1: wasi.wasiImport });
process.exit(wasi.start(instance));
