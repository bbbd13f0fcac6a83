"""The words of improvement: how far a priority or an action has come, whose it is, which plan it feeds."""

from __future__ import annotations

from enum import StrEnum

# More priorities than this get a word of advice, never a refusal.
MANAGEABLE = 5


class Standing(StrEnum):
    """How far a priority has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CLOSED = "closed"


STANDING_WORDS: dict[str, str] = {
    Standing.PROPOSED.value: "proposed",
    Standing.AGREED.value: "agreed",
    Standing.CLOSED.value: "closed",
}


class PriorityMove(StrEnum):
    """What was done with a priority."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CLOSED = "closed"
    REOPENED = "reopened"
    TAKEN_OUT = "taken_out"
    PUT_BACK = "put_back"


class Responsibility(StrEnum):
    """Whose responsibility a priority is, in the four ways of the publication."""

    ONE = "one"
    TOGETHER = "together"
    CONSULTING = "consulting"
    DIRECTED = "directed"


RESPONSIBILITY_WORDS: dict[str, str] = {
    Responsibility.ONE.value: "One agency sees to it",
    Responsibility.TOGETHER.value: "Several agencies see to it together",
    Responsibility.CONSULTING.value: "One agency sees to it after consulting others",
    Responsibility.DIRECTED.value: "The committee directs who sees to it",
}


class PartAs(StrEnum):
    """What an organisation has to do with a priority."""

    SEES_TO_IT = "sees_to_it"
    CONSULTED = "consulted"


PART_WORDS: dict[str, str] = {
    PartAs.SEES_TO_IT.value: "sees to it",
    PartAs.CONSULTED.value: "is consulted",
}


class Structure(StrEnum):
    """The publication's seven planning structures that a priority can feed."""

    SCHOOL = "school"
    HEALTH = "health"
    COMMITTEE = "committee"
    CHILDRENS_SERVICES = "childrens_services"
    EDUCATION = "education"
    POLICING = "policing"
    COMMUNITY = "community"


STRUCTURE_WORDS: dict[str, str] = {
    Structure.SCHOOL.value: "School development plan",
    Structure.HEALTH.value: "Local health improvement plan",
    Structure.COMMITTEE.value: "CPC action plan",
    Structure.CHILDRENS_SERVICES.value: "Integrated Children’s Services Plan",
    Structure.EDUCATION.value: "Education improvement plan",
    Structure.POLICING.value: "Policing business plan",
    Structure.COMMUNITY.value: "Community Plan or Community Safety Plan",
}


class Source(StrEnum):
    """Where a finding comes from that a priority answers, or that stands as a candidate."""

    JUDGEMENT = "judgement"
    LOOK = "look"
    INSPECTION = "inspection"
    REVIEW = "review"
    SURVEY = "survey"
    MEASURE = "measure"
    CASE_FILES = "case_files"
    OWN = "own"


SOURCE_WORDS: dict[str, str] = {
    Source.JUDGEMENT.value: "Broad view",
    Source.LOOK.value: "Closer look",
    Source.INSPECTION.value: "Inspection",
    Source.REVIEW.value: "Learning review",
    Source.SURVEY.value: "Survey",
    Source.MEASURE.value: "Performance measure",
    Source.CASE_FILES.value: "Reading of case files",
    Source.OWN.value: "Something else",
}


class Decision(StrEnum):
    """What was decided about a candidate; empty: nothing yet."""

    CHOSEN = "chosen"
    PARKED = "parked"
    NOTHING = "nothing"


DECISION_WORDS: dict[str, str] = {
    Decision.CHOSEN.value: "chosen",
    Decision.PARKED.value: "parked",
    Decision.NOTHING.value: "nothing at present",
}
# What candidates are talked over by: words to a question each, never anything to count with.
WEIGHED: dict[str, dict[str, str]] = {
    "harm": {
        "soon": "A child could come to harm soon",
        "later": "Harm is likely if it goes on",
        "little": "Little harm is likely meanwhile",
    },
    "reach": {"few": "A few children", "some": "Some children", "many": "Most children we work with"},
    "crucial": {
        "yes": "Crucial: other help rests on it",
        "partly": "Other help partly rests on it",
        "no": "Other help does not rest on it",
    },
    "effort": {
        "small": "A small change in practice",
        "some": "Some months of work",
        "large": "Large: money, people or several agencies",
    },
}


class State(StrEnum):
    """How far an action has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    STUCK = "stuck"
    DONE = "done"
    IMPACT_SHOWN = "impact_shown"
    NO_DIFFERENCE = "no_difference"
    CLOSED = "closed"
    STOPPED = "stopped"


STATE_WORDS: dict[str, str] = {
    State.PROPOSED.value: "proposed",
    State.AGREED.value: "agreed",
    State.UNDER_WAY.value: "under way",
    State.STUCK.value: "stuck",
    State.DONE.value: "done",
    State.IMPACT_SHOWN.value: "impact shown",
    State.NO_DIFFERENCE.value: "done, no difference seen",
    State.CLOSED.value: "closed without evidence of impact",
    State.STOPPED.value: "stopped",
}
# Said in place of *impact shown* once nothing that showed it still does: it was withdrawn, or says something else now.
UNSHOWN_WORDS = "impact was shown; the evidence for it no longer stands"
# The same after "it is now", "one" or "its action is".
STATE_SAID: dict[str, str] = STATE_WORDS | {
    State.IMPACT_SHOWN.value: "shown to have an impact",
    State.NO_DIFFERENCE.value: "done, with no difference seen",
}
# Work still to be done; what is done but waits for proof; what has ended. Together all states.
TO_DO = (State.PROPOSED, State.AGREED, State.UNDER_WAY, State.STUCK)
UNPROVED = (State.DONE, State.NO_DIFFERENCE)
# As the database has them: what still needs somebody to see to it.
OPEN = tuple(one.value for one in (*TO_DO, *UNPROVED))
ENDED = (State.IMPACT_SHOWN, State.CLOSED, State.STOPPED)
# What can be overdue: agreed, and not done.
AWAITED = (State.AGREED, State.UNDER_WAY, State.STUCK)


class Through(StrEnum):
    """By what somebody said how far an action has come."""

    PAGE = "page"
    LINK = "link"
    MEETING = "meeting"


class Following(StrEnum):
    """What is tracked beside priorities."""

    RECOMMENDATION = "recommendation"
    PRACTICE = "practice"
    TRAINING = "training"


FOLLOWING_WORDS: dict[str, str] = {
    Following.RECOMMENDATION.value: "Recommendation",
    Following.PRACTICE.value: "Good practice to spread",
    Following.TRAINING.value: "Training need",
}


class Progressing(StrEnum):
    """How far something tracked has come."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


PROGRESSING_WORDS: dict[str, str] = {
    Progressing.OPEN.value: "open",
    Progressing.UNDER_WAY.value: "under way",
    Progressing.DONE.value: "done",
    Progressing.DROPPED.value: "not to be done",
}


class Voice(StrEnum):
    """Whose views were heard, and whom a sheet is for."""

    CHILDREN = "children"
    FAMILIES = "families"
    STAFF = "staff"


VOICE_WORDS: dict[str, str] = {
    Voice.CHILDREN.value: "Children and young people",
    Voice.FAMILIES.value: "Families",
    Voice.STAFF.value: "Staff",
}


class AgeBand(StrEnum):
    """The ages for which a sheet for children is worded; empty where it is not for children."""

    UNDER_8 = "under_8"
    FROM_8 = "from_8"
    FROM_12 = "from_12"
    FROM_16 = "from_16"


AGE_WORDS: dict[str, str] = {
    AgeBand.UNDER_8.value: "Under 8",
    AgeBand.FROM_8.value: "8 to 11",
    AgeBand.FROM_12.value: "12 to 15",
    AgeBand.FROM_16.value: "16 and over",
}


class Every(StrEnum):
    """How often somebody gets a digest by e-mail."""

    DAY = "day"
    WEEK = "week"
    NEVER = "never"


EVERY_WORDS: dict[str, str] = {
    Every.WEEK.value: "Once a week",
    Every.DAY.value: "Every working day",
    Every.NEVER.value: "Never",
}
