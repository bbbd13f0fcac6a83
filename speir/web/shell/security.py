"""What Speir does to keep things private, in plain sentences; where it depends on the installation, as it is today.

Nothing stands here that would help somebody who attacks it: no names of programs, no addresses, no limits.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

import speir
from speir.core.text import day
from speir.trail.queries.chains import last_check

Part = tuple[str, list[str]]


def parts(*, secure: bool) -> list[Part]:
    """Return the page's parts, each a heading with its sentences. `secure`: the page came by https. One query."""
    return [
        (_("Who reads what you write"), _reading()),
        (_("No child is named"), _names()),
        (_("How people come in"), _coming_in(secure=secure)),
        (_("What is recorded"), _recorded()),
        (_("What is kept, and what goes"), _kept()),
        (_("What leaves this installation"), _leaving()),
    ]


def _reading() -> list[str]:
    return [
        _(
            "What you write is private to the place where you write it, or to you alone, until somebody shares it."
        ),
        _("Sharing says with whom, why and until when. It is shown to those concerned and can be ended."),
        _(
            "Somebody above you does not read it merely by being above. Who looks after people and units reads none."
        ),
        _("What is not open to you looks as if it were not there."),
    ]


def _names() -> list[str]:
    return [
        _("What you write is checked for names and numbers before it is saved. The check runs here alone."),
        _(
            "A text that may name somebody waits with its writer until they replace it or say why it may stay."
        ),
        _(
            "A name that got in is removed for good: from today's texts, earlier ones, sealed editions and their files."
        ),
    ]


def _coming_in(*, secure: bool) -> list[str]:
    factor: Any = getattr(settings, "SECOND_FACTOR_REQUIRED", False)
    hours = settings.SESSION_COOKIE_AGE // 3600
    return [
        _("Everybody proves a second time who they are, with more than a password.")
        if factor
        else _("A second factor is not required on this installation yet."),
        _("Passwords are kept in a form from which they cannot be read, and guessing is slowed down."),
        _("Signing in holds for %(n)d hours at the most.") % {"n": hours},
        _("Between your browser and Speir everything is encrypted.")
        if secure
        else _(
            "This installation is not reached over an encrypted connection: it is meant for this machine alone."
        ),
    ]


def _recorded() -> list[str]:
    found = last_check()
    said = [
        _("Who did, read, shared or took away what, and when. Nothing that anybody wrote stands in it."),
        _("It can be added to and not changed, and it is sealed every minute, so that a missing line shows."),
    ]
    if found is None:
        return [*said, _("It has not been read through yet; that is done once a day.")]
    words = {"day": day(found.at.date()), "time": f"{found.at:%H:%M}"}
    if found.whole:
        return [*said, _("It was read through on %(day)s at %(time)s, and all of it was there.") % words]
    sentence = _("It was read through on %(day)s at %(time)s, and not all of it was there as it was sealed.")
    return [*said, sentence % words + " " + _("Tell whoever runs this installation.")]


def _kept() -> list[str]:
    return [
        _(
            "Nothing that people wrote goes by the clock. At the end of its time somebody looks at it and decides."
        ),
        _("Each removal leaves who, when and why. A legal hold beats every removal."),
        _(
            "Notes that cannot be sent wait in your browser for a day at most, for you alone. Signing out asks first."
        ),
    ]


def _leaving() -> list[str]:
    return [
        _("No text that people write is sent to another service. Pages load nothing from elsewhere."),
        _("What you download is yours to look after: Speir cannot call it back."),
        _("This is Speir %(version)s.") % {"version": speir.VERSION},
    ]
