"""What the templates of the register are given: keys become words, dates become what people say."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from speir.core.text import capital, day, period
from speir.evidence.queries.items import Evidence
from speir.evidence.rules.items import (
    BEARS_WORDS,
    SPEAKS_OF_WORDS,
    TAKEN_AS_WORDS,
    TRIAGE_WORDS,
    is_stale,
    views,
)
from speir.frameworks.queries import all_current
from speir.frameworks.rules.structure import Framework


def kind(item: Evidence) -> str:
    """Return what an item's kind of source is called, in the words of whichever framework has it."""
    return _(_known(item).name_of_kind(item.kind, item.own_kind))


def marks(item: Evidence) -> list[str]:
    """Return what somebody has to know of an item before using it: withdrawn, stale, private to its writer."""
    said = []
    if item.withdrawn_at is not None:
        said.append(_("withdrawn"))
    elif is_stale(item.valid_until, timezone.localdate()):
        said.append(_("stale since %(on)s") % {"on": day(item.valid_until)})
    if item.home.only_me:
        said.append(_("private to its writer, until shared"))
    return said


def whole(item: Evidence, unit: str) -> list[tuple[str, str]]:
    """Return all that was said of an item as pairs of what and how; what nobody has said is left out."""
    until = _("%(on)s") % {"on": day(item.valid_until)}
    said = [
        (_("Kind of source"), kind(item)),
        (_("Where it came from"), item.origin),
        (_("Date or period"), period(item.from_day, item.to_day)),
        (_("Whose it is"), unit),
        (_("Tells of"), _said(SPEAKS_OF_WORDS, item.speaks_of)),
        (_("Fact or opinion"), _said(TAKEN_AS_WORDS, item.taken_as)),
        (_("Voices"), _(views(item.voices)) if item.voices else ""),
        (_("First look"), _said(TRIAGE_WORDS, item.triage)),
        (_("Valid until"), until),
        (_("Stands"), ", ".join(marks(item))),
        (_("Written by"), item.written_by_name),
    ]
    return [(what, capital(how)) for what, how in said if how] + themes(item)


def themes(item: Evidence) -> list[tuple[str, str]]:
    """Return the themes that an item bears on, each with how it does."""
    by_path = {
        path: (framework, theme)
        for framework in all_current()
        for path, theme in framework.theme_by_path.items()
        if path in dict(item.themes)
    }
    return [
        (_("Bears on %(theme)s") % {"theme": by_path[path][1].title}, capital(_(BEARS_WORDS[how])))
        for path, how in item.themes
        if path in by_path
    ]


def _known(item: Evidence) -> Framework:
    frameworks = all_current()
    return next((each for each in frameworks if item.kind in each.kind_by_key), frameworks[0])


def _said(words: dict[str, str], key: str) -> str:
    return _(words[key]) if key else ""
