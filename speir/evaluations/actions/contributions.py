"""What an organisation does in a joint broad view: accept the invitation or decline it, begin or choose its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import clean
from speir.evaluations import policy as views
from speir.evaluations.actions import broad_views, carrying, editions
from speir.evaluations.actions.moves import move
from speir.evaluations.models import AskedOf, Contribution, Edition, Evaluation
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries.handing_in import asked_numbers, gaps_of
from speir.evaluations.rules import handing_in
from speir.evaluations.rules.asking import Move
from speir.frameworks.queries import framework as read_framework
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.trail.actions import record

NOT_AGREED = "Accept the invitation first: it says who will read what you hand in."
HANDED_IN = "What you handed in stays. Tell whoever asked you, and they will see to it."
ENDED = "This joint broad view was called off, so nothing more is asked of you."
ONLY_ME = "This broad view is for one person alone, so it is not handed in. Begin one for your organisation."
OTHER_FRAMEWORK = "Hand in a broad view by the framework that is asked for."
WITH_OTHERS = (
    "This edition is handed in already, with the words that stand on its page, so yours are not kept. "
    "Copy them: they can go with your next edition."
)
OF_ANOTHER = "Hand in a broad view of this organisation."


@transaction.atomic
def agree(*, contribution_id: str, by: Actor) -> Contribution:
    """Accept the invitation, and with it that the organisation is named to the others who take part.

    An organisation that declined can still accept. A body that is asked in the short form begins its own broad view in
    the same step. Sent twice it is accepted once. Raises NotYours, NotAllowed, and Refused where the joint broad view
    was called off.
    """
    contribution = policy.require_answering(by, contribution_id, lock=True)
    if contribution.last not in {Move.INVITED, Move.DECLINED}:
        return contribution
    _require_going_on(contribution)
    contribution.agreed_at = timezone.now()
    contribution.save(update_fields=["agreed_at"])
    move(contribution, Move.AGREED, by=by)
    _told(contribution, "accepted the invitation of", by)
    if (
        contribution.short
        and contribution.evaluation is None
        and may(by, Permission.START_EVALUATION, contribution.organisation.path)
    ):
        _begin(contribution, by)
    return contribution


@transaction.atomic
def decline(*, contribution_id: str, text: str, keeping: Keeping | None = None, by: Actor) -> Contribution:
    """Decline the invitation, or withdraw before anything was handed in, with the reason; whoever asked reads it.

    The organisation is then named to nobody but the partnership. Sent twice it is declined once. Raises NotYours,
    NotAllowed, Unfit, Waits, and Refused once something was handed in.
    """
    contribution = policy.require_answering(by, contribution_id, lock=True)
    if contribution.last == Move.DECLINED:
        return contribution
    if contribution.last not in {Move.INVITED, Move.AGREED}:
        raise Refused("contribution-handed-in", HANDED_IN)
    words = _words(contribution, Move.DECLINED, text, keeping, by, needed=True)
    contribution.agreed_at = None
    contribution.save(update_fields=["agreed_at"])
    move(contribution, Move.DECLINED, text=words, by=by)
    _told(contribution, "declined the invitation of", by)
    return contribution


@transaction.atomic
def begin_own(*, contribution_id: str, start_from: str = "", by: Actor) -> Evaluation:
    """Begin the organisation's own broad view for this, with the joint one's framework and period; return it.

    With `start_from`, the id of a sealed edition such as the one handed in last time, what that one said comes back to
    be checked. Where it has begun, it stays. Raises NotYours, NotAllowed, Refused before the invitation is accepted or
    for an edition that cannot be carried forward.
    """
    contribution = policy.require_answering(by, contribution_id, lock=True)
    _require_agreed(contribution)
    if contribution.evaluation is not None:
        return contribution.evaluation
    return _begin(contribution, by, start_from)


def _begin(contribution: Contribution, by: Actor, start_from: str = "") -> Evaluation:
    asked = contribution.joint.evaluation
    begun = broad_views.begin(
        unit_id=contribution.organisation_id,
        framework_key=asked.framework.key,
        title=asked.title,
        period_from=asked.period_from,
        period_to=asked.period_to,
        by=by,
    )
    _work_in(contribution, begun, by)
    if start_from:
        carrying.carry(evaluation_id=begun.id, edition_id=start_from, by=by)
    return begun


@transaction.atomic
def choose_own(*, contribution_id: str, evaluation_id: str, by: Actor) -> Evaluation:
    """Answer with a broad view that is there already, of the organisation or a unit of it, by the same framework.

    Nothing of it is read by the others before it is handed in. Raises NotYours, NotAllowed, and Refused before the
    invitation is accepted or where that broad view does not fit.
    """
    contribution = policy.require_answering(by, contribution_id, lock=True)
    _require_agreed(contribution)
    evaluation = _fitting(contribution, evaluation_id, by)
    if contribution.evaluation_id != evaluation.id:
        _work_in(contribution, evaluation, by)
    return evaluation


@transaction.atomic
def choose_indicators(*, contribution_id: str, numbers: Iterable[str], by: Actor) -> None:
    """Choose which of the indicators that are asked about a small body answers; what it was set stays as it is.

    Raises NotYours, NotAllowed, Unfit, and Refused where it is not asked in the short form.
    """
    contribution = policy.require_answering(by, contribution_id, lock=True)
    _require_agreed(contribution)
    if not contribution.short:
        raise Refused("contribution-not-short", "You are asked about every indicator of this broad view.")
    asked = contribution.joint.evaluation
    shown = read_framework(asked.framework_id, asked.framework.stamp)
    every = asked_numbers(contribution, shown, whole=True)
    chosen = list(dict.fromkeys(numbers))
    set_ones = {one for (one,) in contribution.asked_of.filter(chosen=False).values_list("indicator_id")}
    broken = [] if set_ones and not chosen else handing_in.check_chosen(chosen, every)
    if broken:
        raise Unfit(broken)
    wanted = {shown.by_number[number].id for number in chosen} - set_ones
    mine = contribution.asked_of.filter(chosen=True)
    before = {one for (one,) in mine.values_list("indicator_id")}
    if wanted == before:
        return
    mine.exclude(indicator__in=wanted).delete()
    AskedOf.objects.bulk_create(
        AskedOf(contribution=contribution, indicator_id=one, chosen=True) for one in sorted(wanted - before)
    )
    _told(contribution, "chose indicators in", by)


@transaction.atomic
def submit(
    *,
    contribution_id: str,
    evaluation_id: str,
    number: int,
    text: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Contribution:
    """Hand in an edition of a broad view that the actor may read, of the organisation or a unit of it.

    A sealed one is given as it is, and can be given to several joint broad views. The one in progress is sealed first,
    in the same step. Where something that is asked for is missing, `text` says why it is handed in all the same. Sent
    twice it is handed in once, and refused with other words. Raises NotYours, NotAllowed, Unfit, Waits, and Refused
    before the invitation is accepted or where that broad view does not fit.
    """
    contribution = policy.require_answering(by, contribution_id, lock=True)
    _require_agreed(contribution)
    evaluation = _fitting(contribution, evaluation_id, by)
    edition = Edition.objects.filter(evaluation=evaluation, number=number).first()
    sealing = edition is None and not evaluation.sealed and evaluation.edition == number
    if edition is None and not sealing:
        raise NotYours
    if edition and contribution.edition_id == edition.id and contribution.last in policy.GIVEN:
        _require_said(contribution, clean(text))
        return contribution
    if edition is None:
        views.require(by, Permission.LOCK_EVALUATION, evaluation.id)
    open_still = gaps_of(contribution, evaluation, edition)
    words = _words(contribution, Move.SUBMITTED, text, keeping, by, needed=bool(open_still))
    if edition is None:
        edition = editions.seal(evaluation_id=evaluation.id, edition=number, by=by)
    contribution.edition, contribution.evaluation = edition, evaluation
    contribution.came_at = timezone.now()
    contribution.save(update_fields=["edition", "evaluation", "came_at"])
    move(contribution, Move.SUBMITTED, text=words, edition=edition, by=by)
    _told(contribution, "handed in to", by)
    return contribution


def _fitting(contribution: Contribution, evaluation_id: str, by: Actor) -> Evaluation:
    """Return a broad view with which the organisation may answer, locked: nobody seals or discards it meanwhile.

    Raises NotYours, Refused.
    """
    rows = views.visible_to(by).filter(pk=evaluation_id).select_related("unit")
    evaluation = rows.select_for_update(of=("self",), no_key=True).first()
    if evaluation is None:
        raise NotYours
    if evaluation.framework_id != contribution.joint.evaluation.framework_id:
        raise Refused("contribution-other-framework", OTHER_FRAMEWORK)
    if not evaluation.unit.path.startswith(contribution.organisation.path):
        raise Refused("contribution-of-another", OF_ANOTHER)
    if evaluation.only_me:
        raise Refused("contribution-only-me", ONLY_ME)
    return evaluation


def _work_in(contribution: Contribution, evaluation: Evaluation, by: Actor) -> None:
    contribution.evaluation = evaluation
    contribution.save(update_fields=["evaluation"])
    _told(contribution, "began to answer", by)


def _words(
    contribution: Contribution, made: Move, text: str, keeping: Keeping | None, by: Actor, *, needed: bool
) -> str:
    """Return the words with a move once they break no rule and mention nobody whom nobody explained."""
    broken = handing_in.check_words(made, text, needed=needed)
    if broken:
        raise Unfit(broken)
    typed = clean(text)
    path = contribution.organisation.path
    place = Place(f"{contribution.id}/moves", "the reason", policy.JOINT, contribution.joint_id, path)
    found = waiting(place=place, text=typed, keeping=keeping, by=by) if typed else ()
    if found:
        raise Waits({"text": (typed, found)})
    return typed


def _require_said(contribution: Contribution, words: str) -> None:
    """Refuse words that an edition was not handed in with: a colleague was quicker, and theirs are what others read."""
    said = (
        contribution.steps.filter(move=Move.SUBMITTED).order_by("-at", "-id").values_list("text", flat=True)
    )
    if words and words != said.first():
        raise Unfit([Refused("handed-in-with-others", WITH_OTHERS, "text")])


def _require_agreed(contribution: Contribution) -> None:
    _require_going_on(contribution)
    if contribution.agreed_at is None:
        raise Refused("contribution-not-agreed", NOT_AGREED)


def _require_going_on(contribution: Contribution) -> None:
    if contribution.joint.ended_at is not None:
        raise Refused("joint-ended", ENDED)


def _told(contribution: Contribution, verb: str, by: Actor) -> None:
    """Tell the partnership's trail, and the organisation's own."""
    for path in {contribution.joint.evaluation.unit.path, contribution.organisation.path}:
        record(by=by, verb=verb, about=policy.JOINT, about_id=contribution.joint_id, path=path)
