"""A small browser: one connection that stays open, cookies, forms. Enough for pages of ours, and cheap."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urlencode

GONE = (http.client.HTTPException, ConnectionError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    location: str = ""

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


class Browser:
    """Somebody's browser. It follows no redirect by itself and sends nothing twice unless asked."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None, *, timeout: float = 120) -> None:
        self.port = port
        self.cookies = dict(cookies or {})
        self.timeout = timeout
        self._line: http.client.HTTPConnection | None = None

    def get(self, path: str, *, script: bool = False) -> Answer:
        """Ask for a page; once more where the server had closed the idle connection meanwhile."""
        headers = {"HX-Request": "true"} if script else {}
        try:
            return self._send("GET", path, b"", headers)
        except GONE:
            self.close()
            return self._send("GET", path, b"", headers)

    def ask(self, method: str, path: str, token: str) -> Answer:
        """Send what no form of a page sends: PUT, say, with a form token in its header and nothing in it."""
        self.close()
        return self._send(method, path, b"", {"X-CSRFToken": token, "Content-Length": "0"})

    def post(self, path: str, form: dict[str, str], *, script: bool = False) -> Answer:
        """Send a form, as the page's script does or as a plain one."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if script:
            token = form.get("csrfmiddlewaretoken", "")
            headers |= {"HX-Request": "true", "HX-Target": "saved", "X-CSRFToken": token}
        return self._send("POST", path, urlencode(form).encode(), headers)

    def sign_in(self, address: str) -> None:
        """Use a one-time address up, as a person does: open it, press the button."""
        page = self.get(address).text
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if not found:
            raise AssertionError(f"the sign-in page has no button: {page[:500]}")
        answer = self.post(address, {"csrfmiddlewaretoken": found[1]})
        if answer.status != 302:
            raise AssertionError(f"the sign-in address answered {answer.status}")

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        if self.cookies:
            headers = headers | {
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            }
        try:
            self._line.request(method, path, body=body or None, headers=headers)
            response = self._line.getresponse()
            content = response.read()
        except BaseException:
            self.close()
            raise
        for said in response.headers.get_all("Set-Cookie") or ():
            self._keep(said)
        return Answer(response.status, content, response.headers.get("Location", ""))

    def _keep(self, said: str) -> None:
        first, *rest = said.split(";")
        name, _, value = first.partition("=")
        ended = any(part.strip().casefold() == "max-age=0" for part in rest)
        if ended or not value or value == '""':
            self.cookies.pop(name.strip(), None)
        else:
            self.cookies[name.strip()] = value
