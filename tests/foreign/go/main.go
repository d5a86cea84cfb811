// SPDX-License-Identifier: GPL-2.0-only

// Miners' kernels in Go: "miner-go ALGORITHM" checks itself, then hashes for
// ever.
package main

import (
	"encoding/hex"
	"fmt"
	"os"
)

func expect(got []byte, want string) {
	if hex.EncodeToString(got) != want {
		fmt.Fprintf(os.Stderr, "wrong digest %x, not %s\n", got, want)
		os.Exit(1)
	}
}

func must(ok bool) {
	if !ok {
		fmt.Fprintln(os.Stderr, "wrong result")
		os.Exit(1)
	}
}

func main() {
	algorithms := map[string]func(){
		"cn0":          func() { mineCryptoNight(0, 1<<17) },
		"cn1":          func() { mineCryptoNight(1, 1<<17) },
		"cn-lite1":     func() { mineCryptoNight(1, 1<<16) },
		"ethash":       func() { mineEthash(false) },
		"ethash-light": func() { mineEthash(true) },
		"cuckatoo":     mineCuckatoo,
		"equihash":     mineEquihash,
		"astrobwt":     mineAstroBWT,
		"scrypt":       mineScrypt,
	}
	mine := algorithms[append(os.Args, "")[1]]
	must(mine != nil)
	mine()
}
