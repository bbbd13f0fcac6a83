"""Rules for the plans that priorities feed, an organisation's own among them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from speir.core.errors import Refused
from speir.core.text import one_line
from speir.improvement.rules.naming import STRUCTURE_WORDS, Structure
from speir.improvement.rules.texts import TITLE_LONGEST, mark_of, too_long

MOST = 40


def name_mark(name: str) -> str:
    """Return the mark of what a plan is called, by which a form knows what its reader has seen."""
    return mark_of((name,))


def check_name(name: str, others: Iterable[str]) -> list[Refused]:
    """Return what is wrong with what a plan of one's own is called; `others` are the names there already."""
    said, others = one_line(name), list(others)
    if not said:
        return [Refused("plan-unnamed", "Write what the plan is called.", "name")]
    broken = too_long({"name": said}, TITLE_LONGEST)
    taken = {one.casefold() for one in (*others, *STRUCTURE_WORDS.values())}
    if said.casefold() in taken:
        broken.append(Refused("plan-named-twice", "There is a plan of this name already.", "name"))
    if len(others) >= MOST:
        sentence = f"There are {MOST} plans here already. Take some away first."
        broken.append(Refused("too-many-plans", sentence, "name"))
    return broken


# What a plan says of each action, in the order of its columns.
COLUMNS: dict[str, str] = {
    "priority": "Priority",
    "difference": "What will be different",
    "found": "What we found",
    "action": "Action",
    "who": "Who",
    "due": "By when",
    "resources": "Resources",
    "target": "Target",
    "shows": "How we shall know",
    "progress": "How far it has come",
}
# What such plans call these columns, where they call them otherwise.
CALLED: dict[str, dict[str, str]] = {
    Structure.SCHOOL.value: {
        "priority": "Improvement priority",
        "difference": "Impact on children",
        "action": "Task",
        "who": "Responsible",
        "due": "Timescale",
        "target": "Success criteria",
        "shows": "Evidence",
        "progress": "Progress",
    },
    Structure.HEALTH.value: {
        "difference": "Intended outcome",
        "who": "Lead",
        "due": "Timescale",
        "shows": "Measure",
        "progress": "Progress",
    },
    Structure.CHILDRENS_SERVICES.value: {
        "difference": "Outcome for children and young people",
        "who": "Lead agency and officer",
        "due": "Timescale",
        "shows": "Measure or evidence",
        "progress": "Progress",
    },
    Structure.EDUCATION.value: {
        "priority": "Improvement objective",
        "difference": "Outcome for children and young people",
        "who": "Responsible",
        "due": "Timescale",
        "shows": "Evidence",
        "progress": "Progress",
    },
    Structure.POLICING.value: {
        "priority": "Objective",
        "difference": "Outcome",
        "action": "Activity",
        "who": "Owner",
        "due": "Due",
        "shows": "Measure",
        "progress": "Status",
    },
    Structure.COMMUNITY.value: {
        "difference": "Local outcome",
        "who": "Lead partner",
        "due": "Timescale",
        "shows": "Indicator or evidence",
        "progress": "Progress",
    },
}


def headings(plan: str) -> dict[str, str]:
    """Return what each column is called in a plan of this structure, in the order of the columns."""
    return COLUMNS | CALLED.get(plan, {})
