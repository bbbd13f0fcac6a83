"""Copies the files that pages need from node_modules to var/assets, by the list in assets.json (to: from).

A style sheet's copy loses its byte order mark and the pointer to a source map that is not served; one that would
fetch from another host is refused, so that pages work without the outside and tell nobody who reads them.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "var" / "assets"

SOURCE_MAP = re.compile(rb"/\*# sourceMappingURL=[^*]*\*/")
FETCHES = re.compile(rb"""@import[^;]*;|url\(\s*["']?(?!data:)[a-z]*:?//[^)]*\)""")


def served(name: str, content: bytes) -> bytes:
    """Return the content as pages get it."""
    if not name.endswith(".css"):
        return content
    content = SOURCE_MAP.sub(b"", content.removeprefix(b"\xef\xbb\xbf"))
    if found := FETCHES.search(content):
        sys.exit(f"{name} would fetch from elsewhere: {found.group().decode()[:100]}")
    return content


def main() -> None:
    """Copy what is new, drop what the list no longer names, and say how many files that was."""
    wanted: dict[str, str] = json.loads((ROOT / "bin" / "assets.json").read_text())
    changed = 0
    for name, source in wanted.items():
        content = served(name, (ROOT / "node_modules" / source).read_bytes())
        target = ASSETS / name
        if not target.exists() or target.read_bytes() != content:
            (ROOT / "var").mkdir(mode=0o700, exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            changed += 1
    for path in ASSETS.rglob("*"):
        if path.is_file() and path.relative_to(ASSETS).as_posix() not in wanted:
            path.unlink()
            changed += 1
    if changed:
        print(f"Put {len(wanted)} page files in var/assets ({changed} changed)")


main()
