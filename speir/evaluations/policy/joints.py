"""Who may see and lead a joint broad view, and what an organisation hands in.

Those see it who belong to its partnership, and those of an organisation that has accepted the invitation: by accepting
it an organisation agrees to be named to the others, and is shown them. Who is invited and has not answered sees the
invitation alone.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from speir.access.actor import Actor
from speir.access.decide import may, places
from speir.access.permissions import Permission
from speir.core.compiled import Compiled, CompiledModels
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.ids import is_id
from speir.evaluations.models import Contribution, Joint
from speir.evaluations.policy.parting import end_of, left, left_on, require_member, seat_ends
from speir.evaluations.rules.asking import Move

JOINT = "joint broad view"
LEADS = "This is for whoever leads the joint broad view. Ask your lead officer."
# What was handed in and not asked back: the same edition once more would say nothing new.
GIVEN = (Move.SUBMITTED, Move.ACCEPTED)
ANSWERS = "This is for whoever answers for the organisation. Ask its lead."

CALLED_OFF = "This joint broad view was called off. What was written stays; take that back to go on with it."

_JOINTS = Joint.objects.select_related("evaluation__unit", "evaluation__framework")
_CONTRIBUTIONS = Contribution.objects.select_related(
    "joint__evaluation__unit", "joint__evaluation__framework", "organisation", "evaluation", "edition"
).annotate(seat_ends=seat_ends())


JOINT_ROW = CompiledModels(lambda joint_id: _JOINTS.filter(pk=joint_id), blanks=1)
TAKES_PART = Compiled(
    lambda joint_id: (
        Contribution.objects.filter(joint_id=joint_id, agreed_at__isnull=False)
        .order_by()
        .values_list("organisation_id", "organisation__closes", seat_ends())
    ),
    blanks=1,
)


def joints_of(actor: Actor, *, today: bool = False) -> QuerySet[Joint]:
    """Return the joint broad views that the actor may see; `today`: in which they take part still.

    Of the others they see what there was while their organisation was a member (`parting`).
    """
    here = places(actor, Permission.READ_EVALUATIONS)
    if not here:
        return Joint.objects.none()
    takes_part = Contribution.objects.filter(organisation__in=here, agreed_at__isnull=False)
    if today:
        takes_part = takes_part.exclude(left())
    return _JOINTS.filter(Q(evaluation__unit__in=here) | Q(pk__in=takes_part.values("joint")))


def invitations_of(actor: Actor) -> QuerySet[Contribution]:
    """Return what is asked of the organisations that the actor belongs to, answered or not, called off or not.

    An invitation that was taken back is not among them.
    """
    here = places(actor, Permission.READ_EVALUATIONS)
    if not here:
        return Contribution.objects.none()
    return _CONTRIBUTIONS.filter(organisation__in=here).exclude(last=Move.WITHDRAWN)


def leads(actor: Actor, joint: Joint) -> bool:
    """Return whether the actor leads this joint broad view: asks, returns, accepts, moderates. No query."""
    return may(actor, Permission.LOCK_EVALUATION, joint.evaluation.unit.path) and may(
        actor, Permission.START_EVALUATION, joint.evaluation.unit.path
    )


def answers_for(actor: Actor, contribution: Contribution) -> bool:
    """Return whether the actor answers the invitation and hands in for this organisation.

    Whoever seals its broad views does, and the person who was named to answer for it, while they may write there.
    No query.
    """
    path = contribution.organisation.path
    if may(actor, Permission.LOCK_EVALUATION, path):
        return True
    named = bool(actor.person_id) and contribution.answers_id == actor.person_id
    return named and may(actor, Permission.WRITE_JUDGEMENTS, path)


def require_joint(actor: Actor, joint_id: str) -> Joint:
    """Return a joint broad view as `require_as_seen` does, where it shows nothing of what others handed in."""
    return require_as_seen(actor, joint_id)[0]


def require_as_seen(actor: Actor, joint_id: str) -> tuple[Joint, dt.datetime | None]:
    """Return a joint broad view with its evaluation, unit and framework to one who may see it. Raises NotYours.

    With it comes until when they see of it: None for all, a moment where their organisation is no longer a member. One
    query for whoever belongs to the partnership, two for others. `joints_of` asks the same of a list; that the two
    agree is a law with a test.
    """
    here = places(actor, Permission.READ_EVALUATIONS)
    found = JOINT_ROW(joint_id) if here and is_id(joint_id) else []
    if not found:
        raise NotYours
    joint = found[0]
    if joint.evaluation.unit_id in here:
        return joint, None
    lasts = [left_on(closes, ends) for one, closes, ends in TAKES_PART(joint_id) if one in here]
    if not lasts:
        raise NotYours
    over = [last for last in lasts if last is not None]
    return joint, end_of(max(over)) if len(over) == len(lasts) else None


def require_leading(actor: Actor, joint_id: str, *, lock: bool = False) -> Joint:
    """Return a joint broad view to whoever leads it, locked for a change if asked. Raises NotYours, NotAllowed."""
    rows = joints_of(actor).filter(pk=joint_id)
    joint = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if joint is None:
        raise NotYours
    if not leads(actor, joint):
        raise NotAllowed(LEADS)
    return joint


def require_going_on(actor: Actor, joint_id: str) -> Joint:
    """Return a joint broad view, locked, to whoever leads it. Raises as `require_leading`; Refused once called off."""
    joint = require_leading(actor, joint_id, lock=True)
    if joint.ended_at is not None:
        raise Refused("joint-ended", CALLED_OFF)
    return joint


def require_contribution(actor: Actor, contribution_id: str) -> Contribution:
    """Return what is asked of an organisation to whoever belongs to it or leads the joint broad view.

    Raises NotYours: what others of the joint broad view may read of it is what was handed in, by `require_handed_in`.
    """
    found = _CONTRIBUTIONS.filter(pk=contribution_id).first()
    if found is None:
        raise NotYours
    own = found.organisation_id in places(actor, Permission.READ_EVALUATIONS) and found.last != Move.WITHDRAWN
    if own or leads(actor, found.joint):
        return found
    raise NotYours


def require_answering(actor: Actor, contribution_id: str, *, lock: bool = False) -> Contribution:
    """Return what is asked of an organisation, locked if asked, to whoever answers for it.

    Raises NotYours, NotAllowed for others of the organisation or the lead of the joint broad view, and Refused once the
    organisation is no longer a member.
    """
    found = require_contribution(actor, contribution_id)
    if not answers_for(actor, found):
        raise NotAllowed(ANSWERS)
    require_member(found)
    return _locked(found) if lock else found


def require_asking(actor: Actor, contribution_id: str, *, lock: bool = False) -> Contribution:
    """Return what is asked of an organisation, locked if asked, to whoever leads the joint broad view.

    Raises NotYours, and NotAllowed for the organisation's own.
    """
    found = require_contribution(actor, contribution_id)
    if not leads(actor, found.joint):
        raise NotAllowed(LEADS)
    return _locked(found) if lock else found


def require_handed_in(actor: Actor, joint_id: str, organisation_id: str) -> Contribution:
    """Return a contribution, as it stands now, that was handed in, to whoever takes part today. Raises NotYours."""
    found, until = require_handed_in_as_seen(actor, joint_id, organisation_id)
    if until is not None:
        raise NotYours
    return found


def require_handed_in_as_seen(
    actor: Actor, joint_id: str, organisation_id: str
) -> tuple[Contribution, dt.datetime | None]:
    """Return a contribution that was handed in to whoever may see its joint broad view, and until when they see of it.

    Raises NotYours.
    """
    joint, until = require_as_seen(actor, joint_id)
    rows = _CONTRIBUTIONS.filter(joint=joint, organisation=organisation_id, edition__isnull=False)
    found = rows.first()
    if found is None:
        raise NotYours
    return found, until


def _locked(contribution: Contribution) -> Contribution:
    """Return it, locked, with all that belongs to it as it stands now.

    Locked first and read afterwards: PostgreSQL, where it waited for somebody, gives the row as they left it beside
    what was joined to it before, so that a broad view or an edition that they gave it would seem not to be there.
    """
    list(Contribution.objects.select_for_update(no_key=True).filter(pk=contribution.pk).values_list("pk"))
    return _CONTRIBUTIONS.get(pk=contribution.pk)
