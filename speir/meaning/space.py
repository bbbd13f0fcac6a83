"""Many sentences at once: how near each of them is to what somebody wrote."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from speir.meaning.model import Model

# A framework in our words and in the official ones, before and after a change of wording, and room for another.
MOST_KEPT = 6


class Space:
    """The directions of some texts: worked out once (5 ms a text), then kept in a file of the folder `kept_in`."""

    def __init__(self, model: Model, texts: Sequence[str], kept_in: Path) -> None:
        """Read the file, or work it out and write it. A file that cannot be read or written is done without."""
        self._model = model
        digest = hashlib.sha256("\0".join([model.digest, *texts]).encode()).hexdigest()
        path = kept_in / f"{digest}.npy"
        self._directions = _read(path, len(texts))
        if self._directions is None:
            import numpy as np

            self._directions = np.array([model.vector(text) for text in texts])
            _write(path, self._directions)

    def nearness(self, pieces: Sequence[str]) -> list[float]:
        """Return for each text how near the nearest of these pieces is to it: 1 the same, about 0 nothing in common."""
        import numpy as np

        asked = np.array([self._model.vector(piece) for piece in pieces])
        nearest: list[float] = (self._directions @ asked.T).max(axis=1).tolist()
        return nearest


def _read(path: Path, rows: int) -> Any:
    import numpy as np

    try:
        kept = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return kept if kept.shape == (rows, 384) else None


def _write(path: Path, directions: Any) -> None:
    import numpy as np

    partial = path.with_name(f"{secrets.token_hex(8)}.partial")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with partial.open("wb") as file:
            np.save(file, directions, allow_pickle=False)
        partial.replace(path)
        kept = sorted(path.parent.glob("*.npy"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in kept[MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink()
