"""A document is made in a process of its own, and what goes wrong there stays there."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from speir.reports.builders import grid as grids
from speir.reports.renderers import FORMATS, apart
from tests.cli.running import environment
from tests.reports import cast

pytestmark = pytest.mark.usefixtures("really_apart")

# A web worker once every view is imported.
WORKER = """
import sys
from speir.config.wsgi import application
from django.urls import get_resolver
get_resolver().url_patterns
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
HEAVY = {"docx", "openpyxl", "lxml", "typst", "pydantic", "yaml"}


def words(format, made):
    """Return everything that is written in a finished document."""
    if format == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    with ZipFile(BytesIO(made)) as parts:
        return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def test_what_goes_wrong_there_is_told_here_in_its_own_words():
    with pytest.raises(apart.NotMade, match="There is no format papyrus"):
        apart.made("papyrus", grids.blank(cast.grid()))


@pytest.mark.parametrize("format", FORMATS)
def test_a_document_that_takes_too_long_is_given_up(monkeypatch, format):
    monkeypatch.setattr(apart, "LONGEST", 0.01)
    with pytest.raises(apart.NotMade, match="had not ended"):
        FORMATS[format].render(grids.blank(cast.grid()))


@pytest.mark.parametrize("format", FORMATS)
def test_two_made_at_once_are_each_what_was_asked_for(format):
    documents = [grids.filled(cast.grid(title=title)) for title in ("Of the first", "Of the second")]
    with ThreadPoolExecutor(2) as pool:
        one, other = (words(format, made) for made in pool.map(FORMATS[format].render, documents))
    assert "Of the first" in one
    assert "Of the second" not in one
    assert "Of the second" in other
    assert "Of the first" not in other


def test_a_file_beside_which_speir_was_started_is_not_taken_for_a_library(tmp_path, monkeypatch):
    (tmp_path / "docx.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    assert FORMATS["docx"].render(grids.blank(cast.grid()))


def test_a_web_worker_holds_no_library_that_writes_documents_or_reads_frameworks(tmp_path):
    seen = subprocess.run(
        [sys.executable, "-c", WORKER], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert "speir" in (held := set(seen.stdout.split()))
    assert not held & HEAVY
