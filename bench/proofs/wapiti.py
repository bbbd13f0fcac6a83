"""`bin/prove --only wapiti`: a scanner let loose on Speir as it is served, signed out and as a lead officer.

It begins at every page that the guard tables show to each of them. What it found fails the proof, and so does every
answer of 500 or above and every traceback in the server's log.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import FrameType

import django

from bench.proofs.scanner import MODULES, Scan, Visitor, program, scan
from bench.servers import HOST, ROOT, environment, free_port, wait_until_answers

# What the scanner leaves alone when it is signed in: what would end its own session or make it somebody else, and what
# would end the things that it is to attack. All of these stand in the tables that `addresses` sends.
LEFT_ALONE = (
    *("/sign-out/", "/sign-in/*", "/account/sessions/*", "/account/second-factor/*", "*/address/"),
    *("*/seal/", "*/reopen/", "*/discard/", "*/dispose/", "*/end/", "*/out/", "*/close/", "*/merge/"),
)
FAILED = re.compile(
    r"^.*(Internal Server Error|Traceback \(most| (CRITICAL|ERROR) |\[(CRITICAL|ERROR)\]).*$", re.M
)


def main(words: list[str]) -> int:
    """Serve from a folder that is gone at the end, and scan it twice; 1 when anything was found."""
    parser = argparse.ArgumentParser(prog="bin/prove --only wapiti", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="about, for both (default: 10)")
    minutes = parser.parse_args(words).minutes
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        wapiti = program()
        with tempfile.TemporaryDirectory(prefix="speir-prove-") as made:
            faults = _attack(wapiti, Path(made), minutes)
    except RuntimeError as error:
        print(error)
        return 1
    for sentence in faults:
        print(f"  {sentence}")
    print(f"wapiti: {len(MODULES)} modules, {len(faults)} findings")
    return 1 if faults else 0


def _interrupted(number: int, frame: FrameType | None) -> None:
    """End through the clean-up, so that no server is left behind."""
    raise KeyboardInterrupt


def _attack(wapiti: Path, folder: Path, minutes: float) -> list[str]:
    """Return what two scans of a served demonstration found, and what its server says went wrong."""
    env, log, access, port = environment(folder), folder / "log", folder / "access", free_port()
    os.environ.clear()
    os.environ.update(env | {"DJANGO_SETTINGS_MODULE": "speir.config.settings"})
    django.setup()
    from bench.proofs import people
    from speir.cli import serve

    serve.prepare()
    serve.load_demonstration()
    lead, opened = people.with_everything()
    env |= {"GUNICORN_CMD_ARGS": f"--access-logfile {access} --access-logformat '%(s)s %(m)s %(U)s'"}
    words = [sys.executable, "-m", "speir.cli", "serve", "--demo", "--port", str(port)]
    with log.open("wb") as out:
        server = subprocess.Popen(words, env=env, cwd=ROOT, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        wait_until_answers(port, server, log)
        url, outside, inside = f"http://{HOST}:{port}/", people.signed_out(port), people.signed_in(port, lead)
        nobody = Visitor("signed out", outside.cookies, opened["nobody"])
        faults = told(scan(wapiti, url, nobody, minutes / 4))
        officer = Visitor("lead officer", inside.cookies, opened["lead"], LEFT_ALONE)
        faults += told(scan(wapiti, url, officer, minutes * 3 / 4))
        if inside.get("/account/").status != 200:
            faults.append("lead officer: the scanner was signed out on its way, so it saw only a part")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
    return faults + answered(access.read_text(), log.read_text())


def told(one: Scan) -> list[str]:
    """Say what a scan came to; return its faults."""
    print(f"{one.who}: {one.attacked} addresses and forms attacked, {one.seconds:.0f} s")
    for sentence in one.decided:
        print(f"  decided: {sentence}")
    if one.cut:
        print(f"  time ran out in {', '.join(one.cut)}: --minutes gives more")
    return list(one.faults)


def answered(access: str, log: str) -> list[str]:
    """Say how the server answered; return what went wrong in it."""
    statuses = Counter(line.split()[0] for line in access.splitlines())
    print("answers:", ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items())))
    faults = [f"{count} answers of {status}" for status, count in sorted(statuses.items()) if status >= "500"]
    return faults + [f"the server's log: {line[0]}" for line in FAILED.finditer(log)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
