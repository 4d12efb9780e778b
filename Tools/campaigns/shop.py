# SPDX-License-Identifier: Apache-2.0
"""A retailer at a place of its own, and the program that works on it."""

import http.client
import itertools
import json
import os
import pathlib
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time

import postgres

FIRST_DAY, LAST_DAY = "2017-01-01", "2017-12-31"


class Failure(Exception):
    """What was promised and is not so."""


class Folders:
    """Places that are folders."""

    name = "sqlite"

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.numbers = itertools.count(1)

    def new(self) -> str:
        return str(self.folder / f"place-{next(self.numbers)}")

    def rows(self, data: str, query: str) -> list[tuple[str, ...]]:
        """What the committed state says, as texts; nothing while there is no data. Never writes to the file."""
        path = pathlib.Path(data) / "nightshift.sqlite"
        if not path.exists():
            return []
        try:
            connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
            try:
                return [tuple("" if value is None else str(value) for value in row) for row in connection.execute(query)]
            finally:
                connection.close()
        except sqlite3.OperationalError:
            return []

    def let_two_minutes_pass(self, data: str) -> None:
        """On SQLite, what a dead process held is free at once."""

    def close(self) -> None:
        pass


class Databases:
    """Places that are databases of one server."""

    name = "postgres"

    def __init__(self, settings: dict[str, str] | None = None):
        self.server = postgres.Server(settings=settings)
        self.server.start()
        self.numbers = itertools.count(1)

    def new(self) -> str:
        database = f"shop_{next(self.numbers)}"
        self.server.run(f"create database {database} template template0")
        return self.server.address(database)

    def rows(self, data: str, query: str) -> list[tuple[str, ...]]:
        try:
            return [tuple(line.split("|")) for line in self.server.run(query, data.rsplit("/", 1)[1]).splitlines()]
        except RuntimeError:
            return []

    def let_two_minutes_pass(self, data: str) -> None:
        """Frees what a dead process held, as two minutes of its silence do."""
        tables = self.rows(data, "select tablename from pg_tables where tablename in ('store_process', 'store_lease')")
        if len(tables) == 2:
            self.server.run("update store_process set until = '-infinity'; update store_lease set until = 0",
                            data.rsplit("/", 1)[1])

    def close(self) -> None:
        self.server.remove()


class Shop:
    def __init__(self, binary: str, places: "Folders | Databases", data: str | None = None):
        self.binary, self.places = binary, places
        self.data = data or places.new()

    def command(self, *words: str) -> list[str]:
        return [self.binary, *words, "--data", self.data]

    def start(self, *words: str) -> subprocess.Popen:
        return subprocess.Popen(
            self.command(*words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: postgres.dies_with_parent(signal.SIGKILL))

    def try_to(self, *words: str, **how) -> subprocess.CompletedProcess:
        return subprocess.run(
            self.command(*words), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600, **how)

    def ask(self, *words: str) -> str:
        done = self.try_to(*words)
        if done.returncode != 0:
            raise Failure(f"{' '.join(words)} failed with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def rows(self, query: str) -> list[tuple[str, ...]]:
        return self.places.rows(self.data, query)

    def number(self, query: str) -> int:
        rows = self.rows(query)
        return int(rows[0][0] or 0) if rows else 0

    def facts(self) -> int:
        return self.number("select count(*) from fact_log")

    def receipts(self) -> int:
        return self.number("select count(*) from sales_receipt")

    def verify(self) -> None:
        self.ask("verify")

    def books(self) -> dict[str, str]:
        """What must be the same, whatever happened on the way."""
        day = ("--date", LAST_DAY, "--format", "csv")
        return {
            "trial balance": self.ask("report", "trial-balance", *day),
            "stock": self.ask("report", "stock", *day),
            "sales": self.ask("report", "sales", "--from", FIRST_DAY, *day),
            "receipts": str(self.receipts()),
            "documents": str(self.number("select count(*) from accounting_entry")),
            "matters": str(self.number("select count(*) from automation_matter")),
        }

    def must_be_as(self, other: "Shop") -> None:
        ours, theirs = self.books(), other.books()
        for name, text in theirs.items():
            if ours[name] != text:
                raise Failure(f"{name} differs:\n{_first_difference(ours[name], text)}")

    def key(self) -> str:
        return json.loads(self.ask("do", "issue-api-key", '{"actor":"owner"}'))["key"]


def _first_difference(one: str, other: str) -> str:
    for left, right in itertools.zip_longest(one.splitlines(), other.splitlines(), fillvalue="(nothing)"):
        if left != right:
            return f"  {left}\n  {right}"
    return ""


class Serving:
    """`nightshift serve` on a port that it chose."""

    def __init__(self, shop: Shop, environment: dict[str, str] | None = None, wrapper: list[str] | None = None):
        self.process = subprocess.Popen(
            [*(wrapper or []), *shop.command("serve", "--port", "0")], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(environment or {})},
            preexec_fn=lambda: postgres.dies_with_parent(signal.SIGKILL))
        self.shop, self.errors = shop, b""
        ready, _, _ = select.select([self.process.stdout], [], [], 120)
        line = self.process.stdout.readline().decode() if ready else ""
        found = re.search(r"://[^:/]+:(\d+)", line)
        if not found:
            self.process.kill()
            raise Failure(f"serve did not start: {line}{self.process.stderr.read().decode()}")
        self.port = int(found[1])

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.errors = self.process.communicate()[1]

    def end(self) -> None:
        """Lets it follow the log to its end, and ends it as a person does."""
        waits_for(lambda: self.shop.number("select min(sequence) from fact_cursor") == self.shop.facts(),
                  "the followers do not reach the end of the log")
        self.process.send_signal(signal.SIGINT)
        try:
            self.errors = self.process.communicate(timeout=60)[1]
        except subprocess.TimeoutExpired:
            self.kill()


class Till:
    """Sends receipts to a served shop over one connection, each with a key of its own."""

    def __init__(self, port: int, key: str, timeout: float = 120):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        self.key = key

    def send(self, receipt: dict) -> tuple[int, str]:
        """The answer's status and text; raises OSError when nobody answers."""
        body = json.dumps(receipt)
        headers = {"authorization": f"Bearer {self.key}", "idempotency-key": idempotency_key(receipt)}
        try:
            self.connection.request("POST", "/api/sales/receipts", body, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.read().decode()
        except http.client.HTTPException as error:
            self.connection.close()
            raise OSError(str(error)) from error
        except OSError:
            self.connection.close()
            raise


def idempotency_key(receipt: dict) -> str:
    return f"{receipt['site']}-{receipt['till']}-{receipt['number']}"


def engines(names: list[str], folder: pathlib.Path, settings: dict[str, str] | None = None):
    """The places that tests can run on here; says which were asked for and are not there."""
    for name in names:
        if name == "sqlite":
            yield Folders(folder)
        elif postgres.programs() is not None:
            yield Databases(settings)
        elif os.environ.get("CI") == "true":
            sys.exit("PostgreSQL is not installed: apt-get install postgresql")
        else:
            print("PostgreSQL is not installed: its half is left out", file=sys.stderr)


def waits_for(condition, what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise Failure(f"{seconds:.0f} seconds were not enough: {what}")
        time.sleep(0.05)
