"""Asking clamd, a virus scanner that runs beside Speir, what it says of a file: its INSTREAM command, and no more."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

PATIENCE = 120
LONGEST_ANSWER = 4096


class Away(Exception):
    """The scanner does not answer; it may be starting, or be updating what it knows."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner says: `clean`, or what was `found`; neither where it could not scan the file, and `said` why."""

    clean: bool
    found: str
    said: str


def scan(address: str, pieces: Iterable[bytes]) -> Verdict:
    """Have a file scanned that comes in pieces. `address` is `unix:/path` or `tcp:host:port`. Raises Away."""
    try:
        with _connected(address) as clamd:
            # It may answer before it has taken everything, and hang up: what it said is there to be read all the same.
            with suppress(BrokenPipeError, ConnectionResetError):
                clamd.sendall(b"zINSTREAM\0")
                for piece in pieces:
                    if piece:
                        clamd.sendall(struct.pack(">I", len(piece)) + piece)
                clamd.sendall(struct.pack(">I", 0))
            said = _answer(clamd)
    except OSError as error:
        raise Away(str(error)) from error
    if not said:
        raise Away("no answer")
    if said == "stream: OK":
        return Verdict(True, "", said)
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return Verdict(False, said.removeprefix("stream: ").removesuffix(" FOUND"), said)
    return Verdict(False, "", said)


def _connected(address: str) -> socket.socket:
    kind, _, where = address.partition(":")
    if kind == "unix":
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(PATIENCE)
        try:
            clamd.connect(where)
        except OSError:
            clamd.close()
            raise
        return clamd
    host, _, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)


def _answer(clamd: socket.socket) -> str:
    said = b""
    while len(said) < LONGEST_ANSWER and (piece := clamd.recv(1024)):
        said += piece
        if piece.endswith(b"\0"):
            break
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
