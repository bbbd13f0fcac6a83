"""What a text mentions that nobody has explained."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from speir.mentions import rules
from speir.mentions.models import KeptMention
from speir.mentions.rules import Mention


def unexplained(key: str, text: str) -> tuple[Mention, ...]:
    """Return what a text mentions that nobody has explained at the place with this key.

    One query where something is found, none where nothing is.
    """
    found = rules.mentions(text)
    if not found:
        return ()
    digests = {digest(key, mention): mention for mention in found}
    rows = KeptMention.objects.filter(place=key, digest__in=list(digests))
    kept = set(rows.values_list("digest", flat=True))
    return tuple(mention for one, mention in digests.items() if one not in kept)


def plain(key: str, text: str) -> str:
    """Return a text for where nothing is ever taken out again: each mention that nobody explained is replaced."""
    return rules.without(text, unexplained(key, text))


def digest(key: str, mention: Mention) -> str:
    """Return the digest of a mention at a place; without the installation's key nobody can try words against it."""
    words = f"{key}\n{mention.kind}\n{rules.bare(mention.words)}"
    return salted_hmac("speir.mentions", words, algorithm="sha256").hexdigest()
