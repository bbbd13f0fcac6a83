"""What an asynchronous server loads. `bin/serve` uses wsgi.py; every view of ours is synchronous."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speir.config.settings")

application = get_asgi_application()
