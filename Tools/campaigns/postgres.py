# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL server in a folder of its own, which ends with the program that started it."""

import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time


def programs() -> pathlib.Path | None:
    """The folder of the newest server that is installed; nothing when there is none."""
    versions = pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in versions), key=lambda path: int(path.parent.name), default=None)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def dies_with_parent(by: int = signal.SIGQUIT) -> None:
    """Called in a new process: whatever ends this program ends that one too."""
    set_death_signal = 1
    ctypes.CDLL(None).prctl(set_death_signal, by)


class Server:
    """One server on 127.0.0.1. The server may not run as root, so that it runs as the user postgres then."""

    def __init__(
        self, template: "Server | None" = None, settings: dict[str, str] | None = None, slot: str = "",
        through: int | None = None,
    ):
        """Makes a new cluster, or a standby of `template` that streams from it.

        slot: the name by which the standby is known.
        through: the port it reaches its primary at, when it is not the primary's own.
        """
        found = programs()
        if found is None:
            raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
        self.programs = found
        self.port = free_port()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nightshift-postgres-"))
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.user:
            postgres = pwd.getpwnam("postgres")
            os.chown(self.folder, postgres.pw_uid, postgres.pw_gid)
        self.data = self.folder / "data"
        self.settings = settings or {}
        self.process: subprocess.Popen | None = None
        if template is None:
            self._run("initdb", f"--pgdata={self.data}", "--username=nightshift", "--auth=trust", "--encoding=UTF8",
                      "--locale=C", "--no-sync")
        else:
            self._run("pg_basebackup", f"--pgdata={self.data}", "--host=127.0.0.1", f"--port={through or template.port}",
                      "--username=nightshift", "--checkpoint=fast", "--write-recovery-conf", "--wal-method=stream",
                      f"--dbname=application_name={slot}", "--no-sync")

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run([self.programs / program, *words], cwd="/", capture_output=True, text=True, **self.user)
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")

    def start(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": str(self.folder),
            "max_connections": "200", "shared_buffers": "64MB", "restart_after_crash": "off", **self.settings,
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with open(self.folder / "log", "a") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, *words], cwd="/", stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, preexec_fn=dies_with_parent, **self.user)
        for _ in range(600):
            ready = subprocess.run([self.programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={self.port}"])
            if ready.returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL does not start: {(self.folder / 'log').read_text()[-2000:]}")

    def kill(self) -> None:
        """Ends it as `pg_ctl --mode=immediate` does: nothing is finished, nothing is written."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()
            self.process = None

    def promote(self) -> None:
        self._run("pg_ctl", "promote", f"--pgdata={self.data}", "--wait")

    def run(self, statement: str, database: str = "postgres") -> str:
        """Runs a statement and gives its rows, with a bar between values."""
        done = subprocess.run(
            [self.programs / "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--host=127.0.0.1",
             f"--port={self.port}", "--username=nightshift", f"--dbname={database}", "--set=ON_ERROR_STOP=1",
             f"--command={statement}"],
            cwd="/", capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return done.stdout.strip()

    def address(self, database: str) -> str:
        return f"postgres://nightshift@127.0.0.1:{self.port}/{database}"

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
