"""Words in texts: where they stand, what stands there afterwards, and what a disposal comes to as one digest."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from speir.core.errors import Refused
from speir.core.text import day

# Why words were removed: as a choice, and as the note that stays in their place says it.
REASONS: dict[str, tuple[str, str]] = {
    "child": ("A child could be identified", "a child could be identified"),
    "person": ("Somebody else could be identified", "somebody could be identified"),
    "asked": ("Somebody asked for it, and has a right to it", "somebody asked for it"),
    "wrong_place": ("It does not belong here", "it did not belong here"),
    "over": ("The time it had to be kept is over", "its time was over"),
}
LONGEST_WORDS = 200
# Between two letters of what is looked for: `Anne-Marie`, `anne  marie`, `01 02 03`; not from one sentence to the next.
WIDEST_GAP = 3
NEAR = 90
_NOTE = re.compile(r"\[removed on \d{1,2} [A-Z][a-z]+ \d{4}: [^\]]*\]")


@dataclass(frozen=True, slots=True)
class Gone:
    """One removal as it is sealed: which row of which table, which fields, and its digests where it has any."""

    in_table: str
    row_id: str
    fields: str
    before: str = ""
    after: str = ""


def check(words: str) -> list[Refused]:
    """Return what is wrong with the words to be looked for."""
    letters = _bare(words)[0]
    if len(letters) < 2:
        return [
            Refused("words-too-few", "Write the words to look for: two letters or figures at least.", "words")
        ]
    if len(words) > LONGEST_WORDS:
        sentence = f"Write no more than {LONGEST_WORDS} characters: the shortest words that tell who it is."
        return [Refused("words-too-long", sentence, "words")]
    return []


def note(on: dt.date, reason: str) -> str:
    """Return what stands in the place of removed words."""
    return f"[removed on {day(on)}: {REASONS[reason][1]}]"


def only_a_note(text: str) -> bool:
    """Return whether nothing but a note stands there: every word of it was removed."""
    return _NOTE.fullmatch(text.strip()) is not None


def spans(text: str, words: str) -> list[tuple[int, int]]:
    """Return where the words stand in a text, whole words only, whatever their case, accents, hyphens and spaces."""
    wanted = _bare(words)[0]
    letters, at = _bare(text)
    notes = [found.span() for found in _NOTE.finditer(text)]
    found: list[tuple[int, int]] = []
    here = letters.find(wanted) if wanted else -1
    while here >= 0:
        places = at[here : here + len(wanted)]
        start, end = places[0], places[-1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        near = all(after - before <= WIDEST_GAP for before, after in itertools.pairwise(places))
        whole = not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())
        ours = any(first <= start and end <= last for first, last in notes)
        if near and whole and not ours and (not found or start >= found[-1][1]):
            found.append((start, end))
        here = letters.find(wanted, here + 1)
    return found


def without(text: str, words: str, instead: str) -> str:
    """Return the text with the words replaced wherever they stand."""
    for start, end in reversed(spans(text, words)):
        text = text[:start] + instead + text[end:]
    return text


def emptied(text: str, words: str, instead: str, *, whole: bool, most: int | None = None) -> str:
    """Return what stays of a text; `whole` replaces all of it, and so does a note that its column has no room for."""
    left = instead if whole else without(text, words, instead)
    return left if most is None or len(left) <= most else instead


def around(text: str, words: str) -> list[tuple[str, str, str]]:
    """Return each place of the words with what stands near: (before, the words, after)."""
    return [(_before(text[:start]), text[start:end], _after(text[end:])) for start, end in spans(text, words)]


def digest_of(facts: Mapping[str, object], gone: Iterable[Gone]) -> str:
    """Return the digest of a disposal with its removals: the trail keeps it, so that none is changed or left out."""
    removals = sorted((g.in_table, g.row_id, g.fields, g.before, g.after) for g in gone)
    text = json.dumps([facts, removals], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def leads(sealed: str, now: str, steps: Iterable[tuple[str, str]]) -> bool:
    """Return whether disposals, each as (digest before, digest after), lead from the sealed digest to that of now."""
    left = dict(steps)
    here = sealed
    while here in left:
        here = left.pop(here)
    return here == now and not left


def _bare(text: str) -> tuple[str, list[int]]:
    """Return the letters and figures of a text without accents or capitals, and where in the text each stands."""
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if part.isalnum():
                letters.append(part)
                at.append(place)
    return "".join(letters), at


def _before(text: str) -> str:
    line = text.rsplit("\n", 1)[-1]
    return line if len(line) <= NEAR else "… " + line[-NEAR:].split(" ", 1)[-1]


def _after(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= NEAR else line[:NEAR].rsplit(" ", 1)[0] + " …"
