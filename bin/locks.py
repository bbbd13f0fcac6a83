"""Checks that the lists of packages are in order: every package pinned, with its digests, and no address anywhere.

What is asked for (.in files, package.json) must be what is locked (.txt files, package-lock.json). Needs no network.
"""

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
PIN = re.compile(r"^(?P<name>[\w.-]+)(\[(?P<extras>[\w.,-]+)\])?==(?P<version>[\w.!+-]+)(?P<rest>.*)$")


def pins(name: str) -> Iterator[tuple[str, str, int, set[str]]]:
    """Each package of a lock: its name, its version, its number of digests, the extras that its pin names."""
    text = (REQUIREMENTS / f"{name}.txt").read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if not line.strip() or line.strip().startswith("#"):
            continue
        found = PIN.match(line)
        if not found:
            yield line, "", 0, set()
        else:
            extras = set((found["extras"] or "").split(",")) - {""}
            digests = found["rest"].count("--hash=sha256:")
            yield canonicalize_name(found["name"]), found["version"], digests, extras


def extras_faults(name: str) -> Iterator[str]:
    """Extras that one package asks of another and its pin leaves out: pip would then take the newest, unpinned."""
    named = {package: extras for package, _, _, extras in pins(name)}
    for package in named:
        for line in distribution(package).requires or ():
            asked = Requirement(line)
            if asked.extras and (asked.marker is None or asked.marker.evaluate({"extra": ""})):
                left_out = asked.extras - named.get(canonicalize_name(asked.name), set())
                for extra in sorted(left_out):
                    yield f"requirements/{name}.txt: {package} needs {asked.name}[{extra}]. Run bin/lock"


def python_faults(name: str) -> Iterator[str]:
    """What is wrong with requirements/<name>.txt."""
    locked = {}
    for package, version, digests, _ in pins(name):
        if not version:
            yield f"requirements/{name}.txt: not a pinned package: {package}"
        elif not digests:
            yield f"requirements/{name}.txt: {package} has no digest"
        locked[package] = version
    for row in (REQUIREMENTS / f"{name}.in").read_text().splitlines():
        line = row.partition("#")[0].strip()
        if not line or line.startswith("-"):
            continue
        wanted = Requirement(line)
        pinned = locked.get(canonicalize_name(wanted.name))
        if pinned is None or not wanted.specifier.contains(pinned, prereleases=True):
            yield f"requirements/{name}.txt: {line} is not locked. Run bin/lock"
    if name == "dev":
        yield from apart_faults(name, locked, "app", "")
    if name == "suggest":
        # It goes into the same .venv, beside everything that is there; what it has not, it need not have.
        yield from apart_faults(name, locked, "dev", None)


def apart_faults(name: str, locked: dict[str, str], other: str, missing: str | None) -> Iterator[str]:
    """Packages that two lists pin apart; `missing` stands for a version where this one has none, None for any."""
    for package, version, *_ in pins(other):
        found = locked.get(package, version if missing is None else missing)
        if found != version:
            yield f"requirements/{name}.txt: {package} is not {version} as in {other}.txt. Run bin/lock"


def node_faults() -> Iterator[str]:
    """What is wrong with package-lock.json."""
    asked = json.loads((ROOT / "package.json").read_text())
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    top = packages.pop("")
    for kind in ("dependencies", "devDependencies"):
        if asked.get(kind) != top.get(kind):
            yield f"package-lock.json: {kind} are not those of package.json. Run npm install"
    for path, package in packages.items():
        if "resolved" in package:
            yield f"package-lock.json: {path} has an address (npm config set omit-lockfile-registry-resolved true)"
        if not package.get("integrity"):
            yield f"package-lock.json: {path} has no digest"


faults = [fault for name in ("app", "dev", "node", "prove", "suggest") for fault in python_faults(name)]
faults += [fault for name in ("app", "dev") for fault in extras_faults(name)] + list(node_faults())
if faults:
    sys.exit("\n".join(faults))
