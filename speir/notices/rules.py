"""What a letter is, and when one that did not leave is tried again."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

# After each try that failed, so long until the next; then it is given up.
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))

_LINK = re.compile(r"[/@\\]|\w\w\.\w\w")


@dataclass(frozen=True)
class Letter:
    """A subject and paragraphs of plain text.

    `stops_at` is the address at which its reader turns letters of this kind off without signing in, empty for a letter
    that nobody can do without.
    """

    subject: str
    paragraphs: tuple[str, ...]
    stops_at: str = ""

    @property
    def text(self) -> str:
        """The paragraphs, apart by an empty line."""
        return "\n\n".join(self.paragraphs) + "\n"


def stopping(address: str) -> dict[str, str]:
    """Return the headers by which a mail program turns letters off (RFC 2369), by one press where that is safe.

    RFC 8058 asks for https: over anything else somebody on the way could press.
    """
    if not address:
        return {}
    headers = {"List-Unsubscribe": f"<{address}>"}
    if address.startswith("https://"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def next_try(*, tries: int, now: dt.datetime) -> dt.datetime | None:
    """Return when a letter that has been tried so often is due again; None when it is given up."""
    return now + WAITS[tries - 1] if tries <= len(WAITS) else None


def no_link(name: str) -> str:
    """Return a name, or nothing where a mail program would see a link in it: anybody may found a unit and invite."""
    return "" if _LINK.search(name) else name
