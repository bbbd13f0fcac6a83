"""Boxes of priorities, of what they answer, of closing them and of plans: a part of `typed`."""

from __future__ import annotations

_ID = "an id or a mark; any other word is refused or means nothing"
_KEY = "a key from a list; any other word is refused"
_DAY = "a day or a period; any other word is refused"
_PRIORITY = "improvement.actions.priorities.propose, change"
ASKED = {
    "PriorityForm.title": _PRIORITY,
    "PriorityForm.difference": _PRIORITY,
    "PriorityForm.responsibility_words": _PRIORITY,
    "ReopenPriorityForm.text": "improvement.actions.priorities.reopen",
    "ClosePriorityForm.text": "improvement.actions.closing.close",
    "FindingForm.words": "improvement.actions.findings.add, change",
    "OwnPlanForm.name": "improvement.actions.plans.make, rename",
}
EXEMPT = {
    "PriorityForm.priority_id": _ID,
    "PriorityForm.base": _ID,
    "PriorityForm.asked_day": _DAY,
    "PriorityForm.framework": _KEY,
    "PriorityForm.parts": "never sent: what is wrong with the lists of units stands there",
    "PriorityForm.review_on": _DAY,
    "ClosePriorityForm.judgement": _ID,
    "FindingForm.finding_id": _ID,
    "FindingForm.base": _ID,
    "FindingForm.where": _KEY,
    "FindingForm.of": _KEY,
    "OwnPlanForm.plan_id": _ID,
}
COLUMNS = {
    "improvement.Priority.title": "PriorityForm.title",
    "improvement.Priority.difference": "PriorityForm.difference",
    "improvement.Priority.responsibility_words": "PriorityForm.responsibility_words",
    "improvement.PriorityStep.text": "ClosePriorityForm.text",
    "improvement.Finding.words": "FindingForm.words",
    "improvement.OwnPlan.name": "OwnPlanForm.name",
}
