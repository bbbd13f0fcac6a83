"""Approving a sealed edition, asking about it, answering, and taking an approval back. Nothing of it is required.

None of this changes the edition: each step is a row beside it that stays.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import lets
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import clean
from speir.evaluations import policy
from speir.evaluations.models import ApprovalStep, Edition
from speir.evaluations.rules import approving as rules
from speir.evaluations.rules.approving import Said
from speir.evaluations.rules.record_text import digest
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.trail.actions import record

BEFORE = "You had approved it already. To have other words stand beside it, take that approval back first."
BACK = "You had taken it back already, with the reason that stands there."
CHANGED = "Words were removed from this edition since you opened it. Read it again before you approve it."


@transaction.atomic
def approve(
    *,
    evaluation_id: str,
    number: int,
    seen: str,
    text: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> ApprovalStep:
    """Approve an edition, with a note or without one; sent twice it is approved once.

    `seen` is the digest of the text that the actor read. Raises NotYours, NotAllowed, Unfit, Waits, and Refused where a
    later edition was sealed or words were removed meanwhile, or where it stands approved by them with another note.
    """
    edition = policy.require_edition(by, Permission.APPROVE_EDITION, evaluation_id, number, lock=True)
    approvals = edition.approval_steps.filter(said=Said.APPROVED, by=by.person_id, followed_by=None)
    before = approvals.first()
    if before is not None:
        return _once(before, text, Refused("approved-before", BEFORE))
    _require_latest(edition)
    now = digest(edition.content)
    if seen != now:
        raise Refused("edition-changed", CHANGED)
    step = _step(edition, Said.APPROVED, text, keeping, by)
    record(verb="approved", **_of_edition(edition, by, seen=now))
    return step


@transaction.atomic
def ask(
    *, evaluation_id: str, number: int, text: str, keeping: Keeping | None = None, by: Actor
) -> ApprovalStep:
    """Ask a question about an edition before approving it; sent twice it is asked once.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused where a later edition was sealed meanwhile.
    """
    edition = policy.require_edition(by, Permission.APPROVE_EDITION, evaluation_id, number, lock=True)
    before = edition.approval_steps.filter(said=Said.ASKED, by=by.person_id, text=clean(text)).first()
    if before is not None:
        return before
    _require_latest(edition)
    step = _step(edition, Said.ASKED, text, keeping, by)
    record(verb="asked about", **_of_edition(edition, by))
    return step


@transaction.atomic
def answer(
    *,
    evaluation_id: str,
    number: int,
    step_id: str,
    text: str,
    keeping: Keeping | None = None,
    by: Actor,
) -> ApprovalStep:
    """Answer a question, for whoever seals editions there; sent twice it is answered once. More may be added.

    Raises NotYours, NotAllowed, Unfit, Waits.
    """
    edition = policy.require_edition(by, Permission.LOCK_EVALUATION, evaluation_id, number, lock=True)
    question = _of(edition, step_id, Said.ASKED)
    before = question.followed_by.filter(by=by.person_id, text=clean(text)).first()
    if before is not None:
        return before
    step = _step(edition, Said.ANSWERED, text, keeping, by, question)
    record(verb="answered about", **_of_edition(edition, by))
    return step


@transaction.atomic
def take_back(
    *,
    evaluation_id: str,
    number: int,
    step_id: str,
    text: str,
    keeping: Keeping | None = None,
    by: Actor,
) -> ApprovalStep:
    """Take one's own approval back, with the reason; sent twice it is taken back once. It stays readable.

    Raises NotYours, also for another's approval, and Unfit, Waits, Refused where it was taken back for another reason.
    """
    edition = policy.require_edition(by, Permission.READ_EVALUATIONS, evaluation_id, number, lock=True)
    approval = _of(edition, step_id, Said.APPROVED)
    if approval.by != by.person_id:
        raise NotYours
    before = approval.followed_by.first()
    if before is not None:
        return _once(before, text, Refused("taken-back-before", BACK))
    step = _step(edition, Said.TAKEN_BACK, text, keeping, by, approval)
    record(verb="took back approval of", **_of_edition(edition, by))
    return step


def _of_edition(edition: Edition, by: Actor, *, seen: str = "") -> dict[str, Any]:
    """Return what the trail keeps with a deed: which edition of which broad view, and by `seen` which text of it."""
    return {
        "by": by,
        "about": policy.ABOUT,
        "about_id": edition.evaluation_id,
        "path": edition.evaluation.unit.path,
        "detail": f"{edition.number}; {seen}" if seen else str(edition.number),
    }


def _once(before: ApprovalStep, text: str, otherwise: Refused) -> ApprovalStep:
    """Return the step that was taken before, where it is the same one sent again: other words are not passed over."""
    if clean(text) not in {"", before.text}:
        raise otherwise
    return before


def _require_latest(edition: Edition) -> None:
    later = edition.evaluation.editions.filter(number__gt=edition.number)
    newest = later.order_by("-number").values_list("number", flat=True).first()
    if newest is not None:
        sentence = f"Edition {newest} was sealed since. Read that one; this edition is approved no more."
        raise Refused("edition-superseded", sentence)


def _of(edition: Edition, step_id: str, said: Said) -> ApprovalStep:
    step = edition.approval_steps.filter(pk=step_id, said=said).first()
    if step is None:
        raise NotYours
    return step


def _step(
    edition: Edition,
    said: Said,
    text: str,
    keeping: Keeping | None,
    by: Actor,
    to: ApprovalStep | None = None,
) -> ApprovalStep:
    """Keep a step once its words break no rule and mention nobody whom nobody explained."""
    broken = rules.check(said, text)
    if broken:
        raise Unfit(broken)
    typed, path = clean(text), edition.evaluation.unit.path
    key = rules.place_of_approving(edition.evaluation_id, edition.number)
    place = Place(key, "what is said about approving it", policy.ABOUT, edition.evaluation_id, path)
    found = waiting(place=place, text=typed, keeping=keeping, by=by) if typed else ()
    if found:
        raise Waits({"text": (typed, found)})
    return ApprovalStep.objects.create(
        edition=edition,
        said=said,
        to=to,
        text=typed,
        role="" if to else _role(by, path),
        by=by.person_id,
        by_name=by.name,
        at=timezone.now(),
    )


def _role(by: Actor, path: str) -> str:
    """Return the role by which the actor approves here: the one that is held nearest."""
    held = [
        grant
        for grant in by.grants
        if path.startswith(grant.path) and lets(grant, Permission.APPROVE_EDITION)
    ]
    return max(held, key=lambda grant: len(grant.path)).role if held else ""
