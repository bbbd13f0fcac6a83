"""Why a file is refused, each as a sentence that says what to do. `apart` answers with the keys."""

from __future__ import annotations

EMPTY, DAMAGED, HEAVY, UNKNOWN = "empty", "damaged", "heavy", "unknown"
ENCRYPTED, MACROS, ELSEWHERE, HOLDS, GROWS, TWO = "encrypted", "macros", "elsewhere", "holds", "grows", "two"

KEPT = "Speir keeps PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, WebP, plain text, CSV and e-mail."
SENTENCES: dict[str, str] = {
    EMPTY: "There is nothing in it. Look whether it was saved, and choose it again.",
    DAMAGED: "It is damaged or not whole. Open it, save it again as a new file and choose that.",
    HEAVY: "It takes too long to look through. Save it as a smaller file, or divide it.",
    UNKNOWN: f"Speir cannot tell what it is. {KEPT}",
    ENCRYPTED: "It is protected by a password or encrypted. Save it without, and choose it again.",
    MACROS: "It holds macros: small programs, which Speir does not keep. Save it without them, or as PDF.",
    ELSEWHERE: (
        "It draws something in from elsewhere: a template, a linked picture or another workbook. "
        "Break the links, or save it as PDF."
    ),
    HOLDS: "It holds another file inside it. Take that out and add it by itself, or save the document as PDF.",
    GROWS: "It is far larger inside than it looks, so Speir does not open it. Save it again, or divide it.",
    TWO: "It is made to pass for two kinds of file at once, so Speir does not keep it. Save it again as one.",
    "active": (
        "It holds a script, or starts something when it is opened. Print it to PDF, and choose the new file."
    ),
    "archive": "It is an archive of several files. Unpack it and add what is needed, each by itself.",
    "program": f"It is a program. {KEPT}",
    "old-office": (
        "It is in an old Office format or protected by a password. "
        "Save it as .docx, .xlsx or .pptx without a password."
    ),
    "message": "It is an Outlook message (.msg). Save the e-mail as .eml, or print it to PDF.",
    "heic": "It is a HEIC picture, as iPhones take them. Save it or send it to yourself as JPEG.",
    "film": "It is a film or a sound. Describe in the account what it shows; Speir does not keep it.",
    "picture": "It is a picture that Speir does not keep. Save it as PNG or JPEG.",
    "moving": "It is a moving picture. Save the one picture that matters as PNG or JPEG.",
    "pixels": "It has more than 60 million pixels. Save it smaller.",
    "rich-text": "It is in rich text format (.rtf). Save it as .docx, .odt or PDF.",
    "web-page": "It is a web page or a program, not plain text. Print it to PDF, and choose that.",
    "letters": "Its letters cannot be read. Save it as plain text in UTF-8 (in Excel: CSV UTF-8).",
    "commands": "It holds a cell that would start a program when it is opened. Take the formula out.",
    "no-mail": "It does not read as an e-mail. Save the message again as .eml, or print it to PDF.",
    "attachments": (
        "This e-mail brings attachments along. Add those that matter one by one, and save the e-mail "
        "without them or print it to PDF."
    ),
}
LIES = (
    "Its name ends in .%(ending)s, and what it holds is another kind: %(kind)s (.%(right)s). "
    "Save it again as what it is."
)
TOO_LARGE = "It is larger than %s MB. Save it smaller, or divide it."
BUSY = "Speir could not look through it just now. Nothing was kept. Try again in a minute."


class Unkept(Exception):
    """The file is refused; `key` is one of SENTENCES."""

    def __init__(self, key: str) -> None:
        super().__init__(SENTENCES[key])
        self.key = key
