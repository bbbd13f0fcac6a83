"""The words of a closer look: what it is about, how one finds out, how far one has come."""

from __future__ import annotations

from enum import StrEnum

OWN_REASON = "own"
# More indicators than this get a word of advice, never a refusal.
MANAGEABLE = 4


class Kind(StrEnum):
    """What an evaluation is."""

    BROAD_VIEW = "broad_view"
    CLOSER_LOOK = "closer_look"


KIND_WORDS: dict[str, str] = {Kind.BROAD_VIEW.value: "broad view", Kind.CLOSER_LOOK.value: "closer look"}


class Stage(StrEnum):
    """How far a closer look has come."""

    PLANNING = "planning"
    FINDING = "finding"
    FINISHED = "finished"


STAGE_WORDS: dict[str, str] = {
    Stage.PLANNING.value: "Planning",
    Stage.FINDING.value: "Finding out",
    Stage.FINISHED.value: "Finished",
}


class About(StrEnum):
    """What a closer look asks: a question of our own, a key question, or a strategic aim of our own."""

    QUESTION = "question"
    KEY_QUESTION = "key_question"
    AIM = "aim"


ABOUT_WORDS: dict[str, str] = {
    About.QUESTION.value: "A question in our own words",
    About.KEY_QUESTION.value: "A key question",
    About.AIM.value: "A strategic aim of our own",
}


class Area(StrEnum):
    """The area of activity that is looked at."""

    SERVICES = "services"
    TEAM = "team"
    LOCALITY = "locality"
    VOLUNTARY = "voluntary"
    OTHER = "other"


AREA_WORDS: dict[str, str] = {
    Area.SERVICES.value: "A range of services",
    Area.TEAM.value: "A team",
    Area.LOCALITY.value: "A locality",
    Area.VOLUNTARY.value: "A voluntary organisation's own role",
    Area.OTHER.value: "Something else",
}


class How(StrEnum):
    """How one finds out."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus_group"
    FILES = "files"
    DOCUMENT = "document"
    OBSERVATION = "observation"
    MINUTES = "minutes"
    STATISTICS = "statistics"
    INSPECTIONS = "inspections"
    SURVEY = "survey"
    OTHER = "other"


HOW_WORDS: dict[str, str] = {
    How.INTERVIEW.value: "Interview",
    How.FOCUS_GROUP.value: "Focus group",
    How.FILES.value: "Review of case files",
    How.DOCUMENT.value: "Reading a document",
    How.OBSERVATION.value: "Observing a meeting or practice",
    How.MINUTES.value: "Reading minutes",
    How.STATISTICS.value: "Statistics already published",
    How.INSPECTIONS.value: "Other inspections",
    How.SURVEY.value: "Survey or questionnaire",
    How.OTHER.value: "Another way",
}


def how_beside(how: str, text: str) -> str:
    """Return the words for a way of finding out beside a line of the plan; nothing where the line begins with them."""
    words, said = ([word.rstrip("s") for word in one.casefold().split()] for one in (HOW_WORDS[how], text))
    return "" if said[: len(words)] == words else HOW_WORDS[how]


# What a number beside a way counts: one, and several.
COUNTED: dict[str, tuple[str, str]] = {
    How.INTERVIEW.value: ("interview", "interviews"),
    How.FOCUS_GROUP.value: ("focus group", "focus groups"),
    How.FILES.value: ("file", "files"),
    How.DOCUMENT.value: ("document", "documents"),
    How.OBSERVATION.value: ("observation", "observations"),
    How.MINUTES.value: ("set of minutes", "sets of minutes"),
    How.STATISTICS.value: ("set of figures", "sets of figures"),
    How.INSPECTIONS.value: ("report", "reports"),
    How.SURVEY.value: ("answer", "answers"),
    How.OTHER.value: ("time", "times"),
}


class Doing(StrEnum):
    """How far a way of finding out has come."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"


DOING_WORDS: dict[str, str] = {
    Doing.TO_DO.value: "not begun",
    Doing.UNDER_WAY.value: "under way",
    Doing.DONE.value: "done",
}


class Answered(StrEnum):
    """How far a question is answered."""

    NOT_YET = "not_yet"
    PARTLY = "partly"
    ANSWERED = "answered"


ANSWERED_WORDS: dict[str, str] = {
    Answered.NOT_YET.value: "not yet",
    Answered.PARTLY.value: "partly",
    Answered.ANSWERED.value: "answered",
}


class Seen(StrEnum):
    """Whether a feature was found where it was looked for."""

    SEEN = "seen"
    PARTLY = "partly"
    NOT_SEEN = "not_seen"


SEEN_WORDS: dict[str, str] = {
    Seen.SEEN.value: "seen",
    Seen.PARTLY.value: "seen in part",
    Seen.NOT_SEEN.value: "looked for and not found",
}


class GroupBy(StrEnum):
    """By what people are told apart when one asks who was heard."""

    AGE = "age"
    AREA = "area"
    NEED = "need"
    LANGUAGE = "language"


GROUP_WORDS: dict[str, str] = {
    GroupBy.AGE.value: "by age",
    GroupBy.AREA.value: "by area",
    GroupBy.NEED.value: "by need",
    GroupBy.LANGUAGE.value: "by language",
}


class FollowKind(StrEnum):
    """What follows from a closer look."""

    TELL_PARTICIPANTS = "tell_participants"
    TELL_STAFF = "tell_staff"
    TELL_FAMILIES = "tell_families"
    GOOD_PRACTICE = "good_practice"
    TRAINING = "training"
    MISSING = "missing"


FOLLOW_WORDS: dict[str, str] = {
    FollowKind.TELL_PARTICIPANTS.value: "What we tell those who took part",
    FollowKind.TELL_STAFF.value: "What we tell staff",
    FollowKind.TELL_FAMILIES.value: "What we tell children and families",
    FollowKind.GOOD_PRACTICE.value: "Good practice worth sharing",
    FollowKind.TRAINING.value: "Training that is needed",
    FollowKind.MISSING.value: "Information still missing",
}


class Following(StrEnum):
    """How far something that follows has come."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


FOLLOWING_WORDS: dict[str, str] = {
    Following.OPEN.value: "still to do",
    Following.DONE.value: "done",
    Following.DROPPED.value: "not to be done",
}


class Offered(StrEnum):
    """What became of a closer look's judgement that was offered to a broad view."""

    OFFERED = "offered"
    TAKEN = "taken"
    DECLINED = "declined"


class LookStepSaid(StrEnum):
    """What happened to a closer look as a whole."""

    FINISHED = "finished"
    REOPENED = "reopened"


LOOK_STEPS = [(one.value, one.value) for one in LookStepSaid]
