"""A child's name in every text that there is, as it could stand there from before anybody was asked about it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from speir.evaluations.actions import editions, removing
from speir.evaluations.models import Answer, EarlierText, Evaluation, Judgement, LevelChange
from speir.evaluations.queries import removable
from speir.evidence.actions.words import keep as keep_words
from speir.evidence.models import EarlierItem, Item, ItemLink
from tests import world

NAME = "Torquil"
NOTE = "[removed on 2 March 2026: a child could be identified]"
TEXT = f"We saw it with {NAME} in May."
LEFT = f"We saw it with {NOTE} in May."


def with_a_name(cast: world.Cast) -> Evaluation:
    """A broad view, sealed once with two documents kept and reopened, with the name in every text."""
    view = world.filled(cast, ("1.1",))
    now = timezone.now()
    Evaluation.objects.filter(pk=view.id).update(title=f"The year of {NAME}")
    judgement = Judgement.objects.get(evaluation=view, indicator__number="1.1")
    Judgement.objects.filter(pk=judgement.id).update(strengths=TEXT, improvements=TEXT, reason=TEXT)
    Answer.objects.filter(evaluation=view, question="1").update(text=TEXT)
    items = Item.objects.filter(unit=view.unit)
    items.update(shows=TEXT, account=TEXT, origin=TEXT)
    keep_words(items)
    LevelChange.objects.create(judgement=judgement, after="good", why=TEXT, at=now)
    EarlierText.objects.create(evaluation=view, place="1.1/strengths", text=TEXT, replaced_at=now)
    EarlierText.objects.create(evaluation=view, place="answer/1", text=TEXT, replaced_at=now)
    item = Item.objects.filter(unit=view.unit).order_by("pk")[0]
    world.file_beside(item.id, cast.lead)
    item.files.update(name=f"{TEXT}.txt")
    items.filter(pk=item.pk).update(withdrawn_at=now, withdrawn_why=TEXT)
    ItemLink.objects.create(item=item, place=0, url=f"https://files.example/{NAME}", words=TEXT)
    EarlierItem.objects.create(
        item=item, revision=0, kind=item.kind, shows=TEXT, account=TEXT, origin=TEXT, written_at=now
    )
    sealed = world.seal(view, cast.lead)
    for kind in ("docx", "pdf"):
        editions.keep_document(edition_id=sealed.id, format=kind, body=NAME.encode(), body_digest="1" * 64)
    editions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    return view


def take_out(
    view: Evaluation, by: world.Somebody, words: str = NAME, reason: str = "child", **more: Any
) -> int:
    """Look, tick all that was found, and remove it; from how many places."""
    places = [found.key for found in removable.look(by.actor, view.id, words).found]
    return removing.remove(
        evaluation_id=view.id, words=words, places=places, reason=reason, by=by.actor, **more
    )
