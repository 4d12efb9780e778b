#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills PostgreSQL while the product writes, and checks that it waits, reconnects and goes on.

    Tools/campaigns/failover.py BINARY [--restarts 20] [--failovers 5] [--seed 1]

Four tills send receipts to one `nightshift serve` and an import of a file runs beside it, as processes that live through
everything. First the one server is killed and started again at random moments. Then a primary with a synchronous
standby: the primary is killed, the standby promoted, a new standby made, in turn. Last, a primary dies with a commit
that no standby has, and the promoted one gives its transaction's number to somebody else: that commit may not be
acknowledged. At the end every answered receipt is there once, all proofs hold, and the books are those of a retailer
that nobody disturbed.
"""

import argparse
import pathlib
import random
import shutil
import socket
import sys
import tempfile
import threading
import time

import postgres
import sample
from shop import Databases, Failure, Serving, Shop, Till, idempotency_key, waits_for


class Tills:
    """Tills that send a receipt after the other, each until it is answered with 200."""

    def __init__(self, serving: Serving, key: str, receipts: list[dict]):
        self.serving, self.key = serving, key
        self.answers: dict[str, str] = {}
        self.tried = 0
        self.faults: list[str] = []
        self.lock = threading.Lock()
        self.waiting = iter(receipts)
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(4)]
        for thread in self.threads:
            thread.start()

    def _next(self) -> dict | None:
        with self.lock:
            return next(self.waiting, None)

    def _work(self) -> None:
        till = Till(self.serving.port, self.key)
        while (receipt := self._next()) is not None and not self.faults:
            for _ in range(100):
                try:
                    status, text = till.send(receipt)
                except OSError as error:
                    self.faults.append(f"serve did not answer: {error}")
                    return
                if status == 200:
                    break
                if status != 503:
                    self.faults.append(f"{status} {text}")
                    return
                with self.lock:
                    self.tried += 1
                time.sleep(0.2)
            with self.lock:
                self.answers[idempotency_key(receipt)] = text

    def must_go_on(self) -> None:
        """Waits until new receipts are answered."""
        before = len(self.answers)
        waits_for(lambda: self.faults or len(self.answers) > before + 4 or not self.are_at_work,
                  "no receipt was answered after the server was there again", 90)
        self.check()

    @property
    def are_at_work(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    def check(self) -> None:
        if self.faults:
            raise Failure(self.faults[0])
        if self.serving.process.poll() is not None:
            raise Failure("serve has ended")

    def end(self) -> None:
        for thread in self.threads:
            thread.join(timeout=600)
        self.check()


class Line:
    """Carries what a standby and its primary say to each other, until it is cut: then nothing more arrives."""

    def __init__(self, port: int):
        self.target, self.is_cut = port, False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                if self.is_cut:
                    return
                other.sendall(data)
        except OSError:
            pass
        other.close()

    def close(self) -> None:
        self.listener.close()


class Pair:
    """A primary and its synchronous standby, which change places."""

    def __init__(self):
        self.primary = postgres.Server()
        self.primary.start()
        self.standby_port = postgres.free_port()
        self.standby: postgres.Server | None = None
        self.removed: list[postgres.Server] = []

    def address(self, database: str) -> str:
        ports = f"127.0.0.1:{self.primary.port},127.0.0.1:{self.standby_port}"
        return f"postgres://nightshift@{ports}/{database}?target_session_attrs=read-write"

    def add_standby(self, through: Line | None = None) -> None:
        self.standby = postgres.Server(template=self.primary, slot="standby", through=through and through.port)
        self.standby.port = self.standby_port
        self.standby.start()
        self.primary.run("alter system set synchronous_standby_names = 'standby'")
        self.primary.run("select pg_reload_conf()")
        waits_for(lambda: self.primary.run("select sync_state from pg_stat_replication") == "sync",
                  "the standby does not stream")

    def fail_over(self) -> None:
        """Kills the primary and lets the standby take its place."""
        self.primary.kill()
        dead, self.primary, self.standby = self.primary, self.standby, None
        self.primary.promote()
        self.primary.run("alter system reset synchronous_standby_names")
        self.primary.run("select pg_reload_conf()")
        self.standby_port = dead.port
        dead.remove()

    def close(self) -> None:
        for server in (self.standby, self.primary):
            if server is not None:
                server.remove()


class Campaign:
    def __init__(self, asked: argparse.Namespace, folder: pathlib.Path, calm: Databases):
        self.asked, self.chance = asked, random.Random(asked.seed)
        self.journey = folder / "journey"
        sample.make_journey(self.journey, asked.seed, 60)
        self.file = folder / "receipts.csv"
        sample.make_file(self.file, asked.seed, asked.receipts)
        self.sales = sample.till_receipts(asked.seed, asked.receipts)
        self.calm = Shop(asked.binary, calm)
        self._found(self.calm)
        self.calm.ask("import", "receipts", str(self.file))
        serving = Serving(self.calm)
        Tills(serving, self.calm.key(), self.sales).end()
        serving.end()

    def _found(self, shop: Shop) -> None:
        shop.ask("import", "complete-journey", str(self.journey))

    def run(self, name: str, places: Databases, data: str, disturb) -> None:
        """Lets a shop trade while `disturb` does what it does, and compares it with the undisturbed one."""
        shop = Shop(self.asked.binary, places, data)
        self._found(shop)
        serving = Serving(shop)
        tills = Tills(serving, shop.key(), self.sales)
        file = shop.start("import", "receipts", str(self.file))
        # Whoever never reached the server is told at once; who reached it waits for it.
        waits_for(lambda: shop.number("select count(*) from sales_till where number = 7") > 0 or file.poll() is not None,
                  "the import does not begin")
        begun = time.monotonic()
        disturb(tills)
        tills.end()
        output, errors = file.communicate(timeout=600)
        if file.returncode != 0:
            raise Failure(f"{name}: the import ended: {output}{errors}")
        serving.end()
        shop.verify()
        there = {f"{site}-9-{number}" for site, number in shop.rows(
            """
            select s.code, r.number
              from sales_receipt r
              join sales_till t on t.till_id = r.till_id
              join organisation_site s on s.site_id = r.site_id
             where t.number = 9
            """)}
        if lost := set(tills.answers) - there:
            raise Failure(f"{name}: {len(lost)} receipts were acknowledged and are not there, such as {sorted(lost)[0]}")
        shop.must_be_as(self.calm)
        print(f"{name}: {len(tills.answers)} receipts answered, {tills.tried} had to be sent again, "
              f"{time.monotonic() - begun:.0f} s: nothing lost, nothing doubled, every proof holds", flush=True)

    def restarts(self) -> None:
        places = Databases()
        try:
            data = places.new()

            def disturb(tills: Tills) -> None:
                for _ in range(self.asked.restarts):
                    time.sleep(self.chance.uniform(0.1, 1))
                    places.server.kill()
                    time.sleep(self.chance.uniform(0, 1.5))
                    places.server.start()
                    tills.must_go_on()

            self.run(f"{self.asked.restarts} restarts of the server", places, data, disturb)
        finally:
            places.close()

    def failovers(self) -> None:
        pair = Pair()
        try:
            pair.primary.run("create database shop template template0")

            def disturb(tills: Tills) -> None:
                for _ in range(self.asked.failovers):
                    pair.add_standby()
                    time.sleep(self.chance.uniform(0.1, 1))
                    pair.fail_over()
                    tills.must_go_on()

            self.run(f"{self.asked.failovers} failovers to the standby", _Places(pair), pair.address("shop"), disturb)
        finally:
            pair.close()

    def lonely_commit(self) -> None:
        pair = Pair()
        line = Line(pair.primary.port)
        try:
            pair.primary.run("create database shop template template0")

            def disturb(tills: Tills) -> None:
                pair.add_standby(line)
                tills.must_go_on()
                line.is_cut = True
                # What is committed now is on the primary only, and waits for the standby.
                time.sleep(1)
                pair.fail_over()
                for _ in range(100):
                    pair.primary.run("select pg_current_xact_id()")
                tills.must_go_on()

            self.run("a commit that died with its primary", _Places(pair), pair.address("shop"), disturb)
        finally:
            line.close()
            pair.close()


class _Places(Databases):
    """The database of whichever server is the primary now."""

    def __init__(self, pair: Pair):
        self.pair = pair

    @property
    def server(self) -> postgres.Server:
        return self.pair.primary

    def rows(self, data: str, query: str) -> list[tuple[str, ...]]:
        return [tuple(line.split("|")) for line in self.server.run(query, "shop").splitlines()]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("binary")
    words.add_argument("--restarts", type=int, default=20)
    words.add_argument("--failovers", type=int, default=5)
    words.add_argument("--receipts", type=int, default=8000)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    asked.binary = str(pathlib.Path(asked.binary).resolve())
    if postgres.programs() is None:
        sys.exit("PostgreSQL is not installed: apt-get install postgresql")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="nightshift-failover-"))
    calm = Databases({"fsync": "off"})
    try:
        campaign = Campaign(asked, folder, calm)
        campaign.restarts()
        campaign.failovers()
        campaign.lonely_commit()
    except Failure as failure:
        sys.exit(f"{failure}\nThe seed was {asked.seed}.")
    finally:
        calm.close()
        shutil.rmtree(folder)


main()
