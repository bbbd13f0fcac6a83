"""Which themes of a framework a statement most likely bears on. Nothing of the statement is kept or logged.

`suggest` ranks in this process, as the operator's command and the process next door do. A web server asks
`suggest_soon`, which asks next door and ranks by words alone where nobody answers in time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings

from speir.core import next_door
from speir.frameworks.queries.reading import newest
from speir.frameworks.rules.structure import Framework
from speir.frameworks.rules.suggesting import ranking
from speir.frameworks.rules.suggesting.corpus import Corpus, corpus
from speir.frameworks.rules.suggesting.lexical import Lexical
from speir.frameworks.rules.suggesting.ranking import Ranker, Suggestion
from speir.frameworks.rules.suggesting.words import Everyday, clean, in_full, pieces
from speir.meaning import model, space

EVERYDAY = Path(__file__).parents[1] / "everyday"
SECONDS = 0.8
MOST_READY = 4


def ranker_here() -> Ranker:
    """What ranks here unless somebody says otherwise: the local model where it is installed."""
    return Ranker.LOCAL if model.installed() else Ranker.LEXICAL


def suggest(framework: Framework, text: str, ranker: Ranker) -> Suggestion:
    """Put the framework's themes in order for a statement.

    Raises `model.NotThere` where the model is asked for in vain.
    """
    ready = _ready(framework)
    if ranker is Ranker.LEXICAL:
        return ranking.by_words(ready.lexical, ready.corpus, clean(text))
    parts = [in_full(piece, ready.corpus.words) for piece in pieces(text)] or [""]
    return ranking.by_meaning(ready.lexical, ready.corpus, clean(text), ready.near(parts))


def suggest_soon(framework: Framework, text: str) -> Suggestion:
    """The same within a second, in a process that must not load the model."""
    asked = {"framework": framework.id, "text": text}
    answer = next_door.ask(door(), asked, seconds=SECONDS) if door().exists() else None
    said = _read(answer, framework) if answer else None
    return said or suggest(framework, text, Ranker.LEXICAL)


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Next door: answer what `suggest_soon` asks."""
    said = suggest(newest(str(asked["framework"])), str(asked["text"]), Ranker.LOCAL)
    return {"themes": said.themes, "indicators": said.indicators, "unsure": said.unsure}


def door() -> Path:
    """Where the process next door listens."""
    return settings.VAR_DIR / "suggest" / "door"


class _Ready:
    """A framework made ready for ranking; what only the model needs is worked out when it is first asked."""

    def __init__(self, laid_out: Corpus) -> None:
        self.corpus = laid_out
        self.lexical = Lexical(laid_out)
        self._space: space.Space | None = None
        self._making = Lock()

    def near(self, parts: Sequence[str]) -> list[float]:
        with self._making:
            if self._space is None:
                texts = [said.text for said in self.corpus.said]
                self._space = space.Space(_model(), texts, settings.VAR_DIR / "suggest")
        return self._space.nearness(parts)


_made: dict[tuple[str, ...], _Ready] = {}


def _ready(framework: Framework) -> _Ready:
    # A wording that is loaded later is another row, and so makes it ready anew.
    key = (framework.id, framework.ours.id, framework.official.id if framework.official else "")
    if key not in _made:
        while len(_made) >= MOST_READY:
            _made.pop(next(iter(_made)))
        sayings, words = _everyday(framework.key)
        _made[key] = _Ready(corpus(framework, sayings, words))
    return _made[key]


@lru_cache(maxsize=1)
def _model() -> model.Model:
    return model.Model()


def _everyday(key: str) -> tuple[Mapping[str, Sequence[str]], Everyday]:
    import yaml

    def read(name: str) -> Any:
        path = EVERYDAY / f"{name}.yaml"
        return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) if path.exists() else {}

    words = read("words")
    return read(key), {**words["everyday"], **words["short"]}


def _read(answer: dict[str, Any], framework: Framework) -> Suggestion | None:
    """The answer from next door, if every theme in it is one of this framework as it is known here."""
    try:
        themes = tuple(path for path in answer["themes"] if path in framework.theme_by_path)
        indicators = tuple(number for number in answer["indicators"] if number in framework.by_number)
        return Suggestion(themes, indicators, bool(answer["unsure"]), Ranker.LOCAL) if themes else None
    except (KeyError, TypeError):
        return None
