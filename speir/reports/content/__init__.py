"""What a document holds, said without a word about how it is drawn.

Every text here is already in the reader's language: content knows no translations, no clock and no Django.
Text is what people typed, so nothing in it is markup: a renderer must show `#`, `=`, `<` and `*` as they stand.
"""

from speir.reports.content.blocks import (
    STEPS,
    Blanks,
    Box,
    Boxes,
    Bullets,
    Fact,
    Facts,
    Finding,
    Findings,
    Item,
    Level,
    LevelLine,
    NoLevel,
    Paragraph,
    Picture,
    Room,
    Scale,
    Tone,
)
from speir.reports.content.document import (
    Block,
    Document,
    Furniture,
    Section,
    Sheet,
)
from speir.reports.content.lists import (
    Event,
    Listing,
)
from speir.reports.content.tables import (
    Cell,
    Column,
    Flow,
    Row,
    Table,
    length,
)

__all__ = [
    "STEPS",
    "Blanks",
    "Block",
    "Box",
    "Boxes",
    "Bullets",
    "Cell",
    "Column",
    "Document",
    "Event",
    "Fact",
    "Facts",
    "Finding",
    "Findings",
    "Flow",
    "Furniture",
    "Item",
    "Level",
    "LevelLine",
    "Listing",
    "NoLevel",
    "Paragraph",
    "Picture",
    "Room",
    "Row",
    "Scale",
    "Section",
    "Sheet",
    "Table",
    "Tone",
    "length",
]
