"""How gunicorn runs Speir. `speir serve` names this module and adds where to listen and with how many workers."""

from __future__ import annotations

import ctypes
import gc
import socket
import struct
from pathlib import Path
from typing import Any

from speir.cli import lifeline

# Threads, because a browser opens connections that it does not use yet: they would each hold up a whole worker. So
# would clients that send slowly; beyond sixteen it takes a proxy that waits for the whole request (see the README).
worker_class = "gthread"
threads = 16
keepalive = 15

# Loaded once and shared by the workers: they start in no time, and most of their memory is the same.
preload_app = True
max_requests = 5000
max_requests_jitter = 500
timeout = 60
graceful_timeout = 20

# Who speaks for a proxy sends X-Forwarded-…; by default gunicorn would also take from anybody on this machine, and from
# a proxy that passes everything on, where in the address Speir begins.
forwarder_headers = ""

# So long a client may be silent in the middle of a request or of taking an answer. Without an end, thirty-two phones
# that lost their connection while they saved would hold every thread for ever.
SILENT_SECONDS = 20

# A worker says that it lives by touching a file; on a busy disk that can take too long.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True

# A page makes many small objects and no circles: looking for circles at every 700th costs more than it finds.
gc.set_threshold(20_000, 20, 50)

# One heap for all threads, where the C library is glibc: with one a thread, what an export needed for a moment stays
# with the thread that made it (a worker of 107 MB in place of 88). M_ARENA_MAX is -8 in malloc.h.
if hasattr(libc := ctypes.CDLL(None), "gnu_get_libc_version"):
    libc.mallopt(-8, 1)
    # Blocks of a megabyte and more go back to the system when they are let go, as the memory of a password's hash does.
    # Left to itself the library keeps ever larger ones (119 MB in place of 89). M_MMAP_THRESHOLD is -3.
    libc.mallopt(-3, 1 << 20)
    # Setting that also fixes how much it keeps at its end, at 128 KB: pages went back and came anew at every request.
    # M_TRIM_THRESHOLD is -1.
    libc.mallopt(-1, 8 << 20)

lifeline.follow()


def when_ready(server: Any) -> None:
    """Before the first worker: bound silent clients, import every view, leave no connection open, share what can be."""
    from django.db import connections
    from django.urls import get_resolver

    from speir.core import database_file

    database_file.require()  # every worker, also a later one, knows the file of now
    # Each connection inherits them from the socket that it came in by.
    seconds = struct.pack("ll", SILENT_SECONDS, 0)
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, seconds)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, seconds)

    _ = get_resolver().url_patterns
    connections.close_all()
    gc.collect()
    gc.freeze()
