"""Nothing of ours names a package registry or a folder of one machine, and no page fetches from another host."""

from __future__ import annotations

import re

import pytest

from tests.architecture.tree import files, shown

REGISTRY = re.compile(r"\b(pypi|pythonhosted|npmjs|yarnpkg|crates)\W(org|com|io)\b|\bdeb\Wdebian\Worg\b")
MACHINE = re.compile(r"/opt/pypi|/work/(main|shared)|/root/|/home/\w+/|/Users/\w+/")
FETCHES = re.compile(
    r"""(?ix) \b(src|srcset|action|formaction|poster|data|hx-(get|post|put|patch|delete))\s*=\s*["']?\s*(https?:)?//
    | <(link|use|image|base)\b[^>]*href\s*=\s*["']?\s*(https?:)?//
    | url\(\s*["']?(https?:)?//  | @import\s+["'](https?:)?//  | \b(fetch|import)\(\s*["'`](https?:)?//"""
)
TEXTS = (
    ".py",
    ".in",
    ".txt",
    ".toml",
    ".json",
    ".html",
    ".css",
    ".js",
    ".md",
    ".yaml",
    ".yml",
    ".ini",
    ".svg",
    "",
    ".typ",
)
PAGES = (".html", ".css", ".js", ".svg")


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{shown(path)}: {match.group()}"
        for path in files(*TEXTS)
        if path.name != "test_addresses.py"
        for match in re.finditer(f"{REGISTRY.pattern}|{MACHINE.pattern}", path.read_text())
    ]
    assert not found, "\n".join(found)


def test_no_page_fetches_from_another_host() -> None:
    found = [
        f"{shown(path)}: {match.group()}"
        for path in files(*PAGES, under="speir")
        for match in FETCHES.finditer(path.read_text())
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/x.css">',
        "@import 'https://cdn.example/x.css';",
        "background: url(https://cdn.example/x.png)",
        'fetch("https://api.example/")',
    ],
)
def test_a_fetch_from_another_host_is_seen(line: str) -> None:
    assert FETCHES.search(line)


@pytest.mark.parametrize(
    "line", ['<a href="https://www.gov.scot/">', '<svg xmlns="http://www.w3.org/2000/svg">']
)
def test_a_link_or_a_name_of_a_language_is_no_fetch(line: str) -> None:
    assert not FETCHES.search(line)
