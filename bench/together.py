"""`python -m bench.together`: a hundred people sign in and begin to work at once; how long it took and what failed.

Each has a password and an authenticator app, comes from the same address, opens the list and one indicator, and saves.
"""

from __future__ import annotations

import argparse
import base64
import hmac
import http.client
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.saving import Typing, read
from bench.servers import HOST, ROOT, SPEIR, Server, environment

PASSWORD = "three words together"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Browser:
    """Keeps cookies, and how long each step took."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)

    def ask(
        self, step: str, path: str, form: dict[str, str] | None = None, expect: int = 200, or_else: int = 0
    ) -> tuple[str, str]:
        """Return the page and where it leads. Raises AssertionError for another status."""
        line = http.client.HTTPConnection(HOST, self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        began = time.monotonic()
        line.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
        answer = line.getresponse()
        page = answer.read().decode()
        self.took[step] = time.monotonic() - began
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        line.close()
        assert answer.status in (expect, or_else), f"{step}: {answer.status} for {path}"
        return page, answer.getheader("Location", "") or ""


def work(browser: Browser, person: dict[str, str], view: str, number: str) -> None:
    """Sign in with a password and a code, open the list and an indicator, save."""
    page, _ = browser.ask("sign-in page", "/sign-in/")
    form = {"csrfmiddlewaretoken": _token(page), "login": person["email"], "password": PASSWORD}
    _, to = browser.ask("password", "/sign-in/", form, 302)
    page, _ = browser.ask("second factor page", to)
    form = {"csrfmiddlewaretoken": _token(page), "code": code(person["secret"])}
    browser.ask("code", to, form, 302)
    browser.ask("list", "/broad-views/")
    page, _ = browser.ask("indicator", f"/broad-views/{view}/{number}/")
    # 409: somebody else wrote in the same field, and both texts are shown.
    browser.ask("save", f"/broad-views/{view}/{number}/", Typing(read(page)).next(), 302, or_else=409)


def code(secret: str) -> str:
    """Return what an app shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def _token(page: str) -> str:
    found = TOKEN.search(page)
    assert found, "no token"
    return found[1]


def make(count: int) -> None:
    """Make the people with passwords and apps, and a broad view; tell them as JSON."""
    import django

    django.setup()
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from bench import team
    from speir.access.actor import SYSTEM
    from speir.accounts.actions import set_sign_in
    from speir.accounts.models import Person

    made = team.make(dict(os.environ), count)
    people = []
    for at, person in enumerate(Person.objects.order_by("joined_at", "id")):
        email, secret = f"person{at}@example.scot", generate_totp_secret()
        set_sign_in(person=person, email=email, password=PASSWORD, by=SYSTEM)
        TOTP.activate(person, secret)
        people.append({"email": email, "secret": secret})
    json.dump({"view": made.evaluation_id, "numbers": made.numbers, "people": people}, sys.stdout)


def main() -> int:
    """Measure; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make(options.people)
        return 0
    with tempfile.TemporaryDirectory(prefix="speir-together-") as folder:
        env = environment(Path(folder)) | {
            "DJANGO_SETTINGS_MODULE": "speir.config.settings",
            "SPEIR_SECOND_FACTOR": "required",
        }
        words = [sys.executable, "-m", "bench.together", "--make", "--people", str(options.people)]
        world = json.loads(
            subprocess.run(words, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        )
        server = Server(SPEIR, env, Path(folder) / "server.log")
        try:
            return _measure(server, world)
        finally:
            memory = server.memory()
            print(f"a web worker afterwards: RSS {memory.rss:.0f} MB, PSS {memory.pss:.0f} MB")
            server.stop()


def _measure(server: Server, world: dict[str, list[dict[str, str]]]) -> int:
    browsers = [Browser(server.port) for _ in world["people"]]
    failed: list[str] = []

    def doing(at: int) -> Callable[[], None]:
        def one() -> None:
            try:
                number = str(world["numbers"][at % len(world["numbers"])])
                work(browsers[at], world["people"][at], str(world["view"]), number)
            except (AssertionError, OSError, http.client.HTTPException) as error:
                failed.append(str(error))

        return one

    began = time.monotonic()
    threads = [threading.Thread(target=doing(at)) for at in range(len(browsers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{len(browsers)} people in {time.monotonic() - began:.1f} s, {len(failed)} failed")
    for step in browsers[0].took:
        took = sorted(browser.took[step] for browser in browsers if step in browser.took)
        print(f"  {step:20} half within {took[len(took) // 2]:.2f} s, all within {took[-1]:.2f} s")
    print("\n".join(sorted(set(failed))))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
