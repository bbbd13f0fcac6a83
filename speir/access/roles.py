"""Roles as a table of plain data, stored by key. To know what a role may do, read its line."""

from __future__ import annotations

from speir.access.permissions import Permission as P

ROLES: dict[str, frozenset[P]] = {
    # leads self-evaluation: starts and locks it, brings colleagues in
    "lead_officer": frozenset(P),
    # takes part in self-evaluation: writes judgements and evidence
    "evaluator": frozenset(
        {
            P.READ_EVALUATIONS,
            P.START_EVALUATION,
            P.WRITE_JUDGEMENTS,
            P.READ_EVIDENCE,
            P.WRITE_EVIDENCE,
        }
    ),
    # reads what the unit found
    "reader": frozenset({P.READ_EVALUATIONS, P.READ_EVIDENCE}),
}
