"""What an action or a query may refuse, each as a sentence that a person can read."""

from __future__ import annotations


class Refused(Exception):
    """A rule says no. `code` names the rule, `sentence` is what the person reads, `field` where it belongs."""

    def __init__(self, code: str, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.field = field


class Unfit(Exception):
    """What was typed breaks rules: `broken` holds every one, each with its field and sentence."""

    def __init__(self, broken: list[Refused]) -> None:
        super().__init__("; ".join(refused.sentence for refused in broken))
        self.broken = broken


class NotYours(Exception):
    """The thing does not exist for this actor: absent and hidden look the same (a door answers 404)."""


class NotAllowed(Exception):
    """The actor may see the thing but not do this to it (a door answers 403 with the sentence)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
