"""A PostgreSQL cluster of the test run's own, started when the server is installed; said loudly when it is not."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

NAMES = (
    "/usr/lib/postgresql/*/bin/pg_ctl",
    "/usr/pgsql-*/bin/pg_ctl",
    "/opt/homebrew/opt/postgresql*/bin/pg_ctl",
)


def programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest server installed."""
    found = [path for name in NAMES for path in Path("/").glob(name.lstrip("/"))]
    on_path = shutil.which("pg_ctl")
    if on_path:
        found.append(Path(on_path))
    return max(found).parent if found else None


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a fresh server on loopback; it is stopped and removed afterwards.

    The server refuses to run as root: then everything is done as its own user.
    """
    bin = programs()
    assert bin is not None
    root = os.name == "posix" and os.geteuid() == 0
    prefix = ["runuser", "-u", "postgres", "--"] if root else []
    folder = Path(tempfile.mkdtemp(prefix="fmcrm-pg-"))
    if root:
        shutil.chown(folder, "postgres", "postgres")
    port = _free_port()
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run([*prefix, *command], check=True, capture_output=True, cwd=folder, timeout=120)

    run(
        str(bin / "initdb"),
        "-D",
        str(data),
        "-U",
        "office",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
        "--locale=C.UTF-8",
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run(str(bin / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://office@127.0.0.1:{port}/postgres"
    finally:
        run(str(bin / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def restart(address: str, how: str = "fast") -> None:
    """Stop and start the server of ``cluster`` as its keeper would; whoever is connected is thrown out. ``immediate``:
    as after a power cut."""
    import psycopg

    bin = programs()
    assert bin is not None
    with psycopg.connect(address) as connection:
        [(data,)] = connection.execute("show data_directory").fetchall()
    root = os.name == "posix" and os.geteuid() == 0
    prefix = ["runuser", "-u", "postgres", "--"] if root else []
    again = [str(bin / "pg_ctl"), "-D", data, "-w", "-m", how, "-l", f"{Path(data).parent}/log", "restart"]
    subprocess.run([*prefix, *again], check=True, capture_output=True, cwd=Path(data).parent, timeout=120)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
