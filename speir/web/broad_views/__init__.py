"""The broad view: list, grid, indicator, evidence, what we found, sealing and downloads."""
