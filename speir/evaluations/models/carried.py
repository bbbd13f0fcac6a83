"""What came back from an earlier edition, as rows: what it is and whether somebody has checked it, never its words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evaluations.models.broad_views import Judgement
from speir.evaluations.rules.carrying import Checked, What
from speir.evidence.models import Item


class Carried(Row):
    """One thing that the edition of `Evaluation.carried_from` said of an indicator, and whether it still holds.

    Its words are read from that edition, so that they are removed with it and stand in no second place. `put`: it
    stands in the judgement because somebody confirmed it here, and an undo takes it away again.
    """

    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="carried")
    what = models.CharField(max_length=12, choices=[(what.value, what.value) for what in What])
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in Checked], default=Checked.NOT_YET
    )
    put = models.BooleanField(default=False)
    at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_carried"
        constraints = [
            models.UniqueConstraint(
                fields=["judgement", "what"], condition=Q(item__isnull=True), name="carried_once"
            ),
            models.UniqueConstraint(
                fields=["judgement", "item"], condition=Q(item__isnull=False), name="carried_item_once"
            ),
            models.CheckConstraint(
                condition=Q(what=What.EVIDENCE, item__isnull=False)
                | (Q(what__in=[w.value for w in What if w != What.EVIDENCE]) & Q(item__isnull=True)),
                name="carried_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state=Checked.NOT_YET, at__isnull=True, put=False)
                | Q(state=Checked.STILL_TRUE, at__isnull=False)
                | Q(state=Checked.CHANGED, at__isnull=False, put=False),
                name="carried_state_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} in {self.judgement_id}: {self.state}"
