"""Nothing hides from the guard by how it is dressed, nor from whoever removes a name for good."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from speir.core.text import clean
from speir.guard.detectors import find
from speir.guard.finding import Found, Kind, replaced, settle
from speir.retention.rules.removing import without

TEXTS = [
    ("Callum Fraser told his teacher.", Kind.NAME),
    ("The number is 0101150008 there.", Kind.CHI),
    ("He was born on 3 March 2014 in Wick.", Kind.BIRTH),
    ("They live at EH1 2NG now.", Kind.POSTCODE),
    ("Ring 0131 496 0999 today.", Kind.TELEPHONE),
    ("Mail isla.reid@example.scot now.", Kind.EMAIL),
    ("NI AB123456C is known.", Kind.NATIONAL_INSURANCE),
]
UNSEEN = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2063\u2066"
UNSEEN += "\u3164\ufe0f\ufeff\U000e0061"


def inside(sign: str) -> Callable[[str], str]:
    return sign.join


def cyrillic(text: str) -> str:
    return text.translate(str.maketrans("aceopxysiABCEHKMOPTX", "асеорхуѕіАВСЕНКМОРТХ"))


def mathematical(text: str) -> str:
    kinds = [
        (lambda c: c.isupper(), 0x1D400 - 65),
        (lambda c: c.islower(), 0x1D41A - 97),
        (str.isdigit, 0x1D7CE - 48),
    ]
    for kind, by in kinds:
        text = "".join(chr(ord(c) + by) if c.isascii() and kind(c) else c for c in text)
    return text


WAYS = {
    **{f"U+{ord(sign):04X}": inside(sign) for sign in UNSEEN},
    "two spaces": lambda text: text.replace(" ", "  "),
    "wide": lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in text),
    "Cyrillic": cyrillic,
    "mathematical": mathematical,
    "Arabic figures": lambda text: text.translate({48 + n: 0x660 + n for n in range(10)}),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_a_dressed_text_is_found_as_the_plain_one_is_and_replaced_whole(
    way: str, text: str, kind: Kind
) -> None:
    dressed = WAYS[way](text)
    assert kind in {one.kind for one in find(dressed)}
    first = text.split(maxsplit=1)[0] if kind is Kind.NAME else ""
    left = replaced(dressed, find(dressed))
    assert not first or WAYS[way](first) not in left


def test_a_sign_that_nobody_sees_in_the_place_of_a_space_hides_no_name() -> None:
    assert [one.kind for one in find("We met Callum\u200bFraser there.")] == [Kind.NAME]


def test_a_text_full_of_findings_is_read_in_the_time_of_its_length() -> None:
    founds = [Found(at, at + 1, Kind.NAME) for at in range(100_000)]
    begun = time.process_time()
    assert len(settle([*founds, *founds])) == 100_000
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("dressed", [inside("\u200b")("Callum"), "Ｃａｌｌｕｍ", "Cal\u00adlum", "𝐂𝐚𝐥𝐥𝐮𝐦"])
def test_a_dressed_name_is_removed_for_good_by_its_plain_one(dressed: str) -> None:
    assert without(f"We met {dressed} there.", "Callum", "[x]") == "We met [x] there."


def test_no_text_turns_around_what_stands_after_it() -> None:
    assert clean("\u202eA title\u2067") == "A title"
