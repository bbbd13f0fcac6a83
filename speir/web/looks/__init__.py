"""Closer looks in the browser: a page each for why, the plan, finding out, the board, judging and what follows."""
