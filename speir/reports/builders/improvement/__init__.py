"""Papers of improvement: agendas, what changed, an organisation's part in a plan, and what was heard and done."""
