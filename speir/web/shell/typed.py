"""Every box that takes text, on every page: asked about what it mentions, or exempt, and why. Every column, too.

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
    "SharingForm.why": "sharing.actions.share",
    "EvidenceForm.shows": "evidence.actions.write, change, give",
    "GiveForm.shows": "evidence.actions.write, change, give",
    "RoomForm.name": "evaluations.actions.rooms.make, change",
    "reflection.text": "evaluations.actions.reflections.record",
}
_OWN = "names a person who works with Speir, as it must"
_DUTY = "whom to ring when a child is at risk: at work, and there to be read by everybody"
_HIDDEN = "a secret of the person's own; kept as a digest alone"
_DATES = "read as a day or a period; the words are not kept"
_KEY = "a key from a list; any other word is refused"
_ID = "an id or a mark; any other word is refused or means nothing"
EXEMPT = {
    "NameForm.name": _OWN,
    "ColleagueForm.name": _OWN,
    "OwnForm.name": _OWN,
    "NewGuestForm.guest": _OWN,
    "NewGuestForm.sent": _ID,
    "GuestForm.person": _ID,
    "RoomForm.room_id": _ID,
    "RoomForm.unit": _ID,
    "RoomForm.starts": _DATES,
    "RoomForm.ends": _DATES,
    "choose.words": "looked for and not kept",
    "SignInForm.email": _OWN,
    "ColleagueForm.email": _OWN,
    "SignInForm.present_password": _HIDDEN,
    "SignInForm.password": _HIDDEN,
    "LoginForm.login": _OWN,
    "LoginForm.password": _HIDDEN,
    "ConfirmForm.password": _HIDDEN,
    "CodeForm.code": _HIDDEN,
    "ConfirmCodeForm.code": _HIDDEN,
    "AddAppForm.code": _HIDDEN,
    "ForgottenForm.email": _OWN,
    "NewPasswordForm.password1": _HIDDEN,
    "AddPasskeyForm.credential": "what the browser says of a new passkey; nobody types it",
    "ContactsForm.who_{at}": _DUTY,
    "ContactsForm.number_{at}": _DUTY,
    "ContactsForm.base": _ID,
    "OwnForm.unit_name": "an organisation's public name, and many are named after somebody",
    "BeginForm.period": _DATES,
    "DescribeForm.period": _DATES,
    "EvidenceForm.when": _DATES,
    "SharingForm.ends": _DATES,
    "SearchForm.since": _DATES,
    "SearchForm.until": _DATES,
    "SharingForm.audience": _ID,
    "BeginForm.unit": _ID,
    "BeginForm.evaluation_id": _ID,
    "DescribeForm.base": _ID,
    "EvidenceForm.item_id": _ID,
    "ColleagueForm.sent": _ID,
    "BeginForm.framework": _KEY,
    "EvidenceForm.kind": _KEY,
    "EvidenceForm.speaks_of": _KEY,
    "EvidenceForm.stance": _KEY,
    "GiveForm.when": _DATES,
    "GiveForm.item_id": _ID,
    "GiveForm.unit": _ID,
    "WriterForm.person": _ID,
    "GiveForm.kind": _KEY,
    "GiveForm.speaks_of": _KEY,
    "list.words": "looked for and not kept",
    "take.words": "looked for and not kept",
    "find.words": "looked for and not kept",
    "evidence_cite.words": "looked for and not kept",
    "keep.{{ name }}": "goes to the page that it was typed for, which asks",
}

# The other way round: where each column that can hold a sentence has its text from. A box above, or what else.
_ASKED_THERE = "of a text that was asked about; from before that, its mentions are replaced"
_PUBLISHED = "a published framework's, or that of its publication, which names nobody"
_OURS = "written by Speir: keys, digests and names of people who work with it"
COLUMNS = {
    "evaluations.Evaluation.title": "BeginForm.title",
    "evaluations.Judgement.reason": "panel.why",
    "evaluations.Judgement.strengths": "panel.strengths",
    "evaluations.Judgement.improvements": "panel.improvements",
    "evaluations.LevelChange.why": "panel.why",
    "evaluations.Answer.text": "answers.text",
    "evaluations.EarlierText.text": _ASKED_THERE,
    "evaluations.SetAside.text": "for its writer alone: where a text waits",
    "evaluations.Reflection.theme": _OURS,
    "evaluations.Reflection.happens": "reflection.text",
    "evaluations.Reflection.known": "reflection.text",
    "evaluations.Reflection.doing": "reflection.text",
    "evaluations.ReflectionAside.text": "for its writer alone: where a text waits",
    "evaluations.ReflectionEarlier.text": _ASKED_THERE,
    "evaluations.Edition.content": "of the columns above and below, as they are when it is sealed",
    "evidence.Item.shows": "EvidenceForm.shows",
    "evidence.EarlierItem.shows": _ASKED_THERE,
    "sharing.Sharing.why": "SharingForm.why",
    "sharing.Room.name": "RoomForm.name",
    "accounts.Person.name": "NameForm.name",
    "accounts.Person.email": "SignInForm.email",
    "organisations.Unit.name": "OwnForm.unit_name",
    "organisations.Unit.path": _OURS,
    "organisations.Contact.who": "ContactsForm.who_{at}",
    "accounts.Person.password": _OURS,
    "accounts.SignInAddress.goes_to": _OURS,
    "notices.Notice.to": "SignInForm.email",
    "accounts.SignInAddress.sent_to": "ColleagueForm.email",
    "trail.Entry.path": _OURS,
    "trail.Entry.detail": "what an action says: fields, kinds, places",
    "trail.Link.members": _OURS,
    "evidence.ItemTheme.theme": _OURS,
    "frameworks": _PUBLISHED,
}
