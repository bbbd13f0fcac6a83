"""A note of what a closer look has found, for whoever acts on it. No name of anybody who was heard stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speir.core.text import capital
from speir.evaluations.queries.looks.findings_note import (
    Asked,
    FindingsNote,
    Follows,
    Hearing,
    IndicatorFound,
    LookedFor,
    Sat,
    ThemeFound,
    Went,
)
from speir.evaluations.rules.judging import SURE_WORDS
from speir.evaluations.rules.looks.naming import FOLLOW_WORDS, Answered
from speir.reports.builders.looks import parts
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
    Tone,
)

STATES = {
    Answered.NOT_YET: "Not answered yet",
    Answered.PARTLY: "Answered in part",
    Answered.ANSWERED: "Answered",
}


def findings(note: FindingsNote) -> Document:
    """Return the note of what was found."""
    page = note.page
    finished = _("Finished by %(who)s on %(day)s") % {"who": page.finished_by, "day": page.finished_on}
    state = finished if page.finished_on else _("Under way: what is here may still change")
    facts = (
        *parts.facts(page, note.reason, note.facts),
        Fact(_("So far"), state),
        parts.audience(page),
    )
    return parts.document(
        page, title=_("What we found"), lede=page.asks, facts=facts, sections=tuple(_sections(note))
    )


def _sections(note: FindingsNote) -> Iterator[Section]:
    for one in note.indicators:
        yield from _indicator(one)
    yield from _contradictions(note.contradictions)
    yield Section(_("What follows"), () if note.follows else (_muted(_("Nothing is written down yet.")),))
    for kind, each in note.follows:
        yield Section(_(FOLLOW_WORDS[kind.value]), (Bullets(tuple(_follow(one) for one in each)),), depth=2)
    yield Section(_("How we found out"), tuple(_ways(note.ways)))
    yield from _heard(note.groups)


def _indicator(one: IndicatorFound) -> Iterator[Section]:
    sure = _(SURE_WORDS[one.sure]) if one.sure else ""
    blocks: list[Block] = [LevelLine(_level(one), tuple(said for said in (sure, _crucial(one)) if said))]
    if one.reason.strip():
        words = _("Why: %(reason)s") if one.level is None else _("Why this level: %(reason)s")
        blocks.append(Paragraph(words % {"reason": one.reason}))
    yield Section(f"{one.number}  {one.title}", tuple(blocks))
    for title, text in (
        (_("What we do well"), one.strengths),
        (_("What needs to improve"), one.improvements),
    ):
        if text.strip():
            yield Section(title, (Paragraph(text),), depth=2)
    for theme in one.themes:
        yield from _theme(theme)


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


def _theme(theme: ThemeFound) -> Iterator[Section]:
    nothing = () if not theme.empty else (_muted(_("Nothing is written down of this theme yet.")),)
    yield Section(theme.title or _("Beyond single themes"), nothing, depth=2)
    for title, text in ((_("Strengths"), theme.strengths), (_("Weaknesses"), theme.weaknesses)):
        if text.strip():
            yield Section(title, (Paragraph(text),), depth=3)
    if theme.asked:
        blocks = tuple(block for one in theme.asked for block in _asked(one))
        yield Section(_("What we asked"), blocks, depth=3)
    if theme.features:
        items = tuple(Item(one.text, _seen(one)) for one in theme.features)
        yield Section(_("What we looked for"), (Bullets(items),), depth=3)


def _asked(one: Asked) -> Iterator[Paragraph]:
    """A question, how far it is answered, and the answer in as many words as it takes."""
    state = _(STATES[one.state])
    yield Paragraph(one.text, Tone.STRONG)
    if one.answer.strip():
        yield Paragraph(_("%(state)s: %(answer)s") % {"state": state, "answer": one.answer})
    else:
        yield _muted(state)


def _seen(one: LookedFor) -> str:
    """In how many sources it was found, and in how many not. Where nobody looked, that."""
    if not one.looked_for:
        return _("Not looked for yet")
    said = []
    if count := len(one.seen):
        said.append(ngettext("seen in %(n)d source", "seen in %(n)d sources", count) % {"n": count})
    if count := len(one.partly):
        said.append(
            ngettext("seen in part in %(n)d source", "seen in part in %(n)d sources", count) % {"n": count}
        )
    if count := len(one.not_seen):
        words = ngettext(
            "looked for and not found in %(n)d source", "looked for and not found in %(n)d sources", count
        )
        said.append(words % {"n": count})
    return capital("; ".join(said))


def _contradictions(found: tuple[LookedFor, ...]) -> Iterator[Section]:
    if not found:
        return
    lede = _("One source shows it and another does not. Each may be right about what it saw.")
    items = tuple(
        Item(
            one.text,
            _("Seen: %(seen)s. Not found: %(missing)s.")
            % {"seen": _sources(one.seen), "missing": _sources(one.not_seen)},
        )
        for one in found
    )
    yield Section(_("Where what we found does not agree"), (Paragraph(lede, Tone.MUTED), Bullets(items)))


def _sources(sources: Iterable[str]) -> str:
    return "; ".join(source or _("a piece of evidence") for source in sources)


def _follow(one: Follows) -> Item:
    said = [_("For whom: %(whom)s") % {"whom": one.whom}] if one.whom else []
    if one.who:
        said.append(_("%(who)s sees to it") % {"who": one.who})
    if one.due:
        said.append(_("by %(day)s") % {"day": one.due})
    said.append(_(one.state))
    if one.outcome:
        said.append(_("What came of it: %(outcome)s") % {"outcome": one.outcome})
    return Item(one.text, capital(" · ".join(said)))


def _ways(ways: tuple[Went, ...]) -> Iterator[Block]:
    if not ways:
        yield _muted(_("No way of finding out is written down."))
        return
    columns = (Column(_("How"), 5), Column(_("Planned"), 2), Column(_("What was done"), 5))
    rows = tuple(
        Row(((Paragraph(_(one.how), Tone.STRONG), Paragraph(one.text)), one.planned or "–", _done(one)))
        for one in ways
    )
    yield Table(_("What was planned, and what was done of it"), columns, rows)


def _done(one: Went) -> str | tuple[Bullets]:
    """Each time that a way was gone; else how far it has come."""
    if not one.times:
        return capital(_(one.state))
    return (Bullets(tuple(Item(time.on, _sat(time)) for time in one.times)),)


def _sat(one: Sat) -> str:
    """How many were there and from where; never who."""
    said = []
    if one.present:
        said.append(ngettext("%(n)d person", "%(n)d people", one.present) % {"n": one.present})
    said += [text for text in (one.services, one.what) if text]
    return " · ".join(said)


def _heard(groups: tuple[Hearing, ...]) -> Iterator[Section]:
    if not groups:
        return
    yield Section(_("Who was heard, and who was not"))
    for heard, title in ((True, _("Heard")), (False, _("Not heard"))):
        items = tuple(Item(one.text, capital(_(one.by))) for one in groups if one.heard is heard)
        none = _("Everybody we named was heard.") if not heard else _("Nobody yet.")
        yield Section(title, (Bullets(items) if items else _muted(none),), depth=2)


def _muted(text: str) -> Paragraph:
    return Paragraph(text, Tone.MUTED)
