"""Starts a PostgreSQL server of its own for one run of the tests, on loopback, and takes it away afterwards.

Usage: test_on_postgres.py -- [arguments for pytest]. The server lives in a temporary folder, listens on a
free port of 127.0.0.1 only, and keeps nothing on disk that outlives the run.
"""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def server_programs() -> Path:
    """Folder of `initdb` and `pg_ctl` of the newest PostgreSQL here."""
    folders = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda folder: int(folder.parent.name),
    )
    if not folders:
        sys.exit("PostgreSQL is not here; install it:  apt-get install postgresql")
    return folders[-1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def unprivileged() -> dict[str, int]:
    """PostgreSQL refuses to run as root: then its own system account runs it."""
    if os.getuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid}


def main(arguments: list[str]) -> int:
    programs, who = server_programs(), unprivileged()
    with tempfile.TemporaryDirectory(prefix="weerbaar-postgres-") as name:
        folder = Path(name)
        if who:
            os.chown(folder, who["user"], who["group"])
        data, port = folder / "data", free_port()
        quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, **who}
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "weerbaar", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            **quiet,  # type: ignore[call-overload]
        )
        # durability is tested elsewhere; here it only costs time
        options = f"-h 127.0.0.1 -p {port} -k {folder} -F -c full_page_writes=off -c synchronous_commit=off"
        control = [programs / "pg_ctl", "-D", data, "-s", "-w"]
        subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], check=True, **quiet)  # type: ignore[call-overload]
        try:
            environment = {
                **os.environ,
                "WEERBAAR_DATABASE_URL": f"postgresql://weerbaar@127.0.0.1:{port}/postgres",
            }
            return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment).returncode
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=False, **quiet)  # type: ignore[call-overload]


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(given[1:] if given[:1] == ["--"] else given))
