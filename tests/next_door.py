"""What Speir has done by a process of its own, done in the test's: most tests ask what comes of it, not who did it.

Starting Python and loading a library costs a third of a second, and hundreds of tests take a document. What goes in and
what comes out passes through the same bytes. That it is a process of its own, what that one may take and what becomes
of it is asked of the real one, by the fixture `really_apart`: see who uses it.
"""

from __future__ import annotations

import io
import json
import pickle
import subprocess
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from speir.core.files import looking
from speir.core.sheets import reading
from speir.reports.renderers import apart

Run = Callable[[list[str], bytes], bytes]


def document(words: list[str], given: bytes) -> bytes:
    """As `speir.reports.renderers.make` does."""
    from speir.reports.renderers.make import renderer

    return renderer(words[0])(pickle.loads(given))


def workbook(words: list[str], given: bytes) -> bytes:
    """As `speir.core.sheets.workbook` does."""
    from speir.core.sheets.workbook import Unfit, look, said

    most_rows, most_columns, unpacked = map(int, words)
    out: list[Any] = []
    try:
        look(io.BytesIO(given), unpacked)
        out.extend(said(io.BytesIO(given), most_rows, most_columns))
    except Unfit as unfit:
        out.append(str(unfit))
    return "".join(json.dumps(one) + "\n" for one in out).encode()


def files(words: list[str], given: bytes) -> bytes:
    """As `speir.core.files.apart` does, but for its children."""
    from speir.core.files.apart.__main__ import look

    said = (look(Path(path), ending, Path(out)) for path, ending, out in json.loads(given))
    return "".join(json.dumps(one) + "\n" for one in said).encode()


def here(run: Run) -> Any:
    """What stands in the place of the module `subprocess`: the same exceptions, and this in the place of `run`."""

    def instead(command: list[str], *, input: bytes | None = None, stdin: Any = None, **more: Any) -> Any:
        _python, _apart, _m, _module, *words = command
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what a library says there is heard by nobody
                made = run(words, stdin.read() if input is None else input)
        except Exception:  # noqa: BLE001  as a process that ends
            failed = traceback.format_exc().encode()
            if more["check"]:
                raise subprocess.CalledProcessError(1, command, b"", failed) from None
            return subprocess.CompletedProcess(command, 1, b"", failed)
        if hasattr(more.get("stdout"), "write"):
            more["stdout"].write(made)
        return subprocess.CompletedProcess(command, 0, made, b"")

    return SimpleNamespace(**vars(subprocess) | {"run": instead})


INSTEAD: dict[Any, Any] = {apart: document, reading: workbook, looking: files}


@pytest.fixture(autouse=True, scope="session")
def nobody_next_door() -> Iterator[None]:
    """Documents, workbooks and files are made and read in this process."""
    with pytest.MonkeyPatch.context() as patch:
        for module, run in INSTEAD.items():
            patch.setattr(module, "subprocess", here(run))
        yield


@pytest.fixture
def really_apart(nobody_next_door: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of what is done by a process of its own: it is, and is waited for on a machine with much else to do."""
    for module in INSTEAD:
        monkeypatch.setattr(module, "subprocess", subprocess)
        monkeypatch.setattr(module, "LONGEST", 240)
