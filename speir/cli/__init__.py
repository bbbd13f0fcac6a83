"""The operator's door: the `speir` command, with one module for each area of work.

It calls actions, queries and policy like the other doors, and touches no table. A new sub-command is a module with a
`COMMAND` and a line in the list in `commands.py`. What keeps a running Speir together is in `serve.py`.
"""
