"""Papers of improvement: sheets of what was heard and answered."""
