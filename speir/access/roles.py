"""Roles as a table of plain data, stored by key. To know what a role may do, read its line.

Reading goes by where a thing was written or with whom it was shared: a role reads only what is open to its unit.
"""

from __future__ import annotations

from speir.access.permissions import Permission as P

_READS = frozenset({P.SEE_UNIT, P.READ_EVALUATIONS, P.READ_EVIDENCE})
_WRITES = _READS | {
    *(P.START_EVALUATION, P.WRITE_JUDGEMENTS, P.WRITE_EVIDENCE, P.PLAN_IMPROVEMENT, P.SHARE, P.REFLECT)
}
_MANAGES = frozenset({P.SEE_UNIT, P.MANAGE_UNIT, P.MANAGE_PEOPLE})

ROLES: dict[str, frozenset[P]] = {
    # leads self-evaluation for a partnership or unit of its own: starts, seals, notes what is agreed to be done, brings
    # people in, reads the trail, removes what must not stay, reviews what has been kept long enough, sets legal holds
    "lead_officer": _WRITES | _MANAGES | {P.LOCK_EVALUATION, P.AGREE_IMPROVEMENT, P.READ_TRAIL, P.DISPOSE},
    # leads a committee: has it judge together, writes down and seals what was agreed, and agrees priorities; inviting
    # organisations, sharing and people are the lead officer's (ADR 57)
    "chair": _READS
    | {P.WRITE_JUDGEMENTS, P.WRITE_EVIDENCE, P.LOCK_EVALUATION}
    | {P.PLAN_IMPROVEMENT, P.AGREE_IMPROVEMENT, P.REFLECT},
    # answers for an agency's part in it all: reads, and approves what was sealed; who seals for a committee, its chair,
    # does not approve it by that
    "chief_officer": _READS | {P.APPROVE_EDITION, P.REFLECT},
    # leads self-evaluation in an agency, agrees its priorities and manages its people; removes what must not stay,
    # since nobody above reads it
    "agency_lead": _WRITES | _MANAGES | {P.LOCK_EVALUATION, P.AGREE_IMPROVEMENT, P.DISPOSE},
    # takes part in self-evaluation: writes judgements and evidence, proposes priorities and actions
    "evaluator": _WRITES,
    # looks at their own work, and reads what their team found
    "practitioner": _READS | {P.REFLECT},
    # reads a sample of case files
    "file_reader": frozenset({P.SEE_UNIT, P.REFLECT}),
    # brings figures as evidence
    "data_analyst": frozenset({P.SEE_UNIT, P.READ_EVIDENCE, P.WRITE_EVIDENCE, P.REFLECT}),
    # brings the views of children and families as evidence
    "participation_worker": _READS | {P.WRITE_EVIDENCE, P.REFLECT},
    # reads what the unit found
    "reader": _READS,
    # reads, until a day, what is shown to them by name, and nothing else
    "inspector": frozenset(),
    # looks after units and people; reads no content
    "administrator": _MANAGES,
    # what a partnership's lead may do in an organisation whose people it looks after; follows from a seat, never given
    "keeper": _MANAGES,
}
# What a role still lets people do once its unit has closed: what was written stays readable, nothing new begins.
STAYS = frozenset(
    {P.SEE_UNIT, P.READ_EVALUATIONS, P.READ_EVIDENCE, P.MANAGE_UNIT, P.MANAGE_PEOPLE, P.READ_TRAIL, P.DISPOSE}
)
FOLLOWS = frozenset({"keeper"})
GIVEN = tuple(role for role in ROLES if role not in FOLLOWS)

# Where a role fits, by the kind of unit; one that does not stand here fits everywhere.
FITS: dict[str, frozenset[str]] = {
    "chair": frozenset({"partnership"}),
    "chief_officer": frozenset({"partnership", "agency"}),
    "agency_lead": frozenset({"agency", "service"}),
    "administrator": frozenset({"partnership", "agency"}),
}
# A role that is given until a day only, and for how many months at most at a time.
MOST_MONTHS = {"inspector": 6}


def fitting(kind: str) -> tuple[str, ...]:
    """Return the roles that can be given in a unit of this kind, in the order of the table."""
    return tuple(role for role in GIVEN if kind in FITS.get(role, {kind}))
