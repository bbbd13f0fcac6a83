"""What pages show of judging together. Nothing here reads a view of a round that is hidden, but its evaluator's own."""

from speir.evaluations.queries.moderation.agreements import Agreed, agreements_of

__all__ = ["Agreed", "agreements_of"]
