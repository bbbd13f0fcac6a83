"""A gentle look at words that others will read: long sentences, jargon, groups too small to hide in. Pure.

It gives hints in words. It refuses nothing and counts nothing up: a sentence is looked at by itself.
"""

from __future__ import annotations

import re

from speir.improvement.rules.naming import Voice

LONG = 20
# Words of the work, and what could be said in their place. To children alone.
JARGON: dict[str, str] = {
    "agency": "the people who help",
    "agencies": "the people who help",
    "assessment": "finding out what you need",
    "care plan": "the plan for you",
    "child protection": "keeping children safe",
    "committee": "the people who decide",
    "consultation": "asking you",
    "engagement": "talking with you",
    "feedback": "what you told us",
    "implement": "do",
    "implemented": "done",
    "intervention": "help",
    "key worker": "your worker",
    "multi-agency": "together",
    "outcome": "what changed",
    "outcomes": "what changed",
    "participation": "having your say",
    "placement": "where you live",
    "practitioner": "worker",
    "practitioners": "workers",
    "priority": "what comes first",
    "protocol": "rule",
    "provision": "help",
    "referral": "asking for help",
    "safeguarding": "keeping you safe",
    "service user": "you",
    "service users": "you",
    "services": "the people who help",
    "stakeholders": "people",
    "statutory": "by law",
    "strategy": "plan",
    "support plan": "the plan for you",
    "wellbeing": "feeling well and safe",
}
_JARGON = re.compile(
    r"\b(" + "|".join(re.escape(word) for word in sorted(JARGON, key=len, reverse=True)) + r")\b", re.I
)
_SENTENCE = re.compile(r"(?<=[.!?…])[\s”\"')]+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_FEW = re.compile(
    r"\b((?:one|two|three|four|[1-4]|only one|a single|a couple of|an only)\s+(?:[\w’'\-]+\s+){0,2}?"
    r"(?:child|children|(?:young )?people|young person|person|boys?|girls?|teenagers?|pupils?|teens?|"
    r"famil(?:y|ies)|parents?|mums?|mothers?|dads?|fathers?|carers?|grandparents?|"
    r"brothers?|sisters?|siblings?|workers?|nurses?|teachers?|colleagues|members of staff))\b"
    # “A child” may be any child; “a deaf child”, or one who told something, is one that people know.
    r"|\b(?:a|an)\s+(?:boy|girl|teenager|pupil|mum|mother|dad|father)\b"
    r"|\ba\s+(?:child|young person)\s+(?:who\s+)?(?:told|said|wrote|asked|showed|drew|wants|wanted)\b"
    r"|\b((?:a|an|one)\s+(?:[\w’'\-]+\s+){1,2}?(?:child|young person|boy|girl|teenager|pupil|mum|mother|dad|father))\b"
    r"|\b(?:a|an|the|one)\s+(?:\w+|\d+)[\s\-]year[\s\-]old\b",
    re.I,
)
# What could have been said of each text, at most.
MOST = 4


def hints(text: str, voice: str) -> list[str]:
    """Return what could be plainer in a text for these readers, and who might be known by it; empty where nothing."""
    found = [
        f"“{_short(words)}”: could they be known by this? Say “some”, or leave it out." for words in few(text)
    ]
    if voice != Voice.STAFF:
        found += [
            f"This sentence has {count} words. Could it be two? “{_short(sentence)}”"
            for sentence, count in long_sentences(text)
        ]
    if voice == Voice.CHILDREN:
        found += [
            f"“{word}” is a word of our work. Could it be “{JARGON[word.lower()]}”?" for word in jargon(text)
        ]
    return found[:MOST]


def long_sentences(text: str) -> list[tuple[str, int]]:
    """Return each sentence of more than twenty words, with how many it has."""
    each = ((part.strip(), len(_WORD.findall(part))) for part in _SENTENCE.split(text))
    return [(sentence, count) for sentence, count in each if count > LONG]


def jargon(text: str) -> list[str]:
    """Return the words of the work in a text, each once."""
    return list({one.group().lower(): one.group() for one in _JARGON.finditer(text)}.values())


def few(text: str) -> list[str]:
    """Return where a text speaks of fewer than five people, each once."""
    return list({one.group().lower(): one.group() for one in _FEW.finditer(text)}.values())


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + " …"
