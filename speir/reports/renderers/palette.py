"""The colours of paper, and the six of the levels: each at least 4.5:1 on white, strengths cool, priorities warm."""

INK = "1A1A1A"
MUTED = "5E5E5E"
LINE = "D0D3D6"
WASH = "F3F5F6"
ALERT = "8F1A10"
CRUCIAL = "741E6D"
OFF = "D4D4D4"

# Of boxes: their ground, and the words that head them, which stand out from it by 7:1 or more.
BOXES = (("E3EFFA", "00456F"), ("FFF3CF", "664600"), ("E2F2E6", "14532D"))

# From the least to the best, as the steps of the mark rise.
LEVELS = ("8F1A10", "B4430A", "8A6100", "24756C", "1C6B68", "0F4A4A")
STEP_HEIGHTS = (5, 7, 9, 11, 13, 16)
STEP_WIDTH, STEP_GAP = 4, 2


def colour(position: int) -> str:
    """The colour of the level on this step, as six hexadecimal digits."""
    return LEVELS[position - 1]
