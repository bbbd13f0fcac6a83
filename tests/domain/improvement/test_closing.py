"""Closing a priority: by a new judgement of what it answers, or with the reason why there is none."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import editions
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.looks import finishing, theme_findings
from speir.evaluations.models import Evaluation, Judgement
from speir.evaluations.rules.saving import mark
from speir.improvement.actions import findings, priorities
from speir.improvement.actions.closing import close
from speir.improvement.models import Priority, PriorityStep
from speir.improvement.queries.closing import closing
from speir.improvement.queries.priority_page import page
from speir.improvement.rules.closing import both_in
from speir.improvement.rules.findings import Said
from speir.mentions.rules import Waits
from speir.trail.models import Entry
from tests import world, world_look
from tests.world_improvement import action, priority


def judged(cast: world.Cast, title: str, choice: str, why: str = "") -> Evaluation:
    """A sealed broad view that judges 3.2."""
    view = world.begun(cast, title)
    world.write(view, "3.2", cast.evaluator, choice=choice, sure="some_doubt", why=why)
    world.seal(view, cast.lead)
    return view


def answering(cast: world.Cast, view: Evaluation | None = None, number: str = "3.2") -> Priority:
    """An agreed priority that answers 3.2, of a broad view if one is given."""
    row = priority(cast.team, cast.lead, agreed=True)
    found = world.row(view, number).id if view else ""
    said = Said(source="judgement", number=number, words="Schools hear late.", judgement=found)
    findings.add(priority_id=row.id, said=said, finding_id=new_id(), by=cast.lead.actor)
    return row


def test_it_closes_by_a_new_judgement_with_the_earlier_one_beside_it(cast, clock):
    before = judged(cast, "Broad view of 2025", "weak", "Schools heard after weeks.")
    clock.forward(days=10)
    row = answering(cast, before)
    clock.forward(days=300)
    since = judged(cast, "Broad view of 2026", "good", "Schools hear the same day.")
    (fit,) = closing(cast.lead.actor, row.id).fits
    assert (fit.judgement, fit.earlier) == (world.row(since, "3.2").id, world.row(before, "3.2").id)
    now, was = fit.both.now, fit.both.before
    assert (now.level, now.sure, now.reason) == ("Good", "Some doubt", "Schools hear the same day.")
    assert (now.by, now.of, now.edition) == (cast.evaluator.name, "Broad view of 2026", 1)
    assert was is not None
    assert (was.level, was.on, was.reason) == ("Weak", "2 March 2026", "Schools heard after weeks.")
    for _n in range(2):
        close(priority_id=row.id, judgement_id=fit.judgement, reason="It holds.", by=cast.lead.actor)
    row.refresh_from_db()
    assert row.state == "closed"
    step = PriorityStep.objects.get(said="closed")
    assert (step.judgement_id, step.earlier_id, step.text) == (fit.judgement, fit.earlier, "It holds.")
    assert both_in(step.stood) == fit.both
    assert Entry.objects.filter(verb="closed", about="priority").count() == 1
    # Whatever becomes of the judgements since, the page shows what was said on that day.
    clock.forward(days=5)
    editions.reopen(evaluation_id=since.id, by=cast.lead.actor)
    world.write(since, "3.2", cast.evaluator, choice="unsatisfactory", why="Not so.")
    shown = page(cast.lead.actor, row.id).closed
    assert shown is not None
    assert shown.both == fit.both
    assert shown.opens == {before.id, since.id}
    with pytest.raises(Refused, match="closed"):
        close(priority_id=row.id, reason="Another reason.", by=cast.lead.actor)
    with pytest.raises(Refused):
        closing(cast.lead.actor, row.id)


def test_what_stood_can_never_be_changed(cast, clock):
    row = answering(cast)
    close(priority_id=row.id, reason="The service has ended.", by=cast.lead.actor)
    step = PriorityStep.objects.get(said="closed")
    step.stood = "{}"
    with pytest.raises(IntegrityError), transaction.atomic():
        step.save()


def test_only_what_is_settled_and_newer_and_of_the_same_indicator_fits(cast, clock):
    row = answering(cast)
    old = judged(cast, "Older", "weak")
    Priority.objects.filter(pk=row.pk).update(agreed_at=clock.forward(minutes=5))
    clock.forward(days=1)
    going_on = world.begun(cast, "Going on")
    world.write(going_on, "3.2", cast.evaluator, choice="good")
    alone = world.begun(cast, "Mine alone", only_me=True)
    world.write(alone, "3.2", cast.lead, choice="good")
    world.seal(alone, cast.lead)
    other = world.begun(cast, "Other")
    world.write(other, "1.1", cast.evaluator, choice="good")
    world.seal(other, cast.lead)
    theirs = Judgement.objects.get(evaluation=other, indicator__number="1.1")
    assert closing(cast.lead.actor, row.id).fits == ()
    for wrong in (world.row(old, "3.2").id, world.row(going_on, "3.2").id, theirs.id, new_id(), "x\x00"):
        with pytest.raises(Unfit):
            close(priority_id=row.id, judgement_id=wrong, by=cast.lead.actor)
    world.seal(going_on, cast.lead)
    (fit,) = closing(cast.lead.actor, row.id).fits
    assert fit.both.before is not None
    assert fit.both.before.of == "Older"


def test_of_a_broad_view_that_was_opened_again_the_sealed_edition_counts(cast, clock):
    row = answering(cast)
    clock.forward(days=30)
    view = judged(cast, "Broad view of 2026", "good", "As sealed.")
    clock.forward(days=1)
    editions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    world.write(view, "3.2", cast.evaluator, choice="weak", why="Written over.", strengths="New words.")
    (fit,) = closing(cast.lead.actor, row.id).fits
    assert (fit.both.now.level, fit.both.now.reason, fit.both.now.strengths) == ("Good", "As sealed.", "")
    assert fit.both.before is None


def test_a_judgement_that_says_something_else_by_now_has_to_be_read_again(cast, clock):
    row = answering(cast)
    clock.forward(days=30)
    view = judged(cast, "Broad view of 2026", "good", "As sealed.")
    (fit,) = closing(cast.lead.actor, row.id).fits
    clock.forward(days=1)
    editions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    world.write(view, "3.2", cast.evaluator, choice="weak", why="Looked again.")
    world.seal(view, cast.lead)
    sent = {
        "priority_id": row.id,
        "judgement_id": fit.judgement,
        "reason": "It is good.",
        "by": cast.lead.actor,
    }
    with pytest.raises(Refused, match="something else"):
        close(seen=fit.mark, **sent)
    (fit,) = closing(cast.lead.actor, row.id).fits
    assert fit.both.now.level == "Weak"
    assert close(seen=fit.mark, **sent).state == "closed"


def test_a_finished_closer_look_without_a_level_shows_what_is_strong_and_weak(cast, clock):
    row = answering(cast)
    clock.forward(days=30)
    look = world_look.look(cast.team, cast.lead)
    typed = {
        "strengths": Field("They ring the same day.", mark("")),
        "weaknesses": Field("Not at night.", mark("")),
    }
    theme_findings.write(
        look_id=look.id, theme=world_look.themes_of("3.2")[0], typed=typed, by=cast.evaluator.actor
    )
    assert closing(cast.lead.actor, row.id).fits == ()
    finishing.finish(look_id=look.id, by=cast.lead.actor)
    (fit,) = closing(cast.lead.actor, row.id).fits
    now = fit.both.now
    assert (now.level, now.strengths, now.improvements) == ("", "They ring the same day.", "Not at night.")
    assert now.look == look.id


def test_it_closes_without_one_for_a_reason_and_open_actions_stop_nobody(cast):
    row = answering(cast)
    one = action(row, cast.lead, state="under_way")
    shown = closing(cast.lead.actor, row.id)
    assert [each.id for each in shown.still_open] == [one.id]
    with pytest.raises(Unfit):
        close(priority_id=row.id, reason="  ", by=cast.lead.actor)
    with pytest.raises(Waits):
        close(priority_id=row.id, reason="Kirsty McAllister, born 4 May 2015, moved.", by=cast.lead.actor)
    close(priority_id=row.id, reason="The service has ended.", by=cast.lead.actor)
    closed = page(cast.reader.actor, row.id).closed
    assert closed is not None
    assert (closed.text, closed.both) == ("The service has ended.", None)
    for _n in range(2):
        priorities.reopen(priority_id=row.id, reason="It has not.", by=cast.lead.actor)
    with pytest.raises(Refused):
        priorities.reopen(priority_id=row.id, reason="Another reason.", by=cast.lead.actor)
    assert page(cast.reader.actor, row.id).closed is None
    assert [step.said for step in page(cast.reader.actor, row.id).steps][-2:] == ["closed", "reopened"]


def test_a_priority_that_answers_no_indicator_or_is_only_proposed(cast):
    row = priority(cast.team, cast.lead, agreed=True)
    assert closing(cast.lead.actor, row.id).numbers == ()
    proposed = priority(cast.team, cast.lead, title="Another")
    with pytest.raises(Refused, match="not agreed"):
        closing(cast.lead.actor, proposed.id)
    with pytest.raises(Refused, match="not agreed"):
        close(priority_id=proposed.id, reason="No.", by=cast.lead.actor)


def test_closing_is_for_whoever_leads(cast):
    row = answering(cast)
    for who, refusal in ((cast.reader, NotAllowed), (cast.evaluator, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(refusal):
            close(priority_id=row.id, reason="No.", by=who.actor)
        with pytest.raises(refusal):
            closing(who.actor, row.id)
