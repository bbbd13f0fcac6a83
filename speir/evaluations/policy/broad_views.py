"""Who may see, write and seal a broad view, and what of a closer look is the same.

A closer look is an evaluation too. Whatever fetches one here gets broad views alone, unless it asks for `ANY` kind.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.compiled import CompiledModels
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.models import (
    Answer,
    Assignment,
    Contribution,
    Edition,
    Evaluation,
    Joint,
    Judgement,
    Look,
    Offer,
)
from speir.evaluations.rules.looks.naming import Kind
from speir.sharing import policy as sharing

ABOUT = "broad view"
READ_ONLY = "Your role here lets you read this broad view, not change it."
NOT_IN_ROLE = {
    Permission.APPROVE_EDITION: "Approving an edition is for a chief officer here. Your role lets you read it.",
    Permission.LOCK_EVALUATION: "Answering a chief officer is for whoever seals editions here. Ask your lead officer.",
}
# Of whatever kind an evaluation is.
ANY = frozenset(Kind)
BROAD_VIEWS = frozenset({Kind.BROAD_VIEW})
SEALED_CODE = "view-sealed"
SEALED = "This broad view is sealed. Reopen it to begin the next edition."
# What the same is of a closer look.
FINISHED_CODE = "look-finished"
FINISHED = "This closer look is finished. Open it again to change it."


# What every fetch reads of a broad view, its unit and its framework; the framework's own texts are kept per process.
_READ = (
    "kind",
    "unit",
    "home",
    "owner",
    "only_me",
    "framework",
    "title",
    "period_from",
    "period_to",
    "edition",
    "sealed",
    "carried_from",
    "unit__name",
    "unit__path",
    "unit__kind",
    "unit__demonstration",
    "framework__stamp",
)
_OWN = [field.name for field in Judgement._meta.concrete_fields if field.name != "id"]
_EVALUATIONS = Evaluation.objects.select_related("unit", "framework").only(*_READ)
_JUDGEMENTS = Judgement.objects.select_related("evaluation__unit", "evaluation__framework")
_BESIDE = [f"evaluation__{name}" for name in _READ]
_SHORT = [name for name in _OWN if not name.startswith(("strengths_", "improvements_"))]

VIEW = CompiledModels(lambda evaluation_id: _EVALUATIONS.filter(pk=evaluation_id), blanks=1)
SHOWN = CompiledModels(
    lambda evaluation_id, number: (
        _JUDGEMENTS.only(*_SHORT, *_BESIDE)
        .annotate(
            offered_something=Exists(Offer.objects.filter(judgement=OuterRef("pk"))),
            owned_by_some=Exists(Assignment.objects.filter(judgement=OuterRef("pk"))),
            of_joint=Exists(Joint.objects.filter(evaluation=OuterRef("evaluation"))),
            contributed=Exists(Contribution.objects.filter(evaluation=OuterRef("evaluation"))),
        )
        .filter(evaluation_id=evaluation_id, indicator__number=number)
    ),
    blanks=2,
)
LOCKED = CompiledModels(
    lambda evaluation_id, number: (
        _JUDGEMENTS.only(*_OWN, *_BESIDE)
        .select_for_update(of=("self",))
        .filter(evaluation_id=evaluation_id, indicator__number=number)
    ),
    blanks=2,
)


def visible_to(
    actor: Actor, *, in_order: bool = False, kinds: frozenset[Kind] = BROAD_VIEWS
) -> QuerySet[Evaluation]:
    """Return the broad views that the actor may see; `in_order`: for a page of them by date."""
    opened = sharing.open_to(actor, Permission.READ_EVALUATIONS, ABOUT, in_order=in_order)
    rows = Evaluation.objects.filter(opened)
    return rows if kinds == ANY else rows.filter(kind__in=sorted(kinds))


def require(
    actor: Actor,
    permission: Permission,
    evaluation_id: str,
    *,
    lock: bool = False,
    kinds: frozenset[Kind] = BROAD_VIEWS,
) -> Evaluation:
    """Return the broad view with its unit and framework. Raises NotYours, NotAllowed.

    An id that no database takes, such as one with a NUL in it, is nobody's. With `lock` the row is locked for a change,
    but not its key: a save under way refers to it with what it keeps.
    """
    if "\x00" in evaluation_id:
        raise NotYours
    if lock:
        rows = _EVALUATIONS.filter(pk=evaluation_id)
        found = list(rows.select_for_update(of=("self",), no_key=True))
    else:
        found = VIEW(evaluation_id)
    if not found:
        raise NotYours
    decide(actor, permission, found[0], kinds)
    return found[0]


def require_edition(
    actor: Actor, permission: Permission, evaluation_id: str, number: int, *, lock: bool = False
) -> Edition:
    """Return a sealed edition with its broad view, for one of NOT_IN_ROLE, or to read. Raises NotYours, NotAllowed.

    With `lock` the broad view is locked: nobody seals another edition meanwhile.
    """
    evaluation = require(actor, Permission.READ_EVALUATIONS, evaluation_id, lock=lock)
    edition = Edition.objects.filter(evaluation=evaluation, number=number).first()
    if edition is None:
        raise NotYours
    if permission != Permission.READ_EVALUATIONS and not may(actor, permission, evaluation.unit.path):
        raise NotAllowed(NOT_IN_ROLE[permission])
    edition.evaluation = evaluation
    return edition


def require_judgement(
    actor: Actor,
    permission: Permission,
    evaluation_id: str,
    number: str,
    *,
    lock: bool = False,
    kinds: frozenset[Kind] = BROAD_VIEWS,
) -> Judgement:
    """Return one indicator's judgement with its evaluation, unit and framework. Raises NotYours, NotAllowed.

    With `lock` the row is locked for a change, and Refused is raised while the broad view is sealed, or once the closer
    look is finished.
    """
    found = (LOCKED if lock else SHOWN)(evaluation_id, number)
    if not found:
        raise NotYours
    judgement = found[0]
    decide(actor, permission, judgement.evaluation, kinds)
    if lock and judgement.evaluation.kind == Kind.CLOSER_LOOK:
        finished = Look.objects.filter(pk=evaluation_id, finished_at__isnull=False)
        if judgement.frozen or finished.exists():
            raise Refused(FINISHED_CODE, FINISHED)
    elif lock and judgement.frozen:
        raise Refused(SEALED_CODE, SEALED)
    return judgement


def require_answer(actor: Actor, permission: Permission, evaluation_id: str, question: str) -> Answer:
    """Return the answer to a key question, locked for a change. Raises NotYours, NotAllowed, Refused when sealed."""
    rows = Answer.objects.filter(evaluation_id=evaluation_id, question=question)
    answer = rows.select_related("evaluation__unit").select_for_update(of=("self",)).first()
    if answer is None:
        raise NotYours
    decide(actor, permission, answer.evaluation)
    if answer.frozen:
        raise Refused(SEALED_CODE, SEALED)
    return answer


def decide(
    actor: Actor, permission: Permission, evaluation: Evaluation, kinds: frozenset[Kind] = BROAD_VIEWS
) -> None:
    """Raise NotYours for what is not visible, as if it were not there, and NotAllowed for what is not permitted.

    `visible_to` asks the same of a list by `open_to`; that the two agree is a law with a test. What somebody may do
    goes by their role in the unit that it is about; seeing it does not give that.
    """
    if evaluation.kind not in kinds or not sharing.reads(
        actor, Permission.READ_EVALUATIONS, ABOUT, evaluation
    ):
        raise NotYours
    if permission != Permission.READ_EVALUATIONS and not may(actor, permission, evaluation.unit.path):
        raise NotAllowed(READ_ONLY)
