"""A mail server of one's own on this machine, and what came in there."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


class PostBox:
    """Keeps every letter; refuses them while `refuses` is set."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses
        letter: Any = email.message_from_bytes(envelope.content, policy=default)
        self.letters.append(letter)
        return "250 OK"


def text(letter: EmailMessage) -> str:
    body = letter.get_body()
    assert body is not None
    return str(body.get_content())


@contextmanager
def mail_server(settings: Any) -> Iterator[PostBox]:
    """A running server, and Django's settings to send by it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = PostBox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.MAIL, settings.MAIL_FROM = True, "Speir <speir@example.scot>"
    settings.PUBLIC_URL = "https://speir.example.scot"
    server.start()
    try:
        yield box
    finally:
        server.stop()
