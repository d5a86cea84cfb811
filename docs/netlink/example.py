#!/usr/bin/env python3
# SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause)
"""Ask the module by the contract alone: all that is known here of commands and
fields is read from cpuwarden.yaml. Prints one JSON object per line. Copy it.

usage: example.py [--spec FILE] COMMAND [NAME=NUMBER...]

COMMAND is an operation of the YAML: status-get, finding-get, scores-get …;
what can be dumped is dumped unless an attribute is given:

  example.py finding-get              all findings
  example.py scores-get pid=4242      one process, as all families see it
  example.py listen                   events, until interrupted

Needs root and python3-yaml.
"""

import json
import socket
import struct
import sys
from pathlib import Path

import yaml

GENL_ID_CTRL, CTRL_CMD_GETFAMILY = 16, 3
CTRL_ATTR_FAMILY_ID, CTRL_ATTR_FAMILY_NAME = 1, 2
NLM_F_REQUEST, NLM_F_ACK, NLM_F_DUMP = 1, 4, 0x300
NLMSG_ERROR, NLMSG_DONE = 2, 3
SOL_NETLINK, NETLINK_CAP_ACK, NETLINK_EXT_ACK = 270, 10, 11
NLMSGERR_ATTR_MSG = 1

NUMBERS = {"u8": "=B", "u16": "=H", "u32": "=I", "u64": "=Q", "s32": "=i"}


def attributes(data):
    """(number, payload) of each attribute."""
    while len(data) >= 4:
        length, number = struct.unpack_from("=HH", data)
        yield number & 0x3fff, data[4:length]
        data = data[(length + 3) & ~3:]


def attribute(number, payload):
    """An attribute as bytes."""
    return (struct.pack("=HH", 4 + len(payload), number) + payload +
            b"\0" * (-len(payload) % 4))


class Contract:
    """What cpuwarden.yaml says."""

    def __init__(self, path):
        tree = yaml.safe_load(Path(path).read_text("utf-8"))
        self.name = tree["name"]
        self.enums = {d["name"]: d for d in tree["definitions"]}
        # attributes and operations are numbered from 1, in their order
        self.sets = {s["name"]: dict(enumerate(s["attributes"], 1))
                     for s in tree["attribute-sets"]}
        self.operations = dict(enumerate(tree["operations"]["list"], 1))

    def operation(self, name):
        """Its number, and what is said of it."""
        return next((number, op) for number, op in self.operations.items()
                    if op["name"] == name)

    def _value(self, row, payload):
        kind = row["type"]
        if kind == "nest":
            return self.decode(row["nested-attributes"], payload)
        if kind == "string":    # bytes of whoever chose it: any
            return payload.rstrip(b"\0").decode("utf-8", "backslashreplace")
        value = struct.unpack(NUMBERS[kind], payload)[0]
        if "enum" not in row:
            return value
        words = self.enums[row["enum"]]["entries"]
        if self.enums[row["enum"]]["type"] == "flags":
            return [word for bit, word in enumerate(words) if value >> bit & 1]
        return words[value] if value < len(words) else value

    def decode(self, of, data):
        """The attributes of a message, as a dictionary."""
        found = {}
        for number, payload in attributes(data):
            row = self.sets[of].get(number)
            # a newer module may tell more than this copy of the YAML knows
            if row is None or row["type"] == "pad":
                continue
            value = self._value(row, payload)
            if row.get("multi-attr"):
                found.setdefault(row["name"], []).append(value)
            else:
                found[row["name"]] = value
        return found

    def encode(self, of, values):
        """NAME=NUMBER as attributes."""
        data = b""
        for value in values:
            name, _, value = value.partition("=")
            number, kind = next(
                (number, row["type"]) for number, row in self.sets[of].items()
                if row["name"] == name)
            data += attribute(number, struct.pack(NUMBERS[kind], int(value)))
        return data


class Family:
    """A socket that speaks with the module."""

    def __init__(self, contract):
        self.contract, self.seq = contract, 0
        self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 16)
        self.sock.setsockopt(SOL_NETLINK, NETLINK_CAP_ACK, 1)
        self.sock.setsockopt(SOL_NETLINK, NETLINK_EXT_ACK, 1)
        self.sock.bind((0, 0))
        self.number = GENL_ID_CTRL
        name = attribute(CTRL_ATTR_FAMILY_NAME, contract.name.encode() + b"\0")
        for data in self.ask(CTRL_CMD_GETFAMILY, name, NLM_F_ACK):
            number = dict(attributes(data))[CTRL_ATTR_FAMILY_ID]
        self.number = struct.unpack("=H", number)[0]

    def messages(self):
        """(type, sequence number, what follows the header), for ever."""
        while True:
            data = self.sock.recv(1 << 16)
            while len(data) >= 16:
                length, kind, _, seq, _ = struct.unpack_from("=IHHII", data)
                yield kind, seq, data[16:length]
                data = data[(length + 3) & ~3:]

    def ask(self, command, payload, flags):
        """The attributes of each message of the answer."""
        self.seq += 1
        body = struct.pack("=BBH", command, 1, 0) + payload
        self.sock.send(struct.pack("=IHHII", 16 + len(body), self.number,
                                   NLM_F_REQUEST | flags, self.seq, 0) + body)
        for kind, seq, body in self.messages():
            if seq != self.seq:
                continue
            if kind in (NLMSG_ERROR, NLMSG_DONE):
                error = -struct.unpack_from("=i", body)[0]
                if error > 0:
                    # an error repeats the header of the request
                    said = body[20 if kind == NLMSG_ERROR else 4:]
                    text = dict(attributes(said)).get(NLMSGERR_ATTR_MSG, b"")
                    raise OSError(error, text.rstrip(b"\0").decode())
                return
            yield body[4:]

    def events(self):
        """(operation, attributes) of what the module tells, for ever."""
        for kind, seq, body in self.messages():
            if kind == self.number and not seq:
                yield self.contract.operations[body[0]], body[4:]


def show(record):
    """One line."""
    print(json.dumps(record), flush=True)


def main(argv):
    """The command."""
    path = Path(__file__).resolve().parent / "cpuwarden.yaml"
    if argv[:1] == ["--spec"] and len(argv) > 1:
        path, argv = argv[1], argv[2:]
    if not argv or argv[0].startswith("-"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    contract = Contract(path)
    try:
        number, op = contract.operation(argv[0])
        of = op["attribute-set"]
        payload = contract.encode(of, argv[1:])
    except StopIteration:
        print("cpuwarden.yaml has no such command or attribute",
              file=sys.stderr)
        return 2
    dumps = "dump" in op and not argv[1:]
    try:
        family = Family(contract)
        for data in family.ask(number, payload,
                               NLM_F_DUMP if dumps else NLM_F_ACK):
            show(contract.decode(of, data))
        if argv[0] == "listen":
            for told, data in family.events():
                show({"event": told["name"],
                      **contract.decode(told["attribute-set"], data)})
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
