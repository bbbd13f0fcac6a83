"""Where letters leave from, as the environment says it."""

import os
import re
from dataclasses import dataclass
from email.utils import parseaddr

from django.core.exceptions import ImproperlyConfigured

from speir.config.env.plain import number, one_of


@dataclass(frozen=True)
class Mail:
    """A mail server to send by."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str


def mail(public_address: str | None) -> Mail | None:
    """The mail server that SPEIR_SMTP_HOST names, and who letters are from. None: no letters leave."""
    host = os.environ.get("SPEIR_SMTP_HOST", "").strip()
    if not host:
        return None
    if public_address is None:
        raise ImproperlyConfigured(
            "SPEIR_SMTP_HOST is set, but what is sent would lead nowhere. Set SPEIR_PUBLIC_URL as well, or unset it."
        )
    sender = os.environ.get("SPEIR_MAIL_FROM", "").strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(sender)[1]):
        raise ImproperlyConfigured(
            f"SPEIR_MAIL_FROM is {sender!r}. Set it to the address that e-mails are from, such as "
            "Speir <speir@example.scot>."
        )
    security = one_of("SPEIR_SMTP_SECURITY", ("starttls", "tls", "none"), default="starttls")
    user = os.environ.get("SPEIR_SMTP_USER", "").strip()
    password = os.environ.get("SPEIR_SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        raise ImproperlyConfigured("Set SPEIR_SMTP_USER and SPEIR_SMTP_PASSWORD both, or neither.")
    port = number("SPEIR_SMTP_PORT", default=465 if security == "tls" else 587, least=1, most=65535)
    return Mail(host, port, user, password, security, sender)
