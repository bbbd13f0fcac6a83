"""Disposal: the one way that words leave a broad view, its history, its editions and its evidence for good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import jobs, remains
from speir.core.errors import Refused, Unfit
from speir.evaluations import policy
from speir.evaluations.actions.removing_held import require_free_of_holds
from speir.evaluations.actions.removing_plans import of_plan
from speir.evaluations.models import (
    Answer,
    Edition,
    EditionDocument,
    Evaluation,
    Judgement,
    Look,
    LookTemplate,
    SetAside,
)
from speir.evaluations.queries import removable
from speir.evaluations.queries.written import Scope, set_aside, written
from speir.evaluations.queries.written_evidence import Written
from speir.evaluations.queries.written_joints import still_hidden
from speir.evaluations.queries.written_looks import TABLES
from speir.evaluations.rules import sealed_texts
from speir.evaluations.rules.record_text import digest
from speir.evidence.actions import likeness, loose
from speir.evidence.actions.words import keep_disposed
from speir.evidence.models import Item, ItemFile, ItemLink
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.mentions.actions import forget
from speir.retention.actions.disposals import opened, write_down
from speir.retention.models import Hold, Removal
from speir.retention.rules import removing
from speir.retention.rules.removing import Gone
from speir.sharing.models import Outside, Sharing

NOTHING_TICKED = Refused("places-none", "Tick the places from which the words are to be removed.", "places")
CHANGED = Refused(
    "places-changed",
    "Somebody changed something here meanwhile, and nothing was removed. Look at the places again.",
    "places",
)
NO_REASON = Refused("reason-unknown", "Choose why the words are removed: it stays in their place.", "reason")
# Rows that people go on writing: they are changed as they are; every other table opens its gate for one row.
LIVE: frozenset[type[Model]] = frozenset(
    {
        *(Evaluation, Judgement, Answer, SetAside, Item, ItemLink, ItemFile, Sharing, Outside, Hold, Look),
        LookTemplate,
        *(table.model for table in TABLES),
    }
)
Thing = tuple[str, str]


@transaction.atomic
def remove(
    *,
    evaluation_id: str,
    words: str,
    places: Collection[str],
    reason: str,
    whole: bool = False,
    by: Actor,
) -> int:
    """Remove words for good from the places that the actor was shown and ticked; return from how many.

    `places` are keys of `removable.look`; `whole` removes each text in which the words stand. In drafts that wait with
    their writers in these broad views, and in what people judged and nobody may read yet, the words are replaced too,
    and nobody is told whether there were any. Raises
    NotYours, NotAllowed, Unfit, and Refused while a legal hold stands or when something changed meanwhile.
    """
    evaluation = policy.require(by, Permission.READ_EVALUATIONS, evaluation_id, kinds=policy.ANY)
    inside = removable.scope(by, evaluation)
    broken = removing.check(words)
    broken += [] if places else [NOTHING_TICKED]
    broken += [] if reason in removing.REASONS else [NO_REASON]
    if broken:
        raise Unfit(broken)
    _hold_rows(inside)
    inside = removable.scope(by, evaluation)  # as it is now that nobody else is writing
    ticked = set(places)
    chosen = [
        text
        for text in written(inside, by.person_id)
        if text.key in ticked and removing.spans(text.text, words)
    ]
    if {text.key for text in chosen} != ticked:
        raise Unfit([CHANGED])
    things = {(text.about, text.about_id) for text in chosen}
    require_free_of_holds(things, inside, chosen)
    instead = removing.note(timezone.localdate(), reason)
    waiting = _waiting(things, words, by)
    _dispose(
        chosen,
        inside,
        reason,
        lambda text: removing.emptied(text, words, instead, whole=whole),
        instead,
        by,
        unseen=waiting,
        unseen_change=lambda text: removing.without(text, words, instead),
    )
    return len(chosen)


@transaction.atomic
def dispose(*, about: str, thing_id: str, only: str = "", reason: str = "over", by: Actor) -> int:
    """Empty a broad view or a piece of evidence, which the caller fetched, of every text that people wrote in it.

    The bytes of its files go too. `only` is the id of one row of it that goes, such as a file, and nothing else.

    Titles, levels and dates stay, and the digests of what was sealed. Return from how many places; others' texts that
    wait with them go too and are not counted. Raises Refused while a legal hold stands.
    """
    _hold_rows(_alone(about, thing_id))
    inside = _alone(about, thing_id)  # as it is now that nobody else is writing
    texts = [text for text in written(inside, by.person_id) if text.text and text.said != "Title"]
    texts = [text for text in texts if only in ("", text.row_id)]
    require_free_of_holds({(about, thing_id)}, inside, texts)
    others = SetAside.objects.filter(evaluation__in=list(inside.views)).exclude(person_id=by.person_id)
    instead = removing.note(timezone.localdate(), reason)
    unseen = [*set_aside(others), *still_hidden(list(inside.views), by.person_id)]
    unseen = [text for text in unseen if only in ("", text.row_id)]
    _dispose(texts, inside, reason, lambda text: instead, instead, by, unseen=unseen, files=True)
    return len(texts)


def _alone(about: str, thing_id: str) -> Scope:
    """Return a broad view or a piece of evidence as a scope of its own."""
    views = Evaluation.objects.filter(pk=thing_id if about == policy.ABOUT else "")
    items = Item.objects.filter(pk=thing_id if about == EVIDENCE else "")
    return Scope(
        {view.id: view for view in views.select_related("home", "unit")},
        {item.id: item for item in items.select_related("home", "unit")},
    )


def _dispose(
    chosen: Iterable[Written],
    inside: Scope,
    reason: str,
    change: Callable[[str], str],
    instead: str,
    by: Actor,
    *,
    unseen: Iterable[Written] = (),
    unseen_change: Callable[[str], str] | None = None,
    files: bool = False,
) -> None:
    """Write down and carry out a disposal, one for each thing; `files` go with their names."""
    seen = defaultdict(list)
    for text in chosen:
        seen[text.about, text.about_id].append((text, change))
    hidden = defaultdict(list)
    for text in unseen:
        hidden[text.about, text.about_id].append((text, unseen_change or change))
    for (about, about_id), texts in seen.items():
        thing = (inside.views if about == policy.ABOUT else inside.items)[about_id]
        rows = _rows([*texts, *hidden[about, about_id]], instead)
        for row in rows:
            if files and row.model is ItemFile:
                row.take_bytes()
        gone = [gone for row in rows for gone in row.gone]
        removals = iter(
            write_down(
                about=about,
                about_id=about_id,
                path=thing.told,
                home="" if thing.only_me else thing.home.path,
                reason=reason,
                places=len(texts),
                gone=gone,
                by=by,
            )
        )
        for row in rows:
            row.carry_out([next(removals) for _ in row.gone])
        for text, changes in texts:
            if text.mark:
                forget(key=text.mark, old=text.text, new=changes(text.text))
    remains.clear_after_commit()


class _Row:
    """One row with the texts of it that change: what is written down of it, and how it is carried out."""

    def __init__(self, model: type[Model], row_id: str) -> None:
        self.model, self.row_id = model, row_id
        self.values: dict[str, Any] = {}
        self.gone: list[Gone] = []
        self.stored = ""

    def take_bytes(self) -> None:
        """A file's bytes go with its name: the digest of what they were stays in the log."""
        file = ItemFile.objects.get(pk=self.row_id)
        self.stored = file.stored
        self.values |= {"stored": "", "removed_at": timezone.now()}
        self.gone = [
            Gone(gone.in_table, gone.row_id, f"{gone.fields}, stored", file.digest) for gone in self.gone
        ]

    def carry_out(self, removals: list[Removal]) -> None:
        rows = self.model._default_manager.filter(pk=self.row_id)
        if self.model in LIVE:
            if self.model is Item:
                # A form that was opened before is older now, and does not bring the words back.
                self.values["revision"] = rows.values_list("revision", flat=True)[0] + 1
                likeness.forget(self.row_id)
            rows.update(**self.values)
            if self.model is Item:
                keep_disposed(self.row_id)
            if self.stored:
                loose.let_go(stored=self.stored)
            return
        with opened(removals[0]):
            rows.update(**self.values)
        for removal in removals[1:]:
            with opened(removal):
                EditionDocument.objects.filter(pk=removal.row_id).delete()
        if self.model is Edition:
            jobs.defer("reports.keep_edition", edition_id=self.row_id)


def _rows(texts: Iterable[tuple[Written, Callable[[str], str]]], instead: str) -> list[_Row]:
    """Return the rows that change, each once."""
    by_row: dict[tuple[type[Model], str], list[tuple[Written, Callable[[str], str]]]] = defaultdict(list)
    for text, change in texts:
        by_row[text.model, text.row_id].append((text, change))
    return [_row(model, row_id, fields, instead) for (model, row_id), fields in by_row.items()]


def _row(
    model: type[Model], row_id: str, fields: list[tuple[Written, Callable[[str], str]]], instead: str
) -> _Row:
    row, table = _Row(model, row_id), model._meta.db_table
    if model is LookTemplate:
        row.values = of_plan(row_id, {text.field: change for text, change in fields}, instead)
        row.gone.append(Gone(table, row_id, ", ".join(sorted(row.values))))
        return row
    names = ", ".join(sorted(text.field for text, _change in fields))
    if model is not Edition:
        for text, change in fields:
            most = getattr(model._meta.get_field(text.field), "max_length", None)
            left = change(text.text)
            row.values[text.field] = left if most is None or len(left) <= most else instead
        row.gone.append(Gone(table, row_id, names))
        return row
    before = Edition.objects.get(pk=row_id).content
    after = sealed_texts.changed(before, {text.field: change for text, change in fields})
    row.values["content"] = after
    row.gone.append(Gone(table, row_id, names, digest(before), digest(after)))
    documents = EditionDocument.objects.filter(edition=row_id).order_by("format")
    for one, was in documents.values_list("id", "digest"):
        row.gone.append(Gone(EditionDocument._meta.db_table, one, "body", was))
    return row


def _hold_rows(inside: Scope) -> None:
    """Lock what somebody could be writing in: a save under way is waited for, and seen."""
    views, items = list(inside.views), list(inside.items)
    list(
        Evaluation.objects.select_for_update(no_key=True)
        .filter(pk__in=views)
        .order_by("id")
        .values_list("id")
    )
    list(Look.objects.select_for_update(no_key=True).filter(pk__in=views).order_by("id").values_list("id"))
    list(Judgement.objects.select_for_update().filter(evaluation__in=views).order_by("id").values_list("id"))
    list(Answer.objects.select_for_update().filter(evaluation__in=views).order_by("id").values_list("id"))
    kept = LookTemplate.objects.select_for_update(no_key=True).filter(pk__in=list(inside.templates))
    list(kept.order_by("id").values_list("id"))
    list(Item.objects.select_for_update(no_key=True).filter(pk__in=items).order_by("id").values_list("id"))


def _waiting(things: Collection[Thing], words: str, by: Actor) -> list[Written]:
    """Return others' texts in these broad views that hold the words, and that wait with them alone or are hidden."""
    views = [about_id for about, about_id in things if about == policy.ABOUT]
    rows = SetAside.objects.filter(evaluation__in=views).exclude(person_id=by.person_id)
    unseen = [*set_aside(rows), *still_hidden(views, by.person_id)]
    return [text for text in unseen if removing.spans(text.text, words)]
