"""The whole record of a broad view as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.text import period
from speir.evaluations import policy
from speir.evaluations.models import Answer, Evaluation, Judgement, SetAside
from speir.evaluations.queries.asides import Aside, drafts
from speir.evaluations.queries.grounds import CitedEvidence, cited_in, ground_of
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.queries.moderation.agreements import Agreed, agreements_of
from speir.evaluations.queries.ranges import Joined, joined, origin_of
from speir.evaluations.rules import gauge, judging
from speir.evaluations.rules.agreed import range_said
from speir.evaluations.rules.answering import CAPACITY, CAPACITY_QUESTION
from speir.evaluations.rules.record import (
    Record,
    RecordEvidence,
    RecordJudgement,
    RecordLevel,
    RecordLink,
    RecordQuestion,
)
from speir.evaluations.rules.record_origin import RecordAgreement, RecordParty
from speir.evaluations.rules.saving import Held
from speir.evaluations.rules.spread import spread
from speir.evidence.models import ItemLink
from speir.evidence.queries.items import Evidence
from speir.evidence.rules.items import is_stale
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator


@dataclass(frozen=True, slots=True)
class Opened:
    """A broad view opened whole: its heading and its record as it stands; `asides` and `held` are the reader's own."""

    heading: Heading
    record: Record
    asides: tuple[Aside, ...]
    held: dict[str, Held]


def opened(actor: Actor, evaluation_id: str) -> Opened:
    """Return the record of a broad view as it stands. Eight queries, and one for each draft of the reader's own.

    Four more for a joint one's, and two more where people agreed after they had judged alone.

    Raises NotYours.
    """
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    mine = SetAside.objects.filter(
        evaluation_id=evaluation_id, person_id=actor.person_id, place__startswith="answer/"
    ).order_by("at")
    asides = tuple(Aside(a.id, a.place.split("/")[1], a.text, a.base, a.at) for a in mine)
    top, record = heading(actor, evaluation), record_of(evaluation, reader=actor)
    answers = {question.number: question.answer for question in record.questions} | {
        "": record.overarching_answer,
        CAPACITY: record.capacity_answer,
    }
    held = drafts(evaluation_id, "answer/", asides, answers) if top.may_write else {}
    waiting = {one.aside for one in held.values()}
    return Opened(top, record, tuple(aside for aside in asides if aside.id not in waiting), held)


def unsettled(actor: Actor, evaluation_id: str) -> list[str]:
    """Return the numbers of the indicators where a text set aside waits for its writer. Raises NotYours."""
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    places = SetAside.objects.filter(evaluation=evaluation).exclude(place__startswith="answer/")
    return sorted({place.split("/")[0] for place in places.values_list("place", flat=True)})


def record_of(
    evaluation: Evaluation,
    *,
    reader: Actor | None = None,
    hidden: Collection[str] = (),
    sealed_on: str = "",
    sealed_by: str = "",
    trail_head: str = "",
    came_from: Joined | None = None,
    with_links: bool = True,
) -> Record:
    """Return the record of a broad view that was fetched through policy, as it is open to a reader.

    Six queries, more as `opened` says.

    Evidence of the `hidden` ids stands in it without its words. `came_from` is what it came from, where that is known.
    A page that shows no evidence does without its links.
    """
    framework = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    rows = {row.indicator_id: row for row in Judgement.objects.filter(evaluation=evaluation)}
    answers = {
        question: (text, by)
        for question, text, by in Answer.objects.filter(evaluation=evaluation).values_list(
            "question", "text", "written_by_name"
        )
    }
    # What agreed says by itself that nobody agreed costs no more than to ask beforehand whether it was moderated.
    origin = None if came_from else origin_of(evaluation.id)
    came_from = joined(origin, framework) if origin else came_from
    agreed = agreements_of(evaluation) if origin is None or origin.moderated else {}
    cited = cited_in(evaluation, reader=reader, hidden=hidden)
    links = _links(c.item for those in cited.values() for c in those) if with_links else {}
    questions = tuple(
        RecordQuestion(
            number=question.number,
            title=question.title,
            short=question.short,
            answer=answers[question.number][0],
            answer_by=_writer(answers[question.number]),
            judgements=tuple(
                _judgement(
                    framework,
                    indicator,
                    rows[indicator.id],
                    tuple(cited[rows[indicator.id].id]),
                    links,
                    (came_from, agreed.get(indicator.id)),
                )
                for indicator in question.indicators
            ),
        )
        for question in framework.key_questions
    )
    return Record(
        unit=evaluation.unit.name,
        title=evaluation.title,
        period=period(evaluation.period_from, evaluation.period_to),
        framework=framework.title,
        framework_key=framework.key,
        framework_version=framework.version,
        source_line=framework.source_line,
        overarching_question=framework.overarching_question,
        overarching_answer=answers[""][0],
        overarching_by=_writer(answers[""]),
        capacity_question=CAPACITY_QUESTION,
        capacity_answer=answers[CAPACITY][0],
        capacity_by=_writer(answers[CAPACITY]),
        demonstration=evaluation.unit.demonstration,
        edition=evaluation.edition,
        sealed_on=sealed_on,
        sealed_by=sealed_by,
        levels=tuple((level.name, level.position) for level in framework.levels),
        questions=questions,
        parties=tuple(
            RecordParty(
                organisation=party.name,
                edition=party.number,
                digest=party.digest,
                came_on=party.came.isoformat() if party.came else "",
                late=party.late,
            )
            for party in (came_from.parties if came_from else ())
        ),
        trail_head=trail_head,
        only_me=evaluation.only_me,
    )


def _writer(answer: tuple[str, str]) -> str:
    """Return whose answer it is; nobody's where it is empty, whoever emptied it."""
    text, by = answer
    return by if text else ""


def _links(items: Iterable[Evidence]) -> dict[str, tuple[RecordLink, ...]]:
    """Return the links of these items by the items' ids. One query, none without evidence that is open."""
    ids = {item.id for item in items if not item.hidden}
    found: dict[str, list[RecordLink]] = defaultdict(list)
    rows = ItemLink.objects.filter(item_id__in=ids).order_by("item", "place") if ids else ()
    for row in rows:
        found[row.item_id].append(RecordLink(row.url, row.words))
    return {item_id: tuple(those) for item_id, those in found.items()}


def _judgement(
    framework: Framework,
    indicator: Indicator,
    row: Judgement,
    cited: tuple[CitedEvidence, ...],
    links: Mapping[str, tuple[RecordLink, ...]],
    came_from: tuple[Joined | None, Agreed | None],
) -> RecordJudgement:
    joint, agreed = came_from
    level = framework.level_by_id[row.level_id] if row.level_id else None
    ground = ground_of(framework, indicator, cited)
    stands = ground.whole
    return RecordJudgement(
        number=indicator.number,
        title=indicator.title,
        short=indicator.short,
        crucial=indicator.crucial,
        themes=tuple(theme.title for theme in indicator.themes),
        level=RecordLevel(level.key, level.name, level.position, level.counts_as.value, level.maintain)
        if level
        else None,
        not_evaluated=row.not_evaluated,
        reason=row.reason,
        sure=row.sure,
        state=judging.state(done=row.done, begun=bool(row.written_by_name or cited)).value,
        strengths=row.strengths,
        improvements=row.improvements,
        provisional=stands.provisional and level is not None,
        confirmed=gauge.confirmed(stands),
        advice=gauge.advice(stands),
        pieces=stands.pieces,
        kinds=stands.kinds,
        stands=gauge.stands(ground, {theme.path: theme.short for theme in indicator.themes}),
        evidence=tuple(_evidence(framework, indicator, c, links) for c in cited),
        written_by=row.written_by_name,
        written_at=row.written_at.isoformat() if row.written_at else "",
        range=range_said(joint.spread(indicator.id)) if joint else "",
        agreement=_agreement(agreed) if agreed else None,
        asked=joint is None or indicator.id in joint.said,
    )


def _agreement(agreed: Agreed) -> RecordAgreement:
    return RecordAgreement(
        agreed=agreed.agreed,
        level=agreed.level.name if agreed.level else "",
        reason=agreed.reason,
        by=agreed.by,
        on=timezone.localdate(agreed.at).isoformat(),
        views=range_said(
            spread(level for level, count in agreed.views for _one in range(count)), "evaluator"
        ),
        standpoints=tuple(who for who, _levels in agreed.standpoints if who),
    )


def _evidence(
    framework: Framework,
    indicator: Indicator,
    cited: CitedEvidence,
    links: Mapping[str, tuple[RecordLink, ...]],
) -> RecordEvidence:
    item = cited.item
    # What it says of other indicators stands beside those, where it is cited.
    bears = dict(item.themes)
    return RecordEvidence(
        shows=item.shows,
        kind=item.source,
        kind_name=""
        if item.hidden and item.own_kind_id
        else framework.name_of_kind(item.kind, item.own_kind),
        period=period(item.from_day, item.to_day),
        speaks_of=item.speaks_of,
        stance=cited.stance,
        voices=item.voices,
        themes=tuple((theme.short, bears[theme.path]) for theme in indicator.themes if theme.path in bears),
        item="" if item.hidden else item.id,
        account=item.account,
        origin=item.origin,
        taken_as=item.taken_as,
        triage=item.triage,
        valid_until=item.valid_until.isoformat(),
        stale=is_stale(item.valid_until, timezone.localdate()),
        withdrawn_on=timezone.localtime(item.withdrawn_at).date().isoformat() if item.withdrawn_at else "",
        withdrawn_why=item.withdrawn_why,
        links=() if item.hidden else links.get(item.id, ()),
        withheld=item.hidden,
    )
