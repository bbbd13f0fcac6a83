"""Finding out, in words and limits: how many sittings were held, when a way is due, and what a note is evidence of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from speir.core.errors import Refused
from speir.core.text import MONTHS, clean, day, headline, one_line
from speir.evaluations.rules.looks.naming import COUNTED, HOW_WORDS, How
from speir.evaluations.rules.saving import mark
from speir.evidence.rules.items import EARLIEST, ORIGIN_LONGEST, Voice

MOST_PRESENT = 1000
MOST_SITTINGS = 100
MOST_NOTES = 500
SERVICES_LONGEST = 300
WHAT_LONGEST = 300

# What one goes to once for each that is planned, with what is done of it: "2 of 2 focus groups held". Of what is read,
# several are read at a time, so that counting the times would say too little.
EACH_ONCE: dict[str, str] = {
    How.INTERVIEW.value: "held",
    How.FOCUS_GROUP.value: "held",
    How.OBSERVATION.value: "made",
    How.OTHER.value: "done",
}
# What one time of it is called: a heading, and what its button says.
ONE: dict[str, str] = {
    How.INTERVIEW.value: "Interview",
    How.FOCUS_GROUP.value: "Focus group",
    How.FILES.value: "Reading of files",
    How.DOCUMENT.value: "Document",
    How.OBSERVATION.value: "Observation",
    How.MINUTES.value: "Minutes",
    How.STATISTICS.value: "Figures",
    How.INSPECTIONS.value: "Report",
    How.SURVEY.value: "Survey",
    How.OTHER.value: "Finding out",
}
# Where people are asked: how many were there, from which services, and who was heard.
PEOPLE = frozenset({How.INTERVIEW.value, How.FOCUS_GROUP.value, How.OBSERVATION.value, How.SURVEY.value})
TALKING = frozenset({How.INTERVIEW.value, How.FOCUS_GROUP.value})
# Fewer than this at a time are not told apart by day and service on paper: that would say who they were.
FEW = 5
# What is asked about a thing that is read: its name, as evidence says where it comes from.
NAMED: dict[str, str] = {
    How.FILES.value: "Which files, by kind and never by name",
    How.DOCUMENT.value: "Which document",
    How.OBSERVATION.value: "Which meeting or practice",
    How.MINUTES.value: "Minutes of which meetings",
    How.STATISTICS.value: "Which figures, and where they were published",
    How.INSPECTIONS.value: "Which report",
    How.SURVEY.value: "Which survey",
    How.OTHER.value: "What it was",
}

# Whose words they are, found in what people wrote of a way, a group or a sitting.
_WHO: tuple[tuple[Voice, re.Pattern[str]], ...] = (
    (
        Voice.CHILDREN,
        re.compile(r"\b(child|children|pupils?|young (people|person)|teenagers?)\b(?!['’]s)", re.I),
    ),
    (Voice.FAMILIES, re.compile(r"\b(parents?|famil(y|ies)|carers?|mothers?|fathers?)\b", re.I)),
    (
        Voice.STAFF,
        re.compile(
            r"\b(staff|practitioners?|workers?|teachers?|visitors?|nurses?|officers?|managers?|colleagues)\b",
            re.I,
        ),
    ),
)
# Parents of children are parents; a children’s service is no child.
_OF_CHILDREN = re.compile(r"\b(of|with) ((very )?young )?(children|pupils|babies)\b", re.I)
_MANAGERS = re.compile(r"\bmanagers?\b", re.I)
# By how one finds out: keys of the framework's kinds of source, the likeliest first.
_KINDS: dict[str, tuple[str, ...]] = {
    How.INTERVIEW.value: ("staff_interviews", "family_interviews", "manager_interviews", "advocates"),
    How.FOCUS_GROUP.value: ("staff_focus_groups", "children_focus_groups", "parent_focus_groups"),
    How.FILES.value: ("case_files",),
    How.DOCUMENT.value: ("documents", "previous_reports"),
    How.OBSERVATION.value: ("observation",),
    How.MINUTES.value: ("minutes",),
    How.STATISTICS.value: ("management_information", "area_profile"),
    How.INSPECTIONS.value: ("other_inspections", "previous_reports"),
    How.SURVEY.value: ("surveys",),
    How.OTHER.value: (),
}
_BY_VOICE: dict[tuple[str, Voice], str] = {
    (How.INTERVIEW.value, Voice.CHILDREN): "family_interviews",
    (How.INTERVIEW.value, Voice.FAMILIES): "family_interviews",
    (How.FOCUS_GROUP.value, Voice.CHILDREN): "children_focus_groups",
    (How.FOCUS_GROUP.value, Voice.FAMILIES): "parent_focus_groups",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a sitting was: when, how many were there, from which services, and what was read or seen."""

    on: dt.date | None
    number_present: int | None = None
    services: str = ""
    what: str = ""


def check_sitting(said: About, *, today: dt.date, before: int = 0) -> list[Refused]:
    """Return every rule that a sitting breaks, each with its field; `before` is how many its way has already."""
    broken = []
    if said.on is None:
        broken.append(Refused("sitting-needs-day", "Enter the day on which it was.", "on"))
    elif said.on > today:
        broken.append(Refused("sitting-to-come", "Enter a day that has been: today, or before.", "on"))
    elif said.on < EARLIEST:
        broken.append(Refused("sitting-long-ago", f"Enter a day after {day(EARLIEST)}.", "on"))
    if said.number_present is not None and not 0 < said.number_present <= MOST_PRESENT:
        sentence = f"Enter a number from 1 to {MOST_PRESENT:,}, or leave it empty."
        broken.append(Refused("sitting-number", sentence, "number_present"))
    for name, most in (("services", SERVICES_LONGEST), ("what", WHAT_LONGEST)):
        long = len(clean(getattr(said, name)))
        if long > most:
            sentence = f"This is {long:,} characters long. Keep it to {most:,}; nothing is cut off."
            broken.append(Refused("sitting-text-too-long", sentence, name))
    if before >= MOST_SITTINGS:
        sentence = f"There are {MOST_SITTINGS} here already. Begin another way of finding out in the plan."
        broken.append(Refused("too-many-sittings", sentence, "on"))
    return broken


def sitting_mark(said: About, heard: Iterable[str]) -> str:
    """Return the mark of what is said of a sitting, with the groups that were heard there."""
    parts = (said.on, said.number_present, clean(said.services), clean(said.what), sorted(set(heard)))
    return mark("\n".join(str(part) for part in parts))


def held(how: str, number: int | None, count: int) -> str:
    """Return how far a way has come in numbers; nothing where nothing is there to count.

    "1 of 2 focus groups held", and of what is read "5 files planned, notes taken twice".
    """
    one, several = COUNTED[how]
    done = EACH_ONCE.get(how)
    if done is None:
        planned = "" if number is None else f"{number} {one if number == 1 else several} planned"
        times = {1: "once", 2: "twice"}.get(count, f"{count} times")
        return ", ".join(part for part in (planned, f"notes taken {times}" if count else "") if part)
    if number is None:
        return f"{count} {one if count == 1 else several} {done}" if count else ""
    return f"{count} of {number} {one if number == 1 else several} {done}"


def due_words(due: dt.date | None, today: dt.date, *, done: bool) -> tuple[str, bool]:
    """Return by when a way is due, and whether that day has passed with something left to do.

    `done` holds as well where the whole closer look is finished: nobody is late for it any more.
    """
    if due is None:
        return "", False
    late = (today - due).days
    if done or late < 0:
        return f"by {day(due)}", False
    if late == 0:
        return f"by today, {day(due)}", False
    return f"was due by {day(due)}, {late} {'day' if late == 1 else 'days'} ago", True


def people(number: int | None, services: str) -> str:
    """Return how many were there and from which services: "8 present, from health visiting and education"."""
    said = one_line(services)
    count = "" if number is None else f"{number} present"
    return ", ".join(part for part in (count, f"from {said}" if said else "") if part)


def few(how: str, number: int | None) -> bool:
    """Return whether people talked, and so few, as far as is known, that day and service could say who they were."""
    return how in TALKING and (number or 1) < FEW


def when(how: str, on: dt.date, number: int | None) -> str:
    """Return when something was found out, as evidence says it: the day, of a talk with few people the month."""
    return f"{MONTHS[on.month - 1]} {on.year}" if few(how, number) else day(on)


def origin(how: str, way: str, on: dt.date, said: About) -> str:
    """Return where a note comes from, as evidence says it: the way's words, what was read, how many were there.

    Of a talk with few people it says no day and no service: evidence is read by more people than the notes are. Words
    that are too many for the line end in an ellipsis; they stand in the plan in full.
    """
    number = said.number_present
    tail = "; ".join(part for part in (one_line(said.what), people(number, said.services)) if part)
    if few(how, number):
        tail = "" if number is None else "fewer than five people present"
    head = f"{HOW_WORDS[how]}, {when(how, on, number)}: "
    room = ORIGIN_LONGEST - len(head) - (len(tail) + 2 if tail else 0)
    if room < 40:
        return headline(f"{head}{tail}", ORIGIN_LONGEST)
    words = headline(one_line(way), min(room, 150)).rstrip(".")
    return f"{head}{words}; {tail}" if tail else f"{head}{words}"


def voices_in(*texts: str) -> tuple[Voice, ...]:
    """Return whose views are spoken of in these texts, in the order of the list."""
    said = _OF_CHILDREN.sub("", " ".join(texts))
    return tuple(voice for voice, pattern in _WHO if pattern.search(said))


def kinds_for(how: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the kinds of source that fit a way of finding out, among those that the framework knows."""
    return tuple(kind for kind in _KINDS[how] if kind in known)


def best_kind(how: str, known: Collection[str], *texts: str) -> str:
    """Return the kind of source that fits best by what people wrote of the way and of who was heard; else nothing."""
    if how == How.INTERVIEW.value and _MANAGERS.search(" ".join(texts)) and "manager_interviews" in known:
        return "manager_interviews"
    heard = voices_in(*texts)
    for voice in heard:
        named = _BY_VOICE.get((how, voice), "")
        if named in known and Voice.STAFF not in heard:
            return named
    return next(iter(kinds_for(how, known)), "")


def voices_of(kind: str, of_kind: Iterable[str], heard: Iterable[str]) -> tuple[str, ...]:
    """Return whose views a note carries: of the groups that were heard where they say so, else of its kind."""
    said: tuple[str, ...] = voices_in(*heard) or tuple(of_kind)
    if not said and kind.startswith(("staff_", "manager_")):
        said = (Voice.STAFF,)
    return tuple(voice.value for voice in Voice if voice in set(said))
