"""Boxes and columns of the board and of judging in a closer look: a part of `typed`."""

from __future__ import annotations

_ID = "an id or a mark; any other word is refused or means nothing"
_KEY = "a key from a list; any other word is refused"
ASKED = {
    "question.answer": "evaluations.actions.looks.answers.answer",
    "theme_form.strengths": "evaluations.actions.looks.theme_findings.write",
    "SightingForm.text": "evaluations.actions.looks.sightings.say",
    "GroupForm.text": "evaluations.actions.looks.groups.add, reword",
}
EXEMPT = {
    "SightingForm.source": _ID,
    "SightingForm.seen": _KEY,
    "SightingForm.base": _ID,
    "GroupForm.group_id": _ID,
    "GroupForm.by_what": _KEY,
    "GroupForm.base": _ID,
}
COLUMNS = {
    "evaluations.Question.answer": "question.answer",
    "evaluations.Sighting.text": "SightingForm.text",
    "evaluations.Group.text": "GroupForm.text",
    "evaluations.ThemeFinding.strengths": "theme_form.strengths",
    "evaluations.ThemeFinding.weaknesses": "theme_form.strengths",
}
