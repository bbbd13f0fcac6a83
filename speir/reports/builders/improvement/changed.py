"""What changed, in plain sentences: the page and the agenda paper say it the same way. No name of anybody in them."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from speir.core.text import clean, day, headline
from speir.improvement.queries.changed import Decided, Finished
from speir.improvement.rules.changing import OF_PRIORITY, Happened, Kind
from speir.improvement.rules.naming import (
    FOLLOWING_WORDS,
    STATE_SAID,
    STATE_WORDS,
    Decision,
    Progressing,
    State,
)


def sentence(one: Happened, *, short: bool = False) -> str:
    """Return what happened as a sentence, and what somebody said of it; `short`: the first sentence of that."""
    words, text = parts(one, short=short)
    return f"{words} {text}".strip()


def parts(one: Happened, *, short: bool = False) -> tuple[str, str]:
    """Return what happened as a sentence, and apart from it what somebody said of it, which can be empty.

    The sentence ends with a colon where something was said.
    """
    title = _quoted(headline(one.title, 100) if short else one.title)
    if one.kind in OF_PRIORITY:
        said = _of_priority(one.kind)
    elif one.kind == Kind.OVERDUE:
        said = _("%(title)s has been overdue since this day") % {"title": title}
    elif one.kind == Kind.PROOF:
        said = _("Evidence of impact was added to %(title)s") % {"title": title}
    elif one.kind == Kind.WITHDRAWN:
        said = _("Evidence of the impact of %(title)s was withdrawn") % {"title": title}
    else:
        said = _of_action(one, title)
    text = _ended(headline(one.text) if short else one.text)
    return (f"{said}:", text) if text else (f"{said}.", "")


def urgent(one: Happened) -> bool:
    """Return whether it is something that waits for somebody: newly overdue or stuck, or its evidence withdrawn."""
    return one.kind in (Kind.OVERDUE, Kind.WITHDRAWN) or (one.kind != Kind.SAID and one.after == State.STUCK)


def decided(one: Decided) -> str:
    """Return what was decided about a candidate, and why."""
    about = _quoted(one.about)
    if one.decision == Decision.CHOSEN:
        said = _("%(about)s was chosen as a priority") % {"about": about}
    elif one.decision == Decision.PARKED and one.again_on:
        words = _("%(about)s was parked until %(day)s")
        said = words % {"about": about, "day": day(one.again_on)}
    elif one.decision == Decision.PARKED:
        said = _("%(about)s was parked") % {"about": about}
    else:
        said = _("Nothing is to be done about %(about)s at present") % {"about": about}
    return _with(said, one.reason)


def finished(one: Finished) -> str:
    """Return what became of something tracked."""
    words = (
        _("%(kind)s done: %(text)s")
        if one.state == Progressing.DONE
        else _("%(kind)s not to be done: %(text)s")
    )
    said = words % {"kind": _(FOLLOWING_WORDS[one.kind]), "text": _ended(one.text)}
    return f"{said} {_ended(one.outcome)}" if clean(one.outcome) else said


def on(one: Happened) -> str:
    """Return the day on which it happened."""
    return day(timezone.localdate(one.at))


def _of_priority(kind: Kind) -> str:
    return {
        Kind.PROPOSED: _("This priority was proposed"),
        Kind.AGREED: _("This priority was agreed"),
        Kind.CLOSED: _("This priority was closed"),
        Kind.REOPENED: _("This priority was opened again"),
        Kind.PUT_BACK: _("This priority was put back"),
    }[kind]


def _of_action(one: Happened, title: str) -> str:
    words = {"title": title, "after": _(STATE_SAID.get(one.after, one.after))}
    if one.kind == Kind.ADDED:
        if one.after == State.PROPOSED:
            return _("%(title)s was added as an action") % words
        return _("%(title)s was added as an action and is now %(after)s") % words
    if one.kind == Kind.SAID:
        return _("%(title)s is still %(after)s") % words
    if (one.before, one.after) == (State.PROPOSED, State.AGREED):
        return _("%(title)s was agreed") % words
    words |= {
        name: _(STATE_WORDS.get(state, state))
        for name, state in (("before", one.before), ("after", one.after))
    }
    return _("%(title)s went from %(before)s to %(after)s") % words


def _with(said: str, text: str) -> str:
    """Return a sentence with what somebody wrote about it."""
    return f"{said}: {_ended(text)}" if clean(text) else f"{said}."


def _ended(text: str) -> str:
    """Return a text that ends as a sentence does."""
    text = clean(text)
    return text if not text or text[-1] in ".!?…”" else f"{text}."


def _quoted(text: str) -> str:
    return f"“{clean(text).rstrip('.')}”"
