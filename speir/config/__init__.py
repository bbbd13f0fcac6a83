"""The composition root: settings, addresses and the two ways a server calls us.

It stands on the top floor and may import anything; nothing may import it. Other code reads settings through
`django.conf`, and the environment is read here and nowhere else.
"""
