"""What evidence stores, a module for each noun."""

from speir.evidence.models.files import ItemFile, LooseBytes
from speir.evidence.models.items import EarlierItem, Item, ItemLink, ItemTheme, OwnKind

__all__ = ["EarlierItem", "Item", "ItemFile", "ItemLink", "ItemTheme", "LooseBytes", "OwnKind"]
