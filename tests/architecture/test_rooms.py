"""What each room keeps to: an action is one transaction, told by name; a rule looks at its input alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import files, room, shown

ENTRY = {"record", "record_in_trail"}
# A rule is given the day and the text: these would let it look for itself.
LOOKS = {
    "os",
    "pathlib",
    "time",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "open",
    "now",
    "today",
    "utcnow",
}


def modules(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in files(".py", under="speir"):
        if room(path) in rooms:
            yield path, ast.parse(path.read_text())


def called(node: ast.AST) -> set[str]:
    return {c.func.id for c in ast.walk(node) if isinstance(c, ast.Call) and isinstance(c.func, ast.Name)}


def torn(tree: ast.Module) -> Iterator[str]:
    """Each function that writes an entry in the trail outside a transaction of its own or of all that call it."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    calls = {name: called(node) for name, node in functions.items()}

    def whole(name: str) -> bool:
        if any(ast.unparse(mark) == "transaction.atomic" for mark in functions[name].decorator_list):
            return True
        callers = [other for other, those in calls.items() if name in those and other != name]
        return name.startswith("_") and bool(callers) and all(map(whole, callers))

    yield from (name for name, those in calls.items() if those & ENTRY and not whole(name))


def positional(tree: ast.Module) -> Iterator[str]:
    """Each public function that writes an entry in the trail and takes something without its name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and called(node) & ENTRY:
            given = (*node.args.posonlyargs, *node.args.args, *filter(None, [node.args.vararg]))
            yield from (f"{node.name}({one.arg})" for one in given)


def looks(tree: ast.Module) -> Iterator[str]:
    """Each use of the clock, of chance, of files or of the machine."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [name.name.split(".")[0] for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [(node.module or "").split(".")[0]]
        elif isinstance(node, ast.Call):
            names = [getattr(node.func, "attr", getattr(node.func, "id", ""))]
        else:
            continue
        yield from (f"line {node.lineno}: {name}" for name in names if name in LOOKS)


def test_an_action_is_one_transaction_with_its_entry_in_the_trail() -> None:
    found = [f"{shown(path)}: {name}" for path, tree in modules("actions") for name in torn(tree)]
    assert not found, "\n".join(found)


def test_an_action_is_told_everything_by_name() -> None:
    found = [
        f"{shown(path)}: {name}"
        for path, tree in modules("actions")
        if not shown(path).startswith("speir/trail/")
        for name in positional(tree)
    ]
    assert not found, "\n".join(found)


def test_a_rule_looks_at_nothing_but_what_it_is_given() -> None:
    found = [f"{shown(path)} {what}" for path, tree in modules("rules") for what in looks(tree)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def a(*, by): record(by=by)", ["a"]),
        ("def _a(by): record(by=by)", ["_a"]),
        (
            "def _a(by): record(by=by)\n@transaction.atomic\ndef b(*, by): _a(by)\ndef c(*, by): _a(by)",
            ["_a"],
        ),
        ("def _a(by): record(by=by)\n@transaction.atomic\ndef b(*, by): _a(by)", []),
        ("@transaction.atomic\ndef a(*, by): record_in_trail(by=by)", []),
        ("def a(*, by): return by", []),
    ],
)
def test_a_torn_action_is_seen(source: str, names: list[str]) -> None:
    assert list(torn(ast.parse(source))) == names


@pytest.mark.parametrize(
    "line", ["dt.date.today()", "timezone.now()", "open(name)", "import os", "from pathlib import Path"]
)
def test_a_rule_that_looks_for_itself_is_seen(line: str) -> None:
    assert list(looks(ast.parse(line)))
