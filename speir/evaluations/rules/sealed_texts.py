"""The texts that people wrote, as they stand in a sealed edition, and an edition with some of them changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from speir.evidence.rules.items import OWN

# Where people's own words stand in a sealed record; everything else is the framework's, Speir's, or names who worked.
_OF_RECORD = {
    "title": "Title",
    "overarching_answer": "In our own words",
    "capacity_answer": "Capacity for improvement",
}
_OF_QUESTION = {"answer": "In our own words"}
_OF_EVIDENCE = {
    "shows": "How we know",
    "account": "Account of how we know",
    "origin": "Where it came from",
    "withdrawn_why": "Why it was withdrawn",
}
_OF_LINK = {"url": "Link", "words": "Words of a link"}
# An organisation's own kind of source is known by its name alone.
_OF_OWN_KIND = {"kind_name": "Kind of source"}
_OF_JUDGEMENT = {
    "reason": "Why this level",
    "strengths": "What we do well",
    "improvements": "What needs to improve",
}
_OF_AGREEMENT = {"reason": "Why it was agreed, or not"}
STANDPOINT = "For whom somebody spoke"
# Where a text stands: the object or the list that holds it, and its name or place there.
Held = tuple["SealedText", Any, Any]


@dataclass(frozen=True, slots=True)
class SealedText:
    """A text within an edition: its place in the data, the indicator or question, what it is, and the text."""

    place: str
    number: str
    said: str
    text: str


def texts(content: str) -> list[SealedText]:
    """Return every text that people wrote in a sealed edition, in its order, the empty ones left out."""
    return [text for text, _holder, _name in _walk(json.loads(content)["record"]) if text.text]


def changed(content: str, changes: Mapping[str, Callable[[str], str]]) -> str:
    """Return an edition with the texts at these places changed, in the same canonical form and format."""
    data = json.loads(content)
    for found, holder, name in list(_walk(data["record"])):
        if found.text and found.place in changes:
            holder[name] = changes[found.place](found.text)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _walk(record: dict[str, Any]) -> Iterator[Held]:
    yield from _of(record, _OF_RECORD, "", "")
    for question in record["questions"]:
        yield from _of(question, _OF_QUESTION, question["number"], f"{question['number']}/")
        for judgement in question["judgements"]:
            yield from _judgement(judgement, judgement["number"])


def _of(holder: dict[str, Any], names: dict[str, str], number: str, before: str) -> Iterator[Held]:
    for name, said in names.items():
        # An older format does not have all of them.
        yield SealedText(f"{before}{name}", number, said, holder.get(name) or ""), holder, name


def _judgement(judgement: dict[str, Any], number: str) -> Iterator[Held]:
    yield from _of(judgement, _OF_JUDGEMENT, number, f"{number}/")
    if agreement := judgement.get("agreement"):
        yield from _of(agreement, _OF_AGREEMENT, number, f"{number}/agreement/")
        standpoints = agreement["standpoints"]
        for at, text in enumerate(standpoints):
            place = f"{number}/agreement/standpoint-{at + 1}"
            yield SealedText(place, number, STANDPOINT, text), standpoints, at
    for at, evidence in enumerate(judgement["evidence"], 1):
        before = f"{number}/evidence-{at}/"
        yield from _of(evidence, _OF_EVIDENCE, number, before)
        if evidence["kind"].startswith(OWN):
            yield from _of(evidence, _OF_OWN_KIND, number, before)
        for n, link in enumerate(evidence.get("links", ()), 1):
            yield from _of(link, _OF_LINK, number, f"{before}link-{n}/")
