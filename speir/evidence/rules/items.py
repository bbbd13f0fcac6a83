"""Rules of an item of evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from speir.core.errors import Refused
from speir.core.text import clean, day, headline, listed
from speir.core.when import months_later
from speir.evidence.rules.links import Link, check_links
from speir.sharing.rules import TakenAs

# In characters: what it shows in a line (as much as one had before there were accounts stays readable and editable),
# where it came from, why it was withdrawn, an own kind's name. In words: the account.
LONGEST = 300
ORIGIN_LONGEST = 300
WHY_LONGEST = 500
KIND_LONGEST = 80
MOST_WORDS = 1000
ACCOUNT_LONGEST = 12_000
EARLIEST = dt.date(1990, 1, 1)
VALID_MONTHS = 18
LATEST_YEARS = 10
OWN = "own/"

NOT_OPEN = "One piece of evidence that is not open to you."


class SpeaksOf(StrEnum):
    """What an item tells of: what happens, its impact on children and families, or only what is intended."""

    HAPPENS = "happens"
    IMPACT = "impact"
    INTENDED = "intended"


class Bears(StrEnum):
    """How an item bears on a theme."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    BOTH = "both"


class Triage(StrEnum):
    """What a first look says, in the words of inspectors: the uncertain ones are those to look at again."""

    NONE = "none"
    UNCERTAIN = "uncertain"
    CONCERN = "concern"


TAKEN_AS_WORDS: dict[str, str] = {TakenAs.FACT: "fact", TakenAs.OPINION: "opinion"}
TRIAGE_WORDS: dict[str, str] = {
    Triage.NONE: "no significant concern",
    Triage.UNCERTAIN: "uncertain",
    Triage.CONCERN: "concern",
}
SPEAKS_OF_WORDS: dict[str, str] = {
    SpeaksOf.HAPPENS: "what happens",
    SpeaksOf.IMPACT: "impact",
    SpeaksOf.INTENDED: "what is intended",
}
BEARS_WORDS: dict[str, str] = {
    Bears.STRENGTH: "strength",
    Bears.WEAKNESS: "weakness",
    Bears.BOTH: "strength and weakness",
}


class Voice(StrEnum):
    """Whose views an item carries."""

    CHILDREN = "children"
    FAMILIES = "families"
    STAFF = "staff"
    PUBLIC = "public"


VOICE_WORDS: dict[str, str] = {
    Voice.CHILDREN: "children",
    Voice.FAMILIES: "families",
    Voice.STAFF: "staff",
    Voice.PUBLIC: "the public",
}


def views(voices: Iterable[str]) -> str:
    """Return whose views these are in words: "views of children and families"; nothing for none."""
    heard = [words for voice, words in VOICE_WORDS.items() if voice in set(voices)]
    return f"views of {listed(heard)}" if heard else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An item as typed, its shape checked by nobody yet. Only `shows` has to be there.

    `kind` is a framework's kind of source, or an own kind's id after `own/`. `themes` maps a theme's stable key to how
    it bears. Without `valid_until` it is valid for as long as is usual.
    """

    kind: str
    shows: str
    from_day: dt.date | None
    to_day: dt.date | None
    speaks_of: str
    voices: tuple[str, ...]
    themes: Mapping[str, str]
    account: str = ""
    origin: str = ""
    taken_as: str = ""
    triage: str = ""
    valid_until: dt.date | None = None
    links: tuple[Link, ...] = ()


def words_in(text: str) -> int:
    """Return how many words a text has, as people count them: what stands between white space."""
    return len(text.split())


def in_a_line(shows: str, account: str) -> tuple[str, str]:
    """Return what was typed as a line and an account: the first line or sentence of a longer text, and what follows it.

    Where there is an account already, or no first sentence short enough, both stay as they are: nothing is ever cut.
    """
    text = clean(shows)
    if clean(account) or (len(text) <= LONGEST and "\n" not in text):
        return text, clean(account)
    first, _break, rest = text.partition("\n")
    if len(first) > LONGEST:
        first = headline(first, LONGEST)
        if not text.startswith(first):
            return text, ""
        rest = text[len(first) :]
    return first.strip(), rest.strip()


def usual_validity(from_day: dt.date | None, to_day: dt.date | None, written: dt.date) -> dt.date:
    """Return until when an item is valid where nobody says otherwise: 18 months after its last day, or its writing."""
    return months_later(to_day or from_day or written, VALID_MONTHS)


def is_stale(valid_until: dt.date, today: dt.date) -> bool:
    """An item is stale after the last day on which it is valid. It is shown as such, and never removed for it."""
    return valid_until < today


def check(
    draft: Draft,
    *,
    kinds: frozenset[str],
    themes: frozenset[str],
    today: dt.date,
    before: str = "",
) -> list[Refused]:
    """Return every rule that the draft breaks, each with the field it belongs to; empty when it can be saved.

    What the item shows may be as long as it was `before`, if it is the same text.
    """
    broken = _check_texts(draft, before)
    if draft.kind and draft.kind not in kinds:
        broken.append(Refused("item-kind-unknown", "Choose where this comes from.", "kind"))
    if draft.speaks_of and draft.speaks_of not in set(SpeaksOf):
        sentence = "Choose whether it tells of what happens, of its impact, or of what is intended."
        broken.append(Refused("item-speaks-of-unknown", sentence, "speaks_of"))
    if draft.taken_as and draft.taken_as not in set(TakenAs):
        broken.append(Refused("item-taken-as-unknown", "Choose whether it is fact or opinion.", "taken_as"))
    if draft.triage and draft.triage not in set(Triage):
        sentence = "Choose no significant concern, uncertain or concern."
        broken.append(Refused("item-triage-unknown", sentence, "triage"))
    broken += _check_days(draft.from_day, draft.to_day, today)
    broken += _check_validity(draft, today)
    if any(theme not in themes for theme in draft.themes) or any(
        b not in set(Bears) for b in draft.themes.values()
    ):
        broken.append(Refused("item-theme-unknown", "Choose themes from this framework.", "themes"))
    if any(voice not in set(Voice) for voice in draft.voices):
        broken.append(Refused("item-voice-unknown", "Choose whose views it carries from the list.", "voices"))
    return broken + check_links(draft.links)


def check_withdrawing(why: str) -> list[Refused]:
    """Withdrawing an item takes a reason, in its place."""
    text = clean(why)
    if not text:
        return [Refused("withdrawn-without-reason", "Write why it is withdrawn.", "why")]
    if len(text) > WHY_LONGEST:
        sentence = (
            f"This is {len(text):,} characters long. Keep the reason to {WHY_LONGEST}; nothing is cut off."
        )
        return [Refused("withdrawn-reason-too-long", sentence, "why")]
    return []


def _check_texts(draft: Draft, before: str) -> list[Refused]:
    broken = []
    shows, account, origin = clean(draft.shows), clean(draft.account), clean(draft.origin)
    if not shows:
        broken.append(Refused("item-says-nothing", "Write what we know: what is happening.", "shows"))
    elif len(shows) > LONGEST and shows != before:
        sentence = (
            f"This is {len(shows):,} characters long. Keep what it shows to {LONGEST}, and write the rest into the "
            "account; nothing is cut off."
        )
        broken.append(Refused("item-too-long", sentence, "shows"))
    if (count := words_in(account)) > MOST_WORDS:
        sentence = f"The account has {count:,} words. Keep it to {MOST_WORDS:,}; nothing is cut off."
        broken.append(Refused("item-account-too-long", sentence, "account"))
    elif len(account) > ACCOUNT_LONGEST:
        sentence = (
            f"This is {len(account):,} characters long. Keep it to {ACCOUNT_LONGEST:,}; nothing is cut off."
        )
        broken.append(Refused("item-account-too-long", sentence, "account"))
    if len(origin) > ORIGIN_LONGEST:
        sentence = f"This is {len(origin):,} characters long. Keep where it came from to {ORIGIN_LONGEST}."
        broken.append(Refused("item-origin-too-long", sentence, "origin"))
    return broken


def _check_validity(draft: Draft, today: dt.date) -> list[Refused]:
    until = draft.valid_until
    if until is None:
        return []
    first, latest = draft.from_day or EARLIEST, months_later(today, 12 * LATEST_YEARS)
    if until < first:
        return [
            Refused(
                "item-valid-backwards",
                "It would end before what it tells of. Enter a later day.",
                "valid_until",
            )
        ]
    if until > latest:
        sentence = f"Enter a day up to {day(latest)}. Is the year right?"
        return [Refused("item-valid-too-long", sentence, "valid_until")]
    return []


def _check_days(start: dt.date | None, end: dt.date | None, today: dt.date) -> list[Refused]:
    broken = []
    for date, field in ((start, "from_day"), (end, "to_day")):
        if date is not None and date < EARLIEST:
            broken.append(
                Refused("item-too-old", "Enter a date from 1990 onwards. Is the year right?", field)
            )
    # A month, a year or a period that has begun is told of although it is not over.
    if start is not None and start > today:
        sentence = "Evidence is what has happened: enter a date up to today, or a period that has begun."
        broken.append(Refused("item-in-future", sentence, "from_day"))
    if start is None and end is not None:
        broken.append(Refused("item-period-open", "Enter the first day of the period too.", "from_day"))
    if start is not None and end is not None and end < start:
        broken.append(Refused("item-period-backwards", "The last day is before the first day.", "to_day"))
    return broken
