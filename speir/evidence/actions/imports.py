"""Bringing a sheet of evidence in: a draft of its owner that they look at, and then all of it or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.bulk import ready, store
from speir.core.errors import NotYours, Refused
from speir.core.sheets.cells import Bad
from speir.evidence import policy
from speir.evidence.actions import likeness
from speir.evidence.actions import words as words_of
from speir.evidence.actions.items import fill, key_of
from speir.evidence.models import Item, ItemLink, ItemTheme, Sheet, SheetPart, Words
from speir.evidence.queries import imports
from speir.evidence.queries.likeness import very_like_each
from speir.evidence.rules import sheet as rules
from speir.evidence.rules.items import Draft, check
from speir.evidence.rules.likeness import apart, bands, words
from speir.evidence.rules.packing import Checked, pack
from speir.evidence.rules.sheet import Line
from speir.frameworks.queries import current
from speir.frameworks.rules.structure import Framework
from speir.mentions import rules as mention_rules
from speir.mentions.actions import keep_at_once
from speir.mentions.rules import REASONS, Mention, mentions, without
from speir.organisations.policy import require_open
from speir.trail.actions import record

# So many rows are in memory at a time, and so many mistakes are told.
PIECE = 200
LISTED = 200
ASKS = "Some rows may identify somebody. Say what becomes of what was found, or mend the sheet and choose it again."
CHANGED = "Something in it does not fit any more. Choose the file once more."


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of all that a sheet mentions: it stays, for this reason, or without one it is replaced."""

    reason: str = ""

    def __post_init__(self) -> None:
        if self.reason and self.reason not in REASONS:
            raise ValueError(f"no such reason: {self.reason!r}")


@dataclass(slots=True)
class Read:
    """What came of reading a sheet: its id as a draft, or its mistakes, of which the first are told."""

    sheet_id: str = ""
    bad: list[Bad] = field(default_factory=list)
    wrong: int = 0


def read(
    *, unit_id: str, framework: Framework, rows: Iterator[list[str]], only_me: bool = False, by: Actor
) -> Read:
    """Read and check a sheet's rows, and keep them for their owner to look at where all are fit.

    It stores a piece at a time, each in a moment of its own, and nothing of a sheet with a mistake in it. Raises
    NotYours, NotAllowed, and Refused for what is no sheet or names no columns.
    """
    unit = require_open(by, Permission.WRITE_EVIDENCE, unit_id)
    at = rules.columns(next(rows, []))
    found = rules.read(rows, at, imports.names(framework, unit.path), timezone.localdate())
    sheet = Sheet(unit=unit, owner=by.person_id, framework=framework.key, only_me=only_me)
    sheet.made_at = timezone.now()
    sheet.save(force_insert=True)
    made = Read(sheet.id)
    try:
        _keep(sheet, found, made, by)
    except BaseException:
        sheet.delete()
        raise
    if made.wrong:
        sheet.delete()
        return replace(made, sheet_id="")
    return made


def _keep(sheet: Sheet, found: Iterable[Line | list[Bad]], made: Read, by: Actor) -> None:
    digest, seen = hashlib.sha256(), set[bytes]()
    rest, place = iter(found), 0
    while piece := list(islice(rest, PIECE)):
        for one in piece:
            if not isinstance(one, Line):
                made.wrong += len(one)
                made.bad += one[: LISTED - len(made.bad)]
        if made.wrong:
            continue
        lines = [one for one in piece if isinstance(one, Line)]
        for line in lines:
            digest.update(repr(line.draft).encode())
        body = pack(_checked(sheet.unit_id, lines, seen, by))
        SheetPart.objects.create(sheet=sheet, place=place, body=body)
        place += 1
    if not made.wrong and not place:
        raise Refused("sheet-empty", "There is nothing in this sheet below its headings.", "file")
    sheet.digest, sheet.ready = digest.hexdigest(), not made.wrong
    sheet.save(update_fields=["digest", "ready"])


def _checked(unit_id: str, lines: list[Line], seen: set[bytes], by: Actor) -> Iterator[Checked]:
    """Yield rows with what they mention and what they are like; `seen` are digests of what earlier rows say."""
    texts = [
        (line.draft.shows, line.draft.account, bands(unit_id, line.draft.shows, line.draft.account))
        for line in lines
    ]
    near = _near(by, unit_id, [line.draft for line in lines], [its_bands for *_texts, its_bands in texts])
    for line, (_shows, _account, its_bands), (alike, same) in zip(lines, texts, near, strict=True):
        says = _says(line.draft)
        again = same or says in seen
        seen.add(says)
        asked = tuple(name for name, text in imports.texts(line.draft) if mentions(text))
        yield Checked(line.row, line.draft, asked, its_bands, alike, again)


def _near(
    by: Actor, unit_id: str, drafts: Sequence[Draft], their_bands: Sequence[Sequence[int | None]]
) -> list[tuple[tuple[str, ...], bool]]:
    """Return for each draft the items that it is very like, and whether one of them is of the same time and words.

    What is of another time is no such item: what was so in March may be so again in April.
    """
    texts = [(d.shows, d.account, its) for d, its in zip(drafts, their_bands, strict=True)]
    made = []
    for draft, alike in zip(drafts, very_like_each(by, unit_id, texts), strict=True):
        time = (draft.from_day, draft.to_day)
        same = any(one.same and (one.from_day, one.to_day) == time for one in alike)
        near = tuple(one.id for one in alike if not apart(time, (one.from_day, one.to_day)))
        made.append((near, same))
    return made


def _says(draft: Draft) -> bytes:
    said = repr((words(draft.shows), words(draft.account), draft.from_day, draft.to_day))
    return hashlib.blake2b(said.encode(), digest_size=16).digest()


def bring_in(*, sheet_id: str, with_alike: bool, answer: Answer | None = None, by: Actor) -> int:
    """Bring a sheet in, all of it at once; return how many items are new. Twice, it does nothing the second time.

    Rows that say what is here already are left out, and without `with_alike` those that are very like an item. `answer`
    says what becomes of mentions. All is made ready before the transaction, which only stores it. Raises NotYours,
    NotAllowed, and Refused where somebody has to answer first or something does not fit any more.
    """
    sheet = imports.own(by, sheet_id)
    if sheet.brought_at is not None:
        return sheet.brought
    require_open(by, Permission.WRITE_EVIDENCE, sheet.unit_id)
    packed = _Packed()
    home = policy.home_in(sheet.unit, by)
    fits = _fitting(sheet)
    again = imports.written_since(sheet)
    for piece in imports.rows_of(sheet):
        fresh = _fresh(by, sheet, piece) if again else piece
        rows = [row for row in fresh if not row.same and (with_alike or not row.alike)]
        if any(row.asked for row in rows) and answer is None:
            raise Refused("sheet-asks", ASKS, "answer")
        if not all(fits(row.draft) for row in rows):
            raise Refused("sheet-changed", CHANGED)
        packed.add([_made(sheet, home, row, answer, by) for row in rows])
    brought, stored = _bring_in(sheet_id=sheet.id, packed=packed, answer=answer, by=by)
    if stored:
        # Their many indexes would hold the lock longer than the items do; `likeness.note_missing` mends a cut.
        for at in range(0, len(packed.bands), PIECE):
            likeness.note_each(packed.bands[at : at + PIECE])
    return brought


@dataclass(slots=True)
class _Made:
    item: Item
    themes: list[ItemTheme]
    links: list[ItemLink]
    bands: Sequence[int | None]
    kept: list[tuple[str, Mention]]


@dataclass(slots=True)
class _Packed:
    """What is to be stored, made ready a piece at a time."""

    pieces: list[list[tuple[type[Model], bytes]]] = field(default_factory=list)
    bands: list[tuple[str, Sequence[int | None]]] = field(default_factory=list)
    kept: list[tuple[str, Mention]] = field(default_factory=list)

    def add(self, made: list[_Made]) -> None:
        self.pieces.append(
            [
                (Item, ready(one.item for one in made)),
                (ItemTheme, ready(theme for one in made for theme in one.themes)),
                (ItemLink, ready(link for one in made for link in one.links)),
                (Words, ready(words_of.row(one.item) for one in made)),
            ]
        )
        self.bands += [(one.item.id, one.bands) for one in made]
        self.kept += [mention for one in made for mention in one.kept]


@transaction.atomic
def _bring_in(*, sheet_id: str, packed: _Packed, answer: Answer | None, by: Actor) -> tuple[int, bool]:
    """Store what is ready; return how many items the sheet brought in, and whether that was now."""
    sheet = Sheet.objects.select_for_update().filter(pk=sheet_id).first()
    if sheet is None:
        raise NotYours
    unit = require_open(by, Permission.WRITE_EVIDENCE, sheet.unit_id, lock=True)
    if sheet.brought_at is not None:
        return sheet.brought, False
    before = Sheet.objects.filter(
        unit=unit, owner=sheet.owner, digest=sheet.digest, brought_at__gt=sheet.made_at
    )
    brought = 0
    if not before.exists():  # the same file, looked at in two tabs
        for piece in packed.pieces:
            stored = [store(model, rows) for model, rows in piece]
            brought += stored[0]
        keep_at_once(mentions=packed.kept)
    sheet.brought_at, sheet.brought = timezone.now(), brought
    sheet.save(update_fields=["brought_at", "brought"])
    sheet.parts.all().delete()
    if brought:
        detail = f"{brought:,}"
        if packed.kept and answer:
            said = mention_rules.said([mention for _key, mention in packed.kept], "it", answer.reason)
            detail = f"{detail}. {said}"
        path = "" if sheet.only_me else unit.path
        record(
            by=by,
            verb="brought evidence into",
            about="unit",
            about_id=unit.id,
            path=path,
            detail=detail,
        )
    return brought, bool(brought)


def _fitting(sheet: Sheet) -> Callable[[Draft], bool]:
    """Return what says whether a row still fits: an own kind may have been closed since it was read."""
    framework = current(sheet.framework)
    kinds = frozenset(imports.names(framework, sheet.unit.path).kinds.values())
    themes, today = frozenset(framework.theme_by_path), timezone.localdate()
    return lambda draft: not check(draft, kinds=kinds, themes=themes, today=today)


def _fresh(by: Actor, sheet: Sheet, rows: list[Checked]) -> list[Checked]:
    near = _near(by, sheet.unit_id, [row.draft for row in rows], [row.bands for row in rows])
    return [replace(row, same=row.same or same) for row, (_alike, same) in zip(rows, near, strict=True)]


def _made(sheet: Sheet, home: str, row: Checked, answer: Answer | None, by: Actor) -> _Made:
    draft, its_bands = row.draft, row.bands
    if row.asked and answer and not answer.reason:
        draft = _replaced(draft)
        its_bands = bands(sheet.unit_id, draft.shows, draft.account)
    item = Item(unit_id=sheet.unit_id, home_id=home, owner=by.person_id, only_me=sheet.only_me)
    fill(item, draft, by)
    key, said = key_of(item), dict(imports.texts(draft))
    kept = [(key, mention) for name in row.asked for mention in mentions(said[name])]
    return _Made(
        item,
        [ItemTheme(item=item, theme=theme, bears=bears) for theme, bears in draft.themes.items()],
        [ItemLink(item=item, place=at, url=link.url) for at, link in enumerate(draft.links)],
        its_bands,
        kept if answer and answer.reason else [],
    )


def _replaced(draft: Draft) -> Draft:
    """Return a draft with what it mentions replaced by what that is; a link that names somebody is left out."""
    shows, account, origin = (
        without(text, mentions(text)) for text in (draft.shows, draft.account, draft.origin)
    )
    links = tuple(link for link in draft.links if not mentions(link.url))
    return replace(draft, shows=shows, account=account, origin=origin, links=links)


def discard(*, sheet_id: str, by: Actor) -> None:
    """Discard a sheet that was looked at; one that was brought in leaves its items. Raises NotYours."""
    imports.own(by, sheet_id).delete()


def forget_old(*, days: int) -> None:
    """Delete sheets that nobody brought in for so many days, and what is noted of those that were."""
    Sheet.objects.filter(made_at__lt=timezone.now() - dt.timedelta(days=days)).delete()
