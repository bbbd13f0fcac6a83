"""The published framework file: the structure of HMIE 2005, and our own words for it."""

from __future__ import annotations

import copy
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from speir.frameworks.rules import schema

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "speir" / "frameworks" / "published" / "hmie-2005.yaml"
LONGEST_RUN = 7


@cache
def _data() -> Any:
    return yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.fixture
def data() -> Any:
    return copy.deepcopy(_data())


@pytest.fixture(scope="module")
def file() -> schema.FrameworkFile:
    return schema.parse(_data())


def indicators(file: schema.FrameworkFile) -> list[schema.IndicatorFile]:
    return [indicator for question in file.structure.key_questions for indicator in question.indicators]


def test_every_published_file_fits_the_schema():
    for path in FILE.parent.glob("*.yaml"):
        assert schema.parse(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def test_it_has_five_key_questions_18_indicators_and_38_themes(file):
    assert [question.number for question in file.structure.key_questions] == ["1", "2", "3", "4", "5"]
    assert [len(question.indicators) for question in file.structure.key_questions] == [4, 1, 4, 5, 4]
    assert sum(len(indicator.themes) for indicator in indicators(file)) == 38


def test_indicators_are_numbered_in_order_under_their_key_question(file):
    for question in file.structure.key_questions:
        numbers = [indicator.number for indicator in question.indicators]
        assert numbers == [f"{question.number}.{at}" for at in range(1, len(numbers) + 1)]


def test_the_crucial_indicators_are_meeting_needs_and_recognising_risks(file):
    assert {i.number: i.title for i in indicators(file) if i.crucial} == {
        "1.4": "Children's and young people's needs are met",
        "3.3": "Recognising and assessing risks and needs",
    }


def test_the_six_levels_fall_into_key_strengths_and_priorities(file):
    assert [(level.name, level.counts_as, level.maintain) for level in file.structure.levels] == [
        ("Excellent", "strength", True),
        ("Very good", "strength", True),
        ("Good", "strength", False),
        ("Adequate", "priority", False),
        ("Weak", "priority", False),
        ("Unsatisfactory", "priority", False),
    ]


def test_each_of_the_eight_standards_belongs_to_one_key_question(file):
    assert [standard.number for standard in file.structure.standards] == list(range(1, 9))
    belongs = [number for question in file.structure.key_questions for number in question.standards]
    assert sorted(belongs) == list(range(1, 9))


@pytest.mark.parametrize(
    ("group", "count"),
    [("cycle", 3), ("source_kinds", 16), ("quality_areas", 6), ("reasons", 7), ("plans", 7)],
)
def test_each_list_of_the_publication_is_whole(file, group, count):
    items = getattr(file.structure, group)
    assert len(items) == count
    assert len({item.key for item in items}) == count


def test_the_three_questions_of_the_cycle_are_the_publications(file):
    assert [fact.text for fact in file.structure.cycle] == [
        "How are we doing?",
        "How do we know?",
        "What are we going to do now?",
    ]
    assert file.structure.overarching_question.startswith("How well are children and young people protected")


def test_some_kinds_of_source_carry_the_views_of_children_and_families(file):
    voices = {kind.key: set(kind.voice) for kind in file.structure.source_kinds if kind.voice}
    assert voices["children_focus_groups"] == {"children"}
    assert voices["parent_focus_groups"] == {"families"}
    assert {"case_files", "minutes", "documents"}.isdisjoint(voices)


def test_references_have_their_year_and_an_isbn_with_a_right_check_digit(file):
    assert len(file.structure.references) == 19
    for reference in file.structure.references:
        assert reference.year is None or 1930 < reference.year <= 2005, reference.title
        digits = re.sub(r"[^\dX]", "", reference.isbn)
        if digits:
            assert len(digits) == 10, reference
            weighed = sum((10 - at) * (10 if d == "X" else int(d)) for at, d in enumerate(digits))
            assert weighed % 11 == 0, reference


def test_no_address_of_a_reference_is_a_link(file):
    assert not [r.address for r in file.structure.references if "://" in r.address]


def test_source_date_and_copying_are_stated(file):
    assert file.structure.publisher == "HM Inspectorate of Education"
    assert file.structure.published == "October 2005"
    assert "Crown copyright" in file.structure.copying


def test_statements_are_short_separate_sentences(file):
    for number, themes in file.wording.themes.items():
        for key, words in themes.items():
            for text in (*words.very_good, *words.weak):
                assert text.endswith("."), (number, key, text)
                assert len(text.split()) <= 30, (number, key, text)
                assert text[0].isupper(), (number, key, text)


def test_no_statement_stands_twice_in_an_indicator(file):
    for number, themes in file.wording.themes.items():
        said = [text for words in themes.values() for text in (*words.very_good, *words.weak)]
        assert len(said) == len(set(said)), number


# Our own words


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold().replace("’", "").replace("'", ""))


def runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def publication() -> str:
    at = os.environ.get("SPEIR_PUBLICATION") or ROOT.parent / "shared" / "publication" / "hmie-2005.txt"
    if not Path(at).exists():
        pytest.skip(
            "needs a copy of the publication as text, which is not ours to ship: name it in SPEIR_PUBLICATION"
        )
    return Path(at).read_text(encoding="utf-8")


def texts(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    return [text for value in (node.values() if isinstance(node, dict) else node) for text in texts(value)]


def test_none_of_our_words_are_the_publications_sentences(file):
    theirs = runs(words_of(publication()), LONGEST_RUN + 1)
    named = set()
    for indicator in indicators(file):
        for title in (indicator.title, indicator.also_titled, *(theme.title for theme in indicator.themes)):
            named |= runs(words_of(title), LONGEST_RUN + 1)
    for question in file.structure.key_questions:
        named |= runs(words_of(question.title), LONGEST_RUN + 1)
    ours = file.wording.model_dump(mode="json", exclude={"source", "language", "version"})
    ours.pop("references")  # about works named by their title
    shared = [
        " ".join(run)
        for text in texts(ours)
        for run in runs(words_of(text), LONGEST_RUN + 1) & theirs - named
    ]
    assert not shared


def test_a_sentence_of_the_publication_would_be_seen():
    """The check above is worth something: a sentence taken over is found in it, whatever its case and marks."""
    text = publication()
    sentence = " ".join(text.split()[2000:2012]).upper().replace(",", ";")
    assert runs(words_of(sentence), LONGEST_RUN + 1) & runs(words_of(text), LONGEST_RUN + 1)


# What the schema refuses


def test_an_unknown_key_is_refused(data):
    data["structure"]["colour"] = "blue"
    with pytest.raises(ValueError, match="colour"):
        schema.parse(data)


def test_an_empty_text_is_refused(data):
    data["structure"]["key_questions"][0]["title"] = "  "
    with pytest.raises(ValueError, match=r"key_questions\.0\.title"):
        schema.parse(data)


def test_a_wording_that_does_not_fit_the_structure_is_refused_by_name(data):
    del data["wording"]["themes"]["1.1"]["trust"]
    data["wording"]["themes"]["1.1"]["hope"] = {"short": "Hope", "very_good": ["Yes."], "weak": ["No."]}
    with pytest.raises(ValueError, match=r"themes of 1.1: missing \['trust'\], unknown \['hope'\]"):
        schema.parse(data)


@pytest.mark.parametrize("standards", [[1, 2], [1, 2, 3, 4]])
def test_a_standard_that_belongs_nowhere_or_twice_is_refused(data, standards):
    data["structure"]["key_questions"][0]["standards"] = standards
    with pytest.raises(ValueError, match="exactly one key question"):
        schema.parse(data)


def test_a_theme_without_an_illustration_is_refused(data):
    data["wording"]["themes"]["1.1"]["trust"]["weak"] = []
    with pytest.raises(ValueError, match="weak"):
        schema.parse(data)


def test_structure_and_wording_have_digests_of_their_own(data):
    before = schema.parse(data)
    data["wording"]["themes"]["1.1"]["trust"]["weak"][0] = "A mended sentence."
    after = schema.parse(data)
    assert after.structure.digest() == before.structure.digest()
    assert after.wording.digest() != before.wording.digest()
