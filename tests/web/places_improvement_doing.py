"""Actions with steps, dependencies and proof, for the addresses of the guard tables."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from django.utils import timezone

from speir.core.text import day
from speir.evidence.actions import items
from speir.frameworks.queries import current
from speir.improvement.actions import action_steps, proving, waiting_for
from speir.improvement.models import Action, ActionStep
from speir.improvement.rules.doing import step_mark
from tests import world, world_improvement
from tests.world import Cast

DOING_WORDS = {"proof_id": "proof_id"}
# Actions in other states than the one of the addresses, by the attribute that has each.
OTHER_ACTIONS = ("proposed_action_id", "done_action_id", "proved_action_id")
DOING_STANDS = {
    "STEP_MARK": "step_mark",
    "OTHER_ACTION": "other_action_id",
    "TOLD": "told_id",
    "IMPACT": "impact_id",
    "EARLIER_IMPACT": "earlier_impact_id",
    "YESTERDAY": "yesterday",
}


class DoingPlaces:
    """What stands in the addresses of actions: a part of `ImprovementPlaces`, which has `action` and `priority`."""

    cast: Cast

    @cached_property
    def action(self) -> Action:
        """The one of the addresses: agreed and under way."""
        raise NotImplementedError

    @cached_property
    def proposed_action(self) -> Action:
        """One of the same priority that nobody agreed yet, complete; the lead officer leads it."""
        return world_improvement.action(self.action.priority, self.cast.lead, title="Buy the phones")

    @cached_property
    def done_action(self) -> Action:
        """One that is done and began three months ago; the evaluator leads it."""
        lead = self.cast.evaluator.person.id
        row = world_improvement.action(self.action.priority, self.cast.lead, lead=lead, state="done")
        row.begun_on = timezone.localdate() - dt.timedelta(days=90)
        row.save(update_fields=["begun_on"])
        return row

    @cached_property
    def proved_action(self) -> Action:
        """The same with its impact shown."""
        return proving.show_impact(
            action_id=self.done_action.id, item_id=self.impact_id, by=self.cast.lead.actor
        )

    @cached_property
    def action_step(self) -> ActionStep:
        """A step of the action that is under way."""
        return action_steps.add(action_id=self.action.id, text="Agree who rings", by=self.cast.lead.actor)

    @cached_property
    def impact_id(self) -> str:
        """Evidence of impact from after the action began."""
        return self._impact(2)

    @cached_property
    def earlier_impact_id(self) -> str:
        """Evidence of impact from before the action began."""
        return self._impact(400)

    def _impact(self, days: int) -> str:
        on = timezone.localdate() - dt.timedelta(days=days)
        draft = world.draft(shows="Parents say so.", from_day=on, to_day=on, speaks_of="impact")
        framework, by = current(world.FRAMEWORK), self.cast.lead.actor
        return items.write(unit_id=self.cast.team.id, framework=framework, draft=draft, by=by).id

    @property
    def action_step_id(self) -> str:
        return self.action_step.id

    @property
    def step_mark(self) -> str:
        return step_mark(self.action_step.text, None)

    @property
    def proposed_action_id(self) -> str:
        return self.proposed_action.id

    @property
    def done_action_id(self) -> str:
        return self.done_action.id

    @property
    def proved_action_id(self) -> str:
        return self.proved_action.id

    @property
    def proof_id(self) -> str:
        return self.proved_action.proofs.get().id

    @property
    def other_action_id(self) -> str:
        return self.proposed_action.id

    @property
    def waiting_action_id(self) -> str:
        """The proposed one, which waits for the one under way."""
        by = self.cast.lead.actor
        waiting_for.wait_for(action_id=self.proposed_action.id, other_id=self.action.id, by=by)
        return self.proposed_action.id

    @property
    def told_id(self) -> str:
        return self.action.progress.order_by("-at", "-id")[0].id

    @property
    def yesterday(self) -> str:
        return day(timezone.localdate() - dt.timedelta(days=1))
