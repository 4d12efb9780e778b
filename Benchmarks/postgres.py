# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL server of one run's own, with its data in a folder of its own, that keeps what it has acknowledged."""
import os
import pathlib
import shutil
import subprocess
import sys


class Server:
    """Runs while the block does; every database in it goes with it."""

    settings = ("listen_addresses=", "max_connections=200", "shared_buffers=1GB", "max_wal_size=8GB")

    def __init__(self, work):
        versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
        if not versions: sys.exit("run: PostgreSQL is not installed (apt-get install postgresql)")
        self.programs = versions[-1].parent
        self.folder = work / "server"
        # The server may not run as root.
        self.prefix = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []

    def __enter__(self):
        self.folder.mkdir()
        if self.prefix:
            shutil.chown(self.folder, "postgres")
            self.folder.parent.chmod(0o711)
        self.run("initdb", f"--pgdata={self.folder}/data", "--username=nightshift", "--auth=trust", "--encoding=UTF8",
                 "--locale=C")
        options = " ".join(f"-c {setting}" for setting in self.settings)
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-o",
                 f"-k {self.folder} {options}", "start")
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)

    def run(self, program, *arguments):
        subprocess.run([*self.prefix, self.programs / program, *arguments], check=True, cwd="/",
                       stdout=subprocess.DEVNULL)

    def address(self, database):
        return f"postgres://nightshift@localhost/{database}?host={self.folder}"

    def ask(self, database, sql):
        return subprocess.run(
            [self.programs / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.address(database),
             "-c", sql], check=True, capture_output=True, text=True).stdout.strip()

    def drop(self, database): self.ask("postgres", f"drop database if exists {database}")

    def empty(self, database):
        """A new database of that name; its address."""
        self.drop(database)
        self.ask("postgres", f"create database {database}")
        return self.address(database)

    def like(self, database, model):
        """A new database with another's tables, without rows; its address."""
        place = self.empty(database)
        schema = subprocess.run([self.programs / "pg_dump", "--schema-only", "-d", self.address(model)], check=True,
                                capture_output=True).stdout
        subprocess.run([self.programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", place], input=schema,
                       check=True, stdout=subprocess.DEVNULL)
        return place

    def same_rows(self, ours, peers, but=()):
        """A peer that writes other rows measures nothing: every row of every table is summed up and compared."""
        engines_own = ("store_turn", "store_process")
        tables = self.ask(ours, "select table_name from information_schema.tables where table_schema = 'public'"
                                " and table_type = 'BASE TABLE' order by 1").split()
        for table in tables:
            if table in engines_own or table in but: continue
            sums = f"select count(*), coalesce(sum(hashtextextended(r::text, 0)), 0) from {table} r"
            one, other = self.ask(ours, sums), self.ask(peers, sums)
            if one != other: sys.exit(f"run: the rows of {table} differ: ours {one}, the peer's {other}")
