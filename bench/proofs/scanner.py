"""The scanner of `bin/prove`: where it comes from, what it attacks with, and what of its findings is decided.

It is no part of Speir and needs other versions of some libraries, so it has a virtual environment of its own,
`.venv-prove`, made here from `requirements/prove.txt`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.servers import HOST, ROOT

VENV = ROOT / ".venv-prove"
LOCK = ROOT / "requirements" / "prove.txt"

# What is attacked with. Left out: what needs a machine elsewhere to listen (ssrf, xxe, log4shell), what looks for
# other people's programs and files (cms, nikto, backup, shellshock, …), and TLS, which is a proxy's.
MODULES = (
    *("cookieflags", "crlf", "csp", "csrf", "exec", "file", "htaccess", "http_headers", "ldap", "methods"),
    *("permanentxss", "redirect", "sql", "timesql", "upload", "xss"),
)
# Findings that are decided: the kind, the last word, and why it stays. Every other fails the run.
FORM_TOKEN = "our own script puts a fresh form token into a form that was open for long"
PLAIN_HTTP = "only this machine is answered without a public address; with one the cookie is for https alone"
DECIDED = {("HttpOnly Flag cookie", "speir-form"): FORM_TOKEN} | {
    ("Secure Flag cookie", name): PLAIN_HTTP for name in ("speir", "speir-form", "speir-seen", "messages")
}
# Kinds that say what there is and not what is wrong.
REMARKS = {"HTTP Methods"}


@dataclass(frozen=True)
class Visitor:
    """As whom the scanner comes, what it opens first, and what it leaves alone."""

    who: str
    cookies: dict[str, str]
    pages: list[str]
    left_alone: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scan:
    """What a scan came to: how many addresses and forms, which modules the time cut short, what was found."""

    who: str
    attacked: int
    seconds: float
    cut: tuple[str, ...]
    decided: tuple[str, ...]
    faults: tuple[str, ...]


def program() -> Path:
    """Return the scanner, installed first where it is not. Raises RuntimeError where it cannot be."""
    wapiti, stamp = VENV / "bin" / "wapiti", VENV / "installed.txt"
    if wapiti.exists() and stamp.exists() and stamp.read_bytes() == LOCK.read_bytes():
        return wapiti
    print("Installing the scanner (requirements/prove.txt)", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    for words in ([sys.executable, "-m", "venv", str(VENV)], [*pip, "--require-hashes", "-r", str(LOCK)]):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(
                "The scanner could not be installed, so it has proved nothing. It takes a network, once; "
                f"bin/prove --only runs the other proofs.\n{done.stderr.strip()[-1500:]}"
            )
    shutil.copy(LOCK, stamp)
    return wapiti


def scan(wapiti: Path, url: str, visitor: Visitor, minutes: float) -> Scan:
    """Open the pages, take their links and forms, and attack all of it for about so many minutes.

    Raises RuntimeError where the scanner gave no report.
    """
    most, root = minutes * 60, url.rstrip("/")
    with tempfile.TemporaryDirectory(prefix="speir-scan-") as made:
        folder = Path(made)
        report, jar = folder / "report.json", folder / "cookies.json"
        jar.write_text(
            json.dumps({HOST: {"/": {name: _cookie(is_) for name, is_ in visitor.cookies.items()}}})
        )
        options = {
            "-u": url,
            "--scope": "folder",
            "-m": ",".join(MODULES),
            "-c": str(jar),
            "-d": "1",  # the pages' own links and forms, and not what those would make again and again
            "-S": "paranoid",
            "--skip": "csrfmiddlewaretoken",  # a changed one is refused before anything is read
            "--max-scan-time": str(most / 4),
            "--max-attack-time": str(most / 6),
            "--store-session": made,
            "--store-config": made,
            "--tasks": "8",
            "-v": "1",
            "-f": "json",
            "-o": str(report),
        }
        # Without bug reports nothing about our addresses leaves the machine when a module of theirs fails.
        words = [str(wapiti), "--no-bugreport", *(word for pair in options.items() for word in pair)]
        words += [word for path in visitor.pages for word in ("-s", root + path)]
        words += [word for path in visitor.left_alone for word in ("-x", root + path)]
        began = time.monotonic()
        done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        if not report.exists():
            raise RuntimeError(f"The scanner gave no report:\n{(done.stdout + done.stderr)[-3000:]}")
        seconds = time.monotonic() - began
        return read(visitor.who, json.loads(report.read_text()), done.stdout + done.stderr, seconds)


def read(who: str, report: dict[str, Any], told: str, seconds: float = 0) -> Scan:
    """Sort what the scanner found into what is decided and what is not."""
    decided: list[str] = []
    faults: list[str] = []
    for part in ("vulnerabilities", "anomalies", "additionals"):
        for kind, found in report[part].items():
            for one in found if kind not in REMARKS else ():
                sentence = f"{who}: {kind}: {one['method']} {one['path']} {one['parameter']}: {one['info']}"
                why = DECIDED.get((kind, one["info"].rpartition(" ")[2]))
                (decided if why else faults).append(f"{sentence} ({why})" if why else sentence)
    cut = re.findall(r"Max attack time was reached for module (\w+)", told)
    attacked = int(report["infos"]["crawled_pages_nbr"])
    return Scan(who, attacked, seconds, tuple(cut), tuple(decided), tuple(faults))


def _cookie(value: str) -> dict[str, Any]:
    return {"value": value, "version": 0, "expires": None, "secure": False, "port": None}
