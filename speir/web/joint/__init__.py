"""The pages of a joint broad view: who is asked, what each hands in, all side by side, and what was agreed."""
