"""The letters about signing in. They name nobody but who invites, and say nothing that was written in Speir."""

from __future__ import annotations

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speir.accounts import rules
from speir.accounts.actions.proving import token_for
from speir.accounts.models import Person, SignInAddress
from speir.core.ids import new_secret
from speir.core.text import day
from speir.notices.rules import Letter, no_link

NOT_YOU = "If you did not do this, tell your lead officer or whoever runs this installation now."


def _at(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


@transaction.atomic
def invitation(about_id: str, to: str) -> Letter | None:
    """Make the secret of an invitation and write its letter; None when it was used or taken back meanwhile."""
    found = SignInAddress.objects.select_for_update(of=("self",)).select_related("person")
    row = found.filter(pk=about_id, used_at=None, ends_at__gt=timezone.now(), person__is_active=True).first()
    if row is None:
        return None
    secret = new_secret()
    row.digest = rules.digest(secret)
    row.save(update_fields=["digest"])
    said = {
        "who": no_link(row.inviter_name) or _("Somebody"),
        "unit": no_link(row.unit_name) or _("a unit"),
    }
    until = day(timezone.localdate(row.ends_at))
    return Letter(
        _("%(who)s invites you to Speir") % said,
        (
            _("%(who)s invites you to take part in “%(unit)s” on Speir, where it evaluates its own work.")
            % said,
            _("Open this address and press the button. It works once, until %(day)s:") % {"day": until},
            _at(f"/sign-in/{secret}/"),
            _("It is yours alone: do not pass it on. If you do not expect this, do nothing."),
        ),
    )


def reset(about_id: str, to: str) -> Letter | None:
    """Write the letter by which somebody chooses a new password; None when the address is not theirs any more."""
    person = _with_address(about_id, to)
    if person is None or person.email_proven_at is None:
        return None
    key = f"{user_pk_to_url_str(person)}/{default_token_generator.make_token(person)}"
    return Letter(
        _("Choose a new password for Speir"),
        (
            _("Open this address within an hour to choose a new password:"),
            _at(f"/account/password/{key}/"),
            _("If you did not ask for it, do nothing: your password stays as it is."),
        ),
    )


def prove(about_id: str, to: str) -> Letter | None:
    """Write the letter by which somebody shows that an address is theirs."""
    person = Person.objects.filter(pk=about_id, is_active=True).first()
    if person is None:
        return None
    return Letter(
        _("Is this your e-mail address for Speir?"),
        (
            _("Somebody gave this address as theirs on Speir. If it was you, open this within a day:"),
            _at(f"/account/e-mail/{token_for(person, to)}/"),
            _("If it was not you, do nothing."),
        ),
    )


def moved(about_id: str, to: str) -> Letter | None:
    """Write to an address that is somebody's no longer."""
    return Letter(
        _("Your e-mail address on Speir was changed"),
        (
            _("From now on you sign in to Speir with another e-mail address, and e-mails go there."),
            _(NOT_YOU),
        ),
    )


def password_changed(about_id: str, to: str) -> Letter | None:
    """Write that a password was changed."""
    return Letter(
        _("Your password on Speir was changed"),
        (_("Your password on Speir was changed, and every other session of yours has ended."), _(NOT_YOU)),
    )


def factor_changed(about_id: str, to: str) -> Letter | None:
    """Write that a second factor came or went."""
    return Letter(
        _("Your second factor on Speir was changed"),
        (
            _("A passkey, an authenticator app or recovery codes of yours on Speir were added or removed."),
            _(NOT_YOU),
        ),
    )


def _with_address(person_id: str, email: str) -> Person | None:
    return Person.objects.filter(pk=person_id, email=email, is_active=True).first()
