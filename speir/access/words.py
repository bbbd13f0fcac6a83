"""What the table of roles is called in words: one name and sentence for each role, one word for each permission."""

from __future__ import annotations

from speir.access.permissions import Permission as P

# The role's name, and what it is for.
ROLES_SAID: dict[str, tuple[str, str]] = {
    "lead_officer": (
        "Lead officer",
        "leads self-evaluation, brings people in, seals editions, reads the trail",
    ),
    "chair": ("Chair", "leads a committee as it judges together, writes down and seals what was agreed"),
    "chief_officer": ("Chief officer", "answers for an agency’s part in it: reads and approves"),
    "agency_lead": ("Agency lead", "leads self-evaluation in an agency and manages its people"),
    "evaluator": ("Evaluator", "takes part: writes judgements and evidence"),
    "practitioner": ("Practitioner", "looks at their own work and reads what their team found"),
    "file_reader": ("File reader", "reads a sample of case files"),
    "data_analyst": ("Data analyst", "brings figures as evidence"),
    "participation_worker": ("Participation worker", "brings the views of children and families as evidence"),
    "reader": ("Reader", "reads what the unit found"),
    "inspector": ("Inspector", "until a day, reads what is shown to them by name, and nothing else"),
    "administrator": ("Administrator", "looks after units and people; reads no content"),
    "keeper": (
        "Keeper",
        "what whoever manages a partnership is in an organisation that it looks after; never given",
    ),
}

PERMISSIONS_SAID: dict[P, str] = {
    P.SEE_UNIT: "See the unit and its people",
    P.READ_EVALUATIONS: "Read broad views",
    P.READ_EVIDENCE: "Read evidence",
    P.START_EVALUATION: "Begin broad views",
    P.WRITE_JUDGEMENTS: "Write judgements",
    P.WRITE_EVIDENCE: "Write evidence",
    P.PLAN_IMPROVEMENT: "Propose priorities and actions",
    P.AGREE_IMPROVEMENT: "Agree and close priorities",
    P.SHARE: "Share wider",
    P.LOCK_EVALUATION: "Seal editions",
    P.APPROVE_EDITION: "Approve editions",
    P.REFLECT: "Reflect on own work",
    P.MANAGE_UNIT: "Look after units",
    P.MANAGE_PEOPLE: "Look after people",
    P.READ_TRAIL: "Read the trail",
    P.DISPOSE: "Remove words for good",
}


def name_of_role(role: str) -> str:
    """Return the name of a role, or the key itself for one that there is not any more."""
    return ROLES_SAID[role][0] if role in ROLES_SAID else role.replace("_", " ").capitalize()
