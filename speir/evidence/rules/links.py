"""Rules of a link: where more of an item is to be found on the web."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from speir.core.errors import Refused
from speir.core.text import clean

# In characters: an address, and the words for it.
URL_LONGEST = 1000
WORDS_LONGEST = 200
MOST_LINKS = 10


@dataclass(frozen=True, slots=True)
class Link:
    """Where more is to be found: an address, and words for it."""

    url: str
    words: str = ""


def check_link(link: Link) -> list[Refused]:
    """A link leads to a page on the web. Its fields are `url` and `words`."""
    parts = _parts(link.url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        sentence = f"“{link.url[:80]}” is no address of a page. It begins with https:// or http://."
        return [Refused("item-link-unfit", sentence, "url")]
    if len(link.url) > URL_LONGEST:
        return [Refused("item-link-too-long", f"Keep an address to {URL_LONGEST:,} characters.", "url")]
    if len(clean(link.words)) > WORDS_LONGEST:
        return [
            Refused("item-link-too-long", f"Keep the words for it to {WORDS_LONGEST} characters.", "words")
        ]
    return []


def check_links(links: tuple[Link, ...]) -> list[Refused]:
    """Return every rule that links break, each with its field: `url_0` or `words_0` of the first."""
    if len(links) > MOST_LINKS:
        sentence = f"Keep to {MOST_LINKS} links. Write what else there is into the account."
        return [Refused("item-links-too-many", sentence, "links")]
    return [
        Refused(broken.code, broken.sentence, f"{broken.field}_{at}")
        for at, link in enumerate(links)
        for broken in check_link(link)
    ]


def _parts(url: str) -> SplitResult | None:
    if any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        return urlsplit(url)
    except ValueError:
        return None
