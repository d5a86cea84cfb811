#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""A mining pool to record miners with: it has one job, which cannot be solved.

usage: pool.py ALGORITHM PROGRAM [ARGUMENT]...

Listens on a free port of the loopback device, runs PROGRAM with "{port}" in
its arguments replaced by it, and hands out a job of ALGORITHM (xmrig's name
for it) to whoever logs in, with a target that no hash meets in this life. Run
it in a network namespace without a network (unshare -n; the loopback device
has to be set up). The protocol is the JSON-RPC of xmrig's stratum, doc/
STRATUM_EXT.md.
"""

import json
import socketserver
import subprocess
import sys
import threading

HEADER_BYTES = 76
TARGET = "01000000"	# little-endian: one hash in 2^32 meets it
HEIGHT = 2_000_000


def job(algorithm):
    blob = bytearray(HEADER_BYTES)
    blob[0:2] = b"\x10\x10"		# major and minor version
    return {"blob": blob.hex(), "job_id": "1", "target": TARGET,
            "algo": algorithm, "height": HEIGHT, "seed_hash": "00" * 32}


class Client(socketserver.StreamRequestHandler):
    """One miner."""

    def handle(self):
        for line in self.rfile:
            request = json.loads(line)
            answer = {"status": "OK"}
            if request.get("method") == "login":
                answer |= {"id": "1", "job": job(self.server.algorithm)}
            reply = {"id": request.get("id"), "jsonrpc": "2.0",
                     "error": None, "result": answer}
            self.wfile.write(json.dumps(reply).encode() + b"\n")


class Pool(socketserver.ThreadingTCPServer):
    """Where it logs in."""

    daemon_threads = True

    def __init__(self, algorithm):
        super().__init__(("127.0.0.1", 0), Client)
        self.algorithm = algorithm


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with Pool(sys.argv[1]) as pool:
        threading.Thread(target=pool.serve_forever, daemon=True).start()
        port = str(pool.server_address[1])
        return subprocess.run([argument.replace("{port}", port)
                               for argument in sys.argv[2:]],
                              check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
