"""Writing evidence: one action, one transaction, one entry in the trail."""
