"""An organisation's part in the shape of its plan: a section for each priority on paper, a row for each action else."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from speir.core.text import capital
from speir.improvement.queries.plans import PlanAction, PlanPart, PlanPriority
from speir.improvement.rules.plans import headings
from speir.reports.builders.broad_view import MARK
from speir.reports.builders.grid.parts import furniture
from speir.reports.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Item,
    Paragraph,
    Row,
    Section,
    Sheet,
    Table,
    Tone,
)

# The columns of an action, with their shares of the paper and their widths in a workbook.
OF_ACTION = {"action": 5.0, "who": 3.0, "due": 2.4, "target": 3.6, "shows": 3.5, "progress": 4.0}
WIDTHS = {
    "priority": 28,
    "difference": 40,
    "found": 40,
    "action": 36,
    "who": 24,
    "due": 16,
    "resources": 22,
    "target": 32,
    "shows": 32,
    "progress": 36,
}


def document(part: PlanPart) -> Document:
    """Return the part as a document that can be written as text and as a workbook."""
    now = timezone.localtime()
    called = {key: _(words) for key, words in headings(part.key).items()}
    name = _(part.plan_name)
    holds = _("Priorities that are agreed")
    if part.closed:
        holds = _("Priorities that are agreed, and closed ones")
    facts = (Fact(_("Holds"), holds),)
    return Document(
        title=name if part.plan else _("What we do to improve"),
        subtitle=part.of,
        author=part.of,
        made_at=now,
        facts=facts,
        mark=_(MARK) if part.demonstration else "",
        source=part.source_line,
        printed=_("Printed %(day)s") % {"day": date_format(now, "j F Y")},
        landscape=True,
        sections=tuple(_section(one, called) for one in part.priorities) or (_empty(),),
        sheets=(Sheet(_("Plan"), _table(part, called)),),
        words=furniture(),
    )


def _empty() -> Section:
    words = _("No priority that is agreed feeds this plan and has a part for this organisation.")
    return Section(_("Nothing yet"), (Paragraph(words, Tone.MUTED),))


def _section(one: PlanPriority, called: dict[str, str]) -> Section:
    return Section(one.title, tuple(_blocks(one, called)))


def _blocks(one: PlanPriority, called: dict[str, str]) -> Iterator[Block]:
    yield Paragraph(called["difference"], Tone.STRONG)
    yield Paragraph(one.difference)
    if one.found:
        yield Paragraph(called["found"], Tone.STRONG)
        yield Bullets(tuple(Item(words) for words in one.found))
    facts = (
        (_("Responsibility"), one.responsibility),
        (_("Who sees to it"), ", ".join(one.sees)),
        (_("A priority of"), one.of),
        (_("Look again by"), one.review_on),
        (_("Where it stands"), capital(_(one.state))),
    )
    yield Facts(tuple(Fact(label, value) for label, value in facts if value))
    if not one.actions:
        yield Paragraph(_("No action is named for it here yet."), Tone.MUTED)
        return
    columns = tuple(Column(called[key], share) for key, share in OF_ACTION.items())
    rows = tuple(Row(tuple(_cell(action, key) for key in OF_ACTION)) for action in one.actions)
    yield Table(_("What is done for it"), columns, rows)


def _cell(one: PlanAction, key: str) -> Cell:
    if key == "action" and one.resources:
        return (
            Paragraph(one.title, Tone.STRONG),
            Paragraph(_("Resources: %(words)s") % {"words": one.resources}, Tone.MUTED),
        )
    if key == "action":
        return (Paragraph(one.title, Tone.STRONG),)
    return _words(one, key)


def _words(one: PlanAction, key: str) -> str:
    """Return what a plan says of an action in a column, as text. An empty cell says that nobody has said it."""
    if key == "action":
        return one.title
    if key == "who":
        return one.who or _("nobody yet")
    if key == "due":
        return " ".join(words for words in (one.due, f"({one.late})" if one.late else "") if words) or "–"
    if key == "progress":
        return ": ".join(words for words in (capital(_(one.state)), one.said) if words)
    return str(getattr(one, key)) or "–"


def _table(part: PlanPart, called: dict[str, str]) -> Table:
    """Return a row for each action; a priority without one has a row of its own, so that it is not lost."""
    columns = tuple(Column(called[key], WIDTHS[key]) for key in WIDTHS)
    rows = []
    for one in part.priorities:
        first = (one.title, one.difference, "\n".join(one.found))
        for action in one.actions:
            rest = ("action", "who", "due", "resources", "target", "shows", "progress")
            rows.append(Row((*first, *(_words(action, key) for key in rest))))
        if not one.actions:
            rows.append(Row((*first, *("–" for _n in range(len(WIDTHS) - len(first))))))
    return Table(_("A row for each action"), columns, tuple(rows))
