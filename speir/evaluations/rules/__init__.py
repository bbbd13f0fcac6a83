"""Rules of a broad view: beginning, saving beside others, how robust a judgement is, what was found, sealing. Pure."""
