"""Own reflection: one theme in five minutes, for oneself and a few, until it is shared."""
