"""A note of what a closer look has found, for whoever acts on it. No name of anybody who was heard stands in it.

It is as short as it can be and still honest: what was judged and why, strengths and weaknesses by theme, where sources
do not agree, what is not known, what follows, and on what it rests. `full` adds every question, feature and sitting.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from speir.core.text import capital, one_line
from speir.evaluations.queries.looks.findings_note import (
    FindingsNote,
    Follows,
    IndicatorFound,
    LookedFor,
    ThemeFound,
)
from speir.evaluations.queries.looks.prompting import Said
from speir.evaluations.rules.judging import SURE_WORDS
from speir.evaluations.rules.looks.naming import FOLLOW_WORDS, Answered, FollowKind
from speir.reports.builders.looks import parts
from speir.reports.builders.looks.findings_full import everything, muted, went
from speir.reports.content import (
    Block,
    Bullets,
    Column,
    Document,
    Fact,
    Item,
    Level,
    LevelLine,
    NoLevel,
    Paragraph,
    Row,
    Section,
    Table,
)


def findings(note: FindingsNote, *, full: bool = False, in_room: bool = False) -> Document:
    """Return the note of what was found; `full`: with all that was asked, looked for and done behind it.

    `in_room`: for somebody who reads it in a room, where others do not.
    """
    page = note.page
    finished = _("Finished by %(who)s on %(day)s") % {"who": page.finished_by, "day": page.finished_on}
    state = finished if page.finished_on else _("Under way: what is here may still change")
    led = (Fact(_("What led to it"), _led(note)),) if note.led else ()
    facts = (
        *parts.facts(page, note.reason, note.facts),
        *led,
        Fact(_("So far"), state),
        *(() if in_room else (parts.audience(page),)),
    )
    sections = (*_sections(note), *(everything(note) if full else ()))
    return parts.document(page, title=_("What we found"), lede=page.asks, facts=facts, sections=sections)


def _led(note: FindingsNote) -> str:
    """Return what the judgement that led to it said when it began."""
    if note.led is None:
        return ""
    of, now = note.led, note.led.now
    words = {"of": of.title, "number": of.indicator.number, "title": of.indicator.title}
    then = _("%(of)s, %(number)s %(title)s: %(level)s") % (words | {"level": _given(of.then)})
    if now is None or _given(now) == _given(of.then):
        return then
    return _("%(then)s when this began, %(level)s now") % {"then": then, "level": _given(now)}


def _given(said: Said) -> str:
    return said.level.name if said.level else _("not evaluated") if said.not_evaluated else _("not judged")


def _sections(note: FindingsNote) -> Iterator[Section]:
    for one in note.indicators:
        yield from _indicator(one)
    yield from _not_known(note)
    yield from _follows(note)
    yield Section(_("How we found out"), tuple(_ways(note)))


def _indicator(one: IndicatorFound) -> Iterator[Section]:
    sure = _(SURE_WORDS[one.sure]) if one.sure else ""
    blocks: list[Block] = [LevelLine(_level(one), tuple(said for said in (sure, _crucial(one)) if said))]
    if one.reason.strip():
        words = _("Why: %(reason)s") if one.level is None else _("Why this level: %(reason)s")
        blocks.append(Paragraph(words % {"reason": one.reason}))
    blocks += _strong_and_weak(one)
    yield Section(f"{one.number}  {one.title}", tuple(blocks))


def _level(one: IndicatorFound) -> Level | NoLevel:
    if one.level is None:
        return NoLevel(_("No level: we chose to give none") if one.not_evaluated else _("No level given"))
    note = ""
    if one.provisional:
        kinds = one.kinds
        note = _("provisional: one kind of source") if kinds else _("provisional: no source confirms it yet")
    return Level(one.level.name, one.level.position, note)


def _crucial(one: IndicatorFound) -> str:
    return _("Crucial") if one.crucial else ""


def _strong_and_weak(one: IndicatorFound) -> Iterator[Block]:
    """As a whole, then theme by theme, side by side."""
    whole = ThemeFound(_("As a whole"), one.strengths, one.improvements, (), ())
    said = [each for each in (whole, *one.themes) if each.strengths.strip() or each.weaknesses.strip()]
    if said:
        columns = (
            Column(_("Theme"), 2),
            Column(_("What we do well"), 4),
            Column(_("What needs to improve"), 4),
        )
        rows = tuple(Row((each.title, each.strengths or "–", each.weaknesses or "–")) for each in said)
        yield Table(_("What is strong and what is weak"), columns, rows)
    if left := [each.title for each in one.themes if each.title and each not in said]:
        yield muted(_("Nothing is written down yet of: %(themes)s") % {"themes": "; ".join(left)})


def _disagreeing(found: tuple[LookedFor, ...]) -> Iterator[Item]:
    """What one source shows and another does not. Each may be right about what it saw."""
    for one in found:
        words = {"seen": _sources(one.seen), "missing": _sources(one.not_seen)}
        yield Item(one.text, _("Seen: %(seen)s. Not found: %(missing)s.") % words)


def _sources(sources: tuple[str, ...]) -> str:
    """Each once, in all its words: a line of the plan that is cut short may be taken for another."""
    said = dict.fromkeys(one_line(source).rstrip(".") or _("a piece of evidence") for source in sources)
    return "; ".join(said)


def _not_known(note: FindingsNote) -> Iterator[Section]:
    """What was not found, not agreed, not answered, and who was not heard: what nobody must take for known."""
    asked, features = note.asked, note.features
    missing = [one.text for one in features if one.not_seen and not one.seen and not one.partly]
    kinds = (
        (_("Seen in one source, and not in another"), list(_disagreeing(note.contradictions))),
        (_("Looked for and not found"), [Item(text) for text in missing]),
        (_("Nobody looked for"), [Item(one.text) for one in features if not one.looked_for]),
        (
            _("Answered in part"),
            [Item(o.text, o.answer.strip()) for o in asked if o.state is Answered.PARTLY],
        ),
        (_("Not answered yet"), [Item(one.text) for one in asked if one.state is Answered.NOT_YET]),
        (_("Not heard"), [Item(f"{one.text} ({_(one.by)})") for one in note.groups if not one.heard]),
    )
    if any(items for _title, items in kinds):
        yield Section(_("What we did not find, and what we are not sure of"))
    for title, items in kinds:
        if items:
            yield Section(title, (Bullets(tuple(items)),), depth=2)


def _follows(note: FindingsNote) -> Iterator[Section]:
    items = tuple(_follow(kind, one) for kind, each in note.follows for one in each)
    nothing = muted(_("Nothing is written down yet."))
    yield Section(_("What follows"), (Bullets(items) if items else nothing,))


def _follow(kind: FollowKind, one: Follows) -> Item:
    who = [one.who] if one.who else []
    who += [_("by %(day)s") % {"day": one.due}] if one.due else []
    far = _("%(state)s: %(outcome)s") if one.outcome else "%(state)s"
    said = (
        _("For whom: %(whom)s") % {"whom": one.whom} if one.whom else "",
        capital(", ".join(who)),
        far % {"state": capital(_(one.state)), "outcome": one.outcome},
    )
    what = _("%(kind)s: %(text)s") % {"kind": _(FOLLOW_WORDS[kind.value]), "text": one.text}
    return Item(what, " · ".join(part for part in said if part))


def _ways(note: FindingsNote) -> Iterator[Block]:
    if note.ways:
        yield Bullets(tuple(Item(one.named, went(one)) for one in note.ways))
    else:
        yield muted(_("No way of finding out is written down."))
    heard = [one.text for one in note.groups if one.heard]
    if heard:
        yield Paragraph(_("Heard: %(groups)s") % {"groups": "; ".join(heard)})
    elif note.groups:
        yield muted(_("Nobody of those whom we named was heard."))
