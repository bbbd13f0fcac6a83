"""Forms of actions: what is to be done, how far it has come, its steps, and what it waits for."""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.core.text import day
from speir.improvement.queries.doing import ActionPage
from speir.improvement.queries.doing_forms import Editing
from speir.improvement.queries.people import Somebody
from speir.improvement.rules.doing import LEADS_SAY, ON, Said
from speir.improvement.rules.naming import STATE_WORDS, TO_DO, State
from speir.improvement.rules.texts import asked_about
from speir.web.shell.fields import AnyOf, DayField, FromList, OneOf, add_refused, box


def lines(rows: int) -> forms.Widget:
    """Return a box of some lines."""
    return forms.Textarea(attrs={"rows": rows, "cols": None})


class ActionForm(forms.Form):
    """What is to be done, for what, by whom and by when. Only the first has to be said before it is agreed."""

    action_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    # The day in the past that was asked about: sent again with it, it is meant.
    past = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("What is to be done?"),
        help_text=gettext_lazy("One thing, in a sentence. No names of children."),
        required=False,
        widget=lines(2),
    )
    target = forms.CharField(
        label=gettext_lazy("What is the target?"),
        help_text=gettext_lazy(
            "Specific and within reach, such as “Every school is rung on the day of the meeting, from March on”."
        ),
        required=False,
        widget=lines(2),
    )
    shows = forms.CharField(
        label=gettext_lazy("What would show that it worked? (optional)"),
        help_text=gettext_lazy("The measure or the evidence that would tell of a difference to children."),
        required=False,
        widget=lines(2),
    )
    lead = forms.CharField(
        label=gettext_lazy("Who leads it?"), required=False, max_length=16, widget=FromList
    )
    helpers = forms.MultipleChoiceField(
        label=gettext_lazy("Who helps?"),
        required=False,
        widget=AnyOf,
        error_messages={"invalid_choice": gettext_lazy("Choose those who help from the list.")},
    )
    unit = forms.CharField(
        label=gettext_lazy("Which organisation, service or team does it?"),
        help_text=gettext_lazy("It stands on their board, and in their part of a plan."),
        required=False,
        max_length=16,
        widget=FromList,
    )
    due = DayField(
        last=True,
        label=gettext_lazy("By when?"),
        help_text=gettext_lazy("For example: 30 June 2027."),
        required=False,
        max_length=100,
        widget=box(autocomplete="off"),
    )
    resources = forms.CharField(
        label=gettext_lazy("What does it take? (optional)"),
        help_text=gettext_lazy("People, time, money or training."),
        required=False,
        widget=lines(2),
    )
    begun_on = DayField(
        label=gettext_lazy("When did it begin?"),
        help_text=gettext_lazy("Evidence of its impact is from after this day."),
        required=False,
        max_length=100,
        widget=box(autocomplete="off"),
    )

    def offer(self, editing: Editing) -> None:
        """List whom and what can be chosen; leave out what is not yet to be told."""
        self.fields["lead"].widget.choices = [
            ("", _("Nobody yet")),
            *((one.id, _named(one)) for one in editing.people),
        ]
        helpers: Any = self.fields["helpers"]
        helpers.choices = [(one.id, _named(one)) for one in editing.people]
        self.fields["unit"].widget.choices = [("", _("Not said yet")), *editing.units]
        if not editing.people:
            del self.fields["helpers"]
        if editing.said.begun_on is None:
            del self.fields["begun_on"]

    def typed(self) -> Said:
        """Return what was typed."""
        given = self.cleaned_data
        names = ("title", "target", "shows", "resources", "lead", "unit", "due")
        return Said(
            **{name: given[name] for name in names},
            helpers=tuple(given.get("helpers", ())),
            begun_on=given.get("begun_on"),
        )

    def question_past(self, stands: dt.date | None) -> bool:
        """Ask about a day in the past, unless it stood there or was asked about before. Return whether it was asked."""
        due = self.cleaned_data["due"]
        meant = due is not None and due.isoformat() == self.cleaned_data["past"]
        broken = asked_about(due, timezone.localdate(), "due", due if meant else stands)
        if broken:
            add_refused(self, broken)
            data: Any = copy(self.data)
            data["past"] = due.isoformat()
            self.data = data
        return bool(broken)


def first_of(said: Said) -> dict[str, Any]:
    """Return what a form of an action begins with."""
    first: dict[str, Any] = {
        name: getattr(said, name) for name in ("title", "target", "shows", "resources", "lead", "unit")
    }
    return first | {
        "helpers": list(said.helpers),
        "due": day(said.due) if said.due else "",
        "begun_on": day(said.begun_on) if said.begun_on else "",
    }


def _named(one: Somebody) -> str:
    if one.gone:
        return _("%(name)s (has no role in it now)") % {"name": one.name}
    return f"{one.name} ({one.unit})" if one.unit else one.name


SAYS: dict[str, Any] = {
    State.UNDER_WAY: gettext_lazy("Under way"),
    State.STUCK: gettext_lazy("Stuck – say on what"),
    State.DONE: gettext_lazy("Done"),
    State.NO_DIFFERENCE: gettext_lazy("Done, but no difference seen – say how you know"),
    State.CLOSED: gettext_lazy("Closed without evidence of impact – say why"),
    State.STOPPED: gettext_lazy("Stopped – say why"),
    State.PROPOSED: gettext_lazy("Proposed again"),
}


class TellForm(forms.Form):
    """How far an action has come, in a sentence. `base` and `seen` are the state and the progress that it showed."""

    base = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=gettext_lazy("How does it stand now?"),
        widget=OneOf,
        error_messages={
            "required": gettext_lazy("Choose how far it has come."),
            "invalid_choice": gettext_lazy("It cannot come to that from where it is. Choose from the list."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("In a sentence"),
        help_text=gettext_lazy("What was done, or what is in the way. No names of children."),
        required=False,
        widget=lines(2),
    )

    def offer(self, page: ActionPage, also: tuple[str, ...] = ()) -> None:
        """List what can be said from where the action is, by this reader; `also`: what an older form listed."""
        state: Any = self.fields["state"]
        state.choices = [*told_from(page), *((one, one) for one in also)]


def told_from(page: ActionPage) -> list[tuple[str, str]]:
    """Return the states to which its reader can bring an action from where it is, the present one first."""
    choices = [(page.state, still(page.state))]
    for state in ON[page.state]:
        if state in (State.AGREED, State.IMPACT_SHOWN) or not (state in LEADS_SAY or page.may_change):
            continue
        ended = page.state in (State.DONE, State.NO_DIFFERENCE, State.IMPACT_SHOWN, State.CLOSED)
        again = state == State.UNDER_WAY and ended
        choices.append((state.value, _("Under way again") if again else str(SAYS[state])))
    return choices


def still(state: str) -> str:
    """Return the words for leaving an action where it is."""
    words = _("Still %(state)s") if state in (*TO_DO, State.DONE) else _("As it is: %(state)s")
    return words % {"state": _(STATE_WORDS[state])}


class StepForm(forms.Form):
    """A step that is added; it is not called `text`, since it stands in one form with how far the action has come."""

    step_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    step = forms.CharField(
        label=gettext_lazy("Add a step"),
        required=False,
        widget=box(autocomplete="off"),
    )


class StepChangeForm(forms.Form):
    """A step that is put in other words, or the day on which it was done."""

    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("What is this step?"), required=False, widget=lines(2))
    done_on = DayField(
        label=gettext_lazy("Done on which day? (optional)"),
        help_text=gettext_lazy("Leave it empty while it is still to be done."),
        required=False,
        max_length=100,
        widget=box(autocomplete="off"),
    )


class WaitForm(forms.Form):
    """Another action for which this one waits."""

    other = forms.CharField(
        label=gettext_lazy("Waits for another action"), required=False, max_length=16, widget=FromList
    )
