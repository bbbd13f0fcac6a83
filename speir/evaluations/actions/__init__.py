"""Every write to a broad view: one action, one transaction, one entry in the trail."""
