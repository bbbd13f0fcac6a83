"""What a plain box is given of a word processor's page: its paragraphs and lists are kept, and nothing else.

Word and Outlook put a list's marks into the text as letters of their symbol fonts with a tab after them, bring the
codes of their fields along, and set spaces that nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from speir.core.text import clean

# A list's marks as they arrive. Letters and the section sign are marks only where a tab or wide space follows.
_SIGN = re.compile(r"(?:[•·●○◦▪▫■□‣⁃∙➢➤►❖\uf000-\uf0ff]\s*|[*–-]\s+)(?=\S)")
_LETTER = re.compile(r"(?:[oO§Øüvq]\t\s*|[o§]\s{2,})(?=\S)")
_FIGURE = re.compile(r"(?:([1-9]\d{0,2})[.)][ \t]\s*|\(([1-9]\d{0,2})\)\t\s*)(?=\S)")
_LETTERED = re.compile(r"\(?([a-z]{1,4})[.)]\t\s*(?=\S)", re.IGNORECASE)
_ALONE = re.compile(r"[•●○◦▪▫■□‣⁃∙➢➤►❖\uf000-\uf0ff]")
_BULLET, _NUMBER = re.compile(r"- (?=\S)"), re.compile(r"([1-9]\d{0,2})\. (?=\S)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")

# A field's code between the marks that Word keeps, with what it shows; and written out in words.
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_CODES = (
    "HYPERLINK|PAGEREF|NOTEREF|STYLEREF|REF|SEQ|TOC|INDEX|NUMPAGES|SECTIONPAGES|PAGE|MERGEFIELD|INCLUDEPICTURE|"
    "FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|FILENAME|DOCPROPERTY|ADDIN|SHAPE"
)
_CODE = re.compile(rf"\{{\s*(?:{_CODES})\b[^{{}}\n]*\}}")
_LINK = re.compile(r'\bHYPERLINK\s+(?:\\l\s+)?"[^"\n]*"(?:\s+\\[a-z](?:\s+"[^"\n]*")?)*[ \t]*')
_MAIL = re.compile(r"[ \t]*<mailto:[^<>\s]*>")
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
# Longer than any box takes: the box's own rule says so, and nobody waits for it to be tidied.
LONGEST = 100_000
MOST_TURNS = 10

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffc]"
)
_JOINERS = re.compile("[\u200c\u200d]+")  # they join the parts of one emoji, and letters of some scripts
_SYMBOL = re.compile("[\uf000-\uf0ff]")
_SYMBOLS = {"\uf0e0": "→", "\uf0df": "←", "\uf0fc": "✓", "\uf0fe": "☑", "\uf0a8": "☐"}
_HEADING = re.compile(r"(\d+(?:\.\d+)+)\t\s*")
_CELLS = re.compile(r" *\t[ \t]*")


def pasted(text: str) -> str:
    """Return a text as plain paragraphs and lists: an item begins its line with `- ` or `1. `.

    Lines stay lines and no word is lost; letters that number a list become its figures. What was so already is the
    same again: where one mark hid another, it is gone through once more.
    """
    for _turn in range(MOST_TURNS):
        before, text = text, _gone_through(text)
        if text == before:
            break
    return text


def _gone_through(text: str) -> str:
    lines: list[str] = []
    last: int | None = None
    for line in clean(_plain(text)).split("\n"):
        if _ALONE.fullmatch(line.strip()):
            continue  # a mark with nothing behind it
        item, number = _line(line, last or 0)
        if not item:
            if lines and lines[-1]:
                lines.append("")
            continue
        if number is None and last is not None and lines[-1] and line[0] in " \t":
            lines[-1] = f"{lines[-1]} {item}"  # an item goes on below its first line
            continue
        if number is not None and last is not None and not lines[-1] and bool(number) == bool(last):
            lines.pop()  # Outlook leaves an empty line between two items
        lines.append(item)
        last = number
    return "\n".join(lines).strip()


def marked(line: str) -> tuple[str, int | None, str]:
    """Return of a line of a pasted text: its kind (`bullet`, `number` or nothing), its number, and its words."""
    if found := _BULLET.match(line):
        return "bullet", None, line[found.end() :]
    if found := _NUMBER.match(line):
        return "number", int(found[1]), line[found.end() :]
    return "", None, line


def _plain(text: str) -> str:
    """Return a text without the codes of fields and without what nobody sees."""
    text = text.replace("\x07", "\t").replace("\x1e", "-").replace("\u2011", "-").replace("\x1f", "")
    if len(text) > LONGEST:
        return text
    text = _settled(text, _FIELD, lambda found: found[1] or "")
    text = clean(_UNSEEN.sub("", _SPACES.sub(" ", text)))
    before = None
    while before != text:
        before = text
        for code in (_COMMENT, _CODE, _LINK, _MAIL):
            text = code.sub("", text)
        text = _JOINERS.sub(_joiner, text)
    return text


def _settled(text: str, pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str]) -> str:
    """Return a text in which nothing is left that a pattern finds: what lies in another comes out first."""
    count = 1
    while count:
        text, count = pattern.subn(instead, text)
    return text


def _joiner(found: re.Match[str]) -> str:
    text = found.string
    around = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
    return found[0][0] if all(one and not one.isascii() and not one.isspace() for one in around) else ""


def _line(line: str, last: int) -> tuple[str, int | None]:
    """Return a line with its list's mark as we write it, and its number in a list: 0 in one without, None outside.

    `last` is the number of the line before it.
    """
    bare = line.strip()
    if found := _SIGN.match(bare) or _LETTER.match(bare):
        return f"- {_words(bare[found.end() :])}", 0
    if found := _FIGURE.match(bare):
        number = int(found[1] or found[2])
    elif (found := _LETTERED.match(bare)) and (counted := _counted(found[1].lower(), last)):
        number = counted
    else:
        return _words(bare), None
    return f"{number}. {_words(bare[found.end() :])}", number


def _words(text: str) -> str:
    """Return the words of a line: the cells of a table follow each other with a comma, spaces are single."""
    text = _SYMBOL.sub(lambda found: _SYMBOLS.get(found[0], ""), _HEADING.sub(r"\1 ", text, count=1))
    text = _CELLS.sub(lambda gap: " " if gap.string[gap.start() - 1] in ".,:;!?" else ", ", text)
    return re.sub(" {2,}", " ", text).strip()


def _counted(letters: str, last: int) -> int:
    """Return the number that a letter or a small Roman number stands for after `last`; 0 for any other word."""
    place = ord(letters) - ord("a") + 1 if len(letters) == 1 and letters.isascii() else 0
    if letters in _ROMAN and place != last + 1:
        return _ROMAN.index(letters) + 1
    return place
