"""Priorities that are proposed and closed, a finding and a plan of the team: a part of `places_improvement`."""

from __future__ import annotations

from functools import cached_property

from speir.core.ids import new_id
from speir.improvement.actions import closing, findings, plans
from speir.improvement.models import Priority
from speir.improvement.rules.findings import Said
from tests import world_improvement
from tests.world import Cast

PRIORITY_WORDS = {"finding_id": "finding_id", "plan_id": "plan_id"}
PRIORITY_STANDS = {"PROPOSED": "proposed_id"}


class PriorityPlaces:
    """What stands in the addresses of priorities. The lead officer wrote it."""

    cast: Cast

    @cached_property
    def priority(self) -> Priority:
        """The priority that all is about; made by whoever has these."""
        raise NotImplementedError

    @cached_property
    def proposed_id(self) -> str:
        """One that is only proposed."""
        return world_improvement.priority(self.cast.team, self.cast.lead, title="Only proposed").id

    @cached_property
    def closed_id(self) -> str:
        """One that was closed without a new judgement."""
        row = world_improvement.priority(self.cast.team, self.cast.lead, title="Closed", agreed=True)
        closing.close(priority_id=row.id, reason="The service has ended.", by=self.cast.lead.actor)
        return row.id

    @cached_property
    def finding_id(self) -> str:
        said = Said(source="survey", number="3.2", words="Schools hear late.")
        by = self.cast.lead.actor
        return findings.add(priority_id=self.priority.id, said=said, finding_id=new_id(), by=by).id

    @cached_property
    def plan_id(self) -> str:
        by = self.cast.lead.actor
        return plans.make(unit_id=self.cast.team.id, name="Our plan", plan_id=new_id(), by=by).id
