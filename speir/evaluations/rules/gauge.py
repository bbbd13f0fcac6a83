"""The robustness gauge in words: what confirms a judgement, what that tells, who is heard, what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping

from speir.core.text import capital, listed, number
from speir.evaluations.rules.judging import Stance
from speir.evaluations.rules.standing import Ground, Standing
from speir.evidence.rules.items import VOICE_WORDS, SpeaksOf

TELLS_WORDS: dict[str, str] = {
    SpeaksOf.IMPACT: "Impact",
    SpeaksOf.HAPPENS: "What happens",
    SpeaksOf.INTENDED: "Intended",
    "": "Not said yet",
}


def confirmed(standing: Standing) -> str:
    """Return what confirms it as a phrase without its full stop."""
    if not standing.pieces:
        return "No evidence yet"
    if not standing.kinds:
        return "Not yet confirmed by any source"
    if standing.kinds == 1:
        return "Confirmed by 1 kind of source: look for another"
    return f"Confirmed by {standing.kinds} kinds of source"


def kinds(standing: Standing, names: Mapping[str, str]) -> list[str]:
    """Return the names of the kinds of source that confirm it, in the order of `names`."""
    return [name for key, name in names.items() if key in standing.confirming]


def tells(standing: Standing) -> str:
    """Return how much is impact and how much intention: counts in a sentence, empty without evidence."""
    said = [
        (standing.telling(SpeaksOf.IMPACT), "of impact"),
        (standing.telling(SpeaksOf.HAPPENS), "of what happens"),
        (standing.telling(SpeaksOf.INTENDED), "of what is intended"),
    ]
    parts = [(count, what) for count, what in said if count]
    if not parts:
        return ""
    (count, what), *rest = parts
    first = f"{_pieces(count)} {'tells' if count == 1 else 'tell'} {what}"
    return capital(listed([first, *(f"{number(n)} {w}" for n, w in rest)])) + "."


def heard(standing: Standing) -> str:
    """Return who is heard in it as a sentence, empty without evidence."""
    if not standing.pieces:
        return ""
    if not standing.voices:
        return "It carries nobody’s own views yet."
    return f"It carries the views of {listed([VOICE_WORDS[voice] for voice in standing.voices])}."


def caveats(standing: Standing) -> list[str]:
    """Return what speaks against leaning on the evidence: what contradicts, is stale, or does not count."""
    said = []
    if count := standing.doing(Stance.CONTRADICTS):
        verb = "contradicts" if count == 1 else "contradict"
        said.append(f"{_evidence(count)} {verb} this judgement.")
    if standing.stale and standing.stale == standing.pieces:
        said.append("All of it is stale: is it still so?")
    elif standing.stale:
        said.append(_one(standing.stale, "is stale: is it still so?", "are stale: is it still so?"))
    if standing.kindless:
        said.append(
            _one(
                standing.kindless,
                "does not say yet where it comes from, so it counts as no kind of source.",
                "do not say yet where they come from, so they count as no kind of source.",
            )
        )
    if standing.unsaid:
        said.append(
            _one(
                standing.unsaid,
                "does not say yet whether it tells what happens, so it confirms nothing.",
                "do not say yet whether they tell what happens, so they confirm nothing.",
            )
        )
    if standing.withdrawn:
        said.append(
            _one(
                standing.withdrawn,
                "was withdrawn and no longer counts.",
                "were withdrawn and no longer count.",
            )
        )
    return said


def advice(standing: Standing) -> tuple[str, ...]:
    """Return what is missing and what speaks against it, in sentences that stand by themselves, as in a document."""
    said = []
    if standing.pieces:
        if standing.only_intended:
            said.append("Only intentions so far: what actually happens?")
        if not standing.telling(SpeaksOf.IMPACT):
            said.append("No evidence yet of impact on children and families.")
        if not standing.voice:
            said.append("No view of children or families yet.")
    return (*said, *caveats(standing))


def _one(count: int, one: str, many: str) -> str:
    return f"{_evidence(count)} {one if count == 1 else many}"


def _evidence(count: int) -> str:
    return f"{number(count).capitalize()} {'piece' if count == 1 else 'pieces'} of evidence"


def _pieces(count: int) -> str:
    return f"{number(count)} {'piece' if count == 1 else 'pieces'}"


def themes(ground: Ground, short: Mapping[str, str]) -> str:
    """Return in a sentence which themes stand on solid ground and which do not, the gaps first.

    Empty where there is one theme, and where no piece is tied to any. `short` are the themes' names by their keys.
    """
    if len(ground.themes) < 2 or not any(standing.pieces for _key, standing in ground.themes):
        return ""
    empty = [short[key] for key, standing in ground.themes if not standing.pieces]
    thin = [short[key] for key, standing in ground.themes if standing.pieces and standing.provisional]
    said = []
    if empty:
        said.append(f"nothing yet on {listed(empty)}")
    if thin:
        said.append(f"{listed(thin)} {'needs' if len(thin) == 1 else 'need'} another kind of source")
    return capital("; ".join(said) or "each theme is confirmed by two or more kinds of source") + "."


def loose(ground: Ground) -> list[str]:
    """Return what is said of pieces that no theme is known of, where an indicator has more than one theme."""
    said = []
    if ground.untied:
        said.append(
            _one(
                ground.untied,
                "does not say which of these themes it bears on.",
                "do not say which of these themes they bear on.",
            )
        )
    if ground.hidden:
        said.append(
            _one(
                ground.hidden,
                "is not open to you, and so you do not see which theme it bears on.",
                "are not open to you, and so you do not see which themes they bear on.",
            )
        )
    return said


def stands(ground: Ground, short: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a judgement stands on in sentences, as a record goes on after the kinds that confirm it.

    How much is impact, whose views, which themes; `short` are the names of the indicator's themes.
    """
    whole = ground.whole
    said = (tells(whole), heard(whole) if whole.voices else "", themes(ground, short))
    return tuple(sentence for sentence in said if sentence)
