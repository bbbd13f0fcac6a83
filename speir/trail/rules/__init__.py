"""The trail's rules: how a chain is made and checked, what a place in the tree means for searching, how it is said."""
