"""The tree as the checks of this folder read it."""

from __future__ import annotations

import configparser
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", ".venv-prove", "node_modules", "var", "__pycache__", ".hypothesis"}
ROOMS = ("rules", "models", "policy", "queries", "actions", "tasks")


def files(*endings: str, under: str = "") -> Iterator[Path]:
    """Every file of ours with one of these endings, migrations left out."""
    waiting = [ROOT / under]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            if path.is_dir():
                if (
                    path.name not in NOT_OURS
                    and path.name != "migrations"
                    and not path.name.endswith("_cache")
                ):
                    waiting.append(path)
            elif path.name.startswith(".coverage"):
                continue  # a measurement, left in the tree
            elif not endings or path.suffix in endings:
                yield path


def shown(path: Path) -> str:
    """The path as a person writes it."""
    return path.relative_to(ROOT).as_posix()


def room(path: Path) -> str:
    """The room of a domain app that a module stands in, or nothing."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[2] if parts[0] == "speir" and len(parts) > 2 and parts[2] in ROOMS else ""


@cache
def floors() -> dict[str, int]:
    """Each app's floor by the contract, 0 at the top; reserved apps included."""
    contract = configparser.ConfigParser(comment_prefixes=(";", "#"))
    contract.read(ROOT / ".importlinter")
    layers = contract["importlinter:contract:house"]["layers"].split("\n")
    rows = [row for row in layers if row.strip()]
    return {
        name.strip().strip("()"): floor
        for floor, row in enumerate(rows)
        for name in row.replace(":", "|").split("|")
    }
