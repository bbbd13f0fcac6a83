"""An invented partnership's grid, as full as a real one, and a nasty one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from speir.reports.builders.grid import (
    EvidenceInput,
    GridInput,
    IndicatorInput,
    KeyQuestionInput,
    ThemeStance,
)

LEVELS = (
    ("Excellent", 6),
    ("Very good", 5),
    ("Good", 4),
    ("Adequate", 3),
    ("Weak", 2),
    ("Unsatisfactory", 1),
)
MARK = "Demonstration: invented people and places"
SOURCE = (
    "Quality indicators from “How well are children and young people protected and their needs met?”, "
    "HM Inspectorate of Education, October 2005. Crown copyright."
)
STRENGTHS = (
    "Children told us that they know who is coming, when and why. Every child in the sample named one person they "
    "trust, and in most files that person was still there six months later. Police and social work visit together on "
    "the same day when a concern comes in before three o’clock, and the duty team rings the school before it closes. "
    "\n\nParents say that they were told plainly what would happen next, and that letters now come in words they can "
    "read. Where a family speaks Polish or Gaelic, an interpreter is there from the first visit: ’S e cànan na cloinne "
    "a tha cudromach; dziękujemy za pomoc."
)
IMPROVEMENTS = (
    "Chronologies stop when a child changes school, and health visitors do not always hear about the second referral. "
    "Help for children under five arrives once things are serious: eleven weeks pass between referral and recovery "
    "work. Plans name services, not what will be different for the child → they are hard to review. We do not yet ask "
    "young people who stopped using the service why they did.\n\nThe out-of-hours team cannot see the plan, so the "
    "same questions are asked again at night. Three teams keep their own list of who is waiting, and nobody holds all "
    "three; a family can be on one, on two or on none of them."
)
REASON = (
    "The files and the parents tell the same story: help comes, and it comes late. Weak and not adequate, since nobody "
    "could show us that it made a difference.\nWe talked about it twice."
)
KINDS = (
    "Case files",
    "Children’s views",
    "Staff focus group",
    "Performance information",
    "Observation of practice",
)
QUESTIONS = (
    (
        "How effective is the help children and young people get when they need it?",
        (
            ("Children and young people are listened to, understood and respected", "Communication|Trust"),
            (
                "Children and young people benefit from strategies to minimise harm",
                "Support for vulnerable children, young people and families|"
                "Children’s and young people’s awareness of keeping themselves safe",
            ),
            (
                "Children and young people are helped by the actions taken in immediate response to concerns",
                "Professionals’ initial response to children, young people and families who need help",
            ),
            (
                "Children’s and young people’s needs are met",
                "Meeting needs|Reducing the longer term effects of abuse or neglect",
            ),
        ),
    ),
    (
        "How effectively do agencies and the community work together to keep children and young people safe?",
        (
            (
                "Public awareness of the safety and protection of children and young people",
                "Confidence of the public in services|Responses to concerns raised by members of the public",
            ),
        ),
    ),
    (
        "How good is the delivery of key processes?",
        (
            (
                "Involving children, young people and their families in key processes",
                "Keeping children, young people and their families informed and involved|"
                "Addressing dissatisfaction and complaints",
            ),
            (
                "Information sharing and recording",
                "Appropriate sharing of information|Joint understanding of information|"
                "Management and recording of information",
            ),
            (
                "Recognising and assessing risks and needs",
                "Recognising a child or young person needs help|Initial information gathering and investigation|"
                "Assessment of risks and needs",
            ),
            (
                "Effectiveness of planning to meet needs",
                "Decision making|Taking account of changing circumstances",
            ),
        ),
    ),
    (
        "How good is operational management in protecting children and young people and meeting their needs?",
        (
            ("Policies and procedures", "Range and framework of policies|Managing and updating policies"),
            ("Operational planning", "Performance management|Use of management information"),
            (
                "Participation of children, young people, families and other relevant people in policy development",
                "Seeking views of children, young people and families|Involving them in developing services",
            ),
            (
                "Recruitment and retention of staff",
                "Human resource needs|Safe recruitment and retention practice",
            ),
            ("Development of staff", "Professional competence and confidence|Staff development and training"),
        ),
    ),
    (
        "How good is individual and collective strategic leadership?",
        (
            (
                "Vision, values and aims",
                "Clarity of vision and values|Clarity of aims|Promotion of positive attitudes",
            ),
            (
                "Leadership and direction",
                "Joint leadership within and across agencies|Deployment of resources",
            ),
            (
                "Leadership of people and partnerships",
                "Relationships with staff|Promotion of collaborative ethos",
            ),
            (
                "Leadership of change and improvement",
                "Monitoring and development|Building capacity for improvement",
            ),
        ),
    ),
)
JUDGED = {
    "1.1": ("Good", ""),
    "1.2": ("Adequate", ""),
    "1.3": ("Very good", ""),
    "1.4": ("Weak", "provisional: one kind of source"),
    "2.1": (None, ""),
    "3.1": ("Good", "provisional: one kind of source"),
    "3.2": ("Adequate", ""),
    "3.3": ("Adequate", "provisional: no view of children yet"),
    "3.4": ("Good", ""),
    "4.1": ("Very good", ""),
    "4.2": ("Unsatisfactory", ""),
    "4.3": ("Good", ""),
    "4.4": (None, ""),
    "4.5": ("Excellent", ""),
    "5.1": ("Good", ""),
    "5.2": ("Good", ""),
    "5.3": ("Very good", ""),
    "5.4": ("Adequate", ""),
}
HOW_SURE = ("well evidenced", "some doubt", "well evidenced", "not yet known")


MAINTAINED = {"Excellent", "Very good"}
STRENGTHS_OF_SCALE = MAINTAINED | {"Good"}


def evidence(n: int) -> EvidenceInput:
    """The n-th invented piece of evidence."""
    return EvidenceInput(
        summary=(
            "We read fifteen files of children referred since the summer. In most, the child’s own words stand in the "
            "plan and someone has checked with the child whether it helped."
        ),
        kind=KINDS[n % len(KINDS)],
        period="January to March 2026",
        speaks_of="difference made to children",
        stance="shows a strength" if n % 3 else "shows a weakness",
        themes=(ThemeStance("Trust", "strength"), ThemeStance("Communication", "weakness")),
    )


def indicator(number: str, title: str, themes: str, *, pieces: int = 5) -> IndicatorInput:
    """An indicator with what the invented partnership wrote under it."""
    level, provisional = JUDGED[number]
    if number == "2.1":
        return IndicatorInput(number, title, tuple(themes.split("|")), not_evaluated=True, reason=REASON)
    if level is None:
        return IndicatorInput(number, title, tuple(themes.split("|")))
    return IndicatorInput(
        number=number,
        title=title,
        themes=tuple(themes.split("|")),
        crucial=number in {"1.4", "3.3"},
        level=level,
        counts_as="strength" if level in STRENGTHS_OF_SCALE else "priority",
        maintain=level in MAINTAINED,
        reason=REASON if number == "1.4" else "",
        provisional_note=provisional,
        how_sure=HOW_SURE[int(number[-1]) % len(HOW_SURE)],
        strengths=STRENGTHS,
        improvements=IMPROVEMENTS,
        confirmation="Confirmed by three kinds of source, children’s own views among them.",
        evidence=tuple(evidence(n) for n in range(pieces)),
    )


def grid(**changes: object) -> GridInput:
    """The whole grid; any field can be changed."""
    questions = tuple(
        KeyQuestionInput(
            number=str(q),
            title=title,
            answer="" if q == 2 else "Children get help quickly once somebody asks for it. " * 6,
            indicators=tuple(indicator(f"{q}.{n}", *one) for n, one in enumerate(indicators, 1)),
        )
        for q, (title, indicators) in enumerate(QUESTIONS, 1)
    )
    made = GridInput(
        title="What we found",
        about="Lochside children and families team",
        framework_title="How well are children and young people protected and their needs met? (2005)",
        source=SOURCE,
        levels=LEVELS,
        key_questions=questions,
        made_at=datetime(2026, 3, 3, 9, 30, tzinfo=UTC),
        overarching_question="How well are children and young people protected and their needs met?",
        overarching_answer="Well, once we know about them. " * 12,
        period="January to June 2026",
        status="Sealed 30 June 2026",
        audience="Lochside children and families team; Chief Officers of Lochside",
        lede="Sixteen of 18 indicators judged. Three are provisional.",
        mark=MARK,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def begun() -> GridInput:
    """A grid that has only been begun: three indicators are written, the other fifteen and every answer are not."""

    def left(one: IndicatorInput) -> IndicatorInput:
        if one.number in {"1.1", "3.3", "4.2"}:
            return replace(one, strengths=one.strengths[:300], evidence=one.evidence[:2])
        return IndicatorInput(one.number, one.title, one.themes, one.crucial)

    whole = grid()
    questions = tuple(
        replace(question, answer="", indicators=tuple(left(one) for one in question.indicators))
        for question in whole.key_questions
    )
    return replace(whole, key_questions=questions, overarching_answer="")


HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "#REF!",
    "</w:t></w:r><script>alert(1)</script>",
    "&amp; &#0; <![CDATA[x]]> ]]>",
    "#let x = 1 $ x^2 $ *bold* _it_ `raw` @cite <label> // comment /* x */ \\ ~ --- 'q' \"q\"",
    "_x0041_ &P &N &[Page]",
    "a\x00b\x07c\x1bd\x7fe\ud800f\ufffeg\ufeffh",
    "Ghàidhlig à è ì ò ù; Zażółć gęślą jaźń; Ελληνικά; Кириллица; → ✓ • “”",
    "Family: 👨‍👩‍👧 😀 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏽 中文 ไทย हिन्दी",
    "مرحبا بالعالم, שלום עולם, mixed left",
    "z\u200dw\u200cj \u202eright\u202c e\u0301\u0323\u0489 \u0301lone \U000e0041 \ue000",
    "x" * 10_000,
    "\n\n".join(f"Paragraph {n}" for n in range(200)),
    "   \n\n \n  ",
    "",
)
