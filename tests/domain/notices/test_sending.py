"""Letters leave once, by a real mail server; one that did not is tried again, and given up in the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from speir.core import jobs
from speir.core.ids import new_id
from speir.notices import actions
from speir.notices.models import Notice
from speir.notices.rules import WAITS, Letter
from tests.factories.mail import PostBox, mail_server, text

pytestmark = pytest.mark.django_db
WORDS = Letter("A subject – for ’you’", ("First.", "’S e seo an dàrna pàirt. 👍"))


@pytest.fixture
def box(settings: Any) -> Iterator[PostBox]:
    with mail_server(settings) as running:
        yield running


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the writer of letters of the kind `test` was asked."""
    seen: list[tuple[str, str]] = []

    def write(about_id: str, to: str) -> Letter | None:
        seen.append((about_id, to))
        return None if about_id == "over" else WORDS

    monkeypatch.setitem(actions._writers, "test", write)
    return seen


def post(once: str = "one", about_id: str = "a") -> Notice:
    actions.post(kind="test", to="isla@example.scot", about_id=about_id, once=once)
    return Notice.objects.get(once=once)


def test_a_letter_leaves_by_the_mail_server_once_however_often_the_job_runs(box, asked):
    notice = post()
    for _ in range(3):
        actions.send(notice_id=notice.id)
    (letter,) = box.letters
    assert (letter["From"], letter["To"]) == ("Speir <speir@example.scot>", "isla@example.scot")
    assert letter["Subject"] == WORDS.subject
    assert text(letter).replace("\r\n", "\n").strip() == WORDS.text.strip()
    assert letter["Message-ID"] == f"<{notice.id}@speir.example.scot>"
    assert letter["Auto-Submitted"] == "auto-generated"
    notice.refresh_from_db()
    assert notice.sent_at
    assert notice.due_at is None


def test_the_same_matter_is_posted_once(box, asked, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post()
        post()
    assert len(box.letters) == 1


def test_what_has_no_reason_any_more_does_not_leave(box, asked):
    notice = post(about_id="over")
    actions.send(notice_id=notice.id)
    notice.refresh_from_db()
    assert not box.letters
    assert (notice.sent_at, notice.due_at) == (None, None)


def test_a_letter_that_the_server_refused_is_tried_again_later_and_leaves_then(
    box, asked, clock, django_capture_on_commit_callbacks
):
    box.refuses = "451 isla@example.scot is busy"
    notice = post()
    actions.send(notice_id=notice.id)
    notice.refresh_from_db()
    assert notice.problem == "SMTPDataError"  # and not what the server said, which may name somebody
    actions.send(notice_id=notice.id)
    assert len(asked) == 1  # not due yet
    box.refuses = ""
    clock.forward(minutes=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.send_due() == 1
    assert len(box.letters) == 1
    assert actions.send_due() == 0


def test_a_letter_that_never_leaves_is_given_up(box, asked, clock):
    box.refuses = "550 no"
    notice = post()
    for wait in WAITS:
        actions.send(notice_id=notice.id)
        clock.forward(seconds=wait.total_seconds())
    actions.send(notice_id=notice.id)
    notice.refresh_from_db()
    assert notice.due_at is None
    assert notice.tries == len(WAITS) + 1


def test_a_server_that_is_not_there_is_a_failure_like_any_other(settings, asked):
    with mail_server(settings):
        pass
    notice = post()
    actions.send(notice_id=notice.id)
    notice.refresh_from_db()
    assert notice.problem == "ConnectionRefusedError"
    assert notice.due_at


def test_a_worker_that_dies_in_the_middle_leaves_the_letter_due(box, asked, clock, monkeypatch):
    notice = post()

    def dies(*of: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(actions, "_message", dies)
        with pytest.raises(SystemExit):
            actions.send(notice_id=notice.id)
    actions.send(notice_id=notice.id)
    assert not box.letters  # another worker may still be at it
    clock.forward(minutes=10)
    actions.send(notice_id=notice.id)
    assert len(box.letters) == 1


def test_old_letters_are_forgotten(box, asked, clock):
    done, waiting = post(new_id()), post(new_id())
    actions.send(notice_id=done.id)
    clock.forward(days=91)
    assert actions.forget_old() == 1
    assert Notice.objects.get() == waiting


def test_a_letter_whose_worker_was_killed_is_due_at_once_and_while_that_worker_lives_it_is_not(
    box, asked, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.VAR_DIR = tmp_path
    notice = post()
    with jobs.at_work() as worker:
        taken = actions._taken(notice.id)
        assert taken is not None
        assert taken.worker == worker
        actions.send(notice_id=notice.id)
        assert actions.send_due() == 0
    # As a worker that was killed leaves it: the file is there, and nobody holds it.
    (tmp_path / "workers" / worker).touch()
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.send_due() == 1
    assert len(box.letters) == 1
    notice.refresh_from_db()
    assert (notice.worker, notice.due_at, notice.tries) == ("", None, 2)
    actions.send(notice_id=notice.id)
    assert len(box.letters) == 1
