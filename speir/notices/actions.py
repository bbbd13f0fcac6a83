"""Posting and sending notices. Whoever posts one has an entry in the trail for what it is about."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from speir.core import jobs
from speir.notices import rules
from speir.notices.models import Notice
from speir.notices.rules import Letter

# So long a try may take before another worker may think that the first one is gone, where nobody can tell.
AT_WORK = dt.timedelta(minutes=10)
KEPT = dt.timedelta(days=90)
# So many are given to the worker at a time.
MOST = 200

log = logging.getLogger(__name__)
Writer = Callable[[str, str], Letter | None]
Gatherer = Callable[[list[str], str], Letter | None]
_writers: dict[str, Writer] = {}
_gatherers: dict[str, Gatherer] = {}


def writer(kind: str) -> Callable[[Writer], Writer]:
    """Register the decorated function as what writes letters of a kind, given what they are about and to whom.

    It returns None where there is no reason for the letter any more. It may be asked more than once.
    """

    def register(function: Writer) -> Writer:
        _writers[kind] = function
        return function

    return register


def gatherer(kind: str) -> Callable[[Gatherer], Gatherer]:
    """Register the decorated function as what writes letters of a kind about several things, given all of them."""

    def register(function: Gatherer) -> Gatherer:
        _gatherers[kind] = function
        return function

    return register


def configured() -> bool:
    """Return whether there is a mail server to send by."""
    return bool(settings.MAIL)


@transaction.atomic
def post(*, kind: str, to: str, about_id: str, once: str) -> None:
    """Have a letter sent once this transaction is committed; a second one with the same `once` is not."""
    notice = Notice(kind=kind, to=to, about_id=about_id, once=once, due_at=timezone.now())
    # Where it was posted before, this one is not stored, and its job finds nothing to send.
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    jobs.defer("notices.send", notice_id=notice.id)


@transaction.atomic
def post_together(*, kind: str, to: str, matters: Mapping[str, str]) -> bool:
    """Have one letter sent of several matters, given by `once` the thing that each is about; return whether one is.

    A matter that was posted before, or that somebody else posts at this moment, is left out: it leaves in that letter.
    """
    rows = [Notice(kind=kind, to=to, about_id=about_id, once=once) for once, about_id in matters.items()]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    ours = set(Notice.objects.filter(pk__in=[row.id for row in rows]).values_list("pk", flat=True))
    kept = [row.id for row in rows if row.id in ours]
    if not kept:
        return False
    first, *others = kept
    Notice.objects.filter(pk__in=others).update(leaves_with=first)
    Notice.objects.filter(pk=first).update(due_at=timezone.now())
    jobs.defer("notices.send", notice_id=first)
    return True


def send(*, notice_id: str) -> None:
    """Send a notice that is due. No transaction stays open while the mail server is spoken to."""
    notice = _taken(notice_id)
    if notice is None:
        return
    letter = _letter(notice)
    if letter is None:
        _close(notice, problem="no reason for it any more")
        return
    try:
        _message(notice, letter).send()
    except (OSError, smtplib.SMTPException) as error:
        # The class alone: what a mail server says may hold the address.
        problem = type(error).__name__
        due = rules.next_try(tries=notice.tries, now=timezone.now())
        _close(notice, problem=problem, due=due)
        log.warning("The notice %s did not leave (%s); %s.", notice.id, problem, due or "given up")
    else:
        _close(notice, sent=timezone.now())


def send_due() -> int:
    """Give notices that are due to the worker again: after a failure, or when a worker died. Return how many.

    One in the midst of which a worker was killed is due at once, whatever became of the job that it was.
    """
    now = timezone.now()
    begun = Notice.objects.filter(due_at__gt=now).exclude(worker="").values_list("id", "worker")
    due = [notice_id for notice_id, worker in begun if jobs.ended(worker)]
    due += Notice.objects.filter(due_at__lte=now).order_by("due_at").values_list("id", flat=True)[:MOST]
    if configured():
        for notice_id in due:
            jobs.defer("notices.send", notice_id=notice_id)
    return len(due)


def forget_old() -> int:
    """Delete notices that were done with a quarter of a year ago; return how many."""
    old = Notice.objects.filter(due_at=None, made_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


@transaction.atomic
def _taken(notice_id: str) -> Notice | None:
    """Return the notice if it is due and nobody else is at it; it is not due again until this try is surely over."""
    now = timezone.now()
    notice = Notice.objects.select_for_update().filter(pk=notice_id, due_at__isnull=False).first()
    if notice is None or notice.due_at is None or (notice.due_at > now and not jobs.ended(notice.worker)):
        return None
    notice.tries += 1
    notice.due_at, notice.worker = now + AT_WORK, jobs.this_worker()
    notice.save(update_fields=["tries", "due_at", "worker"])
    return notice


def _letter(notice: Notice) -> Letter | None:
    if notice.kind not in _writers and notice.kind not in _gatherers:
        autodiscover_modules("tasks")
    if notice.kind in _writers:
        return _writers[notice.kind](notice.about_id, notice.to)
    others = notice.others.order_by("once").values_list("about_id", flat=True)
    return _gatherers[notice.kind]([notice.about_id, *others], notice.to)


def _close(
    notice: Notice, *, sent: dt.datetime | None = None, problem: str = "", due: dt.datetime | None = None
) -> None:
    """Note what became of a notice; done with, of all that left with it by the same statement."""
    done = Q(pk=notice.pk) if due else Q(pk=notice.pk) | Q(leaves_with=notice.pk)
    Notice.objects.filter(done).update(sent_at=sent, problem=problem, due_at=due, worker="")


def _message(notice: Notice, letter: Letter) -> EmailMessage:
    host = urlsplit(settings.PUBLIC_URL or "https://localhost").hostname or "localhost"
    headers = {"Message-ID": f"<{notice.id}@{host}>", "Auto-Submitted": "auto-generated"}
    headers |= rules.stopping(letter.stops_at)
    return EmailMessage(letter.subject, letter.text, settings.MAIL_FROM, [notice.to], headers=headers)
