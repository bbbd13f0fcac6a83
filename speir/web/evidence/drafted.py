"""What pages say of an item that is not written yet: keys become words, dates become what people say."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from speir.core.text import day, period
from speir.evidence.rules.items import (
    BEARS_WORDS,
    SPEAKS_OF_WORDS,
    TAKEN_AS_WORDS,
    TRIAGE_WORDS,
    Draft,
    views,
)
from speir.frameworks.rules.structure import Framework


def line(draft: Draft, framework: Framework, own_kinds: Mapping[str, str]) -> str:
    """Return in one line what was understood of a draft beside its words; `own_kinds` are names by key."""
    kind = framework.name_of_kind(draft.kind, own_kinds.get(draft.kind)) if draft.kind else ""
    told = [
        kind,
        period(draft.from_day, draft.to_day),
        draft.origin,
        _(SPEAKS_OF_WORDS[draft.speaks_of]) if draft.speaks_of else "",
        _(TAKEN_AS_WORDS[draft.taken_as]) if draft.taken_as else "",
        _(views(draft.voices)) if draft.voices else "",
        _(TRIAGE_WORDS[draft.triage]) if draft.triage else "",
        _("valid until %(on)s") % {"on": day(draft.valid_until)} if draft.valid_until else "",
        *themes(draft, framework),
        *(link.url for link in draft.links),
    ]
    return " · ".join(words for words in told if words)


def themes(draft: Draft, framework: Framework) -> list[str]:
    """Return the themes that a draft bears on, each with how it does."""
    return [
        _("%(theme)s: %(how)s") % {"theme": framework.theme_by_path[path].short, "how": _(BEARS_WORDS[how])}
        if how
        else framework.theme_by_path[path].short
        for path, how in draft.themes.items()
    ]
