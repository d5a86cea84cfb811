# SPDX-License-Identifier: GPL-2.0-only
"""A writer of initramfs archives (cpio "newc", Documentation/driver-api/
early-userspace/buffer-format.rst of the kernel)."""

import stat


class Archive:
    """An uncompressed archive; several in a row make one initramfs."""

    def __init__(self):
        self._data = bytearray()
        self._ino = 1

    def _entry(self, name, mode, data=b""):
        raw = name.encode() + b"\0"
        fields = (self._ino, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0,
                  len(raw), 0)
        self._ino += 1
        self._data += b"070701" + b"".join(b"%08x" % f for f in fields) + raw
        self._pad()
        self._data += data
        self._pad()

    def _pad(self):
        self._data += bytes(-len(self._data) % 4)

    def directory(self, name):
        """Add a directory."""
        self._entry(name, stat.S_IFDIR | 0o755)

    def file(self, name, data, mode=0o644):
        """Add a file with this content."""
        self._entry(name, stat.S_IFREG | mode, data)

    def bytes(self):
        """The archive with its trailer."""
        self._entry("TRAILER!!!", 0)
        return bytes(self._data)
