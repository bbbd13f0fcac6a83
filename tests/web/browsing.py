"""A person at the browser's door: a client that reads a page's forms as a browser does, and sends them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.core.signals import setting_changed
from django.test import Client
from django.test.client import ClientHandler

from tests.world import Somebody

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HTMX: Any = {"HTTP_HX_REQUEST": "true"}
VOID = {"meta", "link", "input", "br", "img", "hr"}


# What stands between a request and its view is put together once, as it is in use, and anew where a setting changed:
# one way that checks where a form comes from, and one that does not.
_ways: dict[bool, ClientHandler] = {}
setting_changed.connect(lambda **_: _ways.clear(), weak=False)


def browser(who: Somebody | None = None, *, enforce_csrf_checks: bool = False, **settings: Any) -> Client:
    """A browser of its own, signed in where `who` is given."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks, **settings)
    client.handler = _ways.setdefault(enforce_csrf_checks, client.handler)
    if who is not None:
        client.force_login(who.person, backend=BACKEND)
    return client


@dataclass
class Form:
    """A form as it stands on the page: where it goes, what it holds, and its buttons (name, value, words)."""

    action: str
    method: str
    attributes: dict[str, str | None]
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, **typed: str | list[str] | None) -> dict[str, list[str]]:
        """What a browser would send after these were typed or chosen; None leaves a field out."""
        sent = {name: list(values) for name, values in self.fields.items()}
        for name, value in typed.items():
            assert name in self.fields or name in self.choices or name in dict(self.buttons), (
                f"no field {name}"
            )
            sent[name] = [] if value is None else [value] if isinstance(value, str) else value
        return {
            name: [re.sub(r"\r\n|\r|\n", "\r\n", value) for value in values]
            for name, values in sent.items()
            if values
        }


class Page(HTMLParser):
    """A page as a person and a browser see it."""

    def __init__(self, response: Any, address: str = "/") -> None:
        super().__init__(convert_charrefs=True)
        self.response, self.address = response, address
        self.html = response.content.decode()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.forms: list[Form] = []
        self.elsewhere: list[Form] = []
        self.ids: list[str] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._textarea: tuple[Form | None, str] | None = None
        self._select: tuple[Form | None, str, list[str]] | None = None
        self._held = ""
        self._by_id: dict[str, Form] = {}
        self.feed(self.html)

    @property
    def text(self) -> str:
        """What can be read, with single spaces."""
        return " ".join(" ".join(self._words).split())

    def form(self, ending: str = "") -> Form:
        """The one form that goes to an address with this ending, by itself or else by one of its buttons."""
        forms, others = (
            [one for one in those if one.method == "post" and one.action.split("?")[0].endswith(ending)]
            for those in (self.forms, self.elsewhere)
        )
        found = forms or list({one.action: one for one in others}.values())
        assert len(found) == 1, f"{len(found)} forms to …{ending}: {[f.action for f in self.forms]}"
        return found[0]

    def values(self, name: str) -> list[str]:
        """What the fields of this name hold, in all forms."""
        return [value for form in self.forms for value in form.fields.get(name, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: C901, PLR0912
        of = dict(attrs)
        self.tags.append((tag, of))
        if of.get("id"):
            self.ids.append(str(of["id"]))
        if tag not in VOID:
            self._open.append(tag)
        if of.get("form"):  # its form may stand below it
            self._by_id.setdefault(str(of["form"]), Form("", "", {}))
        mine = self._by_id.get(of.get("form") or "") or (
            self.forms[-1] if "form" in self._open and self.forms else None
        )
        name = of.get("name") or ""
        if tag == "form":
            action = urljoin(self.address, of.get("action") or "")
            made = self._by_id.setdefault(str(of.get("id") or f"form {len(self.forms)}"), Form("", "", {}))
            made.action, made.method, made.attributes = action, of.get("method") or "get", of
            self.forms.append(made)
        elif tag == "input" and mine is not None and name:
            kind, value = of.get("type") or "text", of.get("value") or ""
            if kind in {"radio", "checkbox"}:
                mine.choices.setdefault(name, []).append(value)
                if "checked" not in of:
                    return
            mine.fields.setdefault(name, []).append(value)
        elif tag == "textarea":
            self._textarea, self._held = (mine, name), ""
        elif tag == "select":
            self._select = (mine, name, [])
        elif tag == "option" and self._select is not None:
            form, select, before = self._select
            if form is not None:
                form.choices.setdefault(select, []).append(of.get("value") or "")
                if "selected" in of or not before:
                    form.fields[select] = [of.get("value") or ""]
            before.append(of.get("value") or "")
        elif tag == "button" and mine is not None and name:
            mine.buttons.append((name, of.get("value") or ""))

        if tag == "button" and mine is not None and of.get("formaction"):
            # The same fields, sent to another address.
            self.elsewhere.append(replace(mine, action=urljoin(self.address, str(of["formaction"]))))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "textarea" and self._textarea is not None:
            form, name = self._textarea
            if form is not None and name:
                held = re.sub(r"\r\n|\r", "\n", self._held)
                form.fields.setdefault(name, []).append(held.removeprefix("\n"))
            self._textarea = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._held += data
        if not {"script", "style", "head"} & set(self._open):
            self._words.append(data)


def open_page(client: Client, address: str, status: int = 200, **more: Any) -> Page:
    """Open an address and read the page."""
    response = client.get(address, **more)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return Page(response, address)


def send(
    client: Client, form: Form, status: int = 302, more: dict[str, Any] | None = None, **typed: Any
) -> Page:
    """Send a form as a browser does, and read the answer."""
    response = client.post(form.action, form.filled(**typed), **(more or {}))
    assert response.status_code == status, (
        f"{form.action}: {response.status_code}\n{Page(response).text[:2000]}"
    )
    return Page(response, form.action)
