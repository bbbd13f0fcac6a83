"""What gunicorn loads to measure pages as a process shows them that never laid these things side by side before.

Pages keep what they rendered from rows that never change. Before every request this forgets it, all of it.
"""

from speir.config.wsgi import application as speir
from speir.evaluations.queries import matrix
from speir.web.shell import rendered


def application(environ, start_response):  # type: ignore[no-untyped-def]
    """Forget, then answer."""
    rendered.forget()
    matrix.forget()
    return speir(environ, start_response)
