"""A broad view's record as the grid's input: words for keys, dates as people say them, who may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from speir.core.text import day
from speir.evaluations.rules.approving import Step
from speir.evaluations.rules.findings import findings
from speir.evaluations.rules.judging import STANCE_WORDS, SURE_WORDS
from speir.evaluations.rules.record import Record, RecordEvidence, RecordJudgement
from speir.evaluations.rules.spread import lower
from speir.evidence.rules.items import BEARS_WORDS, NOT_OPEN, SPEAKS_OF_WORDS, TAKEN_AS_WORDS, views
from speir.frameworks.rules.structure import Framework
from speir.reports.builders.grid import (
    EvidenceInput,
    GridInput,
    IndicatorInput,
    KeyQuestionInput,
    PartyInput,
    ThemeStance,
)

MARK = "Demonstration: everything here is invented"


def of_record(record: Record, removed: Sequence[str] = (), approvals: Sequence[Step] = ()) -> GridInput:
    """Return the filled grid's input. The record was already fetched for a reader who may see it.

    `removed` are sentences about what was removed from it since it was sealed, `approvals` those that stand: they came
    later, too, and are no part of the record.
    """
    return GridInput(
        title=record.title,
        about=record.unit,
        framework_title=record.framework,
        source=record.source_line,
        levels=record.levels,
        key_questions=tuple(
            KeyQuestionInput(q.number, q.title, q.answer, q.answer_by, tuple(_indicator(j) for j in q.told))
            for q in record.questions
        ),
        made_at=timezone.localtime(),
        overarching_question=record.overarching_question,
        overarching_answer=record.overarching_answer,
        overarching_by=record.overarching_by,
        capacity_question=_(record.capacity_question) if record.capacity_question else "",
        capacity_answer=record.capacity_answer,
        capacity_by=record.capacity_by,
        parties=tuple(PartyInput(one.organisation, _(one.said), one.digest) for one in record.parties),
        period=record.period,
        status=_status(record),
        audience=_audience(record),
        trail_head=record.trail_head,
        approved=_approved(approvals),
        removed=" ".join(_(sentence) for sentence in removed),
        lede=findings(record).summary,
        mark=_(MARK) if record.demonstration else None,
    )


def of_framework(framework: Framework) -> GridInput:
    """Return the blank grid's input."""
    return GridInput(
        title=_("Broad view"),
        about="",
        framework_title=framework.title,
        source=framework.source_line,
        levels=tuple((level.name, level.position) for level in framework.levels),
        key_questions=tuple(
            KeyQuestionInput(
                question.number,
                question.title,
                "",
                "",
                tuple(
                    IndicatorInput(i.number, i.title, tuple(t.title for t in i.themes), crucial=i.crucial)
                    for i in question.indicators
                ),
            )
            for question in framework.key_questions
        ),
        made_at=timezone.localtime(),
        overarching_question=framework.overarching_question,
    )


def _approved(approvals: Sequence[Step]) -> str:
    if not approvals:
        return ""
    by = [
        _("%(who)s, %(role)s, on %(day)s") % {"who": one.by_name, "role": _(one.role), "day": one.on}
        for one in approvals
    ]
    said = _("By %(people)s. This came after the sealing and is no part of the sealed text.")
    return said % {"people": "; ".join(by)}


def _audience(record: Record) -> str:
    if record.only_me:
        return _("Its owner alone, and those it is shared with")
    return _("People who hold a role in %(unit)s, and those it is shared with") % {"unit": record.unit}


def _status(record: Record) -> str:
    if record.sealed_on:
        sealed = day(dt.date.fromisoformat(record.sealed_on))
        return _("Edition %(number)s, sealed by %(who)s on %(day)s") % {
            "number": record.edition,
            "who": record.sealed_by,
            "day": sealed,
        }
    return _("Edition %(number)s, not sealed yet") % {"number": record.edition}


def _indicator(judgement: RecordJudgement) -> IndicatorInput:
    return IndicatorInput(
        number=judgement.number,
        title=judgement.title,
        themes=judgement.themes,
        crucial=judgement.crucial,
        level=judgement.level.name if judgement.level else None,
        counts_as=judgement.level.counts_as if judgement.level else "",
        maintain=judgement.level.maintain if judgement.level else False,
        not_evaluated=judgement.not_evaluated,
        reason=judgement.reason,
        provisional_note=_provisional(judgement),
        how_sure=_(SURE_WORDS[judgement.sure]) if judgement.sure else "",
        strengths=judgement.strengths,
        improvements=judgement.improvements,
        confirmation=" ".join(_(said) for said in judgement.ground),
        evidence=tuple(_evidence(one) for one in judgement.evidence),
        came_from=tuple(_came_from(judgement)),
        not_agreed=judgement.not_agreed,
    )


def _came_from(judgement: RecordJudgement) -> Iterator[str]:
    """Yield in sentences what the organisations judged, what was judged alone first, and what was agreed."""
    if judgement.range:
        yield _("The organisations, each for itself: %(said)s") % {"said": lower(judgement.range)}
    agreement = judgement.agreement
    if agreement is None:
        return
    if agreement.views:
        said = _("Judged alone and hidden first: %(said)s") % {"said": lower(agreement.views)}
        if agreement.standpoints:
            said += " " + _("They spoke for: %(who)s.") % {"who": ", ".join(agreement.standpoints)}
        yield said
    words = {"level": agreement.level.lower(), "who": agreement.by, "day": agreement.day}
    if not agreement.agreed:
        said = _("We did not agree. Written down by %(who)s on %(day)s.")
    elif agreement.level:
        said = _("Agreed: %(level)s. Written down by %(who)s on %(day)s.")
    else:
        said = _("Agreed to give no level. Written down by %(who)s on %(day)s.")
    why = "" if agreement.reason == judgement.reason else _("Why: %(reason)s") % {"reason": agreement.reason}
    yield f"{said % words} {why}".strip()


def _provisional(judgement: RecordJudgement) -> str:
    if not judgement.provisional:
        return ""
    return (
        _("provisional: one kind of source")
        if judgement.kinds
        else _("provisional: no source confirms it yet")
    )


def _evidence(one: RecordEvidence) -> EvidenceInput:
    if one.withheld:
        return EvidenceInput(_(NOT_OPEN))
    return EvidenceInput(
        summary=one.shows,
        kind=one.kind_name,
        period=one.period,
        speaks_of=_(SPEAKS_OF_WORDS[one.speaks_of]) if one.speaks_of else "",
        views=_(said) if (said := views(one.voices)) else "",
        stance=_(STANCE_WORDS[one.stance]),
        themes=tuple(ThemeStance(theme, _(BEARS_WORDS[bears])) for theme, bears in one.themes),
        taken_as=_(TAKEN_AS_WORDS[one.taken_as]) if one.taken_as else "",
        cautions=tuple(_(said) for said in one.cautions),
        key=one.item,
        account=one.account,
        origin=one.origin,
        links=tuple((link.words, link.url) for link in one.links),
    )
