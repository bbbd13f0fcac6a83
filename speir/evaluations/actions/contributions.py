"""What an organisation does in a joint broad view: accept the invitation, begin its own, hand in an edition."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotYours, Refused
from speir.evaluations import policy as views
from speir.evaluations.actions import broad_views
from speir.evaluations.actions.moves import move
from speir.evaluations.models import Contribution, Edition, Evaluation
from speir.evaluations.policy import joints as policy
from speir.evaluations.rules.asking import Move
from speir.trail.actions import record

NOT_AGREED = "Accept the invitation first: it says who will read what you hand in."


@transaction.atomic
def agree(*, contribution_id: str, by: Actor) -> Contribution:
    """Accept the invitation, and with it that the organisation is named to the others who take part.

    Sent twice it is accepted once. Raises NotYours, NotAllowed.
    """
    contribution = policy.require_answering(by, contribution_id, lock=True)
    if contribution.last not in {Move.INVITED, Move.DECLINED}:
        return contribution
    contribution.agreed_at = timezone.now()
    contribution.save(update_fields=["agreed_at"])
    move(contribution, Move.AGREED, by=by)
    _told(contribution, "accepted the invitation of", by)
    return contribution


@transaction.atomic
def begin_own(*, contribution_id: str, by: Actor) -> Evaluation:
    """Begin the organisation's own broad view for this, with the joint one's framework and period; return it.

    Where it has begun, it stays. Raises NotYours, NotAllowed, Refused before the invitation is accepted.
    """
    contribution = policy.require_answering(by, contribution_id, lock=True)
    if contribution.agreed_at is None:
        raise Refused("contribution-not-agreed", NOT_AGREED)
    if contribution.evaluation is not None:
        return contribution.evaluation
    asked = contribution.joint.evaluation
    begun = broad_views.begin(
        unit_id=contribution.organisation_id,
        framework_key=asked.framework.key,
        title=asked.title,
        period_from=asked.period_from,
        period_to=asked.period_to,
        by=by,
    )
    contribution.evaluation = begun
    contribution.save(update_fields=["evaluation"])
    _told(contribution, "began to answer", by)
    return begun


@transaction.atomic
def submit(
    *, contribution_id: str, evaluation_id: str, number: int, text: str = "", by: Actor
) -> Contribution:
    """Hand in a sealed edition of a broad view that the actor may read, of the organisation or a unit of it.

    An edition can be handed in to several joint broad views. Sent twice it is handed in once. Raises NotYours,
    NotAllowed, Refused before the invitation is accepted or where the edition is of another framework or organisation.
    """
    contribution = policy.require_answering(by, contribution_id, lock=True)
    if contribution.agreed_at is None:
        raise Refused("contribution-not-agreed", NOT_AGREED)
    evaluation = views.visible_to(by).filter(pk=evaluation_id).select_related("unit").first()
    edition = Edition.objects.filter(evaluation=evaluation_id, number=number).first()
    if evaluation is None or edition is None:
        raise NotYours
    if evaluation.framework_id != contribution.joint.evaluation.framework_id:
        raise Refused(
            "contribution-other-framework", "Hand in a broad view by the framework that is asked for."
        )
    if not evaluation.unit.path.startswith(contribution.organisation.path):
        raise Refused("contribution-of-another", "Hand in a broad view of this organisation.")
    if contribution.edition_id == edition.id and contribution.last in {Move.SUBMITTED, Move.ACCEPTED}:
        return contribution
    contribution.edition, contribution.evaluation = edition, evaluation
    contribution.came_at = timezone.now()
    contribution.save(update_fields=["edition", "evaluation", "came_at"])
    move(contribution, Move.SUBMITTED, text=text, edition=edition, by=by)
    _told(contribution, "handed in to", by)
    return contribution


def _told(contribution: Contribution, verb: str, by: Actor) -> None:
    """Tell the partnership's trail, and the organisation's own."""
    for path in {contribution.joint.evaluation.unit.path, contribution.organisation.path}:
        record(by=by, verb=verb, about=policy.JOINT, about_id=contribution.joint_id, path=path)
