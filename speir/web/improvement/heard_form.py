"""The form of an answer to what was heard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.core.text import day
from speir.improvement.queries.heard_form import Editing, Offered
from speir.improvement.rules.heard import Said, read_link
from speir.improvement.rules.naming import AGE_WORDS, VOICE_WORDS
from speir.web.shell.fields import AnyOf, DayField, OneOf, box

TYPED = ("source", "heard", "decided", "happened")


def _text(label: Any, hint: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows, "cols": None}),
    )


class HeardForm(forms.Form):
    """Whose views, what was heard, what was decided, what happened, and what it rests on."""

    answering_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    voice = forms.ChoiceField(
        label=gettext_lazy("Whose views were they?"),
        choices=[(key, gettext_lazy(words)) for key, words in VOICE_WORDS.items()],
        widget=OneOf(attrs={"class": "options--inline"}),
        error_messages={"required": gettext_lazy("Choose whose views they were.")},
    )
    age = forms.ChoiceField(
        label=gettext_lazy("How old are the children who will read it?"),
        help_text=gettext_lazy("Word it for them. For children of another age, word it once more."),
        choices=[(key, gettext_lazy(words)) for key, words in AGE_WORDS.items()],
        required=False,
        widget=OneOf(attrs={"class": "options--inline"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Where was it heard?"),
        help_text=gettext_lazy(
            "So that they know it was them: “Children’s group in Strathardle”. Name nobody."
        ),
        required=False,
        widget=box(),
    )
    on = DayField(
        label=gettext_lazy("When? (optional)"),
        help_text=gettext_lazy("For example: 3 March 2026, or March 2026."),
        required=False,
        max_length=100,
        widget=box(autocomplete="off"),
    )
    heard = _text(
        gettext_lazy("You said"),
        gettext_lazy(
            "What they told you, in their own words and short sentences: “Meetings have too many grown-ups.”"
        ),
    )
    decided = _text(
        gettext_lazy("We decided"),
        gettext_lazy(
            "What was decided because of it: “You choose who comes.” If nothing was, say that, and why."
        ),
    )
    happened = _text(
        gettext_lazy("What happened"),
        gettext_lazy("What is different now. If nothing is yet, say so, and when there will be news."),
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("In which evidence was it heard? (optional)"),
        help_text=gettext_lazy(
            "At first the newest with these views and no answer yet. It does not stand on a sheet."
        ),
        required=False,
        widget=AnyOf,
    )
    followed = forms.MultipleChoiceField(
        label=gettext_lazy("Which priority or action followed? (optional)"),
        required=False,
        widget=AnyOf,
    )

    def offer(self, shown: Editing, posted: QueryDict) -> None:
        """List evidence, priorities and actions; what came with the form is left to the action to refuse."""
        for name, offered in (("items", shown.items), ("followed", shown.followed)):
            field: Any = self.fields[name]
            field.choices = [(one.link, _label(one)) for one in offered]
            known = {one.link for one in offered}
            brought = [key for key in posted.getlist(name) if key not in known]
            # Somebody may have answered it meanwhile: it is no longer offered, and still meant.
            field.choices += [
                (key, _("Something that is no longer offered")) for key in dict.fromkeys(brought)
            ]

    def typed(self) -> Said:
        """Return what was typed."""
        data = self.cleaned_data
        links = tuple(key for key in (*data["items"], *data["followed"]) if read_link(key)[0])
        names = ("voice", "age", "source", "on", "heard", "decided", "happened")
        return Said(**{name: data[name] for name in names}, links=links)


def initial(said: Said) -> dict[str, Any]:
    """Return what a form begins with."""
    names = ("voice", "age", "source", "heard", "decided", "happened")
    return {name: getattr(said, name) for name in names} | {
        "on": day(said.on) if said.on else "",
        "items": list(said.links),
        "followed": list(said.links),
    }


def as_sent(posted: QueryDict) -> dict[str, Any]:
    """Return the form as it was sent."""
    names = ("voice", "age", "source", "on", "heard", "decided", "happened", "answering_id")
    made: dict[str, Any] = {name: posted.get(name, "") for name in names}
    return made | {name: posted.getlist(name) for name in ("items", "followed")}


def begun(posted: QueryDict, shown: Editing) -> dict[str, Any]:
    """Return the form as it was sent, with what was said last of each ticked action put into *What happened*."""
    made = as_sent(posted)
    ticked = set(made["followed"])
    lines = [one.last for one in shown.followed if one.link in ticked and one.last]
    new = [one for one in lines if one not in made["happened"]]
    return made | {"happened": "\n".join(part for part in (made["happened"].strip(), *new) if part)}


def stands(said: Said, links: Iterable[str]) -> list[tuple[str, str]]:
    """Return what stands now, as a form that is older shows it beside what was typed."""
    return [
        (_("Whose views were they?"), _(VOICE_WORDS[said.voice])),
        (_("How old?"), _(AGE_WORDS[said.age]) if said.age else ""),
        (_("Where was it heard?"), said.source),
        (_("When?"), day(said.on) if said.on else ""),
        (_("You said"), said.heard),
        (_("We decided"), said.decided),
        (_("What happened"), said.happened),
        (_("Rests on"), "\n".join(links)),
    ]


def _label(one: Offered) -> str:
    what, _id = read_link(one.link)
    said = {"priority": _("Priority: %(says)s"), "action": _("Action: %(says)s")}.get(what, "%(says)s")
    words = said % {"says": one.says}
    if one.more:
        words = f"{words} ({_(one.more)})"
    return _("%(words)s Said last: “%(last)s”") % {"words": words, "last": one.last} if one.last else words
