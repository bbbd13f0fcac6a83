"""Files are known by what they hold: what is hostile, hidden, locked or not what it says is refused with a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest
from PIL import Image

from speir.core.errors import Refused
from speir.core.files.kinds import KINDS, safe_name
from speir.core.files.looking import ROOT, Looked, look
from speir.core.files.refusals import SENTENCES
from speir.core.files.storage import clear_uploads
from tests.factories import documents

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
TEMPLATE = HYPERLINK.replace("hyperlink", "attachedTemplate")
SCRIPTED = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


pytestmark = pytest.mark.usefixtures("really_apart")


@pytest.fixture
def looked(tmp_path: Path) -> Callable[[list[tuple[str, bytes]]], list[Looked | Refused]]:
    def all_of(files: list[tuple[str, bytes]]) -> list[Looked | Refused]:
        given = []
        for at, (name, body) in enumerate(files):
            path = tmp_path / f"in{at}"
            path.write_bytes(body)
            given.append((path, name))
        return look(given, tmp_path)

    return all_of


def packed_into(body: bytes, **parts: bytes) -> bytes:
    """The document with parts added; `__` in a name stands for a slash, `_dot_` for a dot."""
    added = {name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()}
    return documents.zipped(documents.parts_of(body) | added)


def related(kind: str, target: str) -> bytes:
    parts = documents.parts_of(documents.docx())
    rels = parts["word/_rels/document.xml.rels"].decode()
    link = f'<Relationship Id="rX" Type="{kind}" Target="{target}" TargetMode="External"/>'
    parts["word/_rels/document.xml.rels"] = rels.replace(
        "</Relationships>", f"{link}</Relationships>"
    ).encode()
    return documents.zipped(parts)


def typed(body: bytes, old: str, new: str) -> bytes:
    parts = documents.parts_of(body)
    name = "[Content_Types].xml"
    assert old.encode() in parts[name]
    return documents.zipped(parts | {name: parts[name].replace(old.encode(), new.encode())})


def held_pdf(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["inner.txt"] = b"words"


def open_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = SCRIPTED


def launching(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    link.A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([link]))


def letter(**attached: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Date"] = "morag@speir.example", "Mon, 02 Mar 2026 10:00:00 +0000"
    message.set_content("Here it is.")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def picture(width: int, height: int, format: str = "PNG") -> bytes:
    made = BytesIO()
    Image.new("1", (width, height)).save(made, format)
    return made.getvalue()


def growing() -> bytes:
    made = BytesIO(documents.docx())
    with ZipFile(made, "a", ZIP_DEFLATED) as out:
        for at in range(30):
            out.writestr(f"word/media/image{at}.xml", b"<a>" + b" " * 9_000_000 + b"</a>")
    return made.getvalue()


def crowded() -> bytes:
    return documents.zipped(
        documents.parts_of(documents.docx()) | {f"word/m{at}.xml": b"<a/>" for at in range(3_100)}
    )


def lying_about_its_size() -> bytes:
    """A part that says it is small and is not."""
    body = bytearray(packed_into(documents.docx(), word__big_dot_xml=b"<a>" + b" " * 20_000_000 + b"</a>"))
    size = (20_000_007).to_bytes(4, "little")
    while (at := body.find(size)) > 0:
        body[at : at + 4] = (20).to_bytes(4, "little")
    return bytes(body)


def encrypted() -> bytes:
    return documents.changed_pdf(lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user="u"))


def flagged() -> bytes:
    """A packed part that says it is encrypted."""
    body = bytearray(documents.docx())
    body[6] |= 1
    body[body.find(b"PK\x01\x02") + 8] |= 1
    return bytes(body)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
ODT = documents.open_document("text")
BASIC = packed_into(ODT, Basic__Standard__Module1_dot_xml=b"<a/>")
LOCKED = packed_into(
    ODT, **{"META-INF__manifest_dot_xml": b"<m><file-entry><encryption-data/></file-entry></m>"}
)
SCRIPT_LINK = documents.zipped(
    (parts := documents.parts_of(ODT))
    | {
        "content.xml": parts["content.xml"].replace(
            b"https://speir.example/", b"vnd.sun.star.script:Standard.Run?language=Basic"
        )
    }
)
MACRO_TYPE = typed(
    documents.docx(),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
)
HOSTILE: dict[str, tuple[str, Callable[[], bytes] | bytes, str]] = {
    "an empty file": ("a.docx", b"", "empty"),
    "a file of blanks": ("a.txt", b" \n\t\n", "empty"),
    "a Word file with a macro": (
        "a.docx",
        packed_into(documents.docx(), word__vbaProject_dot_bin=b"x"),
        "macros",
    ),
    "a Word file of the kind that has macros": ("a.docx", MACRO_TYPE, "macros"),
    "a workbook with old macros": (
        "a.xlsx",
        packed_into(documents.xlsx(), xl__macrosheets__sheet1_dot_xml=b"<a/>"),
        "macros",
    ),
    "a text with Basic in it": ("a.odt", BASIC, "macros"),
    "a text with a link that runs": ("a.odt", SCRIPT_LINK, "macros"),
    "a Word file with an OLE object": (
        "a.docx",
        packed_into(documents.docx(), word__embeddings__oleObject1_dot_bin=OLE),
        "holds",
    ),
    "a Word file with an archive in it": (
        "a.docx",
        packed_into(documents.docx(), word__media__image9_dot_png=documents.zipped({"a": b"b"})),
        "holds",
    ),
    "a Word file with a Word file in it": (
        "a.docx",
        packed_into(documents.docx(), word__embeddings__inner_dot_docx=documents.docx()),
        "holds",
    ),
    "a template from elsewhere": ("a.docx", related(TEMPLATE, "https://evil.example/t.dotm"), "elsewhere"),
    "a template on a network": ("a.docx", related(TEMPLATE, "file:///\\\\host\\share\\t.dotm"), "elsewhere"),
    "a text that is a PDF too": ("a.txt", b"\n%PDF-1.4\n1 0 obj\n", "two"),
    "an entity that grows": ("a.docx", packed_into(documents.docx(), word__x_dot_xml=ENTITIES), "grows"),
    "a bomb": ("a.docx", growing, "grows"),
    "a part that lies about its size": ("a.docx", lying_about_its_size, "damaged"),
    "too many parts": ("a.docx", crowded, "grows"),
    "a packed file that is encrypted": ("a.docx", flagged, "encrypted"),
    "an OpenDocument that is encrypted": ("a.odt", LOCKED, "encrypted"),
    "a path that climbs": ("a.docx", packed_into(documents.docx(), **{"..__..__etc__x": b"x"}), "damaged"),
    "an archive": ("a.zip", documents.zipped({"a.txt": b"words"}), "archive"),
    "an empty archive": ("a.docx", documents.zipped({}), "archive"),
    "a tar that is packed": ("a.gz", b"\x1f\x8b\x08" + bytes(40), "archive"),
    "an old Word file": ("a.doc", OLE, "old-office"),
    "an Outlook message": ("a.msg", OLE, "message"),
    "a program": ("a.pdf", b"MZ\x90\x00" + bytes(200), "program"),
    "a PDF with a script": ("a.pdf", lambda: documents.changed_pdf(open_action), "active"),
    "a PDF with a script in a packed object": (
        "a.pdf",
        lambda: documents.changed_pdf(open_action, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "active",
    ),
    "a PDF that starts a program": ("a.pdf", lambda: documents.changed_pdf(launching), "active"),
    "a PDF with a file in it": ("a.pdf", lambda: documents.changed_pdf(held_pdf), "holds"),
    "a PDF with a password": ("a.pdf", encrypted, "encrypted"),
    "a PDF that was cut": ("a.pdf", documents.pdf()[:-120], "damaged"),
    "a PDF that is also an archive": ("a.pdf", documents.pdf() + documents.zipped({"a": b"b"}), "two"),
    "a PDF that is also a page": ("a.pdf", b"%PDF-1.4\n<html><script>1</script>\n" + documents.pdf(), "two"),
    "an archive behind a picture's back": (
        "a.docx",
        b"PK\x03\x04%PDF-1.4" + documents.docx(),
        "two",
    ),
    "words between the parts": (
        "a.docx",
        documents.docx()[:-22] + b"hidden" * 9 + documents.docx()[-22:],
        "damaged",
    ),
    "words behind the end": ("a.docx", documents.docx() + b"hidden", "two"),
    "a picture of too many pixels": ("a.png", lambda: picture(9_000, 9_000), "pixels"),
    "a picture that was cut": ("a.jpg", documents.picture()[:400], "damaged"),
    "a GIF": ("a.gif", b"GIF89a" + bytes(90), "picture"),
    "a picture of an iPhone": ("a.heic", b"\x00\x00\x00\x18ftypheic" + bytes(90), "heic"),
    "a film": ("a.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(90), "film"),
    "rich text": ("a.rtf", b"{\\rtf1 words}", "rich-text"),
    "a web page": ("a.txt", b"  <!DOCTYPE html><script>alert(1)</script>", "web-page"),
    "a drawing that runs": ("a.txt", b'<svg onload="alert(1)"/>', "web-page"),
    "text in another alphabet's bytes": ("a.txt", "café".encode("latin-1"), "letters"),
    "a table that starts a program": ("a.csv", b"a,=cmd|' /C calc'!A0\n", "commands"),
    "bytes": ("a.bin", bytes(range(256)) * 4, "unknown"),
    "an e-mail with an attachment": ("a.eml", letter(**{"minutes.docx": documents.docx()}), "attachments"),
    "an e-mail that is none": ("a.eml", b"Dear Morag,\nthe audit is done.\n", "no-mail"),
}


def test_each_hostile_file_is_refused_with_the_sentence_that_says_what_to_do(looked) -> None:
    files = [(name, made if isinstance(made, bytes) else made()) for name, made, _key in HOSTILE.values()]
    answers = looked(files)
    told = {words: getattr(answer, "code", answer) for words, answer in zip(HOSTILE, answers, strict=True)}
    assert told == {words: f"file-{key}" for words, (_name, _made, key) in HOSTILE.items()}
    assert all(answer.sentence in SENTENCES.values() for answer in answers)


def test_one_of_each_kind_is_known_by_what_it_holds(looked) -> None:
    answers = looked(list(documents.valid().items()))
    assert [answer.kind for answer in answers] == list(KINDS)
    for answer, body in zip(answers, documents.valid().values(), strict=True):
        assert answer.anew == (answer.kind in ("png", "jpeg", "webp"))
        assert answer.anew or answer.path.read_bytes() == body


def test_what_a_document_only_leads_to_is_no_reason_to_refuse_it(looked) -> None:
    [word, letter, chart] = looked(
        [
            ("c.docx", related(TEMPLATE, "file:///C:\\Templates\\Letter.dotx")),
            ("a.docx", related(HYPERLINK, "https://speir.example/")),
            ("b.docx", packed_into(documents.docx(), word__embeddings__Sheet1_dot_xlsx=documents.xlsx())),
        ]
    )
    assert (word.kind, letter.kind, chart.kind) == ("docx", "docx", "docx")


def test_a_text_may_begin_with_letters_that_mean_something_elsewhere(looked) -> None:
    beginnings = (
        "BM: birth mother.",
        "MZ said so.",
        "ID3 and more.",
        "BZh",
        "PK",
        "GIF89a",
        "-5 of 12",
        "Rar! it said",
    )
    answers = looked([(f"{at}.txt", words.encode()) for at, words in enumerate(beginnings)])
    assert [answer.kind for answer in answers] == ["plain"] * len(beginnings)


@pytest.mark.parametrize(("name", "kind"), [("audit.pdf", "docx"), ("wall.png", "jpeg"), ("a.exe", "plain")])
def test_a_name_that_says_something_else_is_refused_and_both_are_named(looked, name: str, kind: str) -> None:
    bodies = {
        KINDS[key].endings[0]: body for key, body in zip(KINDS, documents.valid().values(), strict=True)
    }
    [answer] = looked([(name, bodies[KINDS[kind].endings[0]])])
    assert answer.code == "file-lies"
    assert name[-3:] in answer.sentence
    assert f"(.{KINDS[kind].endings[0]})" in answer.sentence


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_a_picture_keeps_what_it_shows_and_loses_where_when_and_by_whom(
    looked, tmp_path: Path, format: str
) -> None:
    profile = b"\x00\x00\x00\x80acsp" + bytes(120)
    before = documents.picture(format, icc_profile=profile)
    assert b"Morag" in before
    [answer] = looked([("a", before)])
    after = answer.path.read_bytes()
    assert b"Morag" not in after
    assert b"Exif" not in after
    with Image.open(BytesIO(before)) as was, Image.open(BytesIO(after)) as now:
        assert now.size == (was.height, was.width), "it stands upright"
        assert not now.getexif()
        assert now.info["icc_profile"] == profile
        turned = was.transpose(Image.Transpose.ROTATE_270).convert("L")
        off = max(abs(a - b) for a, b in zip(turned.tobytes(), now.convert("L").tobytes(), strict=True))
        assert off <= (0 if format == "PNG" else 12)


def test_what_hid_behind_a_picture_is_left_behind(looked) -> None:
    [answer] = looked([("a.png", documents.picture("PNG") + documents.zipped({"a.txt": b"hidden"}))])
    assert answer.kind == "png"
    assert b"PK" not in answer.path.read_bytes()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Minutes 3.2", "Minutes 3.2.pdf"),
        ("..\\..\\etc/pass\x00wd.PDF", "pass wd.pdf"),
        ("r\u202efdp.exe.pdf", "r fdp.exe.pdf"),
        ("", "File.pdf"),
        ("...", "File.pdf"),
        ("Aithisg na comataidh – Dùn Èideann 👪.pdf", "Aithisg na comataidh – Dùn Èideann 👪.pdf"),
        ("a" * 10_000 + ".pdf", "a" * 120 + ".pdf"),
        ('line\r\nbreak"; x.pdf', "line break ; x.pdf"),
    ],
)
def test_a_name_is_made_safe_and_stays_its_own(given: str, kept: str) -> None:
    assert safe_name(given, "pdf") == kept


WAYS = {
    "that never ends": "\nwhile True: pass",
    "that takes all memory": "\nheld = [bytes(50_000_000) for _ in range(100)]",
    "that breaks its library": "\nimport os; os.abort()",
    "that waits for ever": "\nimport time; time.sleep(600)",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_file_is_given_up_and_the_next_is_looked_through(way: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"Words.")
    program = f"""
import json
from pathlib import Path
from speir.core.files.apart import __main__ as apart
apart.SECONDS, apart.LONGEST = 1, 2
real = apart.look
def look(*words):{textwrap.indent(WAYS[way], "    ")}
apart.look = look
said = [apart.bounded(Path({str(tmp_path / "a")!r}), "txt", Path("unused"))]
apart.look = real
apart.SECONDS, apart.LONGEST = 60, 240
said.append(apart.bounded(Path({str(tmp_path / "a")!r}), "txt", Path("unused")))
print(json.dumps(said))
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, timeout=300, cwd=ROOT, check=True)
    assert json.loads(done.stdout) == [{"refused": "heavy"}, {"kind": "plain"}]


def test_what_an_upload_that_was_cut_short_left_goes_after_an_hour(settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    for name in ("old", "new"):
        (tmp_path / name).write_bytes(b"x")
        (tmp_path / f"look-{name}").mkdir()
        (tmp_path / f"look-{name}" / "0.anew").write_bytes(b"x")
    for name in ("old", "look-old"):
        os.utime(tmp_path / name, (1, 1))
    assert clear_uploads() == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["look-new", "new"]
