"""What we found: the judgements sorted by what they call for. Nothing is counted together."""

from __future__ import annotations

from dataclasses import dataclass

from speir.core.text import capital, headline, listed, number
from speir.evaluations.rules.record import Record, RecordJudgement


@dataclass(frozen=True, slots=True)
class Finding:
    """A judgement in a list, with its reason in one sentence."""

    judgement: RecordJudgement
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """The lists, each in the publication's order."""

    strengths: tuple[Finding, ...]
    maintain: tuple[Finding, ...]
    priorities: tuple[Finding, ...]
    provisional: tuple[Finding, ...]
    not_evaluated: tuple[Finding, ...]
    not_agreed: tuple[Finding, ...]
    not_judged: tuple[Finding, ...]
    summary: str


def findings(record: Record) -> Findings:
    """Good and above are key strengths; adequate and below are priorities (HMIE 2005, Part 3).

    Which levels these are stands in the framework's data, as does which imply that a level of service be maintained.
    """
    judged = [j for j in record.told if j.level is not None]
    strengths = [j for j in judged if j.level and j.level.counts_as == "strength"]
    priorities = [j for j in judged if j.level and j.level.counts_as == "priority"]
    not_evaluated = [j for j in record.told if j.not_evaluated]
    not_agreed = [j for j in record.told if j.not_agreed]
    not_judged = [j for j in record.told if j.level is None and not j.not_evaluated and not j.not_agreed]
    return Findings(
        strengths=_found(strengths, "strengths"),
        maintain=_found([j for j in strengths if j.level and j.level.maintain], "strengths"),
        priorities=_found(priorities, "improvements"),
        provisional=_found([j for j in judged if j.provisional], ""),
        not_evaluated=tuple(Finding(j, "") for j in not_evaluated),
        not_agreed=_found(not_agreed, ""),
        not_judged=_found(not_judged, ""),
        summary=_summary(
            record,
            len(judged),
            (
                (sum(j.provisional for j in judged), "is provisional", "are provisional"),
                (len(not_evaluated), "was not evaluated", "were not evaluated"),
                (len(not_agreed), "was not agreed", "were not agreed"),
                (len(not_judged), "is not yet judged", "are not yet judged"),
            ),
        ),
    )


def _found(judgements: list[RecordJudgement], field: str) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            j,
            headline(getattr(j, field)) if field and getattr(j, field) else j.confirmed if not field else "",
        )
        for j in judgements
    )


def _summary(record: Record, judged: int, others: tuple[tuple[int, str, str], ...]) -> str:
    how_many = capital(number(judged)) if judged else "None"
    said = [f"{how_many} of {number(len(record.told))} indicators judged."]
    for count, one, many in others:
        if count:
            said.append(f"{capital(number(count))} {one if count == 1 else many}.")
    return " ".join(said)


def gaps(record: Record) -> list[str]:
    """Return what a person should know before sealing, in sentences; empty when nothing is open."""
    found = findings(record)
    said = []
    for those, one, many in (
        (found.not_judged, "has no judgement yet", "have no judgement yet"),
        (
            found.provisional,
            "rests on fewer than two kinds of source",
            "rest on fewer than two kinds of source",
        ),
    ):
        if those:
            numbers = listed([finding.judgement.number for finding in those])
            said.append(f"{numbers} {one if len(those) == 1 else many}.")
    unanswered = [q.number for q in record.questions if not q.answer]
    if unanswered:
        which = "Key question" if len(unanswered) == 1 else "Key questions"
        has = "has" if len(unanswered) == 1 else "have"
        said.append(f"{which} {listed(unanswered)} {has} no answer in your own words.")
    if not record.overarching_answer:
        said.append("The overarching question has no answer in your own words.")
    return said
