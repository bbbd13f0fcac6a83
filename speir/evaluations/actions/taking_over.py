"""Taking an organisation's words over as a start for what the partnership says of an indicator."""

from __future__ import annotations

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Refused
from speir.evaluations import policy
from speir.evaluations.actions import beside, judgements
from speir.evaluations.policy import joints
from speir.evaluations.policy.moderation import LEADS, leads_view
from speir.evaluations.rules.judging import TEXTS
from speir.evaluations.rules.record_text import judgement_in
from speir.evaluations.rules.saving import mark
from speir.retention.rules.removing import only_a_note

WRITTEN = "Something is written there already. Take what you need from the account by hand."
NOTHING = "There is no text of this indicator in what they handed in."
IN_THEIR_WORDS = "In the words of {name}, edition {number}:\n{text}"


@transaction.atomic
def take_over(*, joint_id: str, organisation_id: str, number: str, by: Actor) -> beside.Outcome:
    """Copy what an organisation handed in of an indicator into the texts of the partnership's own that are empty.

    Each begins with whose words it is. It is a save like any other: what somebody writes there meanwhile is not written
    over, and a text that may identify somebody waits as a draft of its writer. Raises NotYours, NotAllowed for whoever
    does not lead judging together there, and Refused where nothing is empty, nothing was handed in, or it is sealed.
    """
    handed = joints.require_handed_in(by, joint_id, organisation_id)
    if not leads_view(by, handed.joint.evaluation):
        raise NotAllowed(LEADS)
    evaluation_id = handed.joint.evaluation_id
    theirs = judgement_in(handed.edition.content, number) if handed.edition else None
    own = policy.require_judgement(by, Permission.WRITE_JUDGEMENTS, evaluation_id, number)
    texts = {name: getattr(theirs, name) for name in TEXTS} if theirs else {}
    given = {name: text for name, text in texts.items() if text and not only_a_note(text)}
    if not given or handed.edition is None:
        raise Refused("take-over-nothing", NOTHING)
    empty = [name for name in given if not getattr(own, name)]
    if not empty:
        raise Refused("take-over-written", WRITTEN)
    words = {"name": handed.organisation.name, "number": handed.edition.number}
    typed = {
        name: beside.Field(IN_THEIR_WORDS.format(text=given[name], **words), base=mark("")) for name in empty
    }
    _row, out = judgements.record(evaluation_id=evaluation_id, number=number, typed=typed, by=by)
    for refused in out.refused.values():
        raise refused
    return out
