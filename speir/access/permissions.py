"""What can be permitted, as words that stand in the roles' table."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a person may do within a unit."""

    SEE_UNIT = "see_unit"
    READ_EVALUATIONS = "read_evaluations"
    START_EVALUATION = "start_evaluation"
    WRITE_JUDGEMENTS = "write_judgements"
    LOCK_EVALUATION = "lock_evaluation"
    APPROVE_EDITION = "approve_edition"
    READ_EVIDENCE = "read_evidence"
    WRITE_EVIDENCE = "write_evidence"
    PLAN_IMPROVEMENT = "plan_improvement"
    AGREE_IMPROVEMENT = "agree_improvement"
    SHARE = "share"
    REFLECT = "reflect"
    MANAGE_UNIT = "manage_unit"
    MANAGE_PEOPLE = "manage_people"
    READ_TRAIL = "read_trail"
    DISPOSE = "dispose"
