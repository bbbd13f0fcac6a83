"""What the import checker cannot see: tables and modules that are named by a string."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.tree import files, floors, shown

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
BY_NAME = {"import_module", "__import__", "import_string", "get_model", "get_app_config"}


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def app_named(node: ast.expr, *, dotted_module: bool) -> str | None:
    """The app in `"app.Model"`, `"speir.app.module"` or `settings.AUTH_USER_MODEL`; None where nobody can tell."""
    if isinstance(node, ast.Attribute) and node.attr == "AUTH_USER_MODEL":
        return "accounts"
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return None
    parts = node.value.split(".")
    if dotted_module:
        return parts[1] if parts[0] == "speir" and len(parts) > 1 else ""
    return parts[0]


def may_name(mine: str, theirs: str) -> bool:
    """An app names itself, what is not ours, and what stands on a lower floor; a sibling stands beside, not below."""
    order = floors()
    return theirs == mine or theirs not in order or mine not in order or order[theirs] > order[mine]


def upward_names(source: str, app: str) -> Iterator[str]:
    """Each use of a string that names something on a floor above, or that cannot be checked."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        words = [*node.args[:1], *(k.value for k in node.keywords if k.arg in {"to", "through"})]
        if name in RELATIONS:
            # A class or "self" is no string: what was imported, the import checker has seen.
            theirs = [
                app_named(word, dotted_module=False)
                for word in words
                if "." in ast.unparse(word).replace("self", "")
            ]
            theirs = [found for found in theirs if found is not None]
        elif name in BY_NAME and words and not ast.unparse(node.func).endswith("_state.apps.get_model"):
            theirs = [
                app_named(words[0], dotted_module=name in {"import_module", "__import__", "import_string"})
            ]
        else:
            continue
        for other in theirs:
            if other is None:
                yield f"line {node.lineno}: {name} of something that cannot be read here"
            elif not may_name(app, other):
                yield f"line {node.lineno}: {name} names {other}, which does not stand below {app}"


def test_no_string_names_an_app_above_or_beside() -> None:
    found = [
        f"{shown(path)} {what}"
        for path in files(".py", under="speir")
        for what in upward_names(path.read_text(), shown(path).split("/")[1].removesuffix(".py"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("app", "line"),
    [
        ("frameworks", 'x = models.ForeignKey("evaluations.Evaluation", on_delete=models.CASCADE)'),
        ("trail", "x = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)"),
        ("frameworks", 'x = models.ManyToManyField(to="organisations.Unit")'),
        ("evidence", 'x = models.ManyToManyField("Theme", through="evaluations.Link")'),
        ("core", 'importlib.import_module("speir.accounts.models")'),
        ("core", 'apps.get_model("accounts", "Person")'),
        ("core", 'apps.get_model("accounts.Person")'),
        ("core", "import_string(name)"),
    ],
)
def test_a_name_of_something_above_is_seen(app: str, line: str) -> None:
    assert list(upward_names(line, app))


@pytest.mark.parametrize(
    ("app", "line"),
    [
        ("evaluations", 'x = models.ForeignKey("frameworks.Framework", on_delete=models.CASCADE)'),
        ("evaluations", 'x = models.ForeignKey("Evaluation", on_delete=models.CASCADE)'),
        ("evaluations", 'x = models.ForeignKey("self", on_delete=models.CASCADE)'),
        ("evidence", "x = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)"),
        ("evidence", "x = models.ForeignKey(Person, on_delete=models.CASCADE)"),
        ("config", 'import_module("speir.web.urls")'),
        ("core", 'import_module("django.db")'),
        ("core", "to_state.apps.get_model(app_label, name)"),
    ],
)
def test_a_name_of_something_below_is_fine(app: str, line: str) -> None:
    assert not list(upward_names(line, app))


def test_the_contract_has_every_floor_in_the_order_of_the_house() -> None:
    order = floors()
    assert order["config"] == 0
    assert order["web"] == order["cli"] < order["evaluations"] < order["evidence"] < order["frameworks"]
    assert order["frameworks"] < order["accounts"] < order["trail"] < order["access"] < order["core"]
