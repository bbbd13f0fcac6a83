"""The frame of every Word file: faces, styles, language, paper, and what stands on each page.

Word numbers the pages itself, through fields. The face is one that every office computer has.
"""

from __future__ import annotations

from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from speir.reports.content import Document
from speir.reports.renderers import palette
from speir.reports.renderers.legible import line, shortened

FACE = "Arial"
MARGIN = Mm(20)
LONGEST_PROPERTY = 255
FOOTER = 300
HEADER_LETTER = Pt(4.6)  # what a letter of the header takes at 8 points, rather too much than too little
HEADER_GAP = 3
WORD_2013 = "15"  # and later: otherwise Word opens the file in its compatibility mode

# style: size, bold, colour, space before, space after, keep with next
HEADINGS = {
    "Heading 1": (22, True, palette.INK, 0, 2),
    "Heading 2": (13, True, palette.INK, 12, 4),
    "Heading 3": (11.5, True, palette.INK, 10, 3),
    "Heading 4": (10, True, palette.INK, 9, 2),
}
OWN = {
    "Subtitle": (13, False, palette.MUTED, 0, 8),
    "Lead": (11.5, False, palette.INK, 0, 6),
    "Quiet": (9, False, palette.MUTED, 0, 6),
    "Mark": (10, True, palette.ALERT, 0, 8),
    "Finding": (9.5, False, palette.INK, 1, 1),
    "Cell": (9.5, False, palette.INK, 2, 2),
    "Fact": (9.5, False, palette.INK, 0, 1),
}
BORROWED = ("Normal", "Subtitle", "List Bullet", "List Continue", "Header", "Footer")


def framed(document: Document) -> Any:
    """An empty Word file in our styles, with the document's properties, header and footer."""
    word = docx.Document()
    _properties(word, document)
    _prune(word)
    _styles(word, document.language, document.size / 10)
    _paper(word, landscape=document.landscape)
    _edge_styles(word)
    _header(word, document)
    _footer(word, document)
    return word


def text_width(word: Any) -> int:
    """How wide a line may be, in Word's units."""
    section = word.sections[0]
    return int(section.page_width - section.left_margin - section.right_margin)


def _properties(word: Any, document: Document) -> None:
    core = word.core_properties
    core.title = line(document.title)[:LONGEST_PROPERTY]
    core.subject = line(document.subtitle)[:LONGEST_PROPERTY]
    core.author = core.last_modified_by = line(document.author)[:LONGEST_PROPERTY]
    core.comments = core.keywords = ""
    core.language = document.language
    core.created = core.modified = document.made_at.replace(tzinfo=None)
    core.revision = 1


def _prune(word: Any) -> None:
    """Leave the styles that we use and what they build on: python-docx searches them all at every paragraph."""
    styles = word.styles.element
    by_id = {style.styleId: style for style in styles.style_lst}
    waiting = [word.styles[name].style_id for name in (*HEADINGS, *BORROWED) if name in word.styles]
    waiting += [style_id for style_id, style in by_id.items() if style.default]
    kept: set[str] = set()
    while waiting:
        style_id = waiting.pop()
        if style_id in kept:
            continue
        kept.add(style_id)
        for tag in ("w:basedOn", "w:next", "w:link"):
            waiting += [one.get(qn("w:val")) for one in by_id[style_id].findall(qn(tag))]
    for style_id, style in by_id.items():
        if style_id not in kept:
            styles.remove(style)


def _styles(word: Any, language: str, grown: float) -> None:
    for name in OWN:
        if name not in word.styles:
            word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles["Normal"]
    normal = word.styles["Normal"]
    _style(normal, 10 * grown, bold=False, colour=palette.INK, before=0, after=6)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True
    for name in ("Finding", "Fact"):
        word.styles[name].paragraph_format.line_spacing = 1.0
    for name, (size, bold, colour, before, after) in (HEADINGS | OWN).items():
        most = {"Heading 1": 1.5, "Subtitle": 1.2}.get(name, grown)
        _style(
            word.styles[name],
            size * min(grown, most),
            bold=bold,
            colour=colour,
            before=before,
            after=after,
        )
        word.styles[name].paragraph_format.keep_with_next = name in HEADINGS or name == "Mark"
    _style(word.styles["List Bullet"], 10 * grown, bold=False, colour=palette.INK, before=0, after=4)
    for tight in word.styles["List Bullet"].element.findall(f".//{qn('w:contextualSpacing')}"):
        tight.getparent().remove(
            tight
        )  # it would swallow the space between one piece of evidence and the next
    _rule_below(word.styles["Heading 2"].element.get_or_add_pPr(), palette.INK, eighths=8, gap=3)
    _rule_below(word.styles["Finding"].element.get_or_add_pPr(), palette.LINE, eighths=4, gap=1, between=True)
    for tag in word.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)
    for tag in word.settings.element.iter(qn("w:themeFontLang")):
        tag.set(qn("w:val"), language)
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_2013)


def _style(style: Any, size: float, *, bold: bool, colour: str, before: float, after: float) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FACE, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in [key for key in fonts.attrib if "heme" in key]:
        del fonts.attrib[theme]
    for slot in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(slot), FACE)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _rule_below(properties: Any, colour: str, *, eighths: int, gap: int, between: bool = False) -> None:
    """A line under a paragraph; `between` draws it between paragraphs of the same kind as well."""
    borders = OxmlElement("w:pBdr")
    for side in ("w:bottom", "w:between") if between else ("w:bottom",):
        edge = OxmlElement(side)
        for key, value in (("val", "single"), ("sz", str(eighths)), ("space", str(gap)), ("color", colour)):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    after = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:spacing", "w:ind",
             "w:contextualSpacing", "w:jc", "w:textAlignment", "w:outlineLvl", "w:rPr")  # fmt: skip
    properties.insert_element_before(borders, *after)


def _paper(word: Any, *, landscape: bool) -> None:
    section = word.sections[0]
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.header_distance = section.footer_distance = Mm(9)


def _header(word: Any, document: Document) -> None:
    """Whom it is about and the mark, on one line: both stand whole at the top of the document."""
    most = int(text_width(word) / HEADER_LETTER)
    shown = shortened(document.mark, most * 2 // 3)
    paragraph = word.sections[0].header.paragraphs[0]
    paragraph.add_run(shortened(document.named(), most - len(shown) - HEADER_GAP))
    mark = paragraph.add_run(f"\t{shown}")
    mark.bold, mark.font.color.rgb = True, RGBColor.from_string(palette.ALERT)


def _footer(word: Any, document: Document) -> None:
    footer = word.sections[0].footer
    source = footer.paragraphs[0]
    source.add_run(shortened(document.source, FOOTER))
    paragraph = footer.add_paragraph(style="Footer")
    paragraph.add_run(f"{line(document.printed)}\t")
    before, _, rest = document.words.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.add_run(before)
    _field(paragraph, "PAGE")
    paragraph.add_run(between)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _edge_styles(word: Any) -> None:
    """Small and grey, with one stop at the right margin in place of the template's two."""
    for name in ("Header", "Footer"):
        _style(word.styles[name], 8, bold=False, colour=palette.MUTED, before=0, after=0)
        stops = word.styles[name].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(text_width(word), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: Any, name: str) -> None:
    """A field that Word works out, with a figure in place until it does."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("value", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "value" else "")
        if kind in {"begin", "separate", "end"}:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif not kind:
            code = OxmlElement("w:instrText")
            code.text = f" {text} "
            code.set(qn("xml:space"), "preserve")
            run._r.append(code)
