"""What whoever leads a joint broad view does about one organisation's contribution."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.evaluations.actions.moves import move
from speir.evaluations.models import Contribution
from speir.evaluations.policy import joints as policy
from speir.evaluations.policy.parting import require_member
from speir.evaluations.queries.joint_choices import who_may_answer
from speir.evaluations.rules import leading
from speir.evaluations.rules.asking import Dates, Move
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.trail.actions import record

ANOTHER = "Another edition has been handed in since you opened this page. Read it first, then do this again."


@transaction.atomic
def return_with_question(
    *, contribution_id: str, text: str, seen: str, keeping: Keeping | None = None, by: Actor
) -> Contribution:
    """Return what was handed in with a question. It stays readable meanwhile, and nothing in it is changed.

    `seen` is the id of the edition that the question is about; sent twice it is asked once. Raises NotYours,
    NotAllowed, Waits, Unfit, and Refused where nothing is handed in, another edition came, it was called off, or the
    organisation is no longer a member.
    """
    contribution = _going_on(by, contribution_id)
    words = clean(text)
    last = contribution.steps.order_by("-at", "-id").first()
    if last and last.move == Move.RETURNED and (last.text, last.edition_id) == (words, seen):
        return contribution
    require_member(contribution)
    leading.require(Move.RETURNED, contribution.last)
    _same_edition(contribution, seen)
    broken = leading.words(words, "Write the question that is to be answered.")
    if broken:
        raise Unfit(broken)
    _ask(contribution, "a question to an organisation", words, keeping, by)
    move(contribution, Move.RETURNED, text=words, edition=contribution.edition, by=by)
    _told(contribution, "returned with a question what came from", by)
    return contribution


@transaction.atomic
def accept(*, contribution_id: str, seen: str, by: Actor) -> Contribution:
    """Accept what was handed in; a later edition can still be handed in, and is shown as coming after this.

    `seen` is the id of the edition that was read. Sent twice it is accepted once. Raises as `return_with_question`.
    """
    contribution = _going_on(by, contribution_id)
    if contribution.last == Move.ACCEPTED and contribution.edition_id == seen:
        return contribution
    leading.require(Move.ACCEPTED, contribution.last)
    _same_edition(contribution, seen)
    move(contribution, Move.ACCEPTED, edition=contribution.edition, by=by)
    _told(contribution, "accepted what came from", by)
    return contribution


@transaction.atomic
def extend(
    *, contribution_id: str, until: dt.date | None, text: str, keeping: Keeping | None = None, by: Actor
) -> Contribution:
    """Give one organisation a later day, and say why. Sent twice it is given once. Raises as `return_with_question`."""
    contribution = _going_on(by, contribution_id)
    words = clean(text)
    last = contribution.steps.order_by("-at", "-id").first()
    if last and last.move == Move.EXTENDED and (last.text, last.due) == (words, until):
        return contribution
    require_member(contribution)
    leading.require(Move.EXTENDED, contribution.last)
    dates = Dates(contribution.joint.due, contribution.extended)
    broken = leading.extension(until, dates, timezone.localdate())
    broken += leading.words(words, "Write why: it stands beside the later day.")
    if broken:
        raise Unfit(broken)
    _ask(contribution, "why there is more time", words, keeping, by)
    contribution.extended = until
    contribution.save(update_fields=["extended"])
    move(contribution, Move.EXTENDED, text=words, due=until, by=by)
    _told(contribution, "gave more time to", by)
    return contribution


@transaction.atomic
def name(*, contribution_id: str, person_id: str, by: Actor) -> Contribution:
    """Say who answers for an organisation whose people the actor looks after; "" leaves it to those who seal there.

    Raises NotYours, NotAllowed, and Refused for anybody who is not to be named there, or where it was called off.
    """
    contribution = _going_on(by, contribution_id)
    if (contribution.answers_id or "") == person_id:
        return contribution
    path = contribution.organisation.path
    people = dict(who_may_answer(by, [path]).get(path, ()))
    if person_id and person_id not in people:
        said = "Choose who answers from the list, or leave it to the organisation."
        raise Refused("contribution-answers-unknown", said, "person")
    contribution.answers_id = person_id or None
    contribution.save(update_fields=["answers"])
    _told(contribution, "changed who answers for", by)
    return contribution


@transaction.atomic
def ask_again(*, contribution_id: str, by: Actor) -> Contribution:
    """Invite an organisation once more that has declined, or whose invitation was taken back.

    It is to be accepted anew. Sent twice it is invited once. Raises NotYours, NotAllowed, Refused.
    """
    contribution = _going_on(by, contribution_id)
    if contribution.last == Move.INVITED:
        return contribution
    require_member(contribution)
    leading.require(Move.INVITED, contribution.last)
    contribution.agreed_at = None
    contribution.save(update_fields=["agreed_at"])
    move(contribution, Move.INVITED, by=by)
    _told(contribution, "invited once more", by)
    return contribution


@transaction.atomic
def take_back(*, contribution_id: str, by: Actor) -> Contribution:
    """Take an invitation back that has not been answered: the organisation no longer sees it.

    Sent twice it is taken back once. Raises NotYours, NotAllowed, and Refused once it was answered.
    """
    contribution = _going_on(by, contribution_id)
    if contribution.last == Move.WITHDRAWN:
        return contribution
    leading.require(Move.WITHDRAWN, contribution.last)
    move(contribution, Move.WITHDRAWN, by=by)
    _told(contribution, "took back the invitation to", by)
    return contribution


def _going_on(by: Actor, contribution_id: str) -> Contribution:
    contribution = policy.require_asking(by, contribution_id, lock=True)
    if contribution.joint.ended_at is not None:
        raise Refused("joint-ended", policy.CALLED_OFF)
    return contribution


def _same_edition(contribution: Contribution, seen: str) -> None:
    if contribution.edition_id != seen:
        raise Refused("contribution-another-edition", ANOTHER)


def _ask(contribution: Contribution, field: str, words: str, keeping: Keeping | None, by: Actor) -> None:
    """Ask about what the words of a step mention. Raises Waits."""
    path = contribution.joint.evaluation.unit.path
    place = Place(f"{contribution.id}/moves", field, policy.JOINT, contribution.joint_id, path)
    found = waiting(place=place, text=words, keeping=keeping, by=by)
    if found:
        raise Waits({"text": (words, found)})


def _told(contribution: Contribution, verb: str, by: Actor) -> None:
    """Tell the trail: the partnership's, and that of an organisation which takes part or is asked to."""
    named = contribution.organisation.name
    for path in {contribution.joint.evaluation.unit.path, contribution.organisation.path}:
        record(
            by=by,
            verb=verb,
            about="joint broad view",
            about_id=contribution.joint_id,
            path=path,
            detail=named,
        )
