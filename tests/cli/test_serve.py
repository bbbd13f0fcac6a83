"""`speir serve`, from nothing to a page and back to nothing."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests import made
from tests.cli.running import PATIENCE, alive, environment, free_port, rows, served


class Visitor:
    """Somebody with a browser that keeps cookies and follows where it is sent."""

    def __init__(self) -> None:
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def sign_in(self, address: str) -> tuple[str, str]:
        """Open a sign-in address and press its button; return where that leads, and the page there."""
        page = self.open(address, timeout=PATIENCE).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1]}).encode()
        with self.open(
            urllib.request.Request(address, body, {"Referer": address}), timeout=PATIENCE
        ) as answer:
            return urllib.parse.urlsplit(answer.url).path, answer.read().decode()

    def page(self, address: str) -> str:
        return str(self.open(address, timeout=PATIENCE).read().decode())


def test_serving_the_demonstration_leads_straight_to_it_and_leaves_nothing_behind(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port, "--demo") as speir:
        address = speir.sign_in_address()
        (demonstration,) = rows(
            tmp_path, "select id, title from evaluations_evaluation order by begun_at limit 1"
        )
        path, page = Visitor().sign_in(address)
        assert path == f"/broad-views/{demonstration[0]}/"
        assert demonstration[1] in page
        assert "demonstration" in page.lower()
        with pytest.raises(urllib.error.HTTPError, match="410"):
            Visitor().page(address)

        family = speir.family()
        assert len(family) >= 3
        assert speir.stop() == 0
        assert not alive(family)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port))


def test_the_first_page_is_the_two_doors_and_a_second_start_is_safe(tmp_path: Path) -> None:
    made.put_into(tmp_path)
    port = free_port()
    with served(tmp_path, port) as speir:
        before = speir.sign_in_address()
        # What stays once all is ready needs no Django, and shows nobody the sign-in address.
        listed = subprocess.run(["ps", "-A", "-o", "pid=,args="], capture_output=True, text=True, check=True)
        (stays,) = (line for line in listed.stdout.splitlines() if line.split()[0] == str(speir.process.pid))
        assert "speir.cli.watch" in stays
        assert before.rstrip("/").rpartition("/")[2] not in listed.stdout
        assert f"Speir is ready at http://127.0.0.1:{port}/ (Ctrl-C stops it).\n" in speir.said
        assert Visitor().sign_in(before)[0] == "/start/"
        assert speir.stop() == 0
    asked = [sys.executable, "-c", "import sys, speir.cli.watch; print('django' in sys.modules)"]
    said = subprocess.run(asked, env=environment(tmp_path), capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
    people = rows(tmp_path, "select id from accounts_person")
    assert len(people) == 1
    with served(tmp_path, port) as speir:
        after = speir.sign_in_address()
        assert after != before
        path, page = Visitor().sign_in(after)
        assert path == "/start/"
        assert "Start our own" in page
        assert "Explore the demonstration" in page
        assert speir.stop() == 0
    assert rows(tmp_path, "select id from accounts_person") == people


def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with served(tmp_path, port) as speir:
            assert f"Port {port} cannot be used" in speir.line()
            assert speir.process.wait(PATIENCE) == 1
