"""What a page shows beside a text that may identify somebody, and what the person answers there.

The answers are buttons of the same form: `mend_<field>` replaces, `keep_<field>` gives a reason. `shown_<field>` says
which mentions the person was looking at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from speir.evaluations.rules.saving import LONGEST_TEXT, mark
from speir.guard.finding import Kind
from speir.mentions.rules import REASONS, Keeping, Mention, Waits, mended

MEND = "mend_"
# So many are listed one by one; around each so many characters are shown where a text is long.
LISTED = 8
LONGEST_MENDED = 2 * LONGEST_TEXT
AROUND = 70


def answered(posted: QueryDict) -> QueryDict:
    """Return the form as it is once what its pressed button replaces is replaced."""
    pressed = [name for name in posted if name.startswith(MEND)]
    if not pressed:
        return posted
    changed = posted.copy()
    for name in pressed:
        field = name.removeprefix(MEND)
        if len(changed.get(field, "")) > LONGEST_MENDED:
            continue  # longer than any field takes: the rule says so, and nobody waits for it to be read
        which, _space, instead = changed.get(name, "").partition(" ")
        tokens = changed.get(f"shown_{field}", "").split() if which == "all" else [which]
        changed[field] = mended(changed.get(field, ""), tokens, instead)
    return changed


def keeping(posted: QueryDict, field: str) -> Keeping | None:
    """Return the reason that the person gave for what this field mentions, if they gave one."""
    reason, shown = posted.get(f"keep_{field}", ""), posted.get(f"shown_{field}", "")
    return Keeping(reason, frozenset(shown.split())) if reason in REASONS and shown else None


def keepings(posted: QueryDict, fields: Iterable[str]) -> dict[str, Keeping]:
    """Return by field the reasons that the person gave, for a form with several boxes."""
    return {field: said for field in fields if (said := keeping(posted, field))}


def carried(posted: QueryDict, fields: Iterable[str], waits: Waits) -> list[tuple[str, str]]:
    """Return the reasons given already as hidden fields of a form that still waits for another of its boxes."""
    return given(posted, (field for field in keepings(posted, fields) if field not in waits.fields))


def given(posted: QueryDict, fields: Iterable[str]) -> list[tuple[str, str]]:
    """Return the reasons given for these fields as hidden fields of a form that is to be sent once more."""
    return [(name, posted.get(name, "")) for field in fields for name in (f"keep_{field}", f"shown_{field}")]


def ask(form: forms.Form, waits: Waits) -> dict[str, Any]:
    """Put what was found beside each field of a form; return it by field for the template."""
    for field in waits.fields:
        form.add_error(
            field,
            _("This may identify somebody, so it is not saved yet. Replace it, or say why it may stay."),
        )
    return {field: shown(field, text, found) for field, (text, found) in waits.fields.items()}


def ask_several(form: forms.Form, posted: QueryDict, fields: Iterable[str], waits: Waits) -> dict[str, Any]:
    """Return what a form with several boxes shows: `mentions` by field, and as `carried` what was answered before."""
    return {"mentions": ask(form, waits), "carried": carried(posted, fields, waits)}


def shown(field: str, text: str, found: Sequence[Mention], aside: str = "") -> dict[str, Any]:
    """Return what `mentions.html` shows: the text with the words marked, what may be written instead, the reasons."""
    return {
        "field": field,
        "names": any(mention.kind is Kind.NAME for mention in found),
        "pieces": list(_pieces(text, found)),
        "each": [
            {
                "words": mention.words,
                "sentence": _(mention.sentence),
                "insteads": [(f"{mention.token} {instead}", _(instead)) for instead in mention.insteads],
            }
            for mention in found[:LISTED]
        ],
        "more": max(0, len(found) - LISTED),
        "several": len(found) > 1,
        "tokens": " ".join(mention.token for mention in found),
        "reasons": [(reason, _(words)) for reason, words in REASONS.items()],
        "aside": aside,
        "seen": mark(text),
    }


def _pieces(text: str, found: Sequence[Mention]) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it is a mention; long stretches between are cut short."""
    spans = sorted((one.start, one.end) for mention in found for one in mention.founds)
    at = 0
    for start, end in spans:
        yield _short(text[at:start], before=at > 0, after=True), False
        yield text[start:end], True
        at = end
    yield _short(text[at:], before=True, after=False), False


def _short(text: str, *, before: bool, after: bool) -> str:
    """Return a stretch with its middle left out where it is long; what lies at an end of the text loses that end."""
    if len(text) <= AROUND * (before + after) + 20:
        return text
    head = text[:AROUND].rsplit(" ", 1)[0] + " …" if before else "… "
    tail = text[-AROUND:].split(" ", 1)[-1] if after else ""
    return f"{head} {tail}" if before and after else f"{head}{tail}"
