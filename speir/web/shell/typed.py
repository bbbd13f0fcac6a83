"""Every box that takes text, on every page: asked about what it mentions, or exempt, and why.

A box is `Form.field`, or `page.field` where a page reads its form by hand. A new box that does not stand here fails the
suite, and so does one that is said to be asked about and is not.
"""

from __future__ import annotations

# Which action asks `mentions` before it stores the text.
ASKED = {
    "panel.strengths": "evaluations.actions.judgements.record",
    "panel.improvements": "evaluations.actions.judgements.record",
    "panel.why": "evaluations.actions.judgements.record",
    "answers.text": "evaluations.actions.answers.answer",
    "BeginForm.title": "evaluations.actions.broad_views.begin",
    "DescribeForm.title": "evaluations.actions.broad_views.describe",
    "EvidenceForm.shows": "evidence.actions.write, change",
}
_OWN = "names a person who works with Speir, as it must"
_HIDDEN = "a secret of the person's own; kept as a digest alone"
_DATES = "read as a day or a period; the words are not kept"
_KEY = "a key from a list; any other word is refused"
_ID = "an id or a mark; any other word is refused or means nothing"
EXEMPT = {
    "NameForm.name": _OWN,
    "ColleagueForm.name": _OWN,
    "OwnForm.name": _OWN,
    "SignInForm.email": _OWN,
    "ColleagueForm.email": _OWN,
    "SignInForm.present_password": _HIDDEN,
    "SignInForm.password": _HIDDEN,
    "OwnForm.unit_name": "an organisation's public name, and many are named after somebody",
    "BeginForm.period": _DATES,
    "DescribeForm.period": _DATES,
    "EvidenceForm.when": _DATES,
    "BeginForm.unit": _ID,
    "BeginForm.evaluation_id": _ID,
    "DescribeForm.base": _ID,
    "EvidenceForm.item_id": _ID,
    "ColleagueForm.sent": _ID,
    "BeginForm.framework": _KEY,
    "EvidenceForm.kind": _KEY,
    "EvidenceForm.speaks_of": _KEY,
    "EvidenceForm.stance": _KEY,
    "find.words": "looked for and not kept",
    "evidence_cite.words": "looked for and not kept",
    "keep.{{ name }}": "goes to the page that it was typed for, which asks",
}
