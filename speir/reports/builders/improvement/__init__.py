"""Papers of improvement: the agenda for a meeting, and the sentences that say what changed."""
