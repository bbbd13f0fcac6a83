"""Valid files of every kind that Speir keeps, made with the libraries that are here, and hostile ones made of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pikepdf
from docx import Document
from openpyxl import Workbook
from PIL import Image

from speir.core.files.kinds import KINDS, OFFICE, OPEN, PICTURES

WORDS = "In 11 of 12 files the child was seen on the day of the concern. "


def zipped(parts: dict[str, bytes], packed: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", packed) as out:
        for name, data in parts.items():
            out.writestr(name, data, ZIP_STORED if name == "mimetype" else packed)
    return made.getvalue()


def parts_of(body: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(body)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@cache
def pdf() -> bytes:
    made = BytesIO()
    with pikepdf.new() as new:
        new.add_blank_page(page_size=(200, 200))
        new.pages[0].Contents = new.make_stream(b"BT /F1 12 Tf (Seen) Tj ET " * 40)
        new.save(made)
    return made.getvalue()


def changed_pdf(change: Callable[[pikepdf.Pdf], object], **how: Any) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as old:
        change(old)
        old.save(made, **how)
    return made.getvalue()


@cache
def docx() -> bytes:
    made, document = BytesIO(), Document()
    for _ in range(20):
        document.add_paragraph(WORDS)
    document.save(made)
    return made.getvalue()


@cache
def xlsx() -> bytes:
    made, book = BytesIO(), Workbook()
    for at in range(40):
        book.active.append([at, WORDS])
    book.save(made)
    return made.getvalue()


_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"


@cache
def pptx() -> bytes:
    main = f"{OFFICE}presentationml.presentation.main+xml"
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
                f'package.relationships+xml"/><Override PartName="/ppt/presentation.xml" ContentType="{main}"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{_RELATED}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
                'Target="ppt/presentation.xml"/></Relationships>'
            ).encode(),
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{_SLIDES}"/>'.encode() + b" " * 500,
        }
    )


def open_document(kind: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    link = "http://www.w3.org/1999/xlink"
    said = f"{OPEN}{kind}"
    return zipped(
        {
            "mimetype": said.encode(),
            "content.xml": (
                f'<office:document-content xmlns:office="{office}" xmlns:text="{text}" xmlns:xlink="{link}">'
                f'<office:body><office:text><text:p>{WORDS * 10}<text:a xlink:href="https://speir.example/">there'
                "</text:a></text:p></office:text></office:body></office:document-content>"
            ).encode(),
            "Configurations2/accelerator/current.xml": b"",
            "Configurations2/menubar/": b"",
            "META-INF/manifest.xml": (
                '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                f'<m:file-entry m:full-path="/" m:media-type="{said}"/></m:manifest>'
            ).encode(),
        }
    )


@cache
def picture(format: str = "JPEG", **how: Any) -> bytes:
    """A picture of 64 by 48 pixels that tells where, when and by whom it was taken, on its side."""
    drawn = Image.radial_gradient("L").resize((64, 48)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x013B] = "Morag Sinclair"
    exif.get_ifd(0x8825)[2] = (56.0, 41.0, 30.0)
    made = BytesIO()
    drawn.save(made, format, exif=exif, **how)
    return made.getvalue()


@cache
def email() -> bytes:
    message = EmailMessage()
    message["From"] = "Morag Sinclair <morag@speir.example>"
    message["To"] = "isla@speir.example"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    message["Subject"] = "What the audit says"
    message.set_content(WORDS * 5)
    message.add_alternative(f"<p>{WORDS}</p>", subtype="html")
    return message.as_bytes()


@cache
def valid() -> dict[str, bytes]:
    """One of each kind, by the name that it would come with."""
    return {
        "audit.pdf": pdf(),
        "audit.docx": docx(),
        "audit.xlsx": xlsx(),
        "audit.pptx": pptx(),
        "audit.odt": open_document("text"),
        "audit.ods": open_document("spreadsheet"),
        "audit.odp": open_document("presentation"),
        "wall.png": picture("PNG"),
        "wall.jpg": picture("JPEG", quality=88),
        "wall.webp": picture("WEBP"),
        "notes.txt": (WORDS * 3).encode(),
        "counts.csv": b"month,seen\nMarch,11\n",
        "letter.eml": email(),
    }


def broken(count: int, seed: int = 5) -> list[tuple[str, bytes]]:
    """Valid files that were cut, flipped, filled, doubled, joined or given each other's names."""
    chance = random.Random(seed)
    files = list(valid().items())
    made: list[tuple[str, bytes]] = []
    while len(made) < count:
        name, body = files[len(made) % len(files)]
        made.append(_one(chance, files, name, bytearray(body)))
    return made


def _one(
    chance: random.Random, files: list[tuple[str, bytes]], name: str, body: bytearray
) -> tuple[str, bytes]:
    way = chance.randrange(9)
    at = chance.randrange(len(body))
    other_name, other = chance.choice(files)
    if way == 0:
        del body[at:]
    elif way == 1:
        del body[at : at + chance.randrange(1, 60)]
    elif way == 2:
        for _ in range(chance.randrange(1, 40)):
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    elif way == 3:
        body[at:at] = chance.randbytes(chance.randrange(1, 400))
    elif way == 4:
        body[at : at + 200] = bytes(200)
    elif way == 5:
        body += other
    elif way == 6:
        body[:0] = other
    elif way == 7:
        name = other_name.rpartition(".")[0] + "." + name.rpartition(".")[2]
        body = bytearray(other)
    else:
        body = bytearray(chance.randbytes(1500))
        body[: 8 + at % 40] = valid()[name][: 8 + at % 40]
    return name, bytes(body)


def is_what_it_says(kind: str, name: str, body: bytes) -> bool:
    """Whether its own library opens it, as that of whoever takes it would."""
    if name.rpartition(".")[2] not in KINDS[kind].endings:
        return False
    if kind == "pdf":
        with pikepdf.open(BytesIO(body), attempt_recovery=False) as opened:
            return len(opened.pages) > 0
    if kind in PICTURES:
        with Image.open(BytesIO(body)) as drawn:
            drawn.load()
            return drawn.format == kind.upper()
    if kind == "mail":
        return bool(BytesParser(policy=policy.default).parsebytes(body)["from"])
    if kind in ("plain", "csv"):
        return bool(body.decode().strip())
    with ZipFile(BytesIO(body)) as packed:
        return packed.testzip() is None
