"""An organisation's own sign-in on this machine: enough of OpenID Connect for one person at a time."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "speir", "a secret between the two"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Who is signed in there (`claims`), and whether it is in order (`broken`)."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.broken = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.url = ""

    def authorise(self, asked: dict[str, str]) -> str:
        """What its page leads back to once the person has signed in there."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        answer = {"error": "access_denied"} if self.broken == "cancelled" else {"code": code}
        return f"{asked['redirect_uri']}?{urlencode(answer | {'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        right = asked is not None and asked["code_challenge"] == challenge
        if not right or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return None
        now = int(time.time())
        said = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        said |= {"aud": "somebody else"} if self.broken == "audience" else {}
        token = jwt.encode(said, KEY, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "yes", "token_type": "Bearer", "expires_in": 60, "id_token": token}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *of: Any) -> None:
            pass

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if provider.broken == "nonsense":
                self._say({"nothing": "of use"})
            elif parts.path.endswith("/openid-configuration"):
                places = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
                said = {f"{name}_endpoint": f"{provider.url}/{path}" for name, path in places.items()}
                methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
                self._say(said | methods | {"issuer": provider.url, "jwks_uri": f"{provider.url}/keys"})
            elif parts.path == "/userinfo":
                self._say(provider.claims)
            elif parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorise(asked))
                self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = provider.token({name: values[0] for name, values in parse_qs(body).items()})
            self._say(answer or {"error": "invalid_grant"}, 200 if answer else 400)

        def _say(self, said: dict[str, Any], status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

    return Handler


@contextmanager
def identity_provider() -> Iterator[Provider]:
    """A running provider."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
