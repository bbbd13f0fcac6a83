"""Themes are put in order for a statement, best first, and it is said when the order is little more than a guess."""

from __future__ import annotations

import random
import string
from threading import Thread
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from speir.frameworks.queries.suggesting import EVERYDAY
from speir.frameworks.rules.suggesting import ranking, words
from speir.frameworks.rules.suggesting.corpus import Corpus, Said
from speir.frameworks.rules.suggesting.lexical import Lexical

WORDS = {"weans": "children", "IRD": "initial referral discussion"}
SAID = (
    Said(0, "Professionals listen to what children tell them."),
    Said(0, "She really listened to my son.", everyday=True),
    Said(1, "Staff have regular supervision."),
    Said(1, "Supervision is cancelled when we are busy.", everyday=True),
    Said(2, "Police, health and social work discuss a referral together."),
    Said(2, "An initial referral discussion was held on the same day.", everyday=True),
    Said(3, "Resources are aimed at keeping children safe."),
    Said(3, "Nobody pools their money.", everyday=True),
)
CORPUS = Corpus(("f/1/a", "f/2/b", "f/2/c", "f/3/d"), ("1", "2", "2", "3"), SAID, WORDS)
LEXICAL = Lexical(CORPUS)


def by_words(text: str) -> ranking.Suggestion:
    return ranking.by_words(LEXICAL, CORPUS, text)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("He listens to the children.", "f/1/a"),
        ("My supervisions were cancelled again", "f/2/b"),
        ("IRD held on the same day", "f/2/c"),
        ("They listened to the weans.", "f/1/a"),
        ("POOLING OF MONEY", "f/3/d"),
        ("Pool the money’s worth", "f/3/d"),
    ],
)
def test_the_theme_whose_words_fit_best_stands_first(text: str, theme: str) -> None:
    assert by_words(text).themes[0] == theme


def test_every_theme_and_indicator_is_in_the_order_once() -> None:
    found = by_words("Supervision was cancelled.")
    assert sorted(found.themes) == sorted(CORPUS.themes)
    assert found.indicators[0] == "2"
    assert sorted(found.indicators) == ["1", "2", "3"]


@pytest.mark.parametrize("text", ["", " ", "12 34", "asdf qwer uiop", "🙂 🙂", "the and of"])
def test_a_statement_without_a_word_that_is_known_is_unsure(text: str) -> None:
    assert by_words(text).unsure


def test_a_statement_in_the_words_of_a_theme_is_not_unsure() -> None:
    said = [
        Said(at, f"plain word{chr(97 + at % 26)} of {chr(97 + at) * 3}", everyday=True) for at in range(29)
    ]
    said.append(Said(29, "Neighbours report worrying noise at night", everyday=True))
    themes = tuple(f"f/{at}/a" for at in range(30))
    corpus = Corpus(themes, tuple(map(str, range(30))), tuple(said), {})
    found = ranking.by_words(Lexical(corpus), corpus, "Neighbours report a worrying noise each night.")
    assert (found.themes[0], found.unsure) == ("f/29/a", False)


def test_what_is_near_in_meaning_counts_beside_the_words() -> None:
    nearness = [0.1, 0.2, 0.1, 0.1, 0.1, 0.2, 0.3, 0.9]
    found = ranking.by_meaning(LEXICAL, CORPUS, "The budgets lie side by side.", nearness)
    assert (found.themes[0], found.ranker) == ("f/3/d", ranking.Ranker.LOCAL)
    far = ranking.by_meaning(
        LEXICAL, CORPUS, "The budgets lie side by side.", [each / 4 for each in nearness]
    )
    assert (far.unsure, found.unsure) == (True, False)


def test_a_framework_without_everyday_sentences_is_ranked_by_its_wording() -> None:
    corpus = Corpus(CORPUS.themes, CORPUS.numbers, tuple(said for said in SAID if not said.everyday), WORDS)
    assert ranking.by_words(Lexical(corpus), corpus, "Supervision is regular").themes[0] == "f/2/b"
    found = ranking.by_meaning(Lexical(corpus), corpus, "Supervision is regular", [0.1, 0.8, 0.1, 0.1])
    assert found.themes[0] == "f/2/b"


@given(st.text(max_size=300))
def test_any_text_has_an_order_and_the_same_each_time(text: str) -> None:
    assert by_words(text) == by_words(text)
    assert len(by_words(text).themes) == len(CORPUS.themes)


@given(st.text(max_size=9_000))
def test_pieces_are_few_and_short_whatever_was_written(text: str) -> None:
    pieces = words.pieces(text)
    assert len(pieces) <= words.MOST_PIECES
    assert all(0 < len(piece) <= words.PIECE_LETTERS for piece in pieces)


def test_a_long_account_is_read_in_pieces_to_its_cap() -> None:
    account = "A sentence about supervision that is long enough to stand alone. " * 400
    assert len(words.clean(account)) <= words.MOST_LETTERS
    assert len(words.pieces(account)) == words.MOST_PIECES


def test_short_forms_keep_words_that_only_look_like_them() -> None:
    table = {"ACE": "adverse childhood experience", "weans": "children"}
    assert words.in_full("ACE scores of Weans", table) == "adverse childhood experience scores of children"
    assert words.in_full("an ace result", table) == "an ace result"


def test_threads_rank_beside_each_other_without_a_slip() -> None:
    texts = ["".join(random.Random(at).choices(string.ascii_lowercase + " ", k=200)) for at in range(40)]
    alone = [LEXICAL.scores(text) for text in texts]
    found: dict[int, Any] = {}

    def rank(worker: int) -> None:
        found[worker] = [LEXICAL.scores(text) for text in texts]

    threads = [Thread(target=rank, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[worker] == alone for worker in range(8))


def everyday(name: str) -> Any:
    return yaml.safe_load((EVERYDAY / f"{name}.yaml").read_text(encoding="utf-8"))


def test_every_theme_has_everyday_sentences_and_none_stands_twice() -> None:
    published = yaml.safe_load((EVERYDAY.parent / "published" / "hmie-2005.yaml").read_text(encoding="utf-8"))
    themes = {
        f"{indicator['number']}/{theme['key']}"
        for question in published["structure"]["key_questions"]
        for indicator in question["indicators"]
        for theme in indicator["themes"]
    }
    sayings = everyday("hmie-2005")
    assert set(sayings) == themes
    every = [text for texts in sayings.values() for text in texts]
    assert all(isinstance(text, str) for text in every)
    assert len(set(every)) == len(every)
    assert min(map(len, sayings.values())) >= 10


def test_no_everyday_sentence_is_a_statement_that_measures() -> None:
    folder = EVERYDAY.parents[2] / "bench/suggest"
    files = [(folder / name).read_text(encoding="utf-8") for name in ("statements.txt", "fresh.txt")]
    lines = [line for file in files for line in file.splitlines() if line.startswith(("test", "fresh"))]
    measured = {line.split("|", 3)[3].strip() for line in lines}
    assert len(measured) == 126 + 54
    assert not measured & {text for texts in everyday("hmie-2005").values() for text in texts}


def test_the_fields_words_are_texts() -> None:
    table = everyday("words")
    assert all(
        isinstance(word, str) and isinstance(full, str)
        for part in table.values()
        for word, full in part.items()
    )
    assert all(word == word.lower() for word in table["everyday"])
