"""Reading an organisation's own copy of the publication: the same words out of every damaged copy, or a refusal.

The publication here is made up, apart from its structure; the real one is read too where a copy of it lies at hand.
"""

from __future__ import annotations

import os
import random
import re
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

from speir.frameworks.rules.publication import Found, IndicatorPlan, ThemePlan, Unreadable, read

ROOT = Path(__file__).parents[2]
COPY = Path(os.environ.get("SPEIR_PUBLICATION", ROOT.parent / "shared/publication/hmie-2005.txt"))
WORDS = re.findall(
    r"\S+",
    "harbour lantern ledger ferry piper kettle heather granite tide causeway orchard thistle anvil loom well-kept"
    " compass barley skipper's peat rope sail cairn brae skein bothy quay herring",
)
RUNNING_HEAD = "Lanterns along the quay"


@cache
def structure() -> list[dict]:
    path = ROOT / "speir/frameworks/published/hmie-2005.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))["structure"]["key_questions"]


def as_tuple(titles: str | list[str] | None) -> tuple[str, ...]:
    return (titles,) if isinstance(titles, str) else tuple(titles or ())


@cache
def plan() -> tuple[IndicatorPlan, ...]:
    return tuple(
        IndicatorPlan(
            str(each["number"]),
            each["title"],
            as_tuple(each.get("also_titled")),
            tuple(ThemePlan(theme["key"], theme["title"]) for theme in each["themes"]),
        )
        for question in structure()
        for each in question["indicators"]
    )


def made_up(seed: str) -> str:
    """Some sentences about nothing, the same ones for the same seed."""
    chance = random.Random(seed)
    sentences = [
        " ".join(chance.choices(WORDS, k=chance.randint(8, 17))) for _ in range(chance.randint(3, 7))
    ]
    sentences[1] = f"the “{sentences[1]}” of the Harbour Board, e.g. ropes"
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)


@cache
def told() -> tuple[Found, ...]:
    def texts(each: IndicatorPlan, level: str) -> tuple[str, ...]:
        return tuple(made_up(f"{each.number} {level} {theme.key}") for theme in each.themes)

    return tuple(Found(each.number, texts(each, "very good"), texts(each, "weak")) for each in plan())


def bullets(texts: tuple[str, ...] | list[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def illustrated(each: IndicatorPlan, found: Found) -> str:
    first, *others = found.very_good
    if each.number == "1.1":
        first = re.sub(r"(?<= [a-z]{4}) |(?<= [a-z]{5}) |(?<= [a-z]{6}) ", "<sup>2</sup> ", first, count=1)
    note = "\n\n<sup>2</sup> A note about lanterns that runs on for quite some words, until the page of it is full."
    return (
        f"#### {each.number} {each.title}\n\nThemes\n\n{bullets([theme.title for theme in each.themes])}\n\n"
        f"#### Illustrations\n\n#### Very good\n\n{bullets([first, *others])}{note if each.number == '1.1' else ''}\n\n"
        f"#### Weak\n\n{bullets(found.weak)}\n"
    )


@cache
def publication() -> str:
    """A whole publication: contents, summary, illustrations, and examples that quote the indicators."""
    found = {each.number: each for each in told()}
    contents = "\n".join(f"{each.number} {each.title}\t{page}" for page, each in enumerate(plan(), 13))
    rows, parts = ["No.\tQuality indicator\tThemes\t"], []
    for question in structure():
        rows.append(f"{question['number']}) {question['title']}\t\t\t")
        parts.append(f"#### {question['number']}. {question['title']}\n")
        for each in (one for one in plan() if one.number.startswith(str(question["number"]))):
            title = (each.also_titled or (each.title,))[0]
            themes = "".join(f"<li>{theme.title}</li>" for theme in each.themes)
            rows.append(f"{each.number}\t{title}\t<ul>{themes}</ul>\t")
            parts.append(illustrated(each, found[each.number]) + "\n\n\n")
    quoted = plan()[2]
    examples = "\n\n".join(
        f"#### Q.I. {each.number} {each.title}\n\nTheme: {each.themes[0].title}\n\n"
        f"- {found[each.number].very_good[0].split('.')[0]}."
        for each in plan()[:7]
    )
    return (
        f"# LANTERNS\n\n{made_up('foreword')}\n\n## Contents\n\n{contents}\n\n## Summary\n\n"
        + "\n".join(rows)
        + "\n\n\n\n### The Quality Indicators with Illustrations\n\n"
        + "\n".join(parts)
        + f"#### Using lanterns for an evaluation of our own\n\n{made_up('part 3')}\n\n- focus;\n- ask ropes.\n\n"
        + f"{quoted.number}\t{quoted.title}\t\t\n\tThemes\t\n\t<ul><li>{quoted.themes[0].title}</li></ul>\n\n"
        + f"When the kettle has boiled, {made_up('grid')}\n\n{examples}\n"
    )


# The damage that a conversion does. Each takes a copy and a source of chance, and changes no word.

BULLET = re.compile(r"^(\s*)[-•·–] (?:· )?(?=\S)")
LEVEL_OR_LIST = re.compile(r"#*\s*(?:Very [Gg]ood|Weak|Illustrations|Themes?)\s*$")


def paragraphs(text: str) -> list[list[str]]:
    found: list[list[str]] = []
    inside = False
    for line in text.split("\n"):
        alone = not line.strip() or "\t" in line or line.startswith("#") or LEVEL_OR_LIST.match(line)
        if alone or not inside or BULLET.match(line):
            found.append([line])
        else:
            found[-1].append(line.strip())
        inside = not alone
    return found


def wrapped(width: int) -> Callable[[str, random.Random], str]:
    def damage(text: str, chance: random.Random) -> str:
        inner = chance.choice(["  ", ""])
        lines: list[str] = []
        for one in paragraphs(text):
            line = " ".join(one)
            indent = re.match(r"\s*", line)[0]
            whole = not line.strip() or "\t" in line
            parts = textwrap.wrap(
                line.strip(), width, initial_indent=indent, subsequent_indent=indent + inner
            )
            lines += [line] if whole else parts
        return "\n".join(lines)

    return damage


def one_line_each(text: str, _: random.Random) -> str:
    return "\n".join(" ".join(one) for one in paragraphs(text))


def headings_lost(text: str, chance: random.Random) -> str:
    lost = chance.choice(["Weak", "Very [Gg]ood", "Weak|Very [Gg]ood", "Illustrations|Weak"])
    return re.sub(rf"(?m)^#* *(?:{lost}) *\n", lambda line: "" if chance.random() < 0.7 else line[0], text)


def marks_lost(text: str, _: random.Random) -> str:
    return re.sub(r"(?m)^#+ *", "", text)


def marks_mixed(text: str, chance: random.Random) -> str:
    text = re.sub(
        r"(?m)^#+ (\d\.\d) ", lambda line: chance.choice(["# **%s** ", "### %s. ", "%s "]) % line[1], text
    )
    text = re.sub(
        r"(?m)^#+ (Weak|Themes) *$", lambda line: chance.choice(["**%s**", "%s:", "## %s"]) % line[1], text
    )
    return re.sub(
        r"(?m)^#+ Very [Gg]ood *$",
        lambda _: chance.choice(["VERY GOOD", "# Very Good", "__Very good__"]),
        text,
    )


def other_bullets(text: str, chance: random.Random) -> str:
    signs = chance.choice(["•", "*", "·", "o", "–", "\uf0b7", "•·*o", "1"])
    lines, number = [], 0
    for line in text.split("\n"):
        found = BULLET.match(line)
        number = number + 1 if found else number if line.startswith(" ") else 0
        sign = f"{number}." if signs == "1" else chance.choice(signs)
        lines.append(f"{found[1]}{sign} {line[found.end() :]}" if found else line)
    return "\n".join(lines)


def first_bullets_lost(text: str, _: random.Random) -> str:
    return re.sub(r"(?m)(^#+ (?:Weak|Very [Gg]ood) *\n+)[-•] ", r"\1 ", text)


def pages_turned(text: str, chance: random.Random) -> str:
    """Page numbers, running heads and form feeds between any two lines, in a sentence or not."""
    lines, left, page = [], 9, 0
    for line in text.split("\n"):
        lines.append(line)
        left -= 1
        if left <= 0 and line.strip() and "\t" not in line:
            left, page = chance.randint(25, 45), page + 1
            ends = [f"\n{page}\n\n\f{RUNNING_HEAD}\n", f"\n\n\f{page}", f"\nPage {page}\n", "\f", "\n# E.\n"]
            lines.append(chance.choice(ends))
    return "\n".join(lines)


def footnote_moved(text: str, chance: random.Random) -> str:
    note = re.search(r"\n<sup>.*?2</sup> ([^\n]+(?:\n[^\n]+)*)\n\n", text)
    signs = [("<sup>2</sup>", "<sup>2</sup> "), ("²", "² "), ("2", "2 "), ("[2]", "[^2]: "), (" 2", "2 ")]
    marker, sign = chance.choice(signs)
    moved = f"{sign}{note[1]}\n"
    text = re.sub(r"(?<=\w)<sup>2</sup>", marker, f"{text[: note.start()]}\n{text[note.end() :]}")
    below = re.search(r"(?m)^#* *1\.2 [^\t\n]*\n(?=\n *#* *Themes)", text)
    if chance.random() < 0.5 or not below:
        return f"{text}\n\n{moved}"
    return f"{text[: below.start()]}{moved}\n\n\n{text[below.start() :]}"


def strange_spaces(text: str, chance: random.Random) -> str:
    text = re.sub(r"(?<=[a-z]) (?=[a-z])", lambda _: "\u00a0" if chance.random() < 0.1 else " ", text)
    return re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: "\u00ad" if chance.random() < 0.03 else "", text)


def windows(text: str, _: random.Random) -> str:
    return "\ufeff" + text.replace("\n", "\r\n")


def double_spaced(text: str, _: random.Random) -> str:
    return text.replace("\n", "\n\n")


def set_in(text: str, chance: random.Random) -> str:
    return re.sub(r"(?m)^(?=.)", chance.choice(["    ", "\t"]), text)


def gaps_lost(text: str, _: random.Random) -> str:
    return re.sub(r"\n{3,}", "\n\n", text)


def no_gaps(text: str, _: random.Random) -> str:
    return re.sub(r"\n\s*\n+", "\n", text)


DAMAGES: dict[str, list[Callable[[str, random.Random], str]]] = {
    "nothing changed": [],
    "wrapped at 60": [wrapped(60)],
    "wrapped at 72": [wrapped(72)],
    "wrapped at 100": [wrapped(100)],
    "one line for each text": [one_line_each],
    "headings lost": [headings_lost],
    "heading marks lost": [marks_lost],
    "heading marks mixed": [marks_mixed],
    "other bullets": [other_bullets],
    "first bullets lost": [first_bullets_lost],
    "pages turned between texts": [one_line_each, pages_turned],
    "pages turned inside texts": [wrapped(72), pages_turned],
    "footnote moved": [footnote_moved],
    "strange spaces and soft hyphens": [strange_spaces],
    "Windows line ends": [windows],
    "an empty line after each line": [wrapped(80), double_spaced],
    "set in": [set_in],
    "pages run together": [gaps_lost],
    "empty lines lost": [one_line_each, no_gaps],
    "wrapped with empty lines lost": [wrapped(70), no_gaps],
}
ANY = [first_bullets_lost, footnote_moved, headings_lost, marks_mixed, marks_lost, wrapped(66), other_bullets]
LAST = [strange_spaces, set_in, windows]


def damaged(text: str, name: str, seed: int = 0) -> str:
    chance = random.Random(f"{name} {seed}")
    for damage in DAMAGES[name]:
        text = damage(text, chance)
    return text


def mixed(text: str, seed: int) -> str:
    chance = random.Random(seed)
    chosen = [damage for damage in (*ANY, *LAST) if chance.random() < 0.5]
    for damage in chosen:
        text = damage(text, chance)
    return text


def totals(found: tuple[Found, ...]) -> tuple[int, int, int]:
    return len(found), sum(len(each.very_good) for each in found), sum(len(each.weak) for each in found)


def test_a_publication_yields_a_text_of_each_level_for_every_theme() -> None:
    assert read(publication(), plan()) == told()
    assert totals(told()) == (18, 38, 38)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_copy_yields_the_same_texts(name: str, seed: int) -> None:
    assert read(damaged(publication(), name, seed), plan()) == told()


@pytest.mark.parametrize("seed", range(20))
def test_a_copy_damaged_in_several_ways_yields_the_same_texts(seed: int) -> None:
    assert read(mixed(publication(), seed), plan()) == told()


def test_the_wording_keeps_the_quotation_marks_and_hyphens_of_the_copy() -> None:
    texts = [text for each in read(publication(), plan()) for text in (*each.very_good, *each.weak)]
    assert all("“" in text and "”" in text for text in texts)
    assert any("well-kept" in text for text in texts)


real = pytest.mark.skipif(
    not COPY.exists(),
    reason="no copy of the publication lies at hand; name one in SPEIR_PUBLICATION to read it here too",
)


@cache
def real_copy() -> str:
    return COPY.read_text(encoding="utf-8")


@cache
def real_texts() -> tuple[Found, ...]:
    return read(real_copy(), plan())


@real
def test_the_real_publication_is_read_whole() -> None:
    found = real_texts()
    assert totals(found) == (18, 38, 38)
    assert all(
        text.endswith(".") and "<" not in text for each in found for text in (*each.very_good, *each.weak)
    )


@real
@pytest.mark.parametrize("name", DAMAGES)
def test_the_real_publication_reads_the_same_after_damage(name: str) -> None:
    assert read(damaged(real_copy(), name), plan()) == real_texts()


@real
@pytest.mark.parametrize("seed", range(8))
def test_the_real_publication_reads_the_same_after_damage_of_several_kinds(seed: int) -> None:
    assert read(mixed(real_copy(), seed), plan()) == real_texts()


# Refusals. Each spoils the made-up publication at a known place.


def text_of(number: str, level: str, nth: int = 0) -> str:
    found = next(each for each in told() if each.number == number)
    return (found.very_good if level == "very good" else found.weak)[nth]


def swap(old: str, new: str) -> Callable[[str], str]:
    def spoil(text: str) -> str:
        assert text.count(old) == 1, f"{text.count(old)} times: {old[:50]}"
        return text.replace(old, new)

    return spoil


def half(text: str) -> tuple[str, str]:
    """A text in two, at the end of its second sentence."""
    at = text.index(". ", text.index("ropes")) + 1
    return text[:at], text[at + 1 :]


ONE = text_of("3.2", "weak", 1)
BEFORE, AFTER = half(ONE)
ABOVE = text_of("3.2", "very good", 2)
NEXT = text_of("3.2", "weak", 2)
LAST_TEXT = text_of("5.4", "weak", 1)
LABEL = "3.2 Information sharing and recording"
WEAK = f"#### Weak\n\n- {text_of('3.2', 'weak')}"
TITLE_3_2 = f"#### {LABEL}\n"

SPOILED: dict[str, tuple[Callable[[str], str], str]] = {
    "a heading is missing": (swap(TITLE_3_2, ""), f"the heading {LABEL}"),
    "a theme is missing": (
        swap("- Joint understanding of information\n", ""),
        "the theme 'Joint understanding",
    ),
    "a theme runs on": (
        swap(
            "- Management and recording of information\n\n",
            "- Management and recording of information ropes\n\n",
        ),
        f"the themes of {LABEL} to end",
    ),
    "a bullet is missing": (swap(f"- {ONE}\n", ""), f"the 'Weak' illustrations of {LABEL} (3 texts"),
    "all bullets are missing": (swap(f"- {text_of('1.3', 'weak')}\n", ""), "(1 text, one"),
    "a bullet too many": (
        swap(f"- {ONE}\n", f"- {ONE}\n- {made_up('more')}\n"),
        f"the 'Weak' illustrations of {LABEL}",
    ),
    "a bullet too many where the heading is lost": (
        lambda text: swap(f"- {ONE}\n", f"- {ONE}\n- {made_up('more')}\n")(text.replace(WEAK, WEAK[10:])),
        "(6 texts, one of each level for each theme)",
    ),
    "two bullets run together": (
        swap(f"{ONE}\n- {NEXT}", f"{ONE} {NEXT}"),
        f"the 'Weak' illustrations of {LABEL}",
    ),
    "a bullet split in two": (swap(ONE, f"{BEFORE}\n- {AFTER}"), f"the 'Weak' illustrations of {LABEL}"),
    "a text without words": (swap(f"- {ONE}\n", "- \n"), f"the 'Weak' illustrations of {LABEL}"),
    "a text of a few words": (swap(ONE, "Ropes and sails and ledgers."), f"a whole illustration of {LABEL}"),
    "a text without its end": (swap(ONE, ONE[:-12]), "the end of a sentence"),
    "a question for a text": (swap(ONE, ONE[:-1] + "?"), "the end of a sentence"),
    "a text without its beginning": (
        swap(ONE, ONE[12:].lstrip()),
        f"the beginning of an illustration of {LABEL}",
    ),
    "the rest of a text alone": (
        swap(f"- {text_of('3.2', 'weak')}", f"      {half(text_of('3.2', 'weak'))[1]}"),
        f"the beginning of an illustration of {LABEL}",
    ),
    "a title inside a text": (
        swap(ONE, f"{BEFORE} {LABEL} {AFTER}"),
        f"one illustration of {LABEL} by itself",
    ),
    "a bullet inside a text": (
        swap(ONE, f"{BEFORE[:40]} • {ONE[40:]}"),
        f"one illustration of {LABEL} by itself",
    ),
    "a heading inside a text": (
        swap(ONE, f"{BEFORE}\n\n#### Ropes and other matters\n\n{AFTER}"),
        f"only illustrations of {LABEL}",
    ),
    "a line that may be a heading inside a sentence": (
        swap(ONE, f"{ONE[:40]}\n\nRopes and Sails\n\n{ONE[41:]}"),
        f"the rest of a sentence of {LABEL}",
    ),
    "a level heading inside a text": (
        swap(ONE, f"{BEFORE}\n\n#### Very good\n\n{AFTER}"),
        "no second beginning",
    ),
    "a level heading too early": (
        lambda text: swap(f"- {ABOVE}", f"#### Weak\n\n- {ABOVE}")(text.replace(WEAK, WEAK[10:])),
        f"the 'Very good' illustrations of {LABEL}",
    ),
    "another theme list inside": (swap(ONE, f"{ONE}\n\nThemes\n"), "more illustrations"),
    "a text twice over": (swap(ONE, f"{ONE}\n{ONE}"), "to stand once"),
    "the same text for two themes": (swap(NEXT, ONE), "that stand nowhere else"),
    "an indicator twice": (
        lambda text: text.replace(
            TITLE_3_2, text[text.index(TITLE_3_2) : text.index("#### 3.3 ")] + TITLE_3_2
        ),
        f"{LABEL} to stand once",
    ),
    "a footnote that runs into a text": (
        swap(f"- {ONE}\n", f"- {ONE}\n<sup>4</sup> A note.\n{made_up('whose')}\n"),
        "an empty line behind the footnote",
    ),
    "a footnote cut by a page, and a line of either": (
        swap(
            f"- {ONE}\n",
            f"- {ONE}\n\n<sup>4</sup> A note of\n\n\fRopes for the tide, says {made_up('either')}\n",
        ),
        "an empty line behind the footnote",
    ),
    "a footnote's number without its footnote": (
        swap(ONE, ONE.replace(" ropes", " ropes7")),
        "nothing but words",
    ),
    "a word that may have a hyphen": (
        swap(ONE, ONE.replace("Harbour ", "Harbour fal-\nderal ")),
        "a whole word",
    ),
    "a word torn in two": (swap(ONE, ONE.replace("Harbour ", "Harbour fal- deral ")), "a whole word"),
    "a letter that was lost": (swap(ONE, ONE.replace("Harbour ", "Harbour \ufffdld ")), "nothing but words"),
    "the end is missing": (lambda text: text[: text.index(ONE)], "the heading 3.3"),
    "the last text is cut short": (
        lambda text: text[: text.index(LAST_TEXT) + 30],
        "a whole illustration of 5.4",
    ),
    "a heading in the last text": (
        swap(LAST_TEXT, "\n#### Ropes and other matters\n".join(half(LAST_TEXT))),
        "only illustrations of 5.4",
    ),
    "an empty file": (lambda _: "\ufeff\r\n \r\n", "the publication as plain text"),
    "another document": (lambda _: made_up("other") * 30, "the heading 1.1"),
    "a PDF": (lambda _: "%PDF-1.4\n%âãÏÓ\n1 0 obj", "the publication as plain text"),
    "a binary file": (lambda text: f"{text[:90]}\x00\x01{text[90:]}", "the publication as plain text"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_copy_is_refused(name: str) -> None:
    spoil, expected = SPOILED[name]
    spoiled = spoil(publication())
    with pytest.raises(Unreadable) as refusal:
        read(spoiled, plan())
    assert expected in refusal.value.expected
    assert 1 <= refusal.value.line <= spoiled.count("\n") + 1
    assert str(refusal.value).startswith(
        f"Line {refusal.value.line}: expected {refusal.value.expected}, but found "
    )


QUESTION = "work together to keep children and young people safe?\n"
THEME = "- Joint understanding of information\n"
HARMLESS: dict[str, Callable[[str], str]] = {
    "a key question cut by a page": lambda text: swap(f"\n\n#### 2.1", f"\n\n#### 2.1")(
        re.sub(rf"(#### 2\. [^\n]*) (?={re.escape(QUESTION)})", rf"\1\n\n7\n\n\f{RUNNING_HEAD}\n\n", text)
    ).replace("\n\n\n\n", f"\n\n\n{RUNNING_HEAD} 12\n\n"),
    "a theme cut by a soft hyphen": swap(THEME, "- Joint under\u00ad\nstanding of information\n"),
    "a theme cut by a page": lambda text: swap(
        THEME, f"- Joint\n\n{RUNNING_HEAD} 9\n\nunderstanding of information\n"
    )(text.replace("\n\n\n\n", f"\n\n\n{RUNNING_HEAD} 12\n\n")),
    "a bullet lost where no line is empty": swap(f"\n- {NEXT}", f"\n{NEXT}"),
    "a bullet alone on its line": swap(f"- {ONE}", f"•\n\n{ONE}"),
    "bullets run in": swap(f"- {ONE}\n- {NEXT}", f"- {ONE} • {NEXT}"),
    "a level run in": swap(WEAK, f"Weak: - {WEAK[12:]}"),
    "a level run into its text": swap(WEAK, f"Weak {WEAK[12:]}"),
    "a level run into the text before": swap(f"{ABOVE}\n\n#### Weak", f"{ABOVE} Weak"),
    "a level repeated on the next page": swap(f"\n- {ONE}", f"\n\n\f#### Weak (continued)\n\n- {ONE}"),
    "two headings in a line": lambda text: text.replace(
        "#### Illustrations\n\n#### Very good", "Illustrations: Very good"
    ),
    "a rule between": swap(WEAK, f"-----\n\n{WEAK}"),
    "nothing behind it": lambda text: text[: text.index("#### Using lanterns")],
    "no title behind it but an empty one": swap(
        "#### Using lanterns for an evaluation of our own", "Using lanterns"
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_changes_no_word_changes_no_reading(name: str) -> None:
    assert read(HARMLESS[name](publication()), plan()) == told()


WORDING = {
    "har-\nbour": "harbour",
    "har\u00ad\nbour": "harbour",
    "well-\nkept": "well-kept",
    "self-\nmade": "self-made",
    "Quay-\nEnd": "Quay-End",
    "rope/\nsail": "rope/sail",
    "<b>rope</b> &amp; **sail**": "rope & sail",
    "ﬁrst": "first",
    "rope<sup>9</sup>, sail[9] tide": "rope, sail tide",
    "*rope\nand sail*": "rope and sail",
}


@pytest.mark.parametrize("copied", WORDING)
def test_the_words_are_kept_and_the_conversion_s_marks_are_not(copied: str) -> None:
    found = read(swap(ONE, ONE.replace("Harbour", f"Harbour {copied}"))(publication()), plan())
    texts = next(each.weak for each in found if each.number == "3.2")
    assert texts[1] == ONE.replace("Harbour", f"Harbour {WORDING[copied]}")


@pytest.mark.parametrize("line_ends", ["\n", "\r\n", "\r"])
def test_a_refusal_names_the_line_of_the_copy(line_ends: str) -> None:
    spoiled = swap(ONE, "Ropes and sails and ledgers.")(publication()).replace("\n", line_ends)
    with pytest.raises(Unreadable) as refusal:
        read(spoiled, plan())
    assert spoiled.split(line_ends)[refusal.value.line - 1] == "- Ropes and sails and ledgers."


@pytest.mark.parametrize("nth", range(38))
@pytest.mark.parametrize("level", ["very good", "weak"])
def test_no_bullet_can_go_missing_unnoticed(level: str, nth: int) -> None:
    texts = [text for each in told() for text in (each.very_good if level == "very good" else each.weak)]
    lines = publication().split("\n")
    gone = next(line for line in lines if line.startswith("- ") and line[-60:] == texts[nth][-60:])
    lines.remove(gone)
    with pytest.raises(Unreadable):
        read("\n".join(lines), plan())
