"""How the levels of one indicator went over time in one unit, and what people wrote down between them."""
