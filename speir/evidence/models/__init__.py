"""What evidence stores, a module for each noun."""

from speir.evidence.models.files import ItemFile, LooseBytes
from speir.evidence.models.items import EarlierItem, Item, ItemLink, ItemTheme, OwnKind
from speir.evidence.models.likeness import Likeness
from speir.evidence.models.searches import SavedSearch
from speir.evidence.models.sheets import Sheet, SheetPart
from speir.evidence.models.words import Words

__all__ = [
    "EarlierItem",
    "Item",
    "ItemFile",
    "ItemLink",
    "ItemTheme",
    "Likeness",
    "LooseBytes",
    "OwnKind",
    "SavedSearch",
    "Sheet",
    "SheetPart",
    "Words",
]
