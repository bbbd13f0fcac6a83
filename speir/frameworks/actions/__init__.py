"""Every write to a framework: what is published with Speir, and an organisation's own copy of a publication."""
