"""Likely personal names, by small lists, by shape and by the words they stand among.

A detector and not a proof: a rare name in small letters passes, and a word that is a name too may be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from speir.guard.finding import Found, Kind
from speir.guard.words import CAPITAL, COMPANY, EITHER, GIVEN, SURNAMES, Word, Words

TITLES = COMPANY["titles"]
SMALL_TITLES = COMPANY["small_titles"]
CLOSE_TO = COMPANY["close_to"]
VERBS_TOO = COMPANY["verbs_too"]
INTRODUCES = COMPANY["introduces"]
OF_PEOPLE_ALONE = COMPANY["of_people_alone"]
OF_ANYBODY = COMPANY["of_anybody"]
VIRTUES = COMPANY["virtues"]
NEAR_KIN = COMPANY["near_kin"]
KIN = COMPANY["kin"]
DETERMINES = COMPANY["determines"]
PLACES_NEAR = COMPANY["places_near"]
MONTHS_AFTER = COMPANY["months_after"]
NOT_OWNERS = COMPANY["not_owners"]
PLACES_AFTER = COMPANY["places_after"]
PLACES_BEFORE = COMPANY["places_before"]
PARTICLES = COMPANY["particles"]
# Sets that every word is asked against, put together once.
_SOME_NAME = EITHER | CAPITAL
_LISTED = GIVEN | EITHER | CAPITAL
# As they stand in a text, with the 's of a possessive too.
_POSSESSIVE = ("", "'s", "’s", "'S", "’S", "'", "’")
_TITLES_BEFORE = frozenset(title + end for title in SMALL_TITLES for end in _POSSESSIVE)
_ENDINGS = frozenset(("ki", "ka", "cz", "yk"))  # of the surnames known by their shape, in small letters
_NOT_VIRTUES = CAPITAL - VIRTUES
_BEFORE_THINGS = DETERMINES | MONTHS_AFTER
_BEFORE_PLACES = _BEFORE_THINGS | PLACES_NEAR
_BEFORE_CALLED = INTRODUCES | {"man", "woman", "someone"}
_SURNAME = re.compile(
    r"(?:Mac|Mc|Nic|Mhic|O['’]|Ó)[A-ZÀ-Ý][\w'’]+"
    r"|Mc[a-z]{3,}|\w{2,}(?:[oe]wsk[ia]|[oei]wscy|[iy]ńsk[ia]|insk[ia]|[cd]zk[ia]|wicz|czyk|czak|czuk|ullah|uddin)"
    r"|Ghebre\w+|Gebre\w+|Tesfa\w+|Wolde\w+|Nwa[a-z]{3,}|Okon\w+|Oke[a-z]{2,}|Ogun\w+|Ade(?!qua|lph|pt|nd)[a-z]{3,}|Owus\w*|Boat\w+g"
)
_SMALL_SURNAME = re.compile(
    r"(?:mc[a-z]{4,}|mac(?:donald|leod|kenzie|kay|lean|gregor|pherson|intosh|intyre|askill|aulay|innes|iver|dougall|"
    r"farlane|millan|neil|rae|phail|queen|taggart|laren|lachlan|lennan|allister|alister|culloch|diarmid)"
    r"|\w{3,}(?:owsk[ia]|ewsk[ia]|wicz|czyk))"
)
_GIVEN = re.compile(
    r"Oluw\w+|Olu[a-z]{3,}|Ola[bdmnsw][a-z]{2,}|Ayo[bdkmt][a-z]+|Chukwu\w+|Chi(?:ma|ne|nw|di|so|ka|na|bu|go|zo|am)[a-z]+"
    r"|Nk(?:e|i|o)[a-z]+|Ngo[a-z]+|Ife[a-z]+|Ike[a-z]{3,}|Abdi[a-z]+|Abdul[a-z]*|Kwa[bdkms][a-z]+|M[ou]hamm?[aeu]d"
    r"|Tesfa[a-z]+|Haile[a-z]*|[A-Z][a-z]{2,}(?:preet|deep|jeet|jit|vinder|winder|jinder|meet)|Ta(?:wa|pi|fa|te|ku|ki)[dnrsw][a-z]{2,}"
    r"|Nya[a-z]{3,}|Ruv[a-z]+|Kudz[a-z]+|[A-Z][a-z]+(?:sław|slaw|sława|mierz|ysia|usia|zysiek)"
)


def names(text: str) -> Iterator[Found]:
    """Find what is likely a personal name; a given name and the surname after it are one finding."""
    words = Words(text)
    until = 0
    for at in _worth_a_look(words.pieces):
        if at >= until and (length := _begins(words, at)):
            until = _goes_on(words, at + length)
            if not _is_place(words, at, until):
                yield Found(words[at].start, words[until - 1].end, Kind.NAME)


def _worth_a_look(pieces: list[tuple[int, str]]) -> list[int]:
    """Where a name could begin: not at a plain small word that no list and no shape of what follows knows.

    Most words are such, so this is in one expression, which is fast; `_begins` decides about the rest.
    """
    return [
        at
        for at, (_start, word) in enumerate(pieces)
        if not (word.islower() and word.isascii() and word.isalpha())
        or word in _LISTED
        or word[:2] == "mc"
        or word[:3] == "mac"
        or word[-2:] in _ENDINGS
        or (at and pieces[at - 1][1] in _TITLES_BEFORE)
    ]


def _begins(words: Words, at: int) -> int:
    """How many words from here belong to a name: 0 where none begins."""
    word = words[at]
    before = words[at - 1] if at and words[at - 1].joins else None
    after = words[at + 1] if at + 1 < len(words) and word.joins else None
    if _is_one(word) or _after_title(word, before) or _of_a_family(word, before):
        return 1
    if word.is_initial:
        return 2 if after and _follows_initial(word, after) else 0
    if word.key in _SOME_NAME or (word.capital and not word.known and word.key not in NOT_OWNERS):
        return _by_company(words, at, before, after)
    return int(_owns_kin(word, before, after))


def _is_one(word: Word) -> bool:
    """A list has it, or its shape is a name's."""
    if not word.capital:
        return (word.key in GIVEN and len(word.key) > 3) or bool(_SMALL_SURNAME.fullmatch(word.text))
    if word.key in GIVEN or (word.key in CAPITAL and not word.first):
        return True
    shaped = _GIVEN.fullmatch(word.text) or _SURNAME.fullmatch(word.text)
    return not word.known and bool(shaped or word.key in SURNAMES)


def _after_title(word: Word, before: Word | None) -> bool:
    if before is None or word.known:
        return False
    return word.capital if before.text in TITLES else before.text in SMALL_TITLES and len(word.key) > 3


def _of_a_family(word: Word, before: Word | None) -> bool:
    """ "The Drummonds"."""
    many = word.capital and word.key.endswith("s") and word.key[:-1] in SURNAMES
    return many and before is not None and before.key == "the"


def _follows_initial(initial: Word, word: Word) -> bool:
    """ "S. Dlamini", "J MacLeod"; not "Appendix C Chronology"."""
    dotted = word.start == initial.end + 2
    unknown = word.capital and not word.known and len(word.text) > 2
    return unknown and (dotted or word.looks_like_surname(_SURNAME))


def _by_company(words: Words, at: int, before: Word | None, after: Word | None) -> int:
    """A word that need not be a name, or that no list knows: the words beside it decide."""
    word = words[at]
    either = word.key in _SOME_NAME
    if word.key in PLACES_BEFORE or word.text in TITLES:
        return 0
    if not word.capital:
        close = before is not None and before.key in CLOSE_TO
        return int(_owns_kin(word, before, after) or (close and word.key not in VERBS_TOO))
    if after and after.capital and not after.known and after.looks_like_surname(_SURNAME):
        return 2
    if before and not before.capital and _introduces(words, at, surely=either):
        return 1
    return int(_owns_kin(word, before, after) or _acts(word, before, after, either=either))


def _acts(word: Word, before: Word | None, after: Word | None, *, either: bool) -> bool:
    """It does what only people do: "what Tadiwa said"."""
    if after is None or word.possessive or after.capital:
        return False
    stands_in = before.key if before else ""
    if either and stands_in not in _BEFORE_THINGS:
        return after.key in (OF_ANYBODY if word.key in _NOT_VIRTUES else OF_PEOPLE_ALONE)
    if word.first or (before and before.capital) or stands_in in _BEFORE_PLACES:
        return False
    return after.key in OF_PEOPLE_ALONE


def _introduces(words: Words, at: int, *, surely: bool) -> bool:
    """Whether the word before says that a person is named; things are called something too, and young is no person."""
    before = words[at - 1].key
    if before in ("called", "named") and not surely:
        return at > 1 and words[at - 2].key in _BEFORE_CALLED
    return before in INTRODUCES and (surely or before not in ("young", "partner", "pupil"))


def _owns_kin(word: Word, before: Word | None, after: Word | None) -> bool:
    """Somebody's mother is somebody's: "Tafadzwa's mum", and not "the child's mum"."""
    if after is None or not word.possessive or len(word.key) < 3 or word.known or word.key in NOT_OWNERS:
        return False
    if before and before.key in DETERMINES:
        return False
    return after.key in (KIN if word.capital and not word.first else NEAR_KIN)


def _goes_on(words: Words, until: int) -> int:
    """Take the rest of the name: initials, particles and surnames that follow."""
    while until < len(words) and words[until - 1].joins and not words[until - 1].possessive:
        word, last = words[until], words[until - 1]
        following = words[until + 1] if until + 1 < len(words) and word.joins else None
        listed = word.key in SURNAMES or (word.key in GIVEN and not last.capital)
        free = word.capital and not (word.known or word.first or word.key in PLACES_AFTER)
        if free or (word.capital and word.is_initial) or (listed and (word.capital or not last.capital)):
            until += 1
        elif word.key in PARTICLES and following and following.capital:
            until += 2
        else:
            break
    return until


def _is_place(words: Words, at: int, until: int) -> bool:
    """Whether a school, a street or a work bears the name: "St Andrew's Primary", "the Munro review"."""
    last, before = words[until - 1], words[at - 1] if at and words[at - 1].joins else None
    if before and before.key in PLACES_BEFORE and before.capital:
        return True
    after = words[until] if until < len(words) and last.joins else None
    if after is None or after.key not in PLACES_AFTER:
        return False
    return after.capital or words[at].key not in GIVEN
