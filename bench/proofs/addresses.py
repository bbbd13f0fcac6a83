"""`bin/prove --only addresses`: the guard tables over HTTP, at an installation as it is served.

Each row of `tests/web/guard_table.py` has a world of its own, made by actions beside the demonstration: whoever asks
finds it as it was made. After each answer every table is compared with what it was before.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import django

from bench.browser import Answer, Browser
from bench.proofs.rows import Rows, changed
from bench.servers import SPEIR, Server, environment

if TYPE_CHECKING:
    from bench.proofs.expected import Row
    from tests.web.places import Place

FORM_TOKEN = "speir-form"
SOMEBODY_ELSES = "a" * 64
OF_WORK = (
    "evaluations_",
    "evidence_",
    "sharing_",
    "retention_",
    "organisations_",
    "accounts_person",
    "trail_entry",
)


class Proof:
    """A served installation that is put back as it was after every answer that changed it."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        from bench.proofs import expected, people

        self.expected, self.company = expected, people.gather()
        self.server = Server(SPEIR, env, folder / "log")
        self.rows = Rows(folder / "speir.sqlite3", expected.SEEN)
        everybody = self.company.by_role()
        self.browsers = {role: people.signed_in(self.server.port, who) for role, who in everybody.items()}
        self.browsers["nobody"] = people.signed_out(self.server.port)
        self.cookies = {role: dict(browser.cookies) for role, browser in self.browsers.items()}
        self.beginning = self.rows.kept()
        self.counted: Counter[str] = Counter()
        self.faults: list[str] = []

    def row(self, row: Row) -> None:
        """Make the row's world, and ask as everybody."""
        from tests.web.places import Place

        self.rows.put_back(self.beginning)
        place = Place(self.company.cast)
        address, typed = place.address(row.name, row.words), place.posted(row.typed)
        if "inspector" in row.expected:
            self._invite(place)
        self.world, self.before, self.entries = self.rows.kept(), self.rows.digests(), self.rows.verbs()
        self.planted = self._planted()
        for role in row.expected:
            for script in (False, True):
                what = f"{row.method} {address} ({row.name}) as {role}{', by script' if script else ''}"
                browser = self._browser(role)
                if row.method == "get":
                    answer = browser.get(address, script=script)
                else:
                    form = typed | {"csrfmiddlewaretoken": self.cookies[role][FORM_TOKEN]}
                    answer = browser.post(address, form, script=script)
                self._expect(what, answer, self._right(row, role, answer.status, script=script))
                if (
                    row.method == "post"
                    and answer.status < 400
                    and (role != "nobody" or row.name in self.expected.ONE_TIME | self.expected.BY_PROGRAMS)
                ):
                    self._put_back()
                else:
                    self._unchanged(what, answer)
                if role in row.others and row.name not in self.expected.HOLDERS:
                    self._shows_nothing(what, answer, role, typed)
        if row.method == "post" and row.name not in self.expected.BY_PROGRAMS:
            self._sent_by_others(row.name, address, typed)
        elif row.only_shows:
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                answer = self._browser("lead").ask(method, address, self.cookies["lead"][FORM_TOKEN])
                self._expect(f"{method} {address} ({row.name}) as lead", answer, {405})
                self._unchanged(f"{method} {address} ({row.name}) as lead", answer)

    def _right(self, row: Row, role: str, answered: int, *, script: bool) -> set[int]:
        """What may be answered: a script gets pieces of pages, which say in themselves what was not saved."""
        status = row.expected[role]
        right = {answered} if script and status < 400 and answered < 400 else {status}
        if script and status in {409, 422}:
            right.add(200)
        if (
            script and role == "nobody" and status == 302
        ):  # it would put the sign-in page into a corner of a page
            right.add(401)
        return right | ({429} if row.name in self.expected.BY_PROGRAMS else set())

    def _sent_by_others(self, name: str, address: str, typed: dict[str, str]) -> None:
        """A page elsewhere makes the lead's browser send the form, or merely open its address."""
        for what, token in (
            ("without", {}),
            ("with somebody else's", {"csrfmiddlewaretoken": SOMEBODY_ELSES}),
        ):
            what = f"post {address} ({name}) as lead {what} form token"
            answer = self._browser("lead").post(address, typed | token)
            self._expect(what, answer, {403})
            self._unchanged(what, answer)
        answer = self._browser("lead").get(address)
        self._expect(f"get {address} ({name}) as lead", answer, self.expected.opened(name))
        self._unchanged(f"get {address} ({name}) as lead", answer)

    def _expect(self, what: str, answer: Answer, statuses: set[int]) -> None:
        self.counted["asked"] += 1
        if answer.status not in statuses:
            self._wrong(f"{what} answered {answer.status} and not {sorted(statuses)}")

    def _unchanged(self, what: str, answer: Answer) -> None:
        """Nothing is as it was not before, but for what an answer may leave behind."""
        self.counted["left as it was"] += 1
        tables = changed(self.before, self.rows.digests()) - self.expected.SESSIONS
        if answer.status == 409:
            tables -= self.expected.DRAFT
        if (
            answer.status in {200, 403, 409, 422}
            and {verb for _id, verb in self.rows.verbs() - self.entries} <= self.expected.READ
        ):
            tables -= self.expected.READING
        if tables:
            self._wrong(f"{what} answered {answer.status} and changed {', '.join(sorted(tables))}")
        self._put_back()

    def _put_back(self) -> None:
        if changed(self.before, self.rows.digests()):
            self.rows.put_back(self.world)

    def _shows_nothing(self, what: str, answer: Answer, role: str, typed: dict[str, str]) -> None:
        """None of what was written in the team or its partnership stands in the answer."""
        self.counted["read through"] += 1
        shown, own = self.expected.readable(answer.body), self.company.own(role)
        for text in self.planted - own - set(typed.values()):
            if text in shown:
                self._wrong(f"{what} shows {text[:200]!r}")

    def _browser(self, role: str) -> Browser:
        browser = self.browsers[role]
        browser.cookies = dict(self.cookies[role])
        return browser

    def _invite(self, place: Place) -> None:
        from speir.evaluations.actions import rooms

        guest, lead = self.company.inspector, self.company.cast.lead
        rooms.invite(room_id=place.room.id, person_id=guest.person.id, by=lead.actor)

    def _planted(self) -> set[str]:
        columns = [
            (table, column)
            for table, column in self.rows.text_columns()
            if table.startswith(OF_WORK) and column not in {"about", "verb"}
        ]
        texts = {text for table, column in columns for text in self.rows.values(table, column)}
        planted = {text for text in texts if len(text) >= 8 and " " in text} - self.expected.PROPOSED
        return {text for text in planted if " ".join(text.split()) not in self.expected.STARTING}

    def _wrong(self, sentence: str) -> None:
        self.faults.append(sentence)
        print(f"  {sentence}", flush=True)


def main() -> int:
    """Serve from a folder that is gone at the end, and ask; 1 when anything was wrong."""
    began, quick = time.monotonic(), Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="speir-prove-", dir=quick if quick.is_dir() else None) as made:
        env = environment(Path(made))
        os.environ.clear()
        os.environ.update(env | {"DJANGO_SETTINGS_MODULE": "speir.config.settings"})
        django.setup()
        from speir.cli import serve

        serve.prepare()
        serve.load_demonstration()
        proof = Proof(Path(made), env)
        rows = list(proof.expected.rows())
        try:
            for row in rows:
                proof.row(row)
        finally:
            proof.server.stop()
            proof.rows.close()
        failed = proof.server.log.read_text().count("Traceback")
    counted, people = proof.counted, len(proof.browsers)
    print(
        f"addresses: {len({row.name for row in rows})} addresses, {len(rows)} rows, {people} people, "
        f"{counted['asked']} requests; {counted['left as it was']} answers changed no table, "
        f"{counted['read through']} answers to others showed nothing; {len(proof.faults)} faults, "
        f"{failed} tracebacks, {time.monotonic() - began:.0f} s"
    )
    return 1 if proof.faults or failed else 0


if __name__ == "__main__":
    sys.exit(main())
