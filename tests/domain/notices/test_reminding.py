"""Who is told and reminded of a joint broad view by e-mail: once each, the right person, and nothing confidential."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from speir.core.ids import new_id
from speir.evaluations.actions import asking, contributions, joint_changes, joints, reminding
from speir.evaluations.models import Joint
from speir.evaluations.queries import joint_standing
from speir.evaluations.rules.planning import Invited
from speir.notices.models import Notice
from speir.organisations.actions import roles
from speir.organisations.models import Membership, Unit
from tests import world, world_asking, world_joint

pytestmark = pytest.mark.django_db
TITLE = "Joint broad view 2026"


@pytest.fixture(autouse=True)
def _post(settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    """A server to send by, which keeps what it is given."""
    settings.MAIL, settings.MAIL_FROM = True, "Speir <speir@example.scot>"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_URL = "https://speir.example.scot"


@pytest.fixture
def sent(django_capture_on_commit_callbacks: Any):
    """Do something, and return who got which letters by it."""

    def do(act) -> list[tuple[str, str]]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return sorted((letter.to[0], str(letter.subject)) for letter in mail.outbox)

    return do


@pytest.fixture
def here(clock) -> world_joint.Committee:
    there = world_joint.committee(("Health", "Police"))
    for somebody, address in (
        (there.lead, "morag"),
        (there.members["Health"].lead, "health"),
        (there.members["Health"].evaluator, "evaluator"),
    ):
        somebody.person.email = f"{address}@example.scot"
        somebody.person.save()
    return there


def test_whoever_answers_and_whoever_leads_are_told_of_each_move_once(here, sent, clock):
    health = here.members["Health"]
    made: list[Joint] = []
    invited = ("health@example.scot", f"{here.unit.name} asks Health to take part in a joint broad view")
    assert sent(lambda: made.append(world_joint.joint(here))) == [invited]
    (joint,) = made
    asked = world_joint.asked_of(joint, health.unit)
    came = ("morag@example.scot", "Health has handed in")
    assert sent(lambda: world_joint.handed_in(joint, health, {"1.1": "weak"})) == [came]
    asked.refresh_from_db()
    act: dict[str, Any] = {"contribution_id": asked.id, "by": here.lead.actor}
    seen = asked.edition_id or ""
    question = [("health@example.scot", f"{here.unit.name} has a question about what Health handed in")]
    ask = lambda: asking.return_with_question(text="What do families say?", seen=seen, **act)  # noqa: E731
    clock.forward(minutes=1)
    assert sent(ask) == question
    assert sent(ask) == []
    clock.forward(minutes=1)
    later = joint.due + dt.timedelta(days=10)
    more = [("health@example.scot", f"Health has until {later.day} April {later.year}")]
    assert sent(lambda: asking.extend(until=later, text="Late.", **act)) == more
    accepted = [("health@example.scot", f"{here.unit.name} has accepted what Health handed in")]
    assert sent(lambda: asking.accept(seen=seen, **act)) == accepted
    clock.forward(minutes=1)
    declined = [("morag@example.scot", "Health does not take part")]
    assert sent(lambda: world_asking.declined(asked, health.lead)) == declined
    clock.forward(minutes=1)
    assert sent(lambda: asking.ask_again(**act)) == [invited]


def test_a_letter_says_nothing_that_was_written_in_speir(here, sent):
    health = here.members["Health"]
    words: list[str] = []

    def told(act) -> None:
        sent(act)
        words.extend(f"{letter.body} {letter.subject}" for letter in mail.outbox)

    made: list[Joint] = []
    told(lambda: made.append(world_joint.joint(here)))
    told(lambda: world_joint.handed_in(made[0], health, {"1.1": "weak"}))
    asked = world_joint.asked_of(made[0], health.unit)
    seen = asked.edition_id or ""
    told(
        lambda: asking.return_with_question(
            contribution_id=asked.id, text="Qqq?", seen=seen, by=here.lead.actor
        )
    )
    assert len(words) == 3
    for one in words:
        assert "https://speir.example.scot/joint/" in one
        assert not [secret for secret in (TITLE, "early help", "weak", "Qqq") if secret in one]


def test_whoever_is_named_is_told_alone_and_while_they_write_there(clock, sent):
    there = world_asking.kept()
    for somebody, address in ((there.theirs, "ailsa"), (there.writer, "effie")):
        somebody.person.email = f"{address}@example.scot"
        somebody.person.save()
    made: list[Joint] = []
    assert [to for to, _s in sent(lambda: made.append(world_asking.of_kept(there)))] == ["effie@example.scot"]
    role = Membership.objects.get(person=there.writer.person)
    roles.end(membership_id=role.id, by=there.lead.actor)
    clock.forward(days=17)
    assert [to for to, _s in sent(reminding.remind)] == ["ailsa@example.scot"]


def test_the_clock_reminds_before_the_day_and_four_times_after_it_each_once(here, sent, clock):
    joint = world_joint.joint(here, names=("Health",), days=30)
    got: list[tuple[int, str]] = []
    for day in range(80):
        for _again in range(2):
            got += [(day, subject) for _to, subject in sent(reminding.remind)]
        clock.forward(days=1)
    by = f"{joint.due.day} April {joint.due.year}"
    before, after = f"Health is asked to hand in by {by}", f"Health was asked to hand in by {by}"
    assert got == [(16, before), (27, before), (31, after), (38, after), (45, after), (52, after)]


def test_nobody_is_reminded_of_what_came_or_was_called_off_or_has_another_day(here, sent, clock):
    health = here.members["Health"]
    came, off, later = (world_joint.joint(here, names=("Health",), days=20) for _ in range(3))
    world_joint.handed_in(came, health, {"1.1": "weak"})
    joint_changes.call_off(joint_id=off.id, by=here.lead.actor)
    asked = world_joint.agreed(later, health)
    until = later.due + dt.timedelta(days=30)
    asking.extend(contribution_id=asked.id, until=until, text="Late.", by=here.lead.actor)
    clock.forward(days=18)
    assert sent(reminding.remind) == []
    clock.forward(days=20)
    assert len(sent(reminding.remind)) == 1


def test_a_letter_whose_reason_is_over_does_not_leave(here, django_capture_on_commit_callbacks):
    joint = world_joint.joint(here, names=("Health",), days=10)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks() as jobs:
        asked = world_joint.asked_of(joint, here.members["Health"].unit)
        asking.take_back(contribution_id=asked.id, by=here.lead.actor)
        asking.ask_again(contribution_id=asked.id, by=here.lead.actor)
        contributions.agree(contribution_id=asked.id, by=here.members["Health"].lead.actor)
    for job in jobs:
        job()
    assert mail.outbox == []
    assert Notice.objects.filter(kind="joint.invited", problem="no reason for it any more").exists()


def test_where_no_letters_leave_none_is_kept_and_the_lead_is_told_so(here, settings, clock):
    settings.MAIL = False
    joint = world_joint.joint(here, days=10)
    clock.forward(days=9)
    assert reminding.remind() == 0
    assert not Notice.objects.exists()
    asked = world_joint.asked_of(joint, here.members["Health"].unit)
    assert not joint_standing.led(here.lead.actor, joint.id, asked.id).letters


def test_the_lead_is_told_where_nobody_can_be_reached(here):
    joint = world_joint.joint(here)
    reaches = {
        name: joint_standing.led(
            here.lead.actor, joint.id, world_joint.asked_of(joint, here.members[name].unit).id
        ).reaches
        for name in ("Health", "Police")
    }
    assert reaches == {"Health": True, "Police": False}


def test_the_demonstration_writes_to_nobody(here, sent):
    Unit.objects.filter(pk=here.unit.pk).update(demonstration=True)
    assert sent(lambda: world_joint.joint(here)) == []


def test_a_name_that_a_mail_program_would_make_a_link_of_is_left_out(here, sent):
    Unit.objects.filter(pk=here.unit.pk).update(name="Free money at evil.example/x")
    sent(lambda: world_joint.joint(here, names=("Health",)))
    (letter,) = mail.outbox
    assert "evil.example" not in f"{letter.subject} {letter.body}"


def test_reminding_asks_the_database_the_same_few_things_whatever_the_size(
    here, clock, django_assert_max_num_queries
):
    for _ in range(3):
        joints.begin(
            unit_id=here.unit.id,
            framework_key=world.FRAMEWORK,
            plan=world_asking.plan(Invited(here.members["Health"].unit.id), days=40),
            joint_id=new_id(),
            by=here.lead.actor,
        )
    clock.forward(days=30)
    assert timezone.localdate()
    assert reminding.remind() == 3
    with django_assert_max_num_queries(3):
        assert reminding.remind() == 0
