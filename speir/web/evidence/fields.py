"""The fields of an item of evidence on every page where one is written, drawn by templates in `evidence/fields/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from speir.core.text import period
from speir.evidence.queries.items import Evidence
from speir.evidence.queries.kinds import Kind
from speir.evidence.rules.items import MOST_WORDS, Bears, Draft
from speir.evidence.rules.links import MOST_LINKS, WORDS_LONGEST, Link, check_link
from speir.frameworks.rules.structure import Framework
from speir.web.evidence.suggesting import asked_for
from speir.web.shell.fields import AnyOf, DayField, FromList, OneOf, PeriodField, add_refused, box

# Asks the page how a period that was typed is read.
READ_AS_TYPED = {"hx-get": "", "hx-select": "#when_read_text", "hx-target": "#when_read"}
BEARS = [("strength", _("Strength")), ("weakness", _("Weakness")), ("both", _("Both")), ("", _("No"))]
# The form's names for a rule's fields, and the boxes that the guard reads.
NAMES = {"from_day": "when", "to_day": "when"}
# A button of the form that sets a theme, `hmie-2005/1.1/trust strength`: pressed, nothing is saved yet.
ADD_THEME = "add_theme"
SEVERAL = ("voices", "only_me")
TEXTS = (
    "shows",
    "account",
    "origin",
    *(f"{box}_{at}" for at in range(MOST_LINKS) for box in ("url", "words")),
)
NOT_SAID = ("", _("Not said"))
_ROW = re.compile(r"(?:url|words)_(\d)")
FEWEST_ROWS = 2


def only_me(usual: Any) -> forms.MultipleChoiceField:
    """Return the field that keeps something to its writer at first; `usual` says who reads it otherwise."""
    return forms.MultipleChoiceField(
        label=_("Who can read it?"),
        help_text=usual,
        required=False,
        choices=[("yes", _("Only me, until I share it"))],
        widget=AnyOf,
    )


class ItemFields(forms.Form):
    """One item of evidence. Only what it shows has to be there; all else is there for whoever knows it."""

    item_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)
    shows = forms.CharField(
        label=_("What do we know?"),
        help_text=_(
            "What is happening, not what should happen. No names, and nothing that would give a child away."
        ),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": None}),
        error_messages={"required": _("Write what we know: what is happening.")},
    )
    account = forms.CharField(
        label=_("The account"),
        help_text=_(
            "What lies behind it: who was asked, what was seen, how many. "
            "An empty line makes a new paragraph; lines that begin with - make a list."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, "cols": None, "data-most-words": str(MOST_WORDS)}),
    )
    kind = forms.CharField(
        label=_("What kind of source is it?"), required=False, max_length=40, widget=FromList
    )
    when = PeriodField(
        label=_("When was that?"),
        help_text=_("For example: April 2026, 3 March 2026, January to June 2026, 2025/26 or Q2 2025/26"),
        required=False,
        max_length=100,
        widget=box(forms.TextInput, **READ_AS_TYPED),
    )
    origin = forms.CharField(
        label=_("What exactly is the source?"),
        help_text=_(
            "For example: audit of 12 case files by the two team managers, or minutes of 3 March 2026"
        ),
        required=False,
        widget=box(),
    )
    speaks_of = forms.CharField(
        label=_("What does it tell of?"),
        required=False,
        max_length=10,
        widget=OneOf(
            choices=[
                ("happens", _("What happens")),
                ("impact", _("Its impact on children and families")),
                ("intended", _("What is intended: a policy, a plan, a training course")),
                NOT_SAID,
            ]
        ),
    )
    taken_as = forms.CharField(
        label=_("Is it a fact, or somebody’s opinion?"),
        required=False,
        max_length=10,
        widget=OneOf(
            attrs={"class": "options--inline"},
            choices=[("fact", _("Fact")), ("opinion", _("Opinion")), NOT_SAID],
        ),
    )
    voices = forms.MultipleChoiceField(
        label=_("Whose views does it carry, if any?"),
        required=False,
        choices=[
            ("children", _("Children and young people")),
            ("families", _("Families")),
            ("staff", _("Staff")),
            ("public", _("The public")),
        ],
        widget=AnyOf(attrs={"class": "options--inline"}),
    )
    triage = forms.CharField(
        label=_("At first look, how much does it concern you?"),
        help_text=_("What is uncertain is what to look at next."),
        required=False,
        max_length=10,
        widget=OneOf(
            attrs={"class": "options--inline"},
            choices=[
                ("none", _("No significant concern")),
                ("uncertain", _("Uncertain")),
                ("concern", _("Concern")),
                NOT_SAID,
            ],
        ),
    )
    valid_until = DayField(
        last=True,
        label=_("Until when is it valid?"),
        help_text=_(
            "Left empty: 18 months after its last day. After that it is shown as stale, and never removed for it."
        ),
        required=False,
        max_length=100,
        widget=box(),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        frameworks: Iterable[Framework],
        own_kinds: Iterable[Kind] = (),
        rows: int = 0,
        **kwargs: Any,
    ) -> None:
        """`rows` is for how many links there is room, where more is wanted than is filled."""
        super().__init__(compacted(data) if data is not None else None, **kwargs)
        self.fields["kind"].widget.choices = kinds(frameworks, own_kinds)
        filled = sum(1 for name in (self.data or self.initial) if name.startswith("url_"))
        self.rows = min(MOST_LINKS, max(FEWEST_ROWS, filled + (data is None), rows))
        for at in range(self.rows):
            about = {"n": at + 1}
            self.fields[f"url_{at}"] = forms.CharField(
                label=_now("Address %(n)d") % about, required=False, widget=box(inputmode="url")
            )
            self.fields[f"words_{at}"] = forms.CharField(
                label=_now("Words for it"), required=False, max_length=WORDS_LONGEST, widget=box()
            )

    @classmethod
    def begun(cls, posted: QueryDict, first: dict[str, Any], **known: Any) -> Self:
        """Return the form as it was sent or, where nothing was, as `first` has it.

        Sent for room for another link or to set a theme (ADD_THEME), it begins anew with all that was typed: nothing is
        saved by that, and nothing lost.
        """
        if not for_more(posted):
            return cls(posted or None, initial=first, **known)
        form = cls(None, **known)
        typed: dict[str, Any] = {name: posted.get(name, "") for name in form.fields}
        typed |= {name: posted.getlist(name) for name in SEVERAL}
        typed |= {name: posted[name] for name in posted if _ROW.fullmatch(name) or name.startswith("theme_")}
        path, _space, bears = posted.get(ADD_THEME, "").rpartition(" ")
        if bears in set(Bears):
            typed[form.theme_field(path)] = bears
        rows = 1 + sum(1 for name in typed if name.startswith("url_"))
        return cls(None, initial=typed, rows=rows, **known)

    def theme_field(self, path: str) -> str:
        """Return the name of the field for a theme, by its stable key."""
        return f"theme_{path}"

    @property
    def links(self) -> list[tuple[Any, Any]]:
        """The boxes of each link: its address and its words."""
        return [(self[f"url_{at}"], self[f"words_{at}"]) for at in range(self.rows)]

    @property
    def says_more(self) -> bool:
        """Whether a box that is folded away holds something, or has something wrong with it."""
        folded = ("account", "origin", "taken_as", "triage", "valid_until", "url_0", "words_0")
        return any(self[name].value() or self[name].errors for name in folded) or any(
            url.errors or words.errors for url, words in self.links
        )

    def clean(self) -> dict[str, Any]:
        """Say beside each link what is wrong with it."""
        typed: dict[str, Any] = super().clean() or {}
        for at in range(self.rows):
            url, words = typed.get(f"url_{at}", ""), typed.get(f"words_{at}", "")
            if words and not url:
                self.add_error(f"url_{at}", _("Enter the address, too."))
            elif url:
                add_refused(self, check_link(Link(url, words)), {"url": f"url_{at}", "words": f"words_{at}"})
        return typed

    def as_draft(self, themes: Mapping[str, str]) -> Draft:
        """Return the item as typed; `themes` are all that it bears on, by their stable keys."""
        typed = self.cleaned_data
        start, end = typed["when"] or (None, None)
        links = [Link(typed[f"url_{at}"], typed[f"words_{at}"]) for at in range(self.rows)]
        return Draft(
            kind=typed["kind"],
            shows=typed["shows"],
            from_day=start,
            to_day=end,
            speaks_of=typed["speaks_of"],
            voices=tuple(typed["voices"]),
            themes=themes,
            account=typed["account"],
            origin=typed["origin"],
            taken_as=typed["taken_as"],
            triage=typed["triage"],
            valid_until=typed["valid_until"],
            links=tuple(link for link in links if link.url),
        )


def for_more(posted: QueryDict) -> bool:
    """Return whether a form was sent for room for another link, for themes or to set one, and not to be saved."""
    return posted.get("go") == "link" or asked_for(posted) or ADD_THEME in posted


def compacted(data: QueryDict) -> QueryDict:
    """Return a form as it was sent, its links without empty rows between them: a link's row is then its place."""
    rows = sorted({int(found[1]) for name in data if (found := _ROW.fullmatch(name))})
    pairs = [(data.get(f"url_{at}", "").strip(), data.get(f"words_{at}", "")) for at in rows]
    kept = [pair for pair in pairs if pair[0] or pair[1].strip()]
    changed = data.copy()
    for at in rows:
        for name in (f"url_{at}", f"words_{at}"):
            changed.pop(name, None)
    for at, (url, words) in enumerate(kept):
        changed[f"url_{at}"], changed[f"words_{at}"] = url, words
    return changed


def kinds(frameworks: Iterable[Framework], own: Iterable[Kind]) -> list[Any]:
    """Return the kinds of source to choose from: those that are published, and an organisation's own, in groups."""
    published: dict[str, str] = {}
    for framework in frameworks:
        published |= {kind.key: kind.name for kind in framework.source_kinds}
    first, ours = ("", _("Not said")), [(kind.key, kind.name) for kind in own]
    if not ours:
        return [first, *published.items()]
    return [first, (_("Published"), list(published.items())), (_("Our own"), ours)]


def initial(item: Evidence, links: Iterable[Link], usual: Any) -> dict[str, Any]:
    """Return an item as its form begins; `usual` is until when it would be valid if nobody had said."""
    rows = {f"{name}_{at}": getattr(link, name) for at, link in enumerate(links) for name in ("url", "words")}
    return rows | {
        "revision": item.revision,
        "shows": item.shows,
        "account": item.account,
        "origin": item.origin,
        "kind": item.source,
        "when": period(item.from_day, item.to_day),
        "speaks_of": item.speaks_of,
        "taken_as": item.taken_as,
        "voices": item.voices,
        "triage": item.triage,
        "valid_until": "" if item.valid_until == usual else period(item.valid_until, None),
    }
