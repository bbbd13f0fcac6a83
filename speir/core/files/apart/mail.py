"""An e-mail: its words and the small pictures in them, whole; attachments are added one by one."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from speir.core.files.apart.telling import is_inner
from speir.core.files.refusals import DAMAGED, ENCRYPTED, GROWS, UNKNOWN, Unkept

MOST_PARTS = 200
_FIRST = re.compile(rb"\A(From [^\n]+\n)?[A-Za-z0-9!-9;-~]{1,80}:[ \t\r\n]")
_PICTURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
}
_BROKEN = ("CloseBoundaryNotFoundDefect", "NoBoundaryInMultipartDefect", "StartBoundaryNotFoundDefect")


def look(body: bytes, ending: str, out: Path) -> str:
    """Return `mail`. Raises Unkept."""
    if b"\x00" in body:
        raise Unkept(UNKNOWN)
    if not _FIRST.match(body):
        raise Unkept("no-mail")
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(body)
    if not message["from"] or not (message["date"] or message["received"] or message["message-id"]):
        raise Unkept("no-mail")
    for at, part in enumerate(message.walk()):
        if at > MOST_PARTS:
            raise Unkept(GROWS)
        _part(part)
    return "mail"


def _part(part: EmailMessage) -> None:
    kind = part.get_content_type()
    if any(type(defect).__name__ in _BROKEN for defect in part.defects):
        raise Unkept(DAMAGED)
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise Unkept(ENCRYPTED)
    if kind in ("application/pkcs7-signature", "application/pgp-signature"):
        return
    if part.is_multipart():
        if kind == "message/rfc822":
            raise Unkept("attachments")
        return
    held = part.get_payload(decode=True)
    data = held if isinstance(held, bytes) else b""
    if kind in _PICTURES:
        if not part["content-id"] or not data.startswith(_PICTURES[kind]):
            raise Unkept("attachments")
    elif kind not in ("text/plain", "text/html") or part.get_filename() or is_inner(data):
        raise Unkept("attachments")
