"""How the web server bounds those who send."""

from __future__ import annotations

import socket
import struct
from types import SimpleNamespace

import pytest
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config

from speir.config import gunicorn


def test_a_client_that_falls_silent_in_mid_request_is_let_go_after_twenty_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gc.freeze", lambda: None)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        gunicorn.when_ready(SimpleNamespace(LISTENERS=[SimpleNamespace(sock=listening)]))
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as came_in:
            came_in.setblocking(True)
            for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                seconds, _rest = struct.unpack("ll", came_in.getsockopt(socket.SOL_SOCKET, way, 16))
                assert seconds == 20
            came_in.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 50_000))
            with pytest.raises(BlockingIOError):
                came_in.recv(1)


def test_no_header_says_where_in_the_address_speir_begins() -> None:
    class Speir(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("forwarder_headers", gunicorn.forwarder_headers)

        def load(self) -> None:
            raise NotImplementedError

    found: Config = Speir().cfg
    assert found.forwarder_headers == []
