"""Eight people save at the same instant, over HTTP, against gunicorn: nothing that they typed is lost."""

from __future__ import annotations

import html
import re
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from bench.browser import Answer, Browser
from bench.saving import mark, read
from tests.load.conftest import PEOPLE, Office

pytestmark = pytest.mark.load

ROUNDS = 20


def all_at_once(work: list[Callable[[], Answer]]) -> list[Answer]:
    """Let everybody go at the same instant; what each got."""
    barrier = threading.Barrier(len(work))

    def run(send: Callable[[], Answer]) -> Answer:
        barrier.wait()
        return send()

    with ThreadPoolExecutor(len(work)) as people:
        return list(people.map(run, work))


def saving(
    person: Browser, path: str, form: dict[str, str], strengths: str, *, script: bool
) -> Callable[[], Answer]:
    """Return what sends the form, opened when the text stood that it holds, with another text."""
    typed = form | {"strengths": strengths, "base_strengths": mark(form["strengths"]), "go": "stay"}
    return lambda: person.post(path, typed, script=script)


def kept_for(page: str) -> list[str]:
    """The texts that a page keeps for its reader."""
    found = re.findall(r"<blockquote>(.*?)</blockquote>", page, re.DOTALL)
    return [html.unescape(re.sub(r"<br\s*/?>", "\n", text)).strip() for text in found]


def test_eight_people_in_eight_indicators_save_160_of_160(office: Office) -> None:
    paths = [office.path(number) for number in office.team.numbers[1 : PEOPLE + 1]]
    forms = [read(person.get(path).text) for person, path in zip(office.people, paths, strict=True)]
    lines = [[f"Person {at} wrote this in round {turn}." for turn in range(ROUNDS)] for at in range(PEOPLE)]
    for turn in range(ROUNDS):
        texts = ["\n".join(written[: turn + 1]) for written in lines]
        work = [
            saving(office.people[at], paths[at], forms[at], texts[at], script=True) for at in range(PEOPLE)
        ]
        for answer in all_at_once(work):
            assert answer.status == 200, answer.text[:500]
            assert "saved--not" not in answer.text, answer.text[:500]
        forms = [form | {"strengths": text} for form, text in zip(forms, texts, strict=True)]

    # Read by somebody else than the writer: every line of every round stands there.
    stand = [read(office.people[at - 1].get(paths[at]).text)["strengths"] for at in range(PEOPLE)]
    assert [text.split("\n") for text in stand] == lines
    assert sum(len(text.split("\n")) for text in stand) == 160


def test_eight_people_in_the_same_indicator_lose_no_text(office: Office) -> None:
    path = office.path(office.team.numbers[0])
    forms = [read(person.get(path).text) for person in office.people]
    lost: list[set[str]] = [set() for _ in range(PEOPLE)]
    for turn in range(ROUNDS):
        texts = [f"Person {at} says this in round {turn}." for at in range(PEOPLE)]
        # The page's script and the plain form by turns.
        scripts = [(at + turn) % 2 == 0 for at in range(PEOPLE)]
        work = [
            saving(office.people[at], path, forms[at], texts[at], script=scripts[at]) for at in range(PEOPLE)
        ]
        answers = all_at_once(work)
        stands = read(office.people[turn % PEOPLE].get(path).text)["strengths"]
        winner = texts.index(stands)
        for at, answer in enumerate(answers):
            if at == winner:
                assert answer.status in {200, 302}
                assert "conflict" not in answer.text
            else:
                lost[at].add(texts[at])
                assert answer.status == (200 if scripts[at] else 409)
                shown = kept_for(answer.text)
                assert stands in shown, "the other's text is shown"
                assert texts[at] in shown, "one's own is shown too"
        forms = [form | {"strengths": stands} for form in forms]

    assert sum(len(lost_texts) for lost_texts in lost) == 140
    assert [found_again(person, path) for person in office.people] == lost


def found_again(person: Browser, path: str) -> set[str]:
    """All texts that the page keeps for somebody: it shows some, and others once those are discarded."""
    found: set[str] = set()
    while kept := kept_for(page := person.get(path).text):
        found |= set(kept)
        token = read(page)["csrfmiddlewaretoken"]
        number = path.strip("/").rpartition("/")[2]
        asides = set(re.findall(r'id="discard_(\w+)"', page))
        shown = [aside for aside in asides if f'form="discard_{aside}"' in page]
        assert shown, "a kept text has no way to be discarded"
        for aside in shown:
            discard = path.replace(f"{number}/", f"set-aside/{aside}/")
            answer = person.post(discard, {"csrfmiddlewaretoken": token, "number": number})
            assert answer.status == 302
    return found


def test_a_connection_that_breaks_off_in_mid_form_empties_and_cuts_nothing(office: Office) -> None:
    """Where a browser dies while sending, what it had sent so far is not what somebody meant to save."""
    person, path = office.people[0], office.path(office.team.numbers[0])
    person.post(
        path, read(person.get(path).text) | {"strengths": "As it was.", "choice": "good", "go": "stay"}
    )
    before = read(person.get(path).text)
    assert (before["strengths"], before["choice"]) == ("As it was.", "good")
    names = ["base_strengths", "strengths", "base_choice", "choice"]
    form = {"csrfmiddlewaretoken": before["csrfmiddlewaretoken"]} | {name: before[name] for name in names}
    body = urlencode(form | {"strengths": "As it was, and more of it."}).encode()
    for kept in (body.index(b"strengths"), body.index(b"and+more"), body.index(b"&choice")):
        with socket.create_connection(("127.0.0.1", person.port), timeout=120) as line:
            cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
            head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\nHX-Request: true\r\n"
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
            line.sendall(head.encode() + body[:kept])
            line.shutdown(socket.SHUT_WR)
            assert b" 400 " in line.recv(4096).split(b"\r\n")[0]
    after = read(person.get(path).text)
    assert (after["strengths"], after["choice"]) == ("As it was.", "good")
