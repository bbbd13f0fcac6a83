"""The agenda paper of a committee: what changed, what needs a decision, how far it has come, what is proposed.

It names nobody but the leads of actions. A long list is cut, and a sentence says how much more there is and where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speir.core.text import capital, day, headline, listed, number
from speir.improvement.queries.agenda import Agenda, Asked, Parked, Recommended, Stands
from speir.improvement.queries.meetings import Held
from speir.improvement.rules.changing import Kind, net
from speir.improvement.rules.naming import PROGRESSING_WORDS, STATE_SAID, STATE_WORDS, UNSHOWN_WORDS
from speir.reports.builders.broad_view import MARK
from speir.reports.builders.grid.parts import furniture
from speir.reports.builders.improvement import changed
from speir.reports.content import (
    Blanks,
    Block,
    Bullets,
    Document,
    Fact,
    Item,
    Paragraph,
    Section,
    Tone,
)

T = TypeVar("T")
# So many of each list fit a paper that is read in a meeting.
MOST_CHANGED, MOST_PRIORITIES, MOST = 16, 12, 8


def agenda(told: Agenda) -> Document:
    """Return the agenda paper."""
    held = told.held
    title, subtitle = named(held)
    return Document(
        title=title,
        subtitle=subtitle,
        author=held.unit.name,
        made_at=timezone.localtime(),
        facts=tuple(_facts(told)),
        mark=_(MARK) if held.unit.demonstration else "",
        printed=_("Printed %(day)s") % {"day": date_format(timezone.localtime(), "j F Y")},
        sections=tuple(_numbered(list(_sections(told)))),
        words=furniture(),
    )


def named(held: Held) -> tuple[str, str]:
    """Return the title of a meeting's agenda, and which meeting that is."""
    return _("Agenda: what we are going to do"), f"{held.meeting.name}, {day(held.meeting.on)}"


def _facts(told: Agenda) -> Iterator[Fact]:
    yield Fact(_("Of"), told.held.unit.name)
    words = _(
        "What the person who took it may read on %(day)s. Somebody else may be able to read more, or less."
    )
    yield Fact(_("Made from"), words % {"day": day(told.made_on)})


def _numbered(sections: list[Section]) -> Iterator[Section]:
    at = 0
    for one in sections:
        at += one.depth == 1
        heading = f"{at}. {one.heading}" if one.depth == 1 else one.heading
        yield replace(one, heading=heading)


def _sections(told: Agenda) -> Iterator[Section]:
    yield from _changed(told)
    yield from _asked(told.asked, told.asked_in_all)
    yield from _priorities(told.agreed)
    yield Section(_("Priorities proposed, to be agreed"), tuple(_proposed(told.proposed)))
    yield Section(_("Parked, and due to be looked at again"), tuple(_parked(told.parked)))
    yield Section(_("Recommendations that are due"), tuple(_recommended(told.recommended)))
    yield Section(_("Next meeting"), tuple(_next(told)))


def _changed(told: Agenda) -> Iterator[Section]:
    since = told.held.days.last
    heading = (
        _("What changed since the last meeting, %(day)s") % {"day": day(since)}
        if since
        else _("What changed since %(day)s") % {"day": day(told.since)}
    )
    nothing = () if told.changes.anything else (_muted(_("Nothing changed since then.")),)
    yield Section(heading, nothing)
    room, left = MOST_CHANGED, 0
    for of, group in told.changes.groups:
        # what is overdue stands by itself below
        lines = [one for one in net(group.lines) if one.kind != Kind.OVERDUE]
        shown, room, left = lines[:room], max(0, room - len(lines)), left + max(0, len(lines) - room)
        if shown:
            title = f"{of.title} ({of.unit})" if of.unit else of.title
            items = tuple(Item(changed.sentence(one, short=True)) for one in shown)
            yield Section(title, (Bullets(items),), depth=2)
    for heading, each in (
        (_("What was decided about candidates"), [changed.decided(one) for one in told.changes.decided]),
        (_("What was tracked"), [changed.finished(one) for one in told.changes.finished]),
    ):
        left += max(0, len(each) - MOST)
        if each:
            yield Section(heading, (Bullets(tuple(Item(one) for one in each[:MOST])),), depth=2)
    where = _("the page “What changed”")
    if told.changes.more:
        yield Section(_("And more"), (_muted(_("More is on %(where)s.") % {"where": where}),), depth=2)
    elif left:
        yield Section(_("And more"), (_more(left, where),), depth=2)


def _asked(asked: Sequence[Asked], in_all: int) -> Iterator[Section]:
    lede = _(
        "What is overdue or stuck, what made no difference, and what nobody leads now. "
        "Write what is asked on the line below it."
    )
    none = _(
        "Nothing is overdue, stuck or done with no difference seen, and everything has somebody to lead it."
    )
    yield Section(_("What needs a decision"), (_muted(lede if asked else none),), leads=True)
    for one in asked:
        yield Section(headline(one.title), tuple(_one_asked(one)), depth=2)
    if (left := in_all - len(asked)) > 0:
        yield Section(_("And more"), (_more(left, _("the board, and in the meeting one by one")),), depth=2)


def _one_asked(one: Asked) -> Iterator[Block]:
    if headline(one.title) != one.title:
        yield Paragraph(one.title)
    state = _(UNSHOWN_WORDS if one.unshown else STATE_WORDS[one.state])
    late = _(one.late) if one.late else ""
    yield Paragraph(capital(", ".join(part for part in (late, state) if part)), Tone.STRONG)
    lead = one.lead or _("nobody leads it")
    if one.nobody and one.lead:
        lead = _("nobody now (%(lead)s led it)") % {"lead": one.lead}
    said = [_("Lead: %(lead)s") % {"lead": f"{lead}, {one.unit}" if one.unit else lead}]
    if one.due:
        said.append(_("due %(day)s") % {"day": day(one.due)})
    said.append(_("for the priority “%(title)s”") % {"title": one.priority})
    yield _muted(" · ".join(said))
    if one.said.strip():
        yield Paragraph(_("Last said: %(text)s") % {"text": one.said})
    yield Blanks((_("Decision asked"),))


def _priorities(agreed: Sequence[Stands]) -> Iterator[Section]:
    none = _("No priority is agreed at present.")
    yield Section(_("Our priorities, and how far they have come"), () if agreed else (_muted(none),))
    for one in agreed[:MOST_PRIORITIES]:
        blocks: list[Block] = [Paragraph(one.difference)] if one.difference.strip() else []
        blocks.append(Paragraph(come(one), Tone.STRONG))
        notes = [_("Whose: %(unit)s") % {"unit": one.unit}] if one.unit else []
        if one.review_on:
            notes.append(_("We look whether it made a difference on %(day)s") % {"day": day(one.review_on)})
        blocks += [_muted(" · ".join(notes))] if notes else []
        yield Section(one.title, tuple(blocks), depth=2)
    if (left := len(agreed) - MOST_PRIORITIES) > 0:
        yield Section(_("And more"), (_more(left, _("the board")),), depth=2)


def come(one: Stands) -> str:
    """Return how far the actions of a priority have come, in words."""
    if not one.actions:
        return _("It has no actions yet.")
    said = [f"{number(count)} {_(STATE_SAID[state])}" for state, count in one.actions]
    many = any(count > 1 for _state, count in one.actions) or len(one.actions) > 1
    words = _("Its actions: %(each)s.") if many else _("Its one action is %(each)s.")
    if not many:
        return words % {"each": _(STATE_SAID[one.actions[0][0]])}
    return words % {"each": listed(said)}


def _proposed(proposed: Sequence[Stands]) -> Iterator[Block]:
    if not proposed:
        yield _muted(_("None is proposed."))
        return
    yield Bullets(
        tuple(
            Item(one.title, _note(one.difference or _("It does not say yet what will be different."), one))
            for one in proposed[:MOST]
        )
    )
    yield from _left(proposed, _("the list of priorities"))


def _note(text: str, one: Stands) -> str:
    return f"{one.unit}: {text}" if one.unit else text


def _parked(parked: Sequence[Parked]) -> Iterator[Block]:
    if not parked:
        yield _muted(_("None."))
        return
    words = _("Parked until %(day)s: %(reason)s")
    yield Bullets(
        tuple(
            Item(one.about, words % {"day": day(one.again_on), "reason": one.reason}) for one in parked[:MOST]
        )
    )
    yield from _left(parked, _("the page “Choosing”"))


def _recommended(due: Sequence[Recommended]) -> Iterator[Block]:
    if not due:
        yield _muted(_("None is due before the next meeting."))
        return
    items = []
    for one in due[:MOST]:
        parts = [one.reference, _("due %(day)s") % {"day": day(one.due)}, _(PROGRESSING_WORDS[one.state])]
        items.append(Item(one.text, " · ".join(part for part in parts if part)))
    yield Bullets(tuple(items))
    yield from _left(due, _("the page “Also tracked”"))


def _next(told: Agenda) -> Iterator[Block]:
    after = told.held.days.after
    if after:
        yield Paragraph(day(after))
    else:
        yield Blanks((_("Date"),))


def _left(each: Sequence[T], where: str) -> Iterator[Block]:
    if (left := len(each) - MOST) > 0:
        yield _more(left, where)


def _more(left: int, where: str) -> Paragraph:
    words = ngettext("%(n)s more is on %(where)s.", "%(n)s more are on %(where)s.", left)
    return _muted(capital(words % {"n": number(left), "where": where}))


def _muted(text: str) -> Paragraph:
    return Paragraph(text, Tone.MUTED)
