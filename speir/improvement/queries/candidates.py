"""What stands as a candidate for a priority in a unit, with what each rests on, how it was weighed and decided."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.frameworks.queries import all_current
from speir.frameworks.rules.structure import Framework
from speir.improvement.models import Candidate, CandidateStep
from speir.improvement.policy.candidates import reads
from speir.improvement.queries.boards import UnitOf, unit_of
from speir.improvement.queries.candidate_lines import Line, line_of, lines_of, own_line
from speir.improvement.queries.found import found_in
from speir.improvement.queries.nothing import Nothing, Open, standing_of
from speir.improvement.rules.choosing import Because
from speir.improvement.rules.naming import Decision

UNDECIDED = "undecided"
BY_NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Asking:
    """How the list is narrowed down and ordered, from the page's address; anything unknown asks for everything."""

    show: str = ""
    because: str = ""
    question: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Choosing:
    """The page: candidates as asked for, how many there are `of_all`, and what was taken out of own words.

    `here`: the reader belongs where it is weighed, and so reads what was weighed and decided.
    `standing`: the open priorities by this framework, with what they answer.
    """

    unit: UnitOf
    framework: Framework
    frameworks: tuple[Framework, ...]
    lines: tuple[Line, ...]
    of_all: int
    undecided: int
    removed: tuple[Line, ...]
    here: bool
    nothing: Nothing | None
    priorities: int
    standing: tuple[Open, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Something was decided, or taken back (empty)."""

    decision: str
    reason: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class One:
    """One candidate by itself, with what was decided when by whom, newest first.

    `answered`: the open priorities that answer something of its indicator already, while nothing was decided of it.
    """

    unit: UnitOf
    framework: Framework
    line: Line
    steps: tuple[Step, ...]
    here: bool
    answered: tuple[Open, ...] = ()


def candidates(actor: Actor, unit_id: str, key: str = "", asking: Asking = Asking()) -> Choosing:
    """Return what stands as a candidate in a unit by the framework of this key. Nine queries. Raises NotYours."""
    unit = unit_of(actor, unit_id)
    frameworks = all_current()
    framework = _of_key(frameworks, key)
    here = reads(actor, unit_id)
    rows = _rows(unit_id, framework.key) if here else []
    lines = lines_of(framework, found_in(actor, unit_id, framework), rows)
    nothing, standing = standing_of(actor, unit_id)
    every = len(standing)
    standing = tuple(one for one in standing if one.framework == framework.key)
    answered = {number for one in standing for number in one.numbers}
    return Choosing(
        unit=unit,
        framework=framework,
        frameworks=tuple(frameworks),
        lines=tuple(_ordered((line for line in lines if _fits(line, asking)), asking.order, answered)),
        of_all=len(lines),
        undecided=sum(line.undecided for line in lines),
        removed=tuple(own_line(framework, row) for row in rows if row.words and row.removed_at),
        here=here,
        nothing=nothing,
        priorities=every,
        standing=standing,
    )


def candidate(actor: Actor, unit_id: str, of: str, key: str = "") -> One:
    """Return one candidate: of an indicator by its number, whether it stands or not, or own words by their id.

    Ten queries. Raises NotYours; own words are nobody's who does not belong there.
    """
    unit = unit_of(actor, unit_id)
    framework = framework_of(key)
    here = reads(actor, unit_id)
    rows = _rows(unit_id, framework.key) if here else []
    if is_id(of):
        row = next((one for one in rows if one.id == of and one.words), None)
        if row is None:
            raise NotYours
        line = own_line(framework, row)
    else:
        if of not in framework.by_number:
            raise NotYours
        found = found_in(actor, unit_id, framework, of)
        own = [one for one in rows if one.number == of]
        line = next(iter(lines_of(framework, found, own)), None) or line_of(framework, of, (), None)
    steps = (
        CandidateStep.objects.filter(candidate=line.row).order_by("-at", "-id")
        if line.row and line.decided_on
        else ()
    )
    said = tuple(
        Step(one.decision, one.reason, one.by_name, day(timezone.localdate(one.at))) for one in steps
    )
    return One(
        unit, framework, line, said, here, () if said else _answered(actor, unit_id, framework.key, line)
    )


def _answered(actor: Actor, unit_id: str, key: str, line: Line) -> tuple[Open, ...]:
    """Return the open priorities that answer an indicator. One query, or none."""
    if line.indicator is None:
        return ()
    standing = standing_of(actor, unit_id)[1]
    return tuple(one for one in standing if one.framework == key and line.number in one.numbers)


def framework_of(key: str) -> Framework:
    """Return the newest framework with this key, or the first there is. One query. Raises NotYours for no such key."""
    return _of_key(all_current(), key)


def _of_key(frameworks: list[Framework], key: str) -> Framework:
    found = next((one for one in frameworks if not key or one.key == key), None)
    if found is None:
        raise NotYours
    return found


def _rows(unit_id: str, key: str) -> list[Candidate]:
    """Return what a unit has weighed and added, each with who decided last and when. One query."""
    last = CandidateStep.objects.filter(candidate=OuterRef("pk")).order_by("-at", "-id")
    rows = Candidate.objects.filter(unit=unit_id, framework__key=key).select_related("priority")
    told = rows.annotate(
        last_by=Subquery(last.values("by_name")[:1]), last_at=Subquery(last.values("at")[:1])
    )
    return list(told.order_by("framework__version", "written_at", "id"))


def _fits(line: Line, asking: Asking) -> bool:
    if asking.show and (
        (asking.show == UNDECIDED and not line.undecided)
        or (asking.show in set(Decision) and line.decided.decision != asking.show)
    ):
        return False
    if asking.because in set(Because) and asking.because not in line.because:
        return False
    question = line.indicator.key_question if line.indicator else ""
    return not asking.question or asking.question == question


def _ordered(lines: Iterable[Line], order: str, answered: Container[str]) -> list[Line]:
    """Return those that are looked at again first, then what is undecided, then the rest; else as they stand.

    Of what is undecided, that comes later which a priority answers already.
    """
    if order == BY_NUMBER:
        return list(lines)
    return sorted(
        lines,
        key=lambda line: (not line.again, not line.undecided, line.undecided and line.number in answered),
    )
