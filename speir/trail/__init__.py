"""The append-only record of who did, read or shared what. It holds no foreign keys, so nothing can take it along.

Every action writes one entry; nothing else does, and a trigger refuses to change one.
"""
