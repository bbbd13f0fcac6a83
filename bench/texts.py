"""Texts as long as people write them, the same on every run: a world measured today is the world of last month."""

from __future__ import annotations

import random

SUBJECTS = (
    "Health visitors in the northern localities",
    "Social workers on the duty rota",
    "The named persons of our primary schools",
    "Police officers of the family protection unit",
    "Our colleagues in children’s services",
    "Reviewing officers",
    "Parents who came to the evening groups",
    "Young people whom advocates asked",
    "The out-of-hours service",
    "Managers of the two children’s houses",
    "Staff of the voluntary projects",
    "Midwives at the community clinics",
)
VERBS = (
    "tell each other on the same day about worries that concern a child under three",
    "hold an initial discussion within a day of a referral and write down what was agreed",
    "visit at least once a week while a child’s name is on the register",
    "read the chronology before they decide, and add to it afterwards",
    "listen to what children say and put it into the report in the child’s own words",
    "explain plainly to families what they are worried about and what has to change",
    "do not always know who leads when two services are working with one family",
    "wait too long for a comprehensive medical examination at the weekend",
    "share plans with the school, although the plan is sometimes a month old by then",
    "check that what was promised at a case conference has been done",
    "have begun to look at outcomes and not only at whether forms were finished in time",
    "find help quickly when a parent’s drinking puts a child at risk",
)
ENDINGS = (
    "We saw this in most of the files that we read.",
    "Three families told us the opposite, and we are following that up.",
    "It is better than last year, when one plan in four had no date.",
    "The figures of the last two quarters say the same.",
    "This works because people know each other; it is written down nowhere.",
    "New staff are not yet sure how to go about it.",
    "Where it does not happen, nobody notices until the review.",
    "Children say that they feel safer, and their teachers agree.",
    "We do not know whether it lasts once the case is closed.",
    "The two smaller teams manage less well than the others.",
)


def text(seed: str, sentences: int) -> str:
    """Return that many sentences in two paragraphs at most; one seed always gives one text."""
    chance = random.Random(seed)
    said = [
        f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)}. {chance.choice(ENDINGS)}"
        for _ in range(sentences)
    ]
    half = (sentences + 1) // 2
    if sentences < 5:
        return " ".join(said)
    return " ".join(said[:half]) + "\n\n" + " ".join(said[half:])
