"""Whether every file is stored as it was added, and nothing is stored that no file stands for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.files.storage import Storage, storages

from speir.evidence.models import ItemFile, LooseBytes

STORAGE = "evidence"
PIECE = 1 << 20


@dataclass(slots=True)
class Checked:
    """What was found: how many files were read, and a sentence for each that is not as it should be."""

    files: int = 0
    wrong: list[str] = field(default_factory=list)


def verify() -> Checked:
    """Read every stored file and compare it with what was written down of it. Names no words of anybody's.

    What is on its way in or out this very moment is left alone.
    """
    checked, storage = Checked(), storages[STORAGE]
    known = set()
    rows = ItemFile.objects.exclude(stored="").order_by("id")
    for file_id, item_id, stored, digest, size in rows.values_list(
        "id", "item_id", "stored", "digest", "size"
    ).iterator(chunk_size=500):
        known.add(stored)
        checked.files += 1
        told = f"File {file_id} of the evidence {item_id}"
        try:
            found, length = _digest(storage, stored)
        except FileNotFoundError:
            checked.wrong.append(f"{told} is missing: there is nothing at {stored}.")
            continue
        except OSError as error:
            checked.wrong.append(f"{told} cannot be read at {stored} ({error.strerror}).")
            continue
        if length != size:
            checked.wrong.append(
                f"{told} was altered: {length} bytes lie at {stored}, and {size} were stored."
            )
        elif found != digest:
            checked.wrong.append(f"{told} was altered: its checksum at {stored} is another one.")
    loose = set(LooseBytes.objects.values_list("stored", flat=True))
    for stored in _listed(storage):
        # Added while this was reading: looked for once more before it is said of it that nobody knows it.
        if (
            stored not in known
            and stored not in loose
            and not ItemFile.objects.filter(stored=stored).exists()
        ):
            checked.wrong.append(f"No file stands for what lies at {stored}.")
    return checked


def _digest(storage: Storage, stored: str) -> tuple[str, int]:
    digest, length = hashlib.sha256(), 0
    with storage.open(stored) as body:
        for piece in body.chunks(PIECE):
            digest.update(piece)
            length += len(piece)
    return digest.hexdigest(), length


def _listed(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the names of all that is stored."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{folder}/{name}" if folder else name
    for below in sorted(folders):
        yield from _listed(storage, f"{folder}/{below}" if folder else below)
