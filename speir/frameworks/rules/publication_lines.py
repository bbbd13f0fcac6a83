"""The lines of an organisation's copy, cleaned of what a conversion to text leaves behind.

A line keeps its number in the copy, so that a refusal can name it. One line of the copy may become several here (a
table cell with a list in it, a heading run into the text before it); they share the number.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

MOST_LINES = 8_000  # the publication has under two thousand, and reading takes longer the more there are
_MARK = "\ue000{}\ue001"  # a footnote marker, once recognised
MARK = re.compile("\ue000([^\ue001]*)\ue001")
_SIGN = "[•·∙⋅▪▫■□◦‣⁃●○◆◇►▸➢➤✓✔❖¤\ufffd\uf000-\uf0ff]"
_BULLET = re.compile(
    rf"(?:{_SIGN}\s*|[-–—−‐*+](?:\s+|$)|[-–—−](?=[A-Z“\"‘'])|o(?:\s+|$)"
    r"|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)](?:\s+|$))"
)
_WEAK_BULLET = re.compile(
    r"(?:[-–—−‐*+]|o|\(?\w{1,4}[.)])\s"
)  # could also be a dash or number inside a sentence
_LEVELS = "Very [Gg]ood|VERY GOOD|Weak|WEAK"
_RUN_IN = re.compile(
    rf"(?<=[.!?”\"’)])\s+(?=(?:{_LEVELS}|Illustrations?|Themes?)\s*(?:$|[:•·*–-]|[A-Z“]))"
    rf"|(?<=[.!?])\s+(?=(?:{_SIGN}\s*|[-–—−*o]\s+)[A-Z“\"‘'])"
)
_HEADING = re.compile(
    r"\W*(themes?|illustrations?|very\s+good|weak)(?![\w’'-])"
    r"(?:\s*\(cont[^)]*\)|\s+cont(?:inued|['’]?d|\.)?(?=\W*$))?\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_NUMBER = re.compile(
    r"\W*+(?:(?:page\b|p\.)\W*+)?(?:\d{1,3}|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))(?:\s*(?:of|/)\s*\d{1,3})?\W*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"(?:[-=_~]\s*){3,}$|(?:\*\s*){3,}$|[|`.\s]+$")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FIRST_HALVES = frozenset(
    [
        "self",
        "well",
        "co",
        "multi",
        "non",
        "child",
        "long",
        "short",
        "cross",
        "high",
        "low",
        "full",
        "part",
        "follow",
        "day",
        "year",
        "decision",
        "face",
        "person",
        "family",
        "evidence",
    ]
)
UNSURE = "\ue002"  # stands where nobody can tell whether a word has a hyphen
_OPENS = re.compile(r"(?<![\w*])[*_]")


@dataclass(frozen=True)
class Line:
    """One cleaned line: its number in the copy, its words, and what its place on the page tells."""

    number: int
    text: str
    indent: int = 0
    width: int = 0  # where it ends on the page
    page: bool = False  # a form feed stands before it
    hashed: bool = False  # it carries a Markdown heading mark
    doubtful: bool = False  # it follows a footnote without a gap: whose words are these?


def lines_of(text: str) -> list[Line]:
    """The cleaned lines of a copy, no more than one above MOST_LINES; footnotes and markers are still in them."""
    text = re.sub(r"\r*\n|\r", "\n", text.removeprefix("\ufeff"))
    raw = text.split("\n")
    numbered = list(enumerate(raw, 1))
    if _is_double_spaced(raw):
        numbered = _single_spaced(numbered)
    pieces = (line for number, each in numbered for line in _pieces(number, each))
    return list(islice(pieces, MOST_LINES + 1))


def _cleaned(raw: str) -> str:
    text = html.unescape(_SPACES.sub(" ", raw)).replace("\t", "    ").translate(_LIGATURES)
    text = re.sub("[\u200b-\u200d\u2060\ufeff\ue000-\ue002]|\u00ad\\s*(?=\\S)", "", text)
    # Most lines hold none of these signs, and are not searched for what begins with one.
    if "sup>" in text:
        text = re.sub(
            r"(?:<sup>\s*+(?:&\s*+)?(?:</sup>\s*+)?){0,4}(?:&?lt;|<)sup>\s*+(\d{1,2}|[*†‡]{1,3})\s*(?:</sup>)*",
            _mark,
            text,
        )
    if "[" in text or "^" in text:
        text = re.sub(r"\[\^?(\d{1,2})\]:?|\$\s*\^\{?(\d{1,2})\}?\s*\$|(?<!\w)\^(\d{1,2})\^?", _mark, text)
    text = re.sub(r"(?<=[^\W\d])\^(\d{1,2})\^?|([⁰¹²³⁴⁵⁶⁷⁸⁹]+|[†‡])", _mark, text)
    text = re.sub(r"^([ ]+)\f", r"\f\1", text)
    if "<" in text:
        text = re.sub(r"<li\b[^<>]*>", "\n• ", text, flags=re.IGNORECASE)
        text = re.sub(r"</?(?:br|ul|ol|li|p|div|table|tr|h\d)\b[^<>]*>", "\n", text, flags=re.IGNORECASE)
        text = re.sub(
            r"</?[a-z][\w-]*(?:\s[^<>]*)?/?>|<!--(?:(?!<!--).)*?-->", " ", text, flags=re.IGNORECASE
        )
    if "\\" in text:
        text = re.sub(r"\\([\\`*_{}\[\]()#+.!&<>|~$-])", r"\1", text)
    return text


def _pieces(number: int, raw: str) -> Iterator[Line]:
    first = True
    for page, part in _pages(_cleaned(raw)):
        for piece in _RUN_IN.split(part) if part.strip() else [part]:
            indent = len(piece) - len(piece.lstrip())
            bare = re.sub(r"^\s*(?:>\s*)+", "", piece).strip()
            hashed = bare.startswith("#")
            bare = re.sub(r"^#+\s*", "", bare)
            bare = without_emphasis(bare.rstrip("#").rstrip() if bare.endswith("#") else bare).strip()
            if _RULE.match(bare):
                bare = ""
            if bare or first or page:
                yield Line(number, re.sub(r" +", " ", bare), indent, len(piece.rstrip()), page, hashed)
            first = page = False


def without_emphasis(text: str) -> str:
    """A line without Markdown's `*` and `_` around its words, read in one go however many of them have no end."""
    if not _OPENS.search(text):
        return text
    ends = {
        sign: [found.start() for found in re.finditer(rf"(?<=[^\s*]){re.escape(sign)}(?![\w*])", text)]
        for sign in ("*", "**", "***", "_", "__", "___")
    }
    kept, done, at = "", 0, 0
    while begins := _OPENS.search(text, at):
        start = at = begins.start()
        at += 1
        for size in (3, 2, 1):
            sign, inside = begins[0] * size, start + size
            if not text.startswith(sign, start) or not re.match(r"[^\s*]", text[inside : inside + 1]):
                continue
            nth = bisect_left(ends[sign], inside + 1)
            if nth < len(ends[sign]):
                end = ends[sign][nth]
                kept += text[done:start] + text[inside:end]
                done = at = end + size
                break
    return kept + text[done:]


def _mark(match: re.Match[str]) -> str:
    return _MARK.format(next(group for group in match.groups() if group).translate(_RAISED))


def _pages(text: str) -> Iterator[tuple[bool, str]]:
    for index, page in enumerate(text.split("\f")):
        parts = re.split("[\n\v\u0085\u2028\u2029]", page)
        yield from ((index > 0 and place == 0, part) for place, part in enumerate(parts))


def _is_double_spaced(lines: list[str]) -> bool:
    """Whether every line, wrapped ones too, is followed by an empty one that says nothing."""
    runs = [
        (blank, list(run))
        for blank, run in groupby(lines, key=lambda line: not line.strip(" \t\r\ufeff\u00a0"))
    ]
    full = [line for blank, run in runs if not blank for line in run]
    gaps = [len(run) for blank, run in runs if blank]
    odd = sum(gap % 2 for gap in gaps)
    begun = sum(line.lstrip()[:1].islower() for line in full)
    return (
        bool(full) and len(gaps) >= 0.95 * len(full) and odd >= 0.95 * len(gaps) and begun >= 0.03 * len(full)
    )


def _single_spaced(numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
    kept: list[tuple[int, str]] = []
    for blank, run in groupby(numbered, key=lambda line: not line[1].strip()):
        group = list(run)
        kept += group[: (len(group) - 1) // 2] if blank else group
    return kept


def heading(line: Line) -> tuple[str, str] | None:
    """The heading a line opens with ('themes', 'illustrations', 'very good', 'weak') and what follows it, if any."""
    match = _HEADING.match(line.text)
    if not match or not match[1][0].isupper():
        return None
    word, rest = re.sub(r"\s+", " ", match[1].lower()), match[2].strip()
    if not re.search(r"\w", rest):
        rest = ""
    elif not (rest[0] in ":•·*–-" or (word in {"very good", "weak", "illustrations"} and rest[0].isupper())):
        return None
    return {"theme": "themes", "illustration": "illustrations"}.get(word, word), rest.lstrip(": ")


def bullet(text: str) -> tuple[str, str]:
    """A line's bullet ('' when it has none) and the words behind it."""
    start = 0
    while start < len(text) and (match := _BULLET.match(text, start)):
        start = match.end()
    return text[:start], text[start:]


def is_certain_bullet(sign: str) -> bool:
    """Whether a bullet cannot be a dash or a number that a wrapped sentence brought to the start of a line."""
    return bool(sign) and not _WEAK_BULLET.match(sign + " ")


def is_page_number(text: str) -> bool:
    """Whether a line holds a page number, or a single capital that a margin left behind, and nothing else."""
    return bool(re.search(r"\w", text)) and bool(_PAGE_NUMBER.match(text) or re.match(r"\W*[A-Z]\W*$", text))


def is_sentence_end(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(re.search(r"[.!?][\"”’')\]]*$", text))


def words(text: str) -> list[str]:
    """The words of a text for comparing: lower case, without punctuation."""
    return re.findall(r"[a-z0-9]+", re.sub("['’‘]", "", text.casefold()))


def vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """Every word of the copy that no line end cuts, to tell a hyphen of the word from one of the line."""
    letters = r"[a-z]+(?:[-‐'’][a-z]+)*(?![-‐\w])"
    known: set[str] = set()
    cut = False
    for line in lines:
        found = re.findall(letters, line.text.lower())
        known.update(found[1:] if cut else found)
        cut = line.text.endswith(("-", "‐", "\u00ad")) or (cut and not line.text)
    return frozenset(known)


def joined(parts: Sequence[str], known: frozenset[str]) -> str:
    """Wrapped lines as one text: single spaces, and no space or false hyphen inside a word cut by a line end.

    A hyphen at a line end is the word's own or the line's: how the copy writes the word elsewhere tells, and for some
    first halves the language does. Where neither does, UNSURE stands in its place for the caller to refuse.
    """
    text = ""
    for part in parts:
        cut = re.search(r"([A-Za-z]+)([-‐])$", text[-100:])  # a longer word than that is none
        rest = re.match(r"[A-Za-z]+", part)
        if text.endswith("\u00ad"):
            text = text[:-1] + part
        elif cut and rest:
            text = text[:-1] + _hyphen(cut[1].lower(), rest[0], cut[2], known) + part
        else:
            text += part if not text or text.endswith("/") else f" {part}"
    return text.removesuffix("\u00ad")


def _hyphen(first: str, second: str, sign: str, known: frozenset[str]) -> str:
    if f"{first}-{second}" in known or f"{first}‐{second}" in known or second[0].isupper():
        return sign
    if f"{first}{second}" in known:
        return ""
    return (
        sign if first in _FIRST_HALVES or (first in {"inter", "anti", "semi"} and second in known) else UNSURE
    )
