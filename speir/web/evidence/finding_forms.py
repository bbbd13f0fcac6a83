"""What to look for among evidence: the form, and what it understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.text import capital, day
from speir.core.words import asked
from speir.evidence.queries.kinds import kinds_read
from speir.evidence.rules.finding import Wanted
from speir.evidence.rules.items import SPEAKS_OF_WORDS, TAKEN_AS_WORDS, TRIAGE_WORDS, VOICE_WORDS
from speir.frameworks.queries import all_current
from speir.frameworks.rules.structure import Framework
from speir.organisations.queries import read_in
from speir.web.shell.fields import AnyOf, DayField, FromList, OneOf, box

LONGEST = 200
ANYTHING: tuple[str, str | Promise] = ("", _("Anything"))
STANDS = {
    "mine": _("What I wrote"),
    "stale": _("Stale"),
    "uncited": _("Not used in any broad view that I can read"),
}
WITHDRAWN = {"": _("Leave it out"), "also": _("Show it too"), "only": _("Show nothing else")}
# The same, said of a list that is narrowed down by it.
WITH_WITHDRAWN = {"also": _("With what was withdrawn"), "only": _("Withdrawn")}


def _said(words: Mapping[str, str]) -> list[tuple[str, str | Promise]]:
    return [ANYTHING, *((key, capital(str(_(said)))) for key, said in words.items())]


class FindForm(forms.Form):
    """Everything that narrows the register down. What cannot be read is said beside its field."""

    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST,
        help_text=_("A phrase goes in “quotation marks”; a minus goes before what is not to be there."),
        widget=box(autocomplete="off"),
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False, widget=FromList)
    kind = forms.ChoiceField(label=_("Kind of source"), required=False, widget=FromList)
    unit = forms.ChoiceField(
        label=_("Organisation or team, with all below it"), required=False, widget=FromList
    )
    since = DayField(label=_("Time from"), required=False, max_length=60, widget=box(autocomplete="off"))
    until = DayField(
        last=True, label=_("Until"), required=False, max_length=60, widget=box(autocomplete="off")
    )
    voice = forms.ChoiceField(label=_("Voice of"), required=False, widget=FromList)
    speaks_of = forms.ChoiceField(label=_("Tells of"), required=False, widget=FromList)
    taken_as = forms.ChoiceField(label=_("Fact or opinion"), required=False, widget=FromList)
    triage = forms.ChoiceField(label=_("First look"), required=False, widget=FromList)
    stands = forms.MultipleChoiceField(
        label=_("Only"), required=False, widget=AnyOf, choices=list(STANDS.items())
    )
    withdrawn = forms.ChoiceField(
        label=_("What was withdrawn"), required=False, widget=OneOf, choices=list(WITHDRAWN.items())
    )

    def __init__(self, actor: Actor, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.actor = actor
        self.frameworks = all_current()
        for name, words in (
            ("voice", VOICE_WORDS),
            ("speaks_of", SPEAKS_OF_WORDS),
            ("taken_as", TAKEN_AS_WORDS),
            ("triage", TRIAGE_WORDS),
        ):
            self._offer(name, _said(words))
        self._offer("theme", [ANYTHING, *themes_to_find(self.frameworks)])
        self._offer("kind", lambda: [ANYTHING, *self._kinds])
        self._offer("unit", lambda: [ANYTHING, *self._units])

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @cached_property
    def _units(self) -> list[tuple[str, str]]:
        return [(unit.id, unit.name) for unit in read_in(self.actor, Permission.READ_EVIDENCE)]

    @cached_property
    def _kinds(self) -> list[tuple[str, str | Promise]]:
        """Those of the frameworks, then an organisation's own; two of one name are one unit's each."""
        known = {kind.key: kind.name for framework in self.frameworks for kind in framework.source_kinds}
        return [*known.items(), *((kind.key, kind.name) for kind in kinds_read(self.actor))]

    def clean(self) -> dict[str, Any]:
        """Days run forwards."""
        typed: dict[str, Any] = super().clean() or {}
        since, until = typed.get("since"), typed.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first day."))
        return typed

    @property
    def wanted(self) -> Wanted:
        """What was asked for, as far as it could be read."""
        typed = self.cleaned_data
        stands = typed.get("stands") or []
        plain = ("theme", "kind", "unit", "voice", "speaks_of", "taken_as", "triage", "withdrawn")
        given: dict[str, Any] = {name: typed.get(name, "") for name in plain}
        given |= {name: name in stands for name in STANDS}
        return Wanted(
            words=asked(typed.get("words", "")), since=typed.get("since"), until=typed.get("until"), **given
        )

    def in_force(self) -> Iterable[tuple[str, str, str, str]]:
        """Yield what narrows the list down: the field, its value, and both in words."""
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not value:
                continue
            if name == "stands":
                yield from ((name, one, "", str(STANDS[one])) for one in value)
            elif name == "withdrawn":
                yield name, value, "", str(WITH_WITHDRAWN[value])
            elif name in {"since", "until"}:
                words = _("From") if name == "since" else _("Until")
                yield name, self.data[name], str(words), day(value)
            elif isinstance(field, forms.ChoiceField):
                yield name, value, str(field.label), _named(field, value)
            else:
                yield name, value, str(field.label), value


class RenameForm(forms.Form):
    """What a search is called."""

    name = forms.CharField(label=_("Name of the search"), required=False, widget=box(autocomplete="off"))


class SaveForm(RenameForm):
    """A search to be kept: its name, its words, and what else it looks for as the register's address says it."""

    words = forms.CharField(
        label=_("Words that it looks for"), required=False, max_length=LONGEST, widget=box(autocomplete="off")
    )
    asked = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    search_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)


def _named(field: forms.ChoiceField, value: str) -> str:
    choices: Any = field.choices
    for key, words in choices:
        if isinstance(words, list | tuple):
            for inner, said in words:
                if inner == value:
                    # "Any theme of it" says nothing without what it is.
                    return str(key) if inner.endswith("/") else str(said)
        elif key == value:
            return str(words)
    return value


def themes_to_find(frameworks: Iterable[Framework]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every indicator with its themes, as groups of a list."""
    return [
        (
            f"{indicator.number} {indicator.title}",
            [
                (f"{framework.key}/{indicator.number}/", str(_("Any theme of %s") % indicator.number)),
                *((theme.path, theme.title) for theme in indicator.themes),
            ],
        )
        for framework in frameworks
        for indicator in framework.indicators
    ]
