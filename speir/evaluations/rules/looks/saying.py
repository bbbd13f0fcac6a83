"""Rules for what is said at the board: what was seen where, what is answered, who should be heard. Pure."""

from __future__ import annotations

from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.evaluations.rules.looks.describing import LINE_LONGEST, MOST_LINES, check_line
from speir.evaluations.rules.looks.naming import Answered, GroupBy, Seen
from speir.evaluations.rules.saving import mark

# A form that adds something was sent again, after Back, say, with other words in it: nothing of them would be kept.
ADDED_CODE = "added-before"
ADDED = "This form has added “{text}” already. Save again to add what you typed as another one."
# A source as a form holds it: what it is, and its id.
WAY, ITEM = "way", "item"


def check_same(same: bool, text: str, field: str = "text") -> None:
    """Raise Unfit where a form that added something before, which says `text`, brings something else."""
    if not same:
        raise Unfit([Refused(ADDED_CODE, ADDED.format(text=text), field)])


def source_key(what: str, source_id: str) -> str:
    """Return a source as a form holds it: `way-<id>` or `item-<id>`."""
    return f"{what}-{source_id}"


def read_source(key: str) -> tuple[str, str]:
    """Return what a source is and its id; two empty strings where it is neither."""
    what, _dash, source_id = key.partition("-")
    return (what, source_id) if what in (WAY, ITEM) and source_id else ("", "")


def sighting_mark(seen: str, text: str) -> str:
    """Return the mark of what was said of a feature in a source; nothing was said: nothing."""
    return mark(f"{seen}\n{text}") if seen else ""


def check_sighting(seen: str, text: str) -> list[Refused]:
    """Return what is wrong with what somebody says of a feature in a source."""
    broken = []
    if seen not in set(Seen):
        broken.append(Refused("seen-unknown", "Choose whether it was seen there.", "seen"))
    said = clean(text)
    if len(said) > LINE_LONGEST:
        sentence = f"This is {len(said):,} characters long. Keep it to {LINE_LONGEST:,}; nothing is cut off."
        broken.append(Refused("sighting-too-long", sentence, "text"))
    return broken


def check_state(state: str) -> list[Refused]:
    """Return what is wrong with how far a question is said to be answered."""
    if state not in set(Answered):
        return [Refused("answered-unknown", "Choose how far the question is answered.", "state")]
    return []


def group_mark(by_what: str, text: str) -> str:
    """Return the mark of who should be heard and what tells them apart."""
    return mark(f"{by_what}\n{text}")


def check_group(by_what: str, text: str, *, before: int = 0) -> list[Refused]:
    """Return what is wrong with people who should be heard; `before` is how many there are already."""
    broken = []
    if by_what not in set(GroupBy):
        broken.append(
            Refused("group-unknown", "Choose what tells them apart: age, area, need or language.", "by_what")
        )
    broken += check_line(text)
    if before >= MOST_LINES:
        sentence = f"There are {MOST_LINES} groups here already. Take some out first."
        broken.append(Refused("too-many-groups", sentence, "text"))
    return broken
