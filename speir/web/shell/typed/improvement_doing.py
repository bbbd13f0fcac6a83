"""Boxes of actions, of their steps and of what shows their impact: a part of `typed`."""

from __future__ import annotations

_ID = "an id or a mark; any other word is refused or means nothing"
_KEY = "a key from a list; any other word is refused"
_DATES = "read as a day or a period; the words are not kept"
ASKED = {
    **{
        f"ActionForm.{box}": "improvement.actions.doing.add, change"
        for box in ("title", "target", "shows", "resources")
    },
    "TellForm.text": "improvement.actions.doing.tell",
    "StepForm.step": "improvement.actions.action_steps.add",
    "StepChangeForm.text": "improvement.actions.action_steps.reword",
    "ImpactForm.shows": "evidence.actions.items.write, change, give",
    "ImpactForm.account": "evidence.actions.items.write, change, give",
    "TakeBackProofForm.text": "improvement.actions.proving.take_back",
}
EXEMPT = {
    **{f"ActionForm.{box}": _ID for box in ("action_id", "base", "lead", "unit")},
    **{f"ActionForm.{box}": _DATES for box in ("past", "due", "begun_on")},
    "TellForm.base": _KEY,
    "TellForm.seen": _ID,
    "StepForm.step_id": _ID,
    "StepChangeForm.base": _ID,
    "StepChangeForm.done_on": _DATES,
    "WaitForm.other": _ID,
    "ImpactForm.item_id": _ID,
    "ImpactForm.when": _DATES,
    "ImpactForm.kind": _KEY,
    "action_proof.words": "looked for and not kept",
}
COLUMNS = {
    "improvement.Action.title": "ActionForm.title",
    "improvement.Action.resources": "ActionForm.resources",
    "improvement.Action.target": "ActionForm.target",
    "improvement.Action.shows": "ActionForm.shows",
    "improvement.Action.said": "TellForm.text",
    "improvement.ActionStep.text": "StepForm.step",
    "improvement.Progress.text": "TellForm.text",
}
