"""The agreed broad view: what it came from is kept with it, read by those it is open to, and sealed."""

from __future__ import annotations

import pytest

from speir.core.errors import NotYours
from speir.evaluations.actions import sharing
from speir.evaluations.models import Answer, Edition
from speir.evaluations.queries import agreed, audiences, editions, records
from speir.evaluations.rules.record_text import from_json, to_json
from tests import world, world_agreed, world_joint, world_moderation

pytestmark = pytest.mark.django_db


def test_the_lead_officer_reads_what_is_agreed_what_is_not_and_what_is_still_open_first():
    here = world_joint.committee()
    joint = world_agreed.agreed(here)
    shown = agreed.agreed(here.lead.actor, joint.id)
    assert [(row.indicator.number, row.open) for row in shown.still_open] == [
        ("1.1", "The organisations are far apart: talk about this first.")
    ]
    by_number = {row.indicator.number: row for row in shown.rows}
    assert list(by_number) == ["1.1", "1.3", "3.2"]
    assert by_number["1.1"].range == "From very good to weak: one says very good, one says weak."
    good = by_number["1.3"].judged
    assert good is not None
    assert good.level is not None
    assert (good.level.key, good.reason, good.sure) == ("good", world_agreed.WHY, "some_doubt")
    assert by_number["1.3"].since == ""
    apart = by_number["3.2"].judged
    assert apart is not None
    assert apart.agreement is not None
    assert (apart.agreement.agreed, apart.agreement.reason) == (False, world_agreed.APART)
    assert apart.agreement.standpoints == ("Health", "Police")
    # Police was asked about 3.2 and gave no level there.
    assert by_number["3.2"].range == "One says adequate. One gave no level."


def test_an_organisation_that_takes_part_reads_what_was_judged_and_nothing_of_what_was_agreed():
    here = world_joint.committee()
    joint = world_agreed.agreed(here)
    shown = agreed.agreed(here.members["Police"].lead.actor, joint.id)
    assert (shown.record, shown.view, shown.edition, shown.offer) == (None, None, 0, "")
    assert all(row.judged is None and not row.differs and not row.open for row in shown.rows)
    assert next(row.range for row in shown.rows).startswith("From very good to weak")
    with pytest.raises(NotYours):
        agreed.agreed(here.stranger.actor, joint.id)


def test_another_level_than_was_agreed_is_told():
    here = world_joint.committee()
    joint = world_agreed.agreed(here)
    world.write(joint.evaluation, "1.3", here.lead, choice="weak", why="On reflection.")
    rows = {row.indicator.number: row for row in agreed.agreed(here.lead.actor, joint.id).rows}
    assert rows["1.3"].differs.startswith("What was agreed was good; what is written is weak.")


def test_views_of_a_round_that_is_not_revealed_stand_in_no_record():
    here = world_joint.committee()
    joint = world_agreed.agreed(here)
    sitting = world_moderation.meeting(joint.evaluation, here.lead, ("1.1",))
    world_moderation.joined(sitting, here.lead)
    held = world_moderation.opened(sitting, here.lead)
    world_moderation.judged(held, here.lead, "unsatisfactory", "Nobody may read this yet.")
    record = records.opened(here.lead.actor, joint.evaluation_id).record
    assert next(one for one in record.judgements if one.number == "1.1").agreement is None
    assert "Nobody may read this yet." not in to_json(record)
    assert "nsatisfactory" not in range_of(record)
    edition = world.seal(joint.evaluation, here.lead)
    assert "Nobody may read this yet." not in edition.content


def range_of(record) -> str:
    return " ".join(one.range for one in record.judgements)


def test_a_sealed_edition_holds_what_it_came_from_who_took_part_and_who_answered():
    here = world_joint.committee()
    joint = world_agreed.sealed(here)
    sealed = editions.edition(here.chief.actor, joint.evaluation_id, 1)
    assert sealed.intact
    record = sealed.record
    handed = Edition.objects.filter(contributions__joint=joint).order_by("evaluation__unit__name")
    assert [(one.organisation, one.edition, one.digest) for one in record.parties] == [
        *((edition.evaluation.unit.name, 1, edition.digest) for edition in handed),
        ("Social work", 0, ""),
    ]
    assert "handed nothing in yet" in record.parties[-1].said
    (one,) = (each for each in record.judgements if each.number == "1.3")
    assert one.range == "Both say good."
    assert one.agreement is not None
    assert one.agreement.views == "From good to adequate: one says good, one says adequate."
    assert record.questions[0].answer_by == here.lead.name
    assert record.capacity_answer.startswith("We mend what we find")
    assert record.capacity_by == here.lead.name
    # What came later changes nothing in it.
    world_joint.handed_in(joint, here.members["Social work"], {"1.3": "weak"})
    assert editions.edition(here.chief.actor, joint.evaluation_id, 1).record == record


def test_sharing_with_all_who_take_part_is_offered_after_sealing_to_whoever_may_and_never_done_by_itself():
    here = world_joint.committee()
    joint = world_agreed.sealed(here)
    view, police = joint.evaluation, here.members["Police"].lead
    with pytest.raises(NotYours):
        editions.edition(police.actor, view.id, 1)
    offer = editions.edition(here.lead.actor, view.id, 1).offer
    assert offer == f"partnership:{here.unit.id}"
    assert offer in {choice.key for choice in audiences.of_view(here.lead.actor, view.id).choices}
    assert editions.edition(here.reader.actor, view.id, 1).offer == ""
    sharing.share(
        evaluation_id=view.id,
        audience=offer,
        why="All took part.",
        ends=None,
        with_evidence=False,
        by=here.lead.actor,
    )
    assert editions.edition(police.actor, view.id, 1).record.parties
    assert editions.edition(here.lead.actor, view.id, 1).offer == ""


def test_every_broad_view_has_a_place_for_its_capacity_for_improvement_which_may_stay_empty(cast):
    view = world.filled(cast)
    assert Answer.objects.get(evaluation=view, question="capacity").text == ""
    world.seal(view, cast.lead)
    record = from_json(Edition.objects.get(evaluation=view).content)
    assert (record.capacity_answer, record.capacity_by, record.parties) == ("", "", ())
    assert record.questions[0].answer_by == cast.lead.name
    assert record.questions[1].answer_by == ""
