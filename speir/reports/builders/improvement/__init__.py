"""Papers of improvement: the agenda for a meeting, what changed in sentences, an organisation’s part of a plan."""
