"""The page of an action is one form: what was typed in one part of it stands there still when another part was sent."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from speir.core.ids import new_id
from speir.improvement.queries.doing import ActionPage
from speir.web.improvement.doing_forms import StepForm, TellForm, WaitForm

TELL, STEP, WAIT = "tell", "step", "wait"


def unsaved(posted: QueryDict, done: str = "") -> list[dict[str, str]]:
    """Return what was typed and not sent to be saved: where it stands, and its words. `done` is the part that was."""
    state, text = posted.get("state", ""), posted.get("text", "").strip()
    chosen = bool(state) and state != posted.get("base", state)
    parts = [
        (TELL, bool(text) or chosen, _("How far it has come"), text),
        (STEP, bool(posted.get("step", "").strip()), _("A step"), posted.get("step", "").strip()),
        (WAIT, bool(posted.get("other")), _("Waits for another action"), ""),
    ]
    return [{"where": where, "text": text} for part, typed, where, text in parts if typed and part != done]


def carried(posted: QueryDict) -> list[tuple[str, str]]:
    """Return what was typed as hidden fields of a form that comes in between."""
    if not unsaved(posted):
        return []
    names = ["text", "step_id", "step", "other"]
    if posted.get("state") != posted.get("base"):
        names.append("state")
    return [(name, value) for name in names if (value := posted.get(name, ""))]


def tell_form(shown: ActionPage, posted: QueryDict) -> TellForm:
    """Return the form of how far it has come, from how it stands now, with what was typed in it and not saved."""
    last = shown.progress[0].id if shown.progress else ""
    form = TellForm(auto_id="tell_%s")
    form.offer(shown)
    state: Any = form.fields["state"]
    chosen = posted.get("state", "")
    if chosen == posted.get("base", "") or chosen not in dict(state.choices):
        chosen = shown.state
    form.initial = {"base": shown.state, "seen": last, "state": chosen, "text": posted.get("text", "")}
    return form


def step_form(posted: QueryDict) -> StepForm:
    """Return the form of a step with what was typed in it and not saved."""
    step_id = posted.get("step_id") or new_id()
    first = {"step_id": step_id, "step": posted.get("step", "")}
    return StepForm(initial=first if first["step"] else {"step_id": new_id()}, auto_id="step_%s")


def wait_form(posted: QueryDict) -> WaitForm:
    """Return the form of what it waits for with what was chosen and not saved."""
    return WaitForm(initial={"other": posted.get("other", "")}, auto_id="wait_%s")
