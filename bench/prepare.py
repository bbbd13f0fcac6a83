"""Makes one world in the database that the environment names, and tells as JSON what can be measured in it.

    python -m bench.prepare --times 10

Runs in a process of its own, since Django knows one database at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from typing import Any

import django
from django.core.management import call_command

PASSWORDLESS = {
    "speir": "allauth.account.auth_backends.AuthenticationBackend",
    "floor": "django.contrib.auth.backends.ModelBackend",
}
TOKEN = "benchmark0benchmark1benchmark2be"


def main(words: list[str]) -> None:
    """Migrate, load, sign people in, count queries, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, required=True)
    times = parser.parse_args(words).times
    os.environ["DJANGO_SETTINGS_MODULE"] = "speir.config.settings"
    django.setup()
    from django.db import connection

    from bench import worlds
    from speir.frameworks.actions.loading import load_published
    from speir.frameworks.queries import current

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", database="attempts", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_published()
    began = time.monotonic()
    world = worlds.load(current("hmie-2005"), times)
    if connection.vendor == "postgresql":
        # What autovacuum would have done by the time that people work with this much.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    seconds = time.monotonic() - began
    told = {
        "times": times,
        "views": world.views,
        "rows": world.rows,
        "seconds": round(seconds, 1),
        "token": TOKEN,
        "member": sign_in(world.member),
        "chief": sign_in(world.chief),
        "committee": sign_in(world.committee.lead),
        "save": _form(world.evaluation_id),
        "pages": _pages(world.evaluation_id, world.joint_id, world.look_id)
        | _improving(world.committee.unit_id, world.committee.meeting_id),
    }
    told["queries"] = _count(told)
    json.dump(told, sys.stdout)


def sign_in(person: Any) -> dict[str, dict[str, str]]:
    """Return a session's cookie for each server, without the way through the sign-in page."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    cookies = {}
    for server, backend in PASSWORDLESS.items():
        session = SessionStore()
        session[SESSION_KEY] = person.pk
        session[BACKEND_SESSION_KEY] = backend
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        name = settings.SESSION_COOKIE_NAME if server == "speir" else "sessionid"
        cookies[server] = {name: str(session.session_key)}
    cookies["speir"][settings.CSRF_COOKIE_NAME] = TOKEN
    return cookies


def _form(evaluation_id: str) -> dict[str, str]:
    """Return what the indicator's form holds when the page is opened."""
    from speir.evaluations.models import Judgement

    row = Judgement.objects.select_related("level").get(evaluation_id=evaluation_id, indicator__number="1.1")
    return {
        "choice": row.level.key if row.level else "",
        "sure": row.sure,
        "strengths": row.strengths,
        "improvements": row.improvements,
        "done": "1",
        "why": "",
        "after": "1.2",
    }


def _pages(evaluation_id: str, joint_id: str, look_id: str) -> dict[str, str]:
    from django.urls import reverse

    one = (evaluation_id,)
    return {
        "grid": reverse("broad_views:grid", args=one),
        "indicator": reverse("broad_views:indicator", args=(*one, "1.1")),
        "list": reverse("broad_views:list"),
        "matrix": reverse("joint:matrix", args=(joint_id,)),
        "matrix as a grid": reverse("joint:matrix", args=(joint_id,)) + "?view=grid",
        "patterns": reverse("joint:patterns", args=(joint_id,)),
        "plan": reverse("looks:plan", args=(look_id,)),
        "board": reverse("looks:board", args=(look_id,)),
        "blank docx": reverse("frameworks:blank", args=("hmie-2005", "docx")),
        "blank xlsx": reverse("frameworks:blank", args=("hmie-2005", "xlsx")),
        "filled docx": reverse("broad_views:file", args=(*one, "docx")),
        "filled xlsx": reverse("broad_views:file", args=(*one, "xlsx")),
        "filled pdf": reverse("broad_views:file", args=(*one, "pdf")),
    }


def _improving(unit_id: str, meeting_id: str) -> dict[str, str]:
    from django.urls import reverse

    board, meeting = reverse("improvement:board", args=(unit_id,)), (unit_id, meeting_id)
    pages = {
        "mine": reverse("improvement:mine"),
        "board": board,
        "timeline": reverse("improvement:timeline", args=(unit_id,)),
        "board by date": f"{board}?by=date",
        "board by indicator": f"{board}?by=indicator",
        "board without a lead": f"{board}?show=nobody",
        "meeting mode": reverse("improvement:meeting_mode", args=meeting),
        "changed": reverse("improvement:changed", args=(unit_id,)),
        "agenda": reverse("improvement:agenda", args=meeting),
        "tracked": reverse("improvement:tracked", args=(unit_id,)),
        "heard": reverse("improvement:heard", args=(unit_id,)),
    }
    return {f"improvement {name}": path for name, path in pages.items()}


def _count(told: dict[str, Any]) -> dict[str, int]:
    """Return how many statements each page sends to the database, BEGIN and COMMIT among them."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.cold import forget
    from bench.saving import Typing

    def browser(who: str) -> Client:
        client = Client(HTTP_HOST="127.0.0.1")
        name = settings.SESSION_COOKIE_NAME
        client.cookies[name] = told[who]["speir"][name]
        return client

    def statements(client: Client, *requests: tuple[str, str, dict[str, str] | None, bool]) -> int:
        with CaptureQueriesContext(connection) as seen:
            for method, path, form, script in requests:
                more = {"HX-Request": "true"} if script else {}
                asked = (
                    client.get(path, headers=more)
                    if method == "GET"
                    else client.post(path, form, headers=more)
                )
                if asked.status_code not in {200, 302}:
                    raise RuntimeError(f"{path} answered {asked.status_code}")
                if asked.status_code == 200 and "html" in asked["Content-Type"]:
                    _ = asked.content
        return len(seen)

    member, chief = browser("member"), browser("chief")
    counts = {}
    for name, path in told["pages"].items():
        who = browser("committee") if name.startswith("improvement") else member
        statements(who, ("GET", path, None, False))
        counts[name] = statements(who, ("GET", path, None, False))
    for name in (
        "matrix",
        "matrix as a grid",
        "patterns",
        *(one for one in told["pages"] if "improvement" in one),
    ):
        who = browser("committee") if name.startswith("improvement") else member
        forget()
        counts[f"{name}, nothing kept"] = statements(who, ("GET", told["pages"][name], None, False))
    counts["list of all"] = statements(chief, ("GET", told["pages"]["list"], None, False))
    typing, path = Typing(told["save"]), told["pages"]["indicator"]
    statements(member, ("POST", path, typing.next(), True))
    counts["save"] = statements(member, ("POST", path, typing.next(), True))
    counts["save and page"] = statements(
        member, ("POST", path, typing.next(), False), ("GET", path, None, False)
    )
    told["save"] = typing.form
    return counts


if __name__ == "__main__":
    main(sys.argv[1:])
