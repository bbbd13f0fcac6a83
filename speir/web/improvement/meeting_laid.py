"""An action as a meeting shows it, and the form for what is said of it: filled into forms that are rendered once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from speir.core.text import capital, day, listed
from speir.improvement.queries.meeting_mode import Shown
from speir.improvement.rules.naming import STATE_WORDS, State
from speir.web.improvement.board_laid import led
from speir.web.improvement.doing_forms import still
from speir.web.improvement.links import to
from speir.web.shell.fields import OneOf
from speir.web.shell.rendered import blank, escaped, form, token

# By which key a state is chosen; `meeting.js` knows the same.
KEYS = (("u", State.UNDER_WAY.value), ("s", State.STUCK.value), ("d", State.DONE.value))
UNPROVED = (State.DONE, State.NO_DIFFERENCE)
# Which texts an action can have; a form is rendered for each set of them that there is.
TEXTS = ("nobody", "to_give", "lead", "unit", "helpers", "due", "late", "said", "said_on")
MORE = ("waits_for", "target", "shows", "steps")


class MeetingToldForm(forms.Form):
    """How far an action has come, and a sentence about it."""

    state = forms.ChoiceField(
        label=gettext_lazy("How far has it come?"),
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose how far it has come from the list.")},
    )
    text = forms.CharField(
        label=gettext_lazy("In a sentence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )

    def offer(self, says: tuple[str, ...], state: str, also: str = "") -> None:
        """List the states that can be said of an action in a state; `also` is one that an older form offered."""
        field: Any = self.fields["state"]
        older = [also] if also in STATE_WORDS and also not in says else []
        field.choices = [(key, _choice(key, state)) for key in (*says, *older)]


def facts(one: Shown) -> SafeString:
    """Return what is known of an action: who, by when, how far, what it waits for, and what would show it worked."""
    texts: dict[str, str] = {
        "nobody": led(one.lead) if one.nobody else "",
        "to_give": to("action_change", one.id) if one.nobody and one.gives else "",
        "lead": one.lead,
        "unit": one.unit,
        "helpers": listed(one.helpers),
        "due": day(one.due) if one.due else "",
        "late": _(one.late) if one.late else "",
        "said": linebreaksbr(one.said),
        "said_on": day(one.said_on) if one.said and one.said_on else "",
        "target": linebreaksbr(one.target),
        "shows": linebreaksbr(one.shows),
        "waits_for": _waits_for(one) if one.waits_for else "",
        "steps": _steps(one) if one.steps else "",
    }
    there = tuple([name for name in (*TEXTS, *MORE) if texts[name]])
    fill = _form_of_facts(one.state, there, get_language())
    return fill(
        {name: text if isinstance(text, SafeString) else escaped(text) for name, text in texts.items()}
    )


def say(request: HttpRequest, one: Shown, here: str) -> SafeString:
    """Return the form for what is said of an action, with nothing typed in it yet. `here` is where it is sent."""
    fill = _form_to_say(one.says, one.state, get_language())
    return fill({"here": escaped(here), "token": token(request)})


def keys(says: tuple[str, ...]) -> SafeString:
    """Return the keys of a meeting, for what can be said of its action."""
    return _keys(says, get_language())


@lru_cache(maxsize=64)
def _keys(says: tuple[str, ...], _language: str | None) -> SafeString:
    shown = [(key, _(STATE_WORDS[state])) for key, state in KEYS if state in says]
    return SafeString(render_to_string("improvement/meeting_keys.html", {"keys": shown}))


def _choice(key: str, state: str) -> str:
    return still(state) if key == state else capital(_(STATE_WORDS[key]))


def _waits_for(one: Shown) -> SafeString:
    shown = [(title, _(STATE_WORDS[state]) if state else "") for title, state in one.waits_for]
    return SafeString(render_to_string("improvement/meeting_lists.html#waits_for", {"waits_for": shown}))


def _steps(one: Shown) -> SafeString:
    shown = [(text, day(done) if done else "") for text, done in one.steps]
    return SafeString(render_to_string("improvement/meeting_lists.html#steps", {"steps": shown}))


@lru_cache(maxsize=512)
def _form_of_facts(
    state: str, there: tuple[str, ...], _language: str | None
) -> Callable[[dict[str, str]], SafeString]:
    """Return the form for actions of which the same is known, in the language of now."""
    shown: dict[str, Any] = {name: blank(name) if name in there else "" for name in (*TEXTS, *MORE)}
    shown |= {"state": _(STATE_WORDS[state]), "stuck": state == State.STUCK}
    return form("improvement/meeting_facts.html", shown)


@lru_cache(maxsize=64)
def _form_to_say(
    says: tuple[str, ...], state: str, _language: str | None
) -> Callable[[dict[str, str]], SafeString]:
    """Return the form for what can be said of an action in a state, in the language of now."""
    asked = MeetingToldForm(initial={"state": state})
    asked.offer(says, state)
    shown = {"form": asked, "base": state, "here": blank("here"), "unproved": state in UNPROVED}
    return form("improvement/meeting_say.html", shown | {"csrf_token": blank("token")})
