"""A priority, an action and a finding as their forms say them."""

from __future__ import annotations

from speir.improvement.models import Action, Finding, Priority
from speir.improvement.rules import doing, findings, priorities


def priority_said(row: Priority) -> priorities.Said:
    """Return a priority as its form says it. Two queries, none where its parts and plans were fetched before."""
    feeds = (one.structure or f"own:{one.own_id}" for one in row.feeds.all())
    return priorities.Said(
        title=row.title,
        difference=row.difference,
        responsibility=row.responsibility,
        responsibility_words=row.responsibility_words,
        review_on=row.review_on,
        parts=tuple(sorted((one.unit_id, one.part_as) for one in row.parts.all())),
        feeds=tuple(sorted(feeds)),
    )


def action_said(row: Action) -> doing.Said:
    """Return an action as its form says it. One query, none where its helpers were fetched before."""
    return doing.Said(
        title=row.title,
        unit=row.unit_id or "",
        lead=row.lead_id or "",
        helpers=tuple(sorted(one.person_id for one in row.helpers.all())),
        due=row.due,
        resources=row.resources,
        target=row.target,
        shows=row.shows,
        begun_on=row.begun_on,
    )


def finding_said(row: Finding) -> findings.Said:
    """Return what was found as its form says it. No query."""
    return findings.Said(
        source=row.source,
        number=row.number,
        theme=row.theme,
        words=row.words,
        judgement=row.judgement_id or "",
        look=row.look_id or "",
        inspection=row.inspection_id or "",
        item=row.item_id or "",
    )
