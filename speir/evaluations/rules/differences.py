"""What differs between two sealed records, in words: of each text the old and the new, of evidence what came and went.

Nothing is counted and nothing rated: a change of level is said as the two levels. What is said of (a, b) is said of
(b, a) with old and new in each other's place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from speir.evaluations.rules.answering import CAPACITY_TITLE
from speir.evaluations.rules.judging import STANCE_WORDS, SURE_WORDS
from speir.evaluations.rules.record import Record, RecordEvidence, RecordJudgement
from speir.evaluations.rules.record_origin import RecordAgreement


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise now. `text`: it is a text of people's own, else words of Speir or the framework."""

    what: str
    old: str
    new: str
    text: bool = False

    @property
    def said(self) -> str:
        """The change as a sentence, for words: `Level: from good to adequate.`"""
        return f"{self.what}: from {self.old} to {self.new}."

    @property
    def mirrored(self) -> Change:
        """The same change the other way round."""
        return Change(self.what, self.new, self.old, self.text)


@dataclass(frozen=True, slots=True)
class Differing:
    """What differs of one indicator. `came` and `went` are pieces of evidence, as they are said."""

    number: str
    title: str
    changes: tuple[Change, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]

    @property
    def mirrored(self) -> Differing:
        """The same the other way round."""
        changes = tuple(change.mirrored for change in self.changes)
        return Differing(self.number, self.title, changes, self.went, self.came)


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between two records: of the whole, of the answers, of each indicator that differs.

    `came` and `went` are indicators that only the new or only the old one has; `same` those in which nothing differs.
    """

    whole: tuple[Change, ...]
    answers: tuple[Change, ...]
    indicators: tuple[Differing, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    same: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        return not (self.whole or self.answers or self.indicators or self.came or self.went)

    @property
    def mirrored(self) -> Differences:
        """The same the other way round."""
        return Differences(
            tuple(change.mirrored for change in self.whole),
            tuple(change.mirrored for change in self.answers),
            tuple(one.mirrored for one in self.indicators),
            self.went,
            self.came,
            self.same,
        )


def differences(old: Record, new: Record) -> Differences:
    """Return what differs between two records of one framework, in the framework's order."""
    before = {one.number: one for one in old.judgements}
    after = {one.number: one for one in new.judgements}
    both = sorted(before.keys() & after.keys(), key=_in_order)
    found = [_indicator(before[number], after[number]) for number in both]
    return Differences(
        whole=tuple(_whole(old, new)),
        answers=tuple(_answers(old, new)),
        indicators=tuple(one for one in found if one.changes or one.came or one.went),
        came=tuple(_named(after[n]) for n in sorted(after.keys() - before.keys(), key=_in_order)),
        went=tuple(_named(before[n]) for n in sorted(before.keys() - after.keys(), key=_in_order)),
        same=tuple(one.number for one in found if not (one.changes or one.came or one.went)),
    )


def _in_order(number: str) -> tuple[list[int], str]:
    return [int(part) for part in number.split(".") if part.isdecimal()], number


def _named(judgement: RecordJudgement) -> str:
    return f"{judgement.number} {judgement.title}"


def _changed(what: str, old: str, new: str, *, text: bool = False) -> Iterator[Change]:
    if old != new:
        yield Change(what, old, new, text)


def _whole(old: Record, new: Record) -> Iterator[Change]:
    yield from _changed("Title", old.title, new.title, text=True)
    yield from _changed("Period", old.period, new.period)
    versions = (f"version {one.framework_version}" for one in (old, new))
    yield from _changed("Framework", *versions)
    took = ({one.organisation for one in record.parties} for record in (old, new))
    yield from _changed("Who took part", *(", ".join(sorted(names)) or "nobody else" for names in took))


def _answers(old: Record, new: Record) -> Iterator[Change]:
    # Key questions by their numbers, then the others, whichever of the two has them.
    for what in sorted({*_said(old), *_said(new)}, key=lambda asked: (not asked[:1].isdigit(), asked)):
        yield from _changed(what, _said(old).get(what, ""), _said(new).get(what, ""), text=True)


def _said(record: Record) -> Mapping[str, str]:
    """Return the answers by the question that they answer."""
    return {
        **{f"{question.number} {question.title}": question.answer for question in record.questions},
        record.overarching_question: record.overarching_answer,
        CAPACITY_TITLE: record.capacity_answer,
    }


def _indicator(old: RecordJudgement, new: RecordJudgement) -> Differing:
    came, went, evidence = _evidence(old.evidence, new.evidence)
    changes = (
        *_changed("Level", _level(old), _level(new)),
        *_changed("How sure we are", _sure(old), _sure(new)),
        *_changed("What confirms it", *(one.confirmed[:1].lower() + one.confirmed[1:] for one in (old, new))),
        *_changed("Why this level", old.reason, new.reason, text=True),
        *_changed("What the organisations judged", old.range, new.range, text=True),
        *_changed("What was agreed", _agreed(old.agreement), _agreed(new.agreement), text=True),
        *_changed("What we do well", old.strengths, new.strengths, text=True),
        *_changed("What needs to improve", old.improvements, new.improvements, text=True),
        *evidence,
    )
    return Differing(new.number, max(old.title, new.title), changes, came, went)


def _level(judgement: RecordJudgement) -> str:
    if judgement.level:
        return judgement.level.name[:1].lower() + judgement.level.name[1:]
    return "not evaluated" if judgement.not_evaluated else "not yet judged"


def _sure(judgement: RecordJudgement) -> str:
    return SURE_WORDS[judgement.sure].lower() if judgement.sure else "not said"


def _agreed(agreement: RecordAgreement | None) -> str:
    if agreement is None:
        return ""
    head = "Agreed" if agreement.agreed else "Not agreed"
    level = f": {agreement.level}" if agreement.level else ""
    return f"{head}{level}. {agreement.reason}"


def _evidence(
    old: Iterable[RecordEvidence], new: Iterable[RecordEvidence]
) -> tuple[tuple[str, ...], tuple[str, ...], list[Change]]:
    """Return what came, what went and what is said otherwise; a piece is known by its id, or by all that it says."""
    before, after = list(old), list(new)
    known = {one.item: one for one in before if one.item}
    changes = [
        change
        for one in after
        if one.item in known
        for change in _changed("Evidence", _piece(known[one.item]), _piece(one), text=True)
    ]
    ids = {one.item for one in after if one.item} & known.keys()
    was = [_piece(one) for one in before if one.item not in ids]
    are = [_piece(one) for one in after if one.item not in ids]
    return _left(are, was), _left(was, are), sorted(changes, key=lambda one: sorted((one.old, one.new)))


def _left(those: list[str], others: list[str]) -> tuple[str, ...]:
    """Return what is in one list and not in the other, each as often as it is there more."""
    return tuple(sorted((Counter(those) - Counter(others)).elements()))


def _piece(one: RecordEvidence) -> str:
    withdrawn = [f"withdrawn: {one.withdrawn_why}"] if one.withdrawn_on else []
    return " · ".join(
        part for part in (one.said, one.kind_name, STANCE_WORDS[one.stance], *withdrawn) if part
    )
