"""Letters about joint broad views: whom they go to, and their words, which say nothing that was written in Speir."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from speir.accounts.models import Person
from speir.core.text import day
from speir.evaluations.models import Contribution, ContributionStep
from speir.evaluations.policy.parting import has_left
from speir.evaluations.queries.joint_choices import leading_at, reached
from speir.evaluations.rules.asking import Dates, Move
from speir.notices import actions as notices
from speir.notices.rules import Letter, no_link

# What somebody is told of, and who: those who answer, or those who lead.
TO_ANSWER = (Move.INVITED, Move.RETURNED, Move.ACCEPTED, Move.EXTENDED)
TO_LEAD = (Move.SUBMITTED, Move.DECLINED)
WAITING = (Move.INVITED, Move.AGREED)


def tell(step: ContributionStep) -> None:
    """Have those told by e-mail whom a move concerns, once each; in the demonstration nobody, and where none leave."""
    contribution = step.contribution
    joint = contribution.joint
    if not notices.configured() or joint.evaluation.unit.demonstration:
        return
    if step.move in TO_ANSWER and has_left(contribution):
        return
    if step.move in TO_ANSWER:
        people: Iterable[Person] = reached(contribution.organisation.path, contribution.answers)
    elif step.move in TO_LEAD:
        people = leading_at(joint)
    else:
        return
    for person in people:
        # Whoever does it knows it.
        if person.email and person.pk != step.by:
            once = f"joint.{step.move}.{step.id}.{person.pk}"
            notices.post(kind=f"joint.{step.move}", to=person.email, about_id=step.id, once=once)


def invited(about_id: str, to: str) -> Letter | None:
    """Write to whoever answers for an organisation that it is invited; None when that is over."""
    step = _step(about_id, to)
    if step is None or step.contribution.last != Move.INVITED:
        return None
    said = _said(step.contribution)
    return Letter(
        _("%(unit)s asks %(organisation)s to take part in a joint broad view") % said,
        (
            _("%(unit)s asks %(organisation)s to take part in a joint broad view on Speir, by %(by)s.")
            % said,
            _("Read the invitation there. It says what is asked, and who reads what you hand in:"),
            _at(),
        ),
    )


def returned(about_id: str, to: str) -> Letter | None:
    """Write that there is a question about what was handed in; None when it has been answered meanwhile."""
    step = _step(about_id, to)
    if step is None or step.contribution.last != Move.RETURNED:
        return None
    said = _said(step.contribution)
    return Letter(
        _("%(unit)s has a question about what %(organisation)s handed in") % said,
        (
            _("%(unit)s has a question about what %(organisation)s handed in. Read it on Speir:") % said,
            _at(),
            _("What was handed in stays readable meanwhile."),
        ),
    )


def accepted(about_id: str, to: str) -> Letter | None:
    """Write that what was handed in is accepted; None when something came since."""
    step = _step(about_id, to)
    if step is None or step.contribution.last != Move.ACCEPTED:
        return None
    said = _said(step.contribution)
    return Letter(
        _("%(unit)s has accepted what %(organisation)s handed in") % said,
        (
            _("%(unit)s has accepted what %(organisation)s handed in. There is nothing more to do.") % said,
            _("If something changes, you can still hand in another edition; its day will stand beside it:"),
            _at(),
        ),
    )


def extended(about_id: str, to: str) -> Letter | None:
    """Write that there is more time; None when another day was given since."""
    step = _step(about_id, to)
    if step is None or step.contribution.extended != step.due:
        return None
    said = _said(step.contribution)
    return Letter(
        _("%(organisation)s has until %(by)s") % said,
        (
            _("%(unit)s gives %(organisation)s more time: it is asked to hand in by %(by)s.") % said,
            _at(),
        ),
    )


def submitted(about_id: str, to: str) -> Letter | None:
    """Write to whoever leads that something was handed in; None when it has been dealt with."""
    step = _step(about_id, to)
    if step is None or step.contribution.last != Move.SUBMITTED:
        return None
    said = _said(step.contribution)
    return Letter(
        _("%(organisation)s has handed in") % said,
        (
            _("%(organisation)s has handed in to the joint broad view of %(unit)s. Read it on Speir:") % said,
            _at(),
        ),
    )


def declined(about_id: str, to: str) -> Letter | None:
    """Write to whoever leads that an organisation declined; None when that was changed since."""
    step = _step(about_id, to)
    if step is None or step.contribution.last != Move.DECLINED:
        return None
    said = _said(step.contribution)
    return Letter(
        _("%(organisation)s does not take part") % said,
        (
            _("%(organisation)s has declined to take part in the joint broad view of %(unit)s.") % said,
            _("It says why on Speir, where you can invite it once more:"),
            _at(),
        ),
    )


def reminder(about_id: str, to: str) -> Letter | None:
    """Remind whoever answers of the day, before it or after it; None when something came, or it was called off."""
    contribution = _CONTRIBUTIONS.filter(pk=about_id).first()
    if contribution is None or contribution.last not in WAITING or not _wanted(contribution, to):
        return None
    if has_left(contribution):
        return None
    said = _said(contribution)
    late = _dates(contribution).by < timezone.localdate()
    subject = (
        _("%(organisation)s was asked to hand in by %(by)s")
        if late
        else _("%(organisation)s is asked to hand in by %(by)s")
    )
    first = (
        _("%(unit)s asked %(organisation)s for its part in a joint broad view by %(by)s.")
        if late
        else _("%(unit)s asks %(organisation)s for its part in a joint broad view by %(by)s.")
    )
    if contribution.last == Move.INVITED:
        second = _("The invitation has not been answered yet. Accept or decline it on Speir:")
    elif late:
        second = _("Nothing has come yet. It can still be handed in, and its day will stand beside it:")
    else:
        second = _("Nothing has come yet. What you have written so far is there:")
    return Letter(subject % said, (first % said, second, _at()))


_CONTRIBUTIONS = Contribution.objects.select_related("joint__evaluation__unit", "organisation", "answers")
_STEPS = ContributionStep.objects.select_related(
    "contribution__joint__evaluation__unit", "contribution__organisation", "contribution__answers"
)


def _step(step_id: str, to: str) -> ContributionStep | None:
    step = _STEPS.filter(pk=step_id).first()
    if step is None or not _wanted(step.contribution, to):
        return None
    return None if step.move in TO_ANSWER and has_left(step.contribution) else step


def _wanted(contribution: Contribution, to: str) -> bool:
    """Return whether there is still a reason to write about this to this address."""
    if contribution.joint.ended_at is not None:
        return False
    return Person.objects.filter(email=to, is_active=True).exists()


def _dates(contribution: Contribution) -> Dates:
    return Dates(contribution.joint.due, contribution.extended)


def _said(contribution: Contribution) -> dict[str, str]:
    unit = contribution.joint.evaluation.unit
    return {
        "unit": no_link(unit.name) or _("A partnership"),
        "organisation": no_link(contribution.organisation.name) or _("your organisation"),
        "by": day(_dates(contribution).by),
    }


def _at() -> str:
    return f"{settings.PUBLIC_URL}/joint/"
