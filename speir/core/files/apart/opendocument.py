"""OpenDocument texts, spreadsheets and presentations: no macros, nothing drawn in from elsewhere, no file within."""

from __future__ import annotations

import re

from speir.core.files.apart.telling import is_inner
from speir.core.files.apart.xml import local, root_of
from speir.core.files.kinds import OPEN
from speir.core.files.refusals import DAMAGED, ELSEWHERE, ENCRYPTED, HOLDS, MACROS, UNKNOWN, Unkept

KINDS = {
    f"{OPEN}text".encode(): "odt",
    f"{OPEN}spreadsheet".encode(): "ods",
    f"{OPEN}presentation".encode(): "odp",
}
MANIFEST = "META-INF/manifest.xml"
_MACROS = re.compile(r"^(basic|scripts|dialogs)/", re.IGNORECASE)
_OUT = re.compile(r"^([a-z][a-z0-9+.-]*:|//|\.\./)", re.IGNORECASE)
# What only leads somewhere when somebody follows it, and from which template a document was made.
_FOLLOWED = frozenset({"a", "template", "bookmark", "auto-reload", "tracked-changes"})


def look(parts: dict[str, bytes]) -> str:
    """Return `odt`, `ods` or `odp`. Raises Unkept."""
    kind = KINDS.get(parts["mimetype"].strip())
    if kind is None:
        raise Unkept(UNKNOWN)
    if next(iter(parts)) != "mimetype" or MANIFEST not in parts or "content.xml" not in parts:
        raise Unkept(DAMAGED)
    root_of(parts[MANIFEST], _listed)
    for name, data in parts.items():
        if _MACROS.match(name):
            raise Unkept(MACROS)
        # LibreOffice leaves an empty part for keys that nobody has set.
        if name.endswith(".xml") and (data or name == "content.xml"):
            root = root_of(data, _seen)
            if name == "content.xml" and local(root) != "document-content":
                raise Unkept(DAMAGED)
        elif is_inner(data):
            raise Unkept(HOLDS)
    return kind


def _listed(name: str, attributes: dict[str, str]) -> None:
    if local(name) == "encryption-data":
        raise Unkept(ENCRYPTED)


def _seen(name: str, attributes: dict[str, str]) -> None:
    if not attributes:
        return
    element = local(name)
    for key, value in attributes.items():
        if not key.endswith(" href") or not _OUT.match(value):
            continue
        if value.lower().startswith(("vnd.sun.star.script:", "macro:", "javascript:")):
            raise Unkept(MACROS)
        if element not in _FOLLOWED:
            raise Unkept(ELSEWHERE)
