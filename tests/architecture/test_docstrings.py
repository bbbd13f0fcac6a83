"""What a room offers says what it does: callers read the sentence, not the body."""

from __future__ import annotations

import ast

from tests.architecture.tree import files, room, shown


def test_every_public_function_of_a_room_has_a_docstring() -> None:
    silent = [
        f"{shown(path)}: {node.name}"
        for path in files(".py", under="speir")
        if room(path) in {"actions", "queries", "policy", "rules"}
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not silent, "\n".join(silent)


def test_every_package_says_what_it_is() -> None:
    silent = [
        shown(path)
        for path in files(".py", under="speir")
        if path.name == "__init__.py" and len(shown(path).split("/")) <= 3
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent, "\n".join(silent)
