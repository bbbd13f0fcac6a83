"""What narrows a joint broad view down and orders it: a form, and what its address keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from speir.core.text import capital
from speir.evaluations.queries.sides import WHOLE_AREA, Asking, Column, Matrix
from speir.organisations.rules.sectors import SECTORS
from speir.web.people.words import KINDS
from speir.web.shell.rendered import joined, pattern

# The words of the address, in the order of the form.
QUESTION, LOCALITY, SORT, ORDER, VIEW = "question", "locality", "kind", "order", "view"
BY_NUMBER = "number"


def asking(sent: QueryDict) -> Asking:
    """Return what an address asks for. What means nothing finds nothing, and the page says so."""
    return Asking(
        question=sent.get(QUESTION, ""),
        locality=sent.get(LOCALITY, ""),
        sort=sent.get(SORT, ""),
        by_number=sent.get(ORDER) == BY_NUMBER,
    )


def address(sent: QueryDict, **changed: str) -> str:
    """Return the query of the same page with some words changed, empty ones left out: `?order=number`, `?`."""
    kept = {name: sent.get(name, "") for name in (QUESTION, LOCALITY, SORT, ORDER, VIEW)} | changed
    return "?" + urlencode({name: value for name, value in kept.items() if value})


Offered = tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


def offered(matrix: Matrix) -> Offered:
    """Return what a matrix can be narrowed down by: the word of the address, its label, and what to choose from.

    Nothing where everything is alike.
    """
    made = []
    numbers = {one.key_question for one in matrix.asked}
    if len(numbers) > 1:
        questions = [q for q in matrix.framework.key_questions if q.number in numbers]
        choices = (("", _("All key questions")), *((q.number, f"{q.number} {q.short}") for q in questions))
        made.append((QUESTION, _("Key question"), choices))
    places = sorted({one.locality or WHOLE_AREA for one in matrix.everybody})
    if len(places) > 1:
        choices = (("", _("All localities")), *((each, capital(locality(each))) for each in places))
        made.append((LOCALITY, _("Locality"), choices))
    kinds = sorted({one.sort for one in matrix.everybody}, key=sort)
    if len(kinds) > 1:
        made.append(
            (SORT, _("Kind of organisation"), (("", _("All kinds")), *((one, sort(one)) for one in kinds)))
        )
    return tuple(made)


def narrowing(what: Offered, asked: Asking) -> list[dict[str, object]]:
    """Return the lists of the form that narrows a matrix down, each with its options as HTML."""
    chosen = {QUESTION: asked.question, LOCALITY: asked.locality, SORT: asked.sort}
    return [
        {
            "name": name,
            "label": label,
            "options": joined(_option(value == chosen[name])(value, words) for value, words in choices),
        }
        for name, label, choices in what
    ]


@lru_cache(maxsize=2)
def _option(chosen: bool) -> Callable[..., SafeString]:
    return pattern("joint/matrix_narrow.html#option", "value", "words", chosen=chosen)


def narrowed(matrix: Matrix, asked: Asking) -> list[str]:
    """Return in words what a matrix was narrowed down to, nothing for all of it."""
    question = matrix.framework.question_by_number.get(asked.question)
    said = [f"{question.number} {question.short}" if question else asked.question]
    said += [locality(asked.locality) if asked.locality else "", sort(asked.sort) if asked.sort else ""]
    return [words for words in said if words]


def locality(key: str) -> str:
    """Return a part of the area in words."""
    return _("the whole area") if key == WHOLE_AREA else key


def sort(key: str) -> str:
    """Return a kind of organisation in words; of one of which nobody said it, what kind of unit it is."""
    if key in SECTORS:
        return _(SECTORS[key])
    return _(OF_NO_SECTOR.get(key, key))


# An organisation is always an agency, which says nothing beside the others' kinds.
OF_NO_SECTOR = KINDS | {"agency": "Kind not said"}


def names(columns: Iterable[Column]) -> tuple[str, ...]:
    """Return the names of organisations, in their order."""
    return tuple(column.name for column in columns)
