"""Who is reminded of an action and gets a digest: once each, the right person, and nothing confidential."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from speir.improvement.actions import doing, letters, reminding
from speir.improvement.models import Action, Letters, ProgressLink
from speir.improvement.policy import letters as may_stop
from speir.notices import actions as notices
from speir.notices.models import Notice
from speir.organisations.actions import roles
from speir.organisations.models import Membership, Unit
from speir.trail.models import Entry
from tests import world_improvement
from tests.world import Cast, Somebody

pytestmark = pytest.mark.django_db
WRITTEN = ("Ring the school", "Share what we know", "Every school is rung", "Two teams")


@pytest.fixture(autouse=True)
def _post(settings: Any) -> None:
    settings.MAIL, settings.MAIL_FROM = True, "Speir <speir@example.scot>"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_URL = "https://speir.example.scot"


@pytest.fixture
def sent(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], list[tuple[str, str]]]:
    """Do something, and return who got which letters by it."""

    def do(act: Callable[[], Any]) -> list[tuple[str, str]]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return sorted((letter.to[0], str(letter.subject)) for letter in mail.outbox)

    return do


def reachable(somebody: Somebody, address: str) -> Somebody:
    somebody.person.email, somebody.person.email_proven_at = f"{address}@example.scot", timezone.now()
    somebody.person.save()
    return somebody


@pytest.fixture
def here(clock: Any, cast: Cast) -> Cast:
    reachable(cast.lead, "morag")
    reachable(cast.evaluator, "isla")
    reachable(cast.reader, "rhona")
    return cast


def led(
    here: Cast, *, days: int = 20, state: str = "under_way", by: Somebody | None = None, **said: Any
) -> Action:
    """An action that the evaluator leads, due in so many days."""
    row = world_improvement.priority(here.team, here.lead, agreed=True)
    due = timezone.localdate() + dt.timedelta(days=days)
    lead = (by or here.evaluator).person.id
    return world_improvement.action(row, here.lead, lead=lead, due=due, state=state, **said)


def told(here: Cast, row: Action, state: str, text: str = "") -> None:
    doing.tell(action_id=row.id, state=state, text=text, by=here.lead.actor)


def test_the_lead_is_reminded_before_the_day_and_after_it_each_once(here, sent, clock):
    row = led(here)
    got: list[tuple[int, str]] = []
    for day in range(140):
        for _again in range(2):
            got += [(day, subject) for to, subject in sent(reminding.remind) if to == "isla@example.scot"]
        clock.forward(days=1)
    by = f"{row.due.day} March 2026"
    before, after = f"An action that you lead is due by {by}", f"An action that you lead was due by {by}"
    assert got == [(6, before), (17, before), *((20 + days, after) for days in (1, 14, 28, 42, 56, 70, 84))]


def test_a_reminder_names_the_day_and_the_unit_and_nothing_that_was_written(here, sent, clock):
    row = led(here, days=3, state="stuck", text="No worker is free.")
    assert len(sent(reminding.remind)) == 1
    (letter,) = mail.outbox
    words = f"{letter.subject} {letter.body}"
    assert here.team.name in words
    assert "due by 5 March 2026" in words
    assert "On 2 March 2026 it was said to be stuck." in words
    assert "https://speir.example.scot/improvement/letters/" in words
    secret = words.partition("/progress/")[2].partition("/")[0]
    for one in (*WRITTEN, "No worker", row.id, row.title, row.priority.title, here.evaluator.name):
        assert one not in words
    stored = [*ProgressLink.objects.values(), *Notice.objects.values(), *Entry.objects.values()]
    assert secret not in str(stored)
    assert ProgressLink.objects.get().person_id == here.evaluator.person.id


def test_ten_actions_due_on_a_day_are_one_letter_with_ten_links_and_no_word_of_them(here, sent, clock):
    rows = [led(here, days=3) for _n in range(9)]
    rows += [led(here, days=3, state="stuck", text="No worker is free."), led(here, days=-1)]
    assert sent(reminding.remind) == [
        ("isla@example.scot", "11 actions that you lead: the first was due by 1 March 2026")
    ]
    (letter,) = mail.outbox
    body = str(letter.body)
    was, are = (
        f"Was due by 1 March 2026, for {here.team.name}:",
        f"10 are due by 5 March 2026, for {here.team.name}:",
    )
    assert body.index(was) < body.index(are)
    assert body.count("– Under way: https://speir.example.scot/progress/") == 10
    assert body.count("– Stuck since 2 March 2026: https://") == 1
    for one in (*WRITTEN, "No worker", here.evaluator.name, *(row.id for row in rows), rows[0].title):
        assert one not in f"{letter.subject} {body}"
    assert len(set(re.findall(r"/progress/(\S+)/", body))) == ProgressLink.objects.count() == 11
    assert sent(reminding.remind) == []
    (first,) = Notice.objects.filter(leaves_with=None)
    assert (letter.extra_headers["Message-ID"], first.others.exclude(sent_at=None).count()) == (
        f"<{first.id}@speir.example.scot>",
        10,
    )
    told(here, rows[0], "done")
    again = letters.reminder([row.id for row in rows[:2]], "isla@example.scot")
    assert again is not None
    assert again.subject == "An action that you lead is due by 5 March 2026"


def test_a_letter_of_several_that_did_not_leave_is_tried_again_whole(here, sent, clock, monkeypatch):
    for _n in range(2):
        led(here, days=3)
    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", _refused)
        assert sent(reminding.remind) == []
    assert {(one.sent_at, one.problem) for one in Notice.objects.all()} == {(None, "OSError"), (None, "")}
    assert sent(reminding.remind) == []
    clock.forward(minutes=1)
    assert len(sent(notices.send_due)) == 1
    assert str(mail.outbox[0].body).count("/progress/") == 2
    assert not Notice.objects.filter(sent_at=None).exists()


def _refused(message: mail.EmailMessage) -> None:
    raise OSError


def test_letters_say_how_a_mail_program_turns_them_off(here, sent, clock, settings):
    led(here, days=3)
    sent(reminding.remind)
    sent_digests = sent(reminding.send_digests)
    assert sent_digests == [("isla@example.scot", "Your actions this week")]
    (digest,) = mail.outbox
    at = f"https://speir.example.scot/letters/off/{may_stop.token(here.evaluator.person.id, may_stop.DIGESTS)}/"
    assert digest.extra_headers["List-Unsubscribe"] == f"<{at}>"
    assert digest.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"Turn this letter off without signing in: {at}" in str(digest.body)
    assert f"List-Unsubscribe: <{at}>".encode() in digest.message().as_bytes().replace(
        b":\r\n <", b": <"
    ).replace(b": \n <", b": <")
    settings.PUBLIC_URL = "http://localhost:8000"
    clock.set(2026, 3, 9, 8)
    sent(reminding.send_digests)
    assert "List-Unsubscribe-Post" not in mail.outbox[0].extra_headers  # anybody on the way could press


def test_nobody_is_reminded_early_in_the_morning_nor_where_no_letters_leave(here, sent, clock, settings):
    led(here, days=3)
    clock.set(2026, 3, 2, 6, 59)
    assert sent(reminding.remind) == sent(reminding.send_digests) == []
    clock.set(2026, 3, 2, 7, 0)
    settings.MAIL = False
    assert reminding.remind() == reminding.send_digests() == 0
    settings.MAIL = True
    assert len(sent(reminding.remind)) == 1


@pytest.mark.parametrize(
    "why", ["done", "stopped", "closed", "taken out", "no reminders", "gone", "unproven", "demonstration"]
)
def test_nobody_is_reminded_without_a_reason(here, sent, why):
    row = led(here, days=3)
    person = here.evaluator.person
    if why in ("done", "stopped"):
        told(here, row, why, "It is.")
    elif why == "closed":
        row.priority.state, row.priority.closed_at = "closed", timezone.now()
        row.priority.save()
    elif why == "taken out":
        row.priority.removed_at = timezone.now()
        row.priority.save()
    elif why == "no reminders":
        letters.choose(every="never", reminders=False, by=here.evaluator.actor)
    elif why == "gone":
        person.is_active = False
    elif why == "unproven":
        person.email_proven_at = None
    else:
        Unit.objects.filter(pk=here.team.pk).update(demonstration=True)
    person.save()
    assert sent(reminding.remind) == []
    # Whoever plans it is told that nobody leads it now.
    told_of_it = [("morag@example.scot", "Actions that nobody leads now")] if why == "gone" else []
    assert sent(reminding.send_digests) == told_of_it


def test_who_can_no_longer_read_the_priority_is_sent_nothing(here, sent, clock):
    led(here, days=3)
    role = Membership.objects.get(person=here.evaluator.person)
    roles.end(membership_id=role.id, by=here.lead.actor)
    clock.forward(days=1)
    assert sent(reminding.remind) == []
    assert sent(reminding.send_digests) == [("morag@example.scot", "Actions that nobody leads now")]
    rows = Notice.objects.exclude(about_id=here.lead.person.id)
    assert {one.problem for one in rows} == {"no reason for it any more"}
    assert not ProgressLink.objects.exists()


def test_what_is_done_between_the_minute_and_the_letter_is_not_reminded_of(here):
    row = led(here, days=3)
    assert letters.reminder([row.id], "isla@example.scot") is not None
    told(here, row, "done")
    assert letters.reminder([row.id], "isla@example.scot") is None
    assert letters.reminder([row.id], "morag@example.scot") is None
    assert letters.reminder(["0" * 16], "isla@example.scot") is None


def test_another_lead_and_another_day_are_another_matter(here, sent, clock):
    row = led(here, days=10)
    Action.objects.filter(pk=row.pk).update(written_at=timezone.now() - dt.timedelta(days=30))
    assert [to for to, _s in sent(reminding.remind)] == ["isla@example.scot"]
    Action.objects.filter(pk=row.pk).update(lead=here.reader.person)
    assert [to for to, _s in sent(reminding.remind)] == ["rhona@example.scot"]
    Action.objects.filter(pk=row.pk).update(due=dt.date(2026, 3, 13))
    assert len(sent(reminding.remind)) == 1
    assert sent(reminding.remind) == []


def test_what_is_stuck_for_a_month_is_asked_about_once(here, sent, clock):
    led(here, days=200, state="stuck", text="Nobody is free.")
    got = []
    for day in range(100):
        got += [day for _one in sent(reminding.remind)]
        clock.forward(days=1)
    assert got == [30]


def test_a_digest_comes_on_monday_morning_in_counts_and_days(here, sent, clock):
    led(here, days=-4, title="First")
    row = led(here, days=9, by=here.lead, helpers=(here.evaluator.person.id,))
    led(here, days=90, state="stuck", text="No room.")
    subject = "Your actions this week"
    assert sent(reminding.send_digests) == [("isla@example.scot", subject), ("morag@example.scot", subject)]
    (body,) = [str(letter.body) for letter in mail.outbox if letter.to == ["isla@example.scot"]]
    assert "You lead 2 actions that are not done. You help with 1 action." in body
    assert "– 1 is overdue: it was due by 26 February 2026.\n" in body
    assert "– 1 is due by 11 March 2026.\n" in body
    assert "– 1 is stuck.\n– 3 are new.\n" in body
    assert "/progress/" not in body
    for one in (*WRITTEN, "First", "No room", row.id, here.team.name):
        assert one not in body
    assert sent(reminding.send_digests) == []
    clock.forward(days=1)
    assert sent(reminding.send_digests) == []
    clock.forward(days=1)
    assert sent(reminding.send_digests) == []
    clock.forward(days=5)
    assert len(sent(reminding.send_digests)) == 2


def test_a_digest_is_quiet_where_there_is_nothing_to_say(here, sent, clock):
    led(here, days=90)
    clock.forward(days=14)
    assert sent(reminding.send_digests) == []
    asked = Notice.objects.count()
    assert asked == 1
    assert sent(reminding.send_digests) == []
    assert Notice.objects.count() == asked


def test_a_digest_comes_as_often_as_its_reader_chose(here, sent, clock):
    led(here, days=5)
    letters.choose(every="day", reminders=True, by=here.evaluator.actor)
    got = []
    for day in range(7):
        got += [(day, subject) for _to, subject in sent(reminding.send_digests)]
        clock.forward(days=1)
    assert got == [(day, "Your actions today") for day in range(5)]
    letters.choose(every="never", reminders=True, by=here.evaluator.actor)
    clock.set(2026, 3, 9, 8)
    assert sent(reminding.send_digests) == []
    assert letters.weekly(here.evaluator.person.id, "isla@example.scot") is None
    assert letters.weekly(here.evaluator.person.id, "other@example.scot") is None


def test_whoever_plans_and_leads_nothing_is_told_of_what_nobody_leads(here, sent):
    row, subject = led(here, days=9), "Your actions this week"
    assert sent(reminding.send_digests) == [("isla@example.scot", subject)]
    Action.objects.filter(pk=row.pk).update(lead=None)
    body = letters.weekly(here.lead.person.id, "morag@example.scot")
    assert body is not None
    assert "– 1 action that you plan has nobody to lead it now: give it to somebody." in body.text
    Notice.objects.all().delete()
    plans = "Actions that nobody leads now"
    assert sent(reminding.send_digests) == [("isla@example.scot", plans), ("morag@example.scot", plans)]


def test_what_is_done_and_not_shown_is_told_beside_what_is_to_be_done(here, sent):
    led(here, days=-4, state="done")
    assert sent(reminding.send_digests) == []
    led(here, days=4)
    body = letters.weekly(here.evaluator.person.id, "isla@example.scot")
    assert body is not None
    assert "– 1 more that you lead is done; what shows its impact is still missing." in body.text


def test_choosing_is_recorded_once_and_what_is_not_on_the_list_is_refused(here):
    for _again in range(2):
        letters.choose(every="day", reminders=False, by=here.evaluator.actor)
    row = Letters.objects.get()
    assert (row.every, row.reminders) == ("day", False)
    assert Entry.objects.filter(verb="chose letters of").count() == 1
    with pytest.raises(Exception, match="list"):
        letters.choose(every="hour", reminders=True, by=here.evaluator.actor)
