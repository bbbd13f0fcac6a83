"""What leaves by e-mail: to whom, when, and once. Never what anybody wrote, nor anything about a child.

An app above posts a notice in its transaction; the worker asks that app for the letter and hands it to the mail server.
So a secret in a letter is made as it leaves, and is stored nowhere but as a digest. It stands below accounts.
"""
