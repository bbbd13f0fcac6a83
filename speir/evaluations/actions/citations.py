"""Citing evidence beside a judgement."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
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
from speir.mentions.rules import Explained
from speir.trail.actions import record as record_in_trail

INVENTED = (
    "What is said in the demonstration is invented: it is used there alone, and nothing else is used in it."
)
WITHDRAWN = "This was withdrawn, so it is used nowhere anew. Bring it back on its own page first."


@transaction.atomic
def write_and_cite(
    *,
    evaluation_id: str,
    number: str,
    draft: Draft,
    stance: str,
    item_id: str = "",
    only_me: bool = False,
    keeping: Explained = None,
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
    """Cite an item beside this judgement, or change what the citation says. It may be any that the actor may read.

    Citing opens it to nobody: who may not read it sees beside the judgement that there is one, and none of its words.
    Raises NotYours, NotAllowed, Refused (sealed, unknown stance, withdrawn).
    """
    judgement = _judgement(evaluation_id, number, by)
    _check(stance)
    item = _item(item_id, by)
    if item.unit.demonstration != judgement.evaluation.unit.demonstration:
        raise Refused("item-of-demonstration", INVENTED, "item_id")
    if item.withdrawn_at is not None and not Citation.objects.filter(judgement=judgement, item=item).exists():
        raise Refused("item-withdrawn", WITHDRAWN, "item_id")
    return _cite(judgement, item, stance, by)


@transaction.atomic
def cite_again(*, evaluation_id: str, number: str, stances: Mapping[str, str], by: Actor) -> frozenset[str]:
    """Cite several items beside this judgement, each with its stance by its id, as an edition cited them before.

    What is withdrawn, not open to the actor or cited here already is left as it is. Return the ids of those that were
    cited anew. Raises NotYours, NotAllowed, Refused (sealed, unknown stance).
    """
    judgement = _judgement(evaluation_id, number, by)
    for stance in stances.values():
        _check(stance)
    there = set(Citation.objects.filter(judgement=judgement).values_list("item_id", flat=True))
    demonstration = judgement.evaluation.unit.demonstration
    rows = items_visible_to(by).filter(pk__in=stances, withdrawn_at=None, unit__demonstration=demonstration)
    anew = [one for one in rows.order_by("written_at", "id").values_list("pk", flat=True) if one not in there]
    now = timezone.now()
    Citation.objects.bulk_create(
        Citation(judgement=judgement, item_id=one, stance=stances[one], made_at=now, made_by_name=by.name)
        for one in anew
    )
    path = judgement.evaluation.told
    for one in anew:
        record_in_trail(by=by, verb="cited", about="evidence", about_id=one, path=path, detail=stances[one])
    return frozenset(anew)


@transaction.atomic
def change_cited(
    *,
    evaluation_id: str,
    number: str,
    item_id: str,
    draft: Draft,
    revision: int,
    stance: str,
    keeping: Explained = None,
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
        _item(item_id, by)
        return ""
    if not items_visible_to(by).filter(pk=item_id).exists() and not _left_behind(judgement, item_id, by):
        raise NotYours  # whose words they cannot read, they could not put back
    stance = citation.stance
    citation.delete()
    path = judgement.evaluation.told
    record_in_trail(by=by, verb="took away", about="citation", about_id=item_id, path=path, detail=number)
    return stance


def _left_behind(judgement: Judgement, item_id: str, by: Actor) -> bool:
    """Whether another unit's item is cited here that is not open to whoever leads: they may take it away all the same.

    Its sharing may have ended, and then nobody here could.
    """
    path = judgement.evaluation.unit.path
    elsewhere = Item.objects.filter(pk=item_id).exclude(unit_id=judgement.evaluation.unit_id)
    return may(by, Permission.LOCK_EVALUATION, path) and elsewhere.exists()


def _judgement(evaluation_id: str, number: str, by: Actor) -> Judgement:
    return policy.require_judgement(
        by, Permission.WRITE_JUDGEMENTS, evaluation_id, number, lock=True, kinds=policy.ANY
    )


def _item(item_id: str, by: Actor) -> Item:
    """Return an item that the actor may read, of whichever unit. Raises NotYours."""
    item = items_visible_to(by).select_related("unit").filter(pk=item_id).first() if is_id(item_id) else None
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
