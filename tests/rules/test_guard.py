"""The guard finds what could identify a child, and leaves the words of ordinary evidence alone."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.guard import detectors
from speir.guard.detectors import find
from speir.guard.finding import INSTEAD, SENTENCES, Found, Kind, replaced, settle
from tests.architecture.tree import ROOT


def found(text: str) -> list[tuple[str, Kind]]:
    return [(text[one.start : one.end], one.kind) for one in find(text)]


@pytest.mark.parametrize(
    ("text", "what", "kind"),
    [
        ("CHI 010115 0008 was on the form", "010115 0008", Kind.CHI),
        ("NHS number 943 476 5919.", "943 476 5919", Kind.NHS),
        ("His NI number, AB 12 34 56 C, is known", "AB 12 34 56 C", Kind.NATIONAL_INSURANCE),
        ("ab123456c", "ab123456c", Kind.NATIONAL_INSURANCE),
        ("dob 03/03/15, seen at home", "03/03/15", Kind.BIRTH),
        ("She was born on the 3rd of March 2015 in Wick", "3rd of March 2015", Kind.BIRTH),
        ("Date of birth: 2015-03-03", "2015-03-03", Kind.BIRTH),
        ("He turned 12 on 4 May", "4 May", Kind.BIRTH),
        ("They live at IV3 8LE now", "IV3 8LE", Kind.POSTCODE),
        ("(g412ab)", "g412ab", Kind.POSTCODE),
        ("Write to morag.sinclair@example.org.", "morag.sinclair@example.org", Kind.EMAIL),
        ("Ring 01632 960 123 after four", "01632 960 123", Kind.TELEPHONE),
        ("+44 (0)7700 900123", "+44 (0)7700 900123", Kind.TELEPHONE),
        ("born by section on 18 Oct 2023, she", "18 Oct 2023", Kind.BIRTH),
        ("On 20 September 2014, her date of birth, it", "20 September 2014", Kind.BIRTH),
        ("the boy (dob 270315) is", "270315", Kind.BIRTH),
        ("Her birthday was Christmas Day 2017.", "Christmas Day 2017", Kind.BIRTH),
        ("sent to EH2 - 3UA twice", "EH2 - 3UA", Kind.POSTCODE),
        ("ask isla dot reid at example dot scot", "isla dot reid at example dot scot", Kind.EMAIL),
        ("ask isla @ example.scot", "isla @ example.scot", Kind.EMAIL),
        ("ring (01632) 960 123", "(01632) 960 123", Kind.TELEPHONE),
        ("CHI 010115\n0008 it says", "010115\n0008", Kind.CHI),
        ("CHI 010115\t0008", "010115\t0008", Kind.CHI),
        ("CHI ０１０１１５ ０００８", "０１０１１５ ０００８", Kind.CHI),
        ("CHI 010115\u200b0008", "010115\u200b0008", Kind.CHI),
        ("CHI 010115\u20110008", "010115\u20110008", Kind.CHI),
        ("NHS 943\u2009476\u20095919", "943\u2009476\u20095919", Kind.NHS),
        ("NHS 943 - 476 - 5919", "943 - 476 - 5919", Kind.NHS),
        ("NI ＡＢ １２ ３４ ５６ Ｃ", "ＡＢ １２ ３４ ５６ Ｃ", Kind.NATIONAL_INSURANCE),
        ("NI AB 12\n34 56 C", "AB 12\n34 56 C", Kind.NATIONAL_INSURANCE),
        ("Callum Fraser told his teacher", "Callum Fraser", Kind.NAME),
        ("we saw wee aisha twice", "aisha", Kind.NAME),
        ("Mrs Nowak agreed", "Nowak", Kind.NAME),
        ("Dr. Okonkwo-Bell agreed", "Okonkwo-Bell", Kind.NAME),
        ("a plan for J. MacLeod", "J. MacLeod", Kind.NAME),
        ("Her brother Ross moved", "Ross", Kind.NAME),
        ("A girl called Faith moved", "Faith", Kind.NAME),
        ("what Zebulonka said of it", "Zebulonka", Kind.NAME),
        ("zebulonka’s mum came", "zebulonka", Kind.NAME),
        ("The Drummonds moved", "Drummonds", Kind.NAME),
        ("Mòrag NicLeòid came", "Mòrag NicLeòid", Kind.NAME),
        ("Oluwaseun Adebayo was heard", "Oluwaseun Adebayo", Kind.NAME),
    ],
)
def test_what_identifies_somebody_is_found_whole_and_as_what_it_is(text: str, what: str, kind: Kind) -> None:
    assert found(text) == [(what, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The audit of 3 March 2026 read 40 case files; 12/05/2025 was the one before.",
        "In May and April the Children's Reporter said that plans were late.",
        "Parents told us, and staff said so too, that hope is not a plan.",
        "St Andrew's Primary, Anderson High School and Dr Gray's Hospital take part.",
        "Police Scotland, NHS Lothian and Highland Council agreed on Skye and Lewis.",
        "The child's mum and the family's social worker were asked.",
        "Pilots in Ross-shire, at Fort William and in the Douglas area will go on.",
        "Adequate at first, Very good now: the level says so. Mark the day.",
        "1234567890 is no such number, 943 476 5918 neither; £0123456789 is money.",
        "Date of birth was missing in 3 of 40 files read on 12 March 2026.",
        "Children born after 1 April 2020 are seen first; the birth plan of 4 May 2025 says so.",
        "The date of birth is checked. On 3 March 2026 the audit began.",
        "Each was dated, 12 May 2025, and the child's birthday was not asked.",
        "We were at it on the dot at ten; look at 5 dot points.",
        "Section 2A1 and P7 2BC of the plan; reference BG 12 34 56 C.",
        "A programme called Rainbows and an app called Lantern are used.",
    ],
)
def test_ordinary_evidence_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("at", range(10))
def test_a_number_with_one_figure_changed_is_none(at: int) -> None:
    """Modulus 11 catches every change of one figure."""
    right = "9434765919"
    wrong = right[:at] + str((int(right[at]) + 1) % 10) + right[at + 1 :]
    assert not [kind for _, kind in found(f"number {wrong}.") if kind in (Kind.CHI, Kind.NHS)]


def test_the_earlier_detector_is_believed_where_two_overlap() -> None:
    first, second = Found(4, 10, Kind.CHI), Found(8, 12, Kind.TELEPHONE)
    assert settle([first, second]) == (first,)
    assert settle([second, first]) == (second,)
    assert settle([second, Found(0, 8, Kind.NAME)]) == (Found(0, 8, Kind.NAME), second)


def test_what_is_found_can_be_replaced_by_what_it_is() -> None:
    text = "Callum, born 3/3/15, lives with Mrs Nowak."
    assert replaced(text, find(text)) == "[name], born [date of birth], lives with Mrs [name]."


def test_every_kind_has_a_sentence_and_something_to_write_instead() -> None:
    assert set(SENTENCES) == set(INSTEAD) == set(Kind)
    assert (Found(0, 1, Kind.CHI).sentence, Found(0, 1, Kind.CHI).instead) == (
        SENTENCES[Kind.CHI],
        INSTEAD[Kind.CHI],
    )


PIECES = st.sampled_from(
    ["Callum ", "dob ", "3/3/15", " IV3 8LE", "01632 960123", "a@b.scot", "'s mum", ". ", "\n", "😀"]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=15).map("".join))
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    findings = find(text)
    ends = [0, *(one.end for one in findings)]
    for one, before in zip(findings, ends, strict=False):
        assert before <= one.start < one.end <= len(text)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_was_written_instead_is_not_found_again(text: str) -> None:
    again = replaced(text, find(text))
    assert all(again[one.start : one.end] not in INSTEAD.values() for one in find(again))


def cost(text: str) -> float:
    """The least processor time of three readings, in milliseconds."""
    times = []
    for _ in range(3):
        detectors.forget()  # what is remembered of a text costs nothing
        began = time.process_time()
        find(text)
        times.append((time.process_time() - began) * 1000)
    return min(times)


HARD = [
    "0",
    "1 ",
    "a.",
    "born on the ",
    "A. ",
    "+44 ",
    "x@",
    "Mac",
    "3 of ",
    "dob ",
    "a dot ",
    "x at y dot ",
    "4 May ",
]
HARD += [
    "0 (",
    "3/3/15 and ",
    "born ",
    "'s ",
    "Callum ",
    "AB 12 ",
    "EH1 - ",
    "1\n",
    "de la ",
    "mc",
    "1-1-11",
    "b. ",
]


@pytest.mark.parametrize("piece", HARD)
def test_four_times_the_text_costs_about_four_times_the_work(piece: str) -> None:
    """Patterns that go back and forth would cost sixteen times as much, or never end."""
    short, long = (piece * (size // len(piece)) for size in (5_000, 20_000))
    find(short)
    assert cost(long) < max(30.0, 9 * cost(short))


@given(st.text(alphabet=st.sampled_from("0123456789 .-/()@abAB'\n"), min_size=200, max_size=2_000))
def test_no_text_whatever_takes_long(text: str) -> None:
    assert cost(text) < 150 * max(1.0, len(text) / 1_000)


def test_a_thousand_ordinary_characters_take_milliseconds() -> None:
    """Under 2 ms where nothing else is done on the machine; what goes back and forth takes many times this limit."""
    text = "Health visitors see every child within ten days, and write to the school on 3 March 2026. " * 12
    assert cost(text[:1_000]) < 40


def test_a_text_read_in_parts_holds_what_it_holds_read_whole(monkeypatch):
    lines = [
        line
        for name in ("names", "births", "telephones", "postcodes", "emails", "ordinary")
        for line in (ROOT / "bench" / "guard" / f"{name}.txt").read_text("utf-8").splitlines()
    ]
    texts = [". ".join(line.rstrip(".") for line in lines[at : at + 3]) for at in range(len(lines) - 2)]
    texts += ["We asked the prof. Imogenia said so.", "She saw dr. Smith and others. They agreed with Una."]
    in_parts = [find(text) for text in texts]
    monkeypatch.setattr(detectors, "_APART", re.compile("(?!)"))
    detectors.forget()
    assert in_parts == [find(text) for text in texts]
    assert any(in_parts)
