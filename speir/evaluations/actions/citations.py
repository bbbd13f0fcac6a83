"""Citing evidence beside a judgement."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused
from speir.core.ids import is_id
from speir.evaluations import policy
from speir.evaluations.models import Citation, Judgement
from speir.evaluations.rules.judging import Stance
from speir.evidence.actions import items as evidence
from speir.evidence.models import Item
from speir.evidence.policy import visible_to as items_visible_to
from speir.evidence.rules.items import Draft
from speir.frameworks.queries import framework as read_framework
from speir.mentions.rules import Keeping
from speir.trail.actions import record as record_in_trail


@transaction.atomic
def write_and_cite(
    *,
    evaluation_id: str,
    number: str,
    draft: Draft,
    stance: str,
    item_id: str = "",
    only_me: bool = False,
    keeping: Keeping | None = None,
    by: Actor,
) -> Citation:
    """Write an item of evidence down and cite it beside this judgement; sent twice with one `item_id`, done once.

    Sent again with other words (after Back, say) it is another item: neither text is lost. Raises NotYours,
    NotAllowed, Refused (sealed, unknown stance), Unfit, and Waits for what it mentions.
    """
    judgement = _judgement(evaluation_id, number, by)
    _check(stance)
    if item_id:
        before = Citation.objects.select_related("item").filter(judgement=judgement, item_id=item_id).first()
        if before is not None and before.stance == stance and evidence.says(before.item, draft):
            if only_me:
                evidence.keep_to_owner(item=before.item, by=by)
            return before
    shown = read_framework(judgement.evaluation.framework_id, judgement.evaluation.framework.stamp)
    item = evidence.write(
        unit_id=judgement.evaluation.unit_id,
        framework=shown,
        draft=draft,
        item_id=item_id,
        home_id=judgement.evaluation.home_id,
        only_me=only_me or judgement.evaluation.only_me,
        keeping=keeping,
        by=by,
    )
    return _cite(judgement, item, stance, by)


@transaction.atomic
def cite(*, evaluation_id: str, number: str, item_id: str, stance: str, by: Actor) -> Citation:
    """Cite an item of the same unit beside this judgement, or change what the citation says.

    Raises NotYours (also for another unit's item), NotAllowed, Refused.
    """
    judgement = _judgement(evaluation_id, number, by)
    _check(stance)
    return _cite(judgement, _item(judgement, item_id, by), stance, by)


@transaction.atomic
def change_cited(
    *,
    evaluation_id: str,
    number: str,
    item_id: str,
    draft: Draft,
    revision: int,
    stance: str,
    keeping: Keeping | None = None,
    by: Actor,
) -> Citation:
    """Change an item that is cited beside this judgement, and what the citation says, both or neither.

    Raises NotYours, NotAllowed, Refused (sealed, unknown stance), Unfit, `evidence.Stale`, and Waits for
    what it mentions.
    """
    judgement = _judgement(evaluation_id, number, by)
    _check(stance)
    citation = Citation.objects.filter(judgement=judgement, item_id=item_id).first()
    if citation is None:
        raise NotYours
    shown = read_framework(judgement.evaluation.framework_id, judgement.evaluation.framework.stamp)
    item = evidence.change(
        item_id=item_id, framework=shown, draft=draft, revision=revision, keeping=keeping, by=by
    )
    return _cite(judgement, item, stance, by)


@transaction.atomic
def uncite(*, evaluation_id: str, number: str, item_id: str, by: Actor) -> str:
    """Take a citation away; the item stays. Return its stance, for an undo; empty when it was taken away before.

    Raises NotYours, NotAllowed, Refused (sealed).
    """
    judgement = _judgement(evaluation_id, number, by)
    citation = Citation.objects.filter(judgement=judgement, item_id=item_id).first()
    if citation is None:
        _item(judgement, item_id, by)
        return ""
    if not items_visible_to(by).filter(pk=item_id).exists():
        raise NotYours  # whose words they cannot read, they could not put back
    stance = citation.stance
    citation.delete()
    path = judgement.evaluation.told
    record_in_trail(by=by, verb="took away", about="citation", about_id=item_id, path=path, detail=number)
    return stance


def _judgement(evaluation_id: str, number: str, by: Actor) -> Judgement:
    return policy.require_judgement(by, Permission.WRITE_JUDGEMENTS, evaluation_id, number, lock=True)


def _item(judgement: Judgement, item_id: str, by: Actor) -> Item:
    """Return an item of the judgement's own unit. Raises NotYours."""
    found = items_visible_to(by).filter(pk=item_id, unit_id=judgement.evaluation.unit_id)
    item = found.first() if is_id(item_id) else None
    if item is None:
        raise NotYours
    return item


def _check(stance: str) -> None:
    if stance not in set(Stance):
        sentence = "Choose whether it supports, qualifies or contradicts your judgement."
        raise Refused("stance-unknown", sentence, "stance")


def _cite(judgement: Judgement, item: Item, stance: str, by: Actor) -> Citation:
    citation, made = Citation.objects.get_or_create(
        judgement=judgement,
        item=item,
        defaults={"stance": stance, "made_at": timezone.now(), "made_by_name": by.name},
    )
    if not made and citation.stance != stance:
        citation.stance = stance
        citation.save(update_fields=["stance"])
    path = judgement.evaluation.told
    record_in_trail(by=by, verb="cited", about="evidence", about_id=item.id, path=path, detail=stance)
    return citation
