"""`bin/prove --only moderation`: sixty people judge within ten seconds; every view is kept, and none is seen early.

All of them join by the short address, watch the meeting as their telephones do, and judge at some moment of the ten
seconds; a third judge a second time at the instant of the reveal. Whatever anybody is shown before the reveal is looked
through for the words of all others.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench import databases, team
from bench.browser import Answer, Browser
from bench.servers import ROOT, SPEIR, Server, environment

DATABASES = ("sqlite", "postgresql")
LEVELS = ("excellent", "very_good", "good", "adequate", "weak", "unsatisfactory", "not_evaluated")
SECONDS, EVERY = 10.0, 3.0
SECRET = re.compile(r"secret-(\d+)-[ab]")


@dataclass
class Meeting:
    """A meeting under way, and what was seen and measured in it."""

    lead: Browser
    people: list[Browser]
    path: str
    round_path: str = ""
    troubles: list[str] = field(default_factory=list)
    judged: list[float] = field(default_factory=list)
    unchanged: list[float] = field(default_factory=list)
    revealed: threading.Event = field(default_factory=threading.Event)

    def look(self, answer: Answer, whose: int) -> None:
        """Before the reveal nobody is shown what somebody else judged."""
        seen = {int(one) for one in SECRET.findall(answer.text)} - {whose}
        if seen and not self.revealed.is_set():
            self.troubles.append(f"person {whose} was shown what {sorted(seen)} judged")

    def send(self, browser: Browser, page: str, path: str, **typed: str) -> Answer:
        """Send a form of a page as a browser does."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        answer = browser.post(path, typed | {"csrfmiddlewaretoken": token[1] if token else ""})
        if answer.status != 302:
            self.troubles.append(f"{path} answered {answer.status}")
        return answer

    def judge(self, number: int, which: str) -> None:
        """Somebody judges, with words that tell who it was."""
        browser = self.people[number]
        page = browser.get(f"{self.round_path}?change=1")
        self.look(page, number)
        began = time.monotonic()
        choice = LEVELS[number % len(LEVELS)]
        self.send(browser, page.text, self.round_path, choice=choice, why=f"It is secret-{number}-{which}.")
        self.judged.append(time.monotonic() - began)

    def watch(self, browser: Browser, whose: int, path: str, until: float) -> None:
        """A page goes along with the meeting, as its script does."""
        page = browser.get(path)
        while time.monotonic() < until and not self.revealed.is_set():
            self.look(page, whose)
            asks = re.search(r'hx-get="([^"]+)"', page.text)
            if asks is None:
                self.troubles.append(f"{path} asks for nothing")
                return
            time.sleep(EVERY)
            began = time.monotonic()
            answer = browser.get(html.unescape(asks[1]), script=True)
            if answer.status == 204:
                self.unchanged.append(time.monotonic() - began)
            else:
                page = answer


def main(given: list[str]) -> int:
    """Prove it on each database; 1 when a view was lost or seen early."""
    parser = argparse.ArgumentParser(prog="bin/prove --only moderation", description=__doc__)
    parser.add_argument("--people", type=int, default=60, help="default: 60")
    parser.add_argument("--database", default="sqlite,postgresql", help="default: sqlite,postgresql")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(given)
    if options.here:
        return _prove(options.database, options.people)
    code = 0
    for database in options.database.split(","):
        if database not in DATABASES:
            parser.error(f"choose from {', '.join(DATABASES)}")
        words = [sys.executable, "-m", "bench.proofs.moderation", "--here", "--database", database]
        words += ["--people", str(options.people)]
        if database == "postgresql":
            words = [sys.executable, str(ROOT / "bin" / "with_postgres.py"), *words]
        code |= subprocess.run(words, cwd=ROOT, check=False).returncode
    return code


def _prove(database: str, count: int) -> int:
    with tempfile.TemporaryDirectory(prefix="speir-prove-") as made, databases.of_its_own() as url:
        folder = Path(made)
        env = environment(folder, url)
        office = team.make(env, count + 1)
        server = Server(SPEIR, env, folder / "log")
        try:
            meeting = _sit_down(server, office)
            before = server.cpu()
            _judge(meeting)
            spent = server.cpu() - before
            found = _all_there(meeting)
        finally:
            server.stop()
    for trouble in [*meeting.troubles[:10], *found]:
        print(f"  {trouble}")
    slow, polls = max(meeting.judged), meeting.unchanged
    print(
        f"{database}: {count} people, {len(meeting.judged)} views; the slowest took {slow * 1000:.0f} ms, "
        f"half of them {median(meeting.judged) * 1000:.0f} ms; {len(polls)} times nothing had changed, "
        f"{median(polls) * 1000:.0f} ms each; {spent:.1f} s of CPU; "
        f"{'all kept and none seen early' if not meeting.troubles and not found else 'FAILED'}"
    )
    return 1 if meeting.troubles or found else 0


def _sit_down(server: Server, office: team.Team) -> Meeting:
    """Everybody signs in; the lead begins, and the others join at once by the address on the screen."""
    lead, *people = [Browser(server.port, timeout=60) for _ in office.addresses]
    for browser, address in zip([lead, *people], office.addresses, strict=True):
        browser.sign_in(address)
    begin = f"/moderation/of/{office.evaluation_id}/begin/"
    meeting = Meeting(lead, people, "")
    began = meeting.send(lead, lead.get(begin).text, begin, how="meeting", indicators="1.1")
    meeting.path = began.location.removesuffix("lead/")
    code = meeting.path.split("/")[2][:5]

    def join(browser: Browser) -> None:
        to = browser.get(f"/m/{code}/").location
        meeting.send(browser, browser.get(to).text, f"{to}join/")

    _at_once([lambda one=one: join(one) for one in people])  # type: ignore[misc]
    screen = lead.get(f"{meeting.path}lead/").text
    opens = re.search(r'action="([^"]+/open/)"', screen)
    if opens is None:
        raise RuntimeError("The screen has no button that opens the first indicator.")
    meeting.send(lead, screen, opens[1])
    meeting.round_path = opens[1].removesuffix("open/")
    return meeting


def _judge(meeting: Meeting) -> None:
    """All judge within ten seconds while everybody watches; then the reveal, and some judge again at that instant."""
    chance, until = random.Random(6), time.monotonic() + SECONDS
    moments = [chance.uniform(0, SECONDS - 1) for _ in meeting.people]
    watching = [Browser(one.port, one.cookies, timeout=60) for one in meeting.people]
    screen = Browser(meeting.lead.port, meeting.lead.cookies, timeout=60)

    def later(number: int) -> None:
        time.sleep(moments[number])
        meeting.judge(number, "a")

    def together() -> Iterator[Callable[[], None]]:
        yield lambda: meeting.watch(screen, -1, f"{meeting.path}lead/", until)
        for number, browser in enumerate(watching):
            yield lambda n=number: later(n)  # type: ignore[misc]
            yield lambda n=number, b=browser: meeting.watch(b, n, meeting.path, until)  # type: ignore[misc]

    _at_once(list(together()))

    def reveal() -> None:
        page = meeting.lead.get(f"{meeting.path}lead/")
        meeting.look(page, -1)
        meeting.revealed.set()
        meeting.send(meeting.lead, page.text, f"{meeting.round_path}reveal/")

    again = [lambda n=n: meeting.judge(n, "b") for n in range(0, len(meeting.people), 3)]
    _at_once([*again, reveal])


def _all_there(meeting: Meeting) -> list[str]:
    """Return what is missing: of each person the latest view, or, where that came late, the one before it as well."""
    page = meeting.lead.get(meeting.round_path).text
    missing = []
    for number in range(len(meeting.people)):
        latest = "b" if number % 3 == 0 else "a"
        if f"secret-{number}-{latest}." not in page:
            missing.append(f"the view {latest} of person {number} is not there")
    shown = re.search(r'class="by-level".*', page, re.DOTALL)
    counted = len(SECRET.findall(shown[0] if shown else ""))
    if counted < len(meeting.people):
        missing.append(f"{counted} views are shown")
    return missing


def _at_once(work: list[Callable[[], None]]) -> None:
    with ThreadPoolExecutor(len(work)) as people:
        for done in [people.submit(one) for one in work]:
            done.result()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
