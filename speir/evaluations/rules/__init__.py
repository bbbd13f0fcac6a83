"""Rules of a broad view: saving beside others, how robust a judgement is, what was found. Pure."""
