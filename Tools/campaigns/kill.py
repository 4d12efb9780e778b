#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ends the program with SIGKILL at random moments of what it does, and checks that nothing is lost or doubled.

    Tools/campaigns/kill.py BINARY [--kills 200] [--engines sqlite postgres] [--operations import file ...] [--seed 1]

Two retailers get the same work. One is left alone; with the other, every operation is killed again and again and each
time goes on from what is there. After each kill the sealed log and all proofs must hold, and nothing may be gone that
was acknowledged: what stood in the data before the kill, what was printed, what a till was answered. At the end both
must have the same books, stock, receipts, documents and matters in the inbox.

    import      the Complete Journey's form, whole
    file        a CSV file of receipts; at the end two processes import what is left at the same time
    sales       tills that send receipts to `nightshift serve`
    night       every step once
    backup      backup and restore; PostgreSQL: also a copy to another place, either kind
    migration   a new place, and one whose schema is a step behind
"""

import argparse
import datetime
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import sample
from shop import Databases, Failure, Folders, Serving, Shop, Till, engines, idempotency_key


class Work:
    """The files that both retailers get."""

    def __init__(self, folder: pathlib.Path, seed: int, baskets: int):
        folder.mkdir()
        self.journey = folder / "journey"
        self.file = folder / "receipts.csv"
        sample.make_journey(self.journey, seed, baskets)
        sample.make_file(self.file, seed, baskets)
        self.sales = sample.till_receipts(seed, max(100, baskets // 2))


class Operation:
    """Something that is killed. `whole` is how long it takes when it is not."""

    def __init__(self, calm: Shop, shop: Shop, work: Work, chance: random.Random):
        self.calm, self.shop, self.work, self.chance = calm, shop, work, chance
        self.whole = 1.0

    def begin(self) -> None:
        """Does it undisturbed with the other retailer, and measures it."""

    def kill(self, part: float) -> None:
        """Kills it once.

        part: how much of all kills is done, from 0 to 1.
        """

    def finish(self) -> None:
        """Lets it end undisturbed."""

    def timed(self, *words: str) -> None:
        begun = time.monotonic()
        self.calm.ask(*words)
        self.whole = time.monotonic() - begun

    def kill_command(self, words: list[str], seconds: float, shop: Shop | None = None) -> tuple[bool, str]:
        """Starts a command and kills it after some seconds; whether it had ended well, and what it had printed."""
        process = (shop or self.shop).start(*words)
        try:
            output, errors = process.communicate(timeout=seconds)
            if process.returncode != 0:
                raise Failure(f"{' '.join(words)} failed: {output}{errors}")
            return True, output
        except subprocess.TimeoutExpired:
            pass
        self.before_the_kill()
        process.send_signal(signal.SIGKILL)
        output, _ = process.communicate()
        self.shop.places.let_two_minutes_pass((shop or self.shop).data)
        return process.returncode == 0, output

    def before_the_kill(self) -> None:
        """Looks at what is acknowledged."""


class Import(Operation):
    words = ["import", "complete-journey"]

    def begin(self) -> None:
        self.had = (0, 0)
        self.words = [*self.words, str(self.work.journey)]
        self.timed(*self.words)

    def before_the_kill(self) -> None:
        self.had = (self.shop.facts(), self.shop.receipts())

    def kill(self, part: float) -> None:
        # Later and later, so that there is always something left to import when the kill comes.
        self.kill_command(self.words, self.chance.uniform(0, self.whole * 1.1 * part))
        if self.shop.try_to("verify").returncode != 0 and self.had == (0, 0):
            return  # Killed before there was a place.
        self.shop.verify()
        now = (self.shop.facts(), self.shop.receipts())
        if now < self.had or now[1] < self.had[1]:
            raise Failure(f"{self.had} facts and receipts were there, now there are {now}")

    def finish(self) -> None:
        self.shop.ask(*self.words)
        before = self.shop.books()
        self.shop.ask(*self.words)
        if self.shop.books() != before:
            raise Failure("importing once more changed the books")


class File(Import):
    words = ["import", "receipts"]

    def begin(self) -> None:
        self.had = (self.shop.facts(), self.shop.receipts())
        self.words = [*self.words, str(self.work.file)]
        self.timed(*self.words)

    def finish(self) -> None:
        """Two processes import what is left at the same time."""
        for process in [self.shop.start(*self.words) for _ in range(2)]:
            output, errors = process.communicate()
            if process.returncode != 0:
                raise Failure(f"of two imports at once one failed: {output}{errors}")
        super().finish()


class Sales(Operation):
    """Four tills send receipts; each receipt is sent until it is answered."""

    def begin(self) -> None:
        self.keys = (self.calm.key(), self.shop.key())
        self.answers: dict[str, str] = {}
        serving = Serving(self.calm)
        begun = time.monotonic()
        self._send(serving, self.keys[0], self.work.sales, {})
        self.whole = time.monotonic() - begun
        serving.end()

    def _send(self, serving: Serving, key: str, receipts: list[dict], answers: dict[str, str]) -> None:
        """Sends receipts until all are answered or nobody answers any more."""
        faults: list[str] = []

        def work(part: list[dict]) -> None:
            till = Till(serving.port, key)
            for receipt in part:
                try:
                    status, text = till.send(receipt)
                except OSError:
                    return
                if status != 200:
                    faults.append(f"{receipt}: {status} {text}")
                    return
                earlier = answers.setdefault(idempotency_key(receipt), text)
                if earlier != text:
                    faults.append(f"answered {earlier} first and {text} now")

        threads = [threading.Thread(target=work, args=(receipts[number::4],)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise Failure(faults[0])

    def kill(self, part: float) -> None:
        serving = Serving(self.shop)
        # A share of what is left for each kill; some that were answered before are sent again.
        waiting = [receipt for receipt in self.work.sales if idempotency_key(receipt) not in self.answers]
        again = [receipt for receipt in self.work.sales if idempotency_key(receipt) in self.answers]
        again = self.chance.sample(again, min(5, len(again)))
        share = max(8, len(self.work.sales) // 10)
        timer = threading.Timer(self.chance.uniform(0, self.whole * share / len(self.work.sales)), serving.kill)
        timer.start()
        self._send(serving, self.keys[1], (again + waiting)[:share], self.answers)
        timer.join()
        self.shop.places.let_two_minutes_pass(self.shop.data)
        self.shop.verify()
        there = {f"{site}-9-{number}" for site, number in self.shop.rows(
            """
            select s.code, r.number
              from sales_receipt r
              join sales_till t on t.till_id = r.till_id
              join organisation_site s on s.site_id = r.site_id
             where t.number = 9
            """)}
        if lost := set(self.answers) - there:
            raise Failure(f"{sorted(lost)[0]} was acknowledged and is not there")

    def finish(self) -> None:
        serving = Serving(self.shop)
        self._send(serving, self.keys[1], self.work.sales, self.answers)
        serving.end()
        if len(self.answers) != len(self.work.sales):
            raise Failure(f"{len(self.answers)} of {len(self.work.sales)} receipts were answered")


class Night(Operation):
    def begin(self) -> None:
        self.day = datetime.date(2017, 7, 1)
        self.days = [self.day]
        self.ended: set[tuple[str, ...]] = set()
        self.timed("night", "--date", str(self.day))
        self.steps = len(self._steps(self.calm, self.day))

    def _steps(self, shop: Shop, day: datetime.date) -> set[tuple[str, ...]]:
        number = (day - datetime.date(1970, 1, 1)).days
        return set(shop.rows(
            f"select position, state, finished_at from automation_step where day = {number} and finished_at is not null"))

    def before_the_kill(self) -> None:
        self.ended = self._steps(self.shop, self.day)

    def kill(self, part: float) -> None:
        words = ["night", "--date", str(self.day)]
        has_ended, _ = self.kill_command(words, self.chance.uniform(0, self.whole))
        self.shop.verify()
        steps = self._steps(self.shop, self.day)
        if not self.ended <= steps:
            raise Failure(f"of the night of {self.day}, {self.ended - steps} had ended before the kill")
        if len(steps) == self.steps or has_ended:
            self.day += datetime.timedelta(days=1)
            self.days.append(self.day)
            self.ended = set()

    def finish(self) -> None:
        for day in self.days:
            before = self._steps(self.shop, day)
            for shop in (self.shop, self.calm):
                shop.ask("night", "--date", str(day))
            ours, theirs = self._steps(self.shop, day), self._steps(self.calm, day)
            if not before <= ours:
                raise Failure(f"the night of {day} did a step again that had ended")
            if {step[:2] for step in ours} != {step[:2] for step in theirs} or len(ours) != self.steps:
                raise Failure(f"the night of {day} ended otherwise: {sorted(ours)}, {sorted(theirs)}")


class Backup(Operation):
    """Whatever is killed, the shop stays, and what was made is whole or not there."""

    def begin(self) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nightshift-backup-"))
        self.count = 0
        self.places = Folders(self.folder)
        self.made = str(self.folder / "made")
        self.timed("backup", self.made)
        self.kinds = [self._kill_backup, self._kill_restore]
        if not isinstance(self.shop.places, Folders):
            self.kinds.append(self._kill_copy)

    def _run(self, *words: str) -> subprocess.CompletedProcess:
        done = subprocess.run([self.shop.binary, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode != 0:
            raise Failure(f"{' '.join(words)} failed: {done.stdout}{done.stderr}")
        return done

    def kill(self, part: float) -> None:
        self.count += 1
        self.kinds[self.count % len(self.kinds)](self.chance.uniform(0, self.whole * 1.05))

    def _kill_backup(self, seconds: float) -> None:
        to = str(self.folder / f"backup-{self.count}")
        has_ended, _ = self.kill_command(["backup", to], seconds)
        self.shop.verify()
        restored = Shop(self.shop.binary, self.places)
        done = restored.try_to("restore", to)
        if done.returncode == 0:
            self._expect_same(restored)
        elif has_ended or "is no backup" not in done.stderr:
            raise Failure(f"a backup that was said to be made is not restored: {done.stderr}")
        shutil.rmtree(to, ignore_errors=True)
        shutil.rmtree(restored.data, ignore_errors=True)

    def _kill_restore(self, seconds: float) -> None:
        restored = Shop(self.shop.binary, self.shop.places)
        has_ended, _ = self.kill_command(["restore", self.made], seconds, restored)
        restored.places.let_two_minutes_pass(restored.data)
        looked = restored.try_to("verify")
        if looked.returncode == 0 and restored.facts() > 0:
            restored.must_be_as(self.calm)
        elif has_ended or (looked.returncode != 0 and "There is no data" not in looked.stderr):
            raise Failure(f"a restore that was cut off left something that looks like a shop: {looked.stdout}{looked.stderr}")
        else:
            # It goes on by being started again.
            restored.ask("restore", self.made)
            restored.must_be_as(self.calm)
        shutil.rmtree(restored.data, ignore_errors=True)

    def _kill_copy(self, seconds: float) -> None:
        target = Shop(self.shop.binary, self.places if self.count % 2 else self.shop.places)
        process = subprocess.Popen(
            [self.shop.binary, "copy", "--from", self.shop.data, "--to", target.data], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            _, errors = process.communicate(timeout=seconds)
            if process.returncode != 0:
                raise Failure(f"copy failed: {errors}")
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        for shop in (self.shop, target):
            shop.places.let_two_minutes_pass(shop.data)
        self.shop.verify()
        if target.facts() == 0:
            if process.returncode == 0:
                raise Failure("a copy that was said to be made is empty")
            self._run("copy", "--from", self.shop.data, "--to", target.data)
        self._expect_same(target)

    def _expect_same(self, other: Shop) -> None:
        other.verify()
        other.must_be_as(self.shop)

    def finish(self) -> None:
        shutil.rmtree(self.folder)


class Migration(Operation):
    """The last step of the schema of Sales is taken back, as in a release before it, and made again."""

    undo = (
        "alter table sales_receipt drop column printed",
        "delete from store_migration where system = 'Sales' and number >= 12",
    )

    def begin(self) -> None:
        self.count = 0
        shop = Shop(self.shop.binary, self.shop.places)
        begun = time.monotonic()
        shop.ask("init")
        self.whole = time.monotonic() - begun
        self.schema = self._schema(shop)

    def _schema(self, shop: Shop) -> list[tuple[str, ...]]:
        return sorted(shop.rows("select system, number from store_migration"))

    def _step_back(self) -> None:
        if isinstance(self.shop.places, Databases):
            for statement in self.undo:
                self.shop.places.server.run(statement, self.shop.data.rsplit("/", 1)[1])
            return
        connection = sqlite3.connect(pathlib.Path(self.shop.data) / "nightshift.sqlite")
        with connection:
            for statement in self.undo:
                connection.execute(statement)
        connection.close()

    def kill(self, part: float) -> None:
        self.count += 1
        seconds = self.chance.uniform(0, self.whole * 1.05)
        if self.count % 2:
            shop = Shop(self.shop.binary, self.shop.places)
            self.kill_command(["init"], seconds, shop)
            shop.ask("init")
            if self._schema(shop) != self.schema:
                raise Failure(f"the schema of a new place is {self._schema(shop)}")
            shop.verify()
            return
        self._step_back()
        before = self.shop.rows("select max(sequence) from fact_log")
        self.kill_command(["init"], seconds)
        found = self._schema(self.shop)
        if found != self.schema and found != [step for step in self.schema if step != ("Sales", "12")]:
            raise Failure(f"half a migration was kept: {found}")
        self.shop.verify()
        if self._schema(self.shop) != self.schema or self.shop.rows("select max(sequence) from fact_log") != before:
            raise Failure("the migration did not end with what was there")


OPERATIONS = {"import": Import, "file": File, "sales": Sales, "night": Night, "backup": Backup, "migration": Migration}


def campaign(places: "Folders | Databases", asked: argparse.Namespace, folder: pathlib.Path) -> None:
    chance = random.Random(asked.seed)
    work = Work(folder / places.name, asked.seed, asked.baskets)
    calm, shop = Shop(asked.binary, places), Shop(asked.binary, places)
    share, rest = divmod(asked.kills, len(asked.operations))
    begun = time.monotonic()
    for place, name in enumerate(OPERATIONS):
        operation = OPERATIONS[name](calm, shop, work, chance)
        operation.begin()
        kills = (share + (asked.operations.index(name) < rest)) if name in asked.operations else 0
        for kill in range(kills):
            try:
                operation.kill((kill + 1) / kills)
            except Failure as failure:
                raise Failure(f"{places.name}, {name}, kill {kill + 1} of {kills}: {failure}") from failure
        operation.finish()
        if kills:
            print(f"{places.name}: {name} killed {kills} times", flush=True)
    shop.must_be_as(calm)
    shop.ask("verify", "--replay")
    seconds = time.monotonic() - begun
    print(f"{places.name}: {asked.kills} kills in {seconds:.0f} s, {shop.receipts()} receipts, {shop.facts()} facts: "
          "nothing lost, nothing doubled, every proof holds", flush=True)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("binary")
    words.add_argument("--kills", type=int, default=200, help="for each engine")
    words.add_argument("--engines", nargs="+", choices=["sqlite", "postgres"], default=["sqlite", "postgres"])
    words.add_argument("--operations", nargs="+", choices=list(OPERATIONS), default=list(OPERATIONS))
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--baskets", type=int, default=4000)
    asked = words.parse_args()
    asked.binary = str(pathlib.Path(asked.binary).resolve())
    folder = pathlib.Path(tempfile.mkdtemp(prefix="nightshift-kill-"))
    try:
        # The program is killed, never the machine: nothing need be on the server's disk.
        for places in engines(asked.engines, folder, {"fsync": "off", "full_page_writes": "off"}):
            try:
                campaign(places, asked, folder)
            finally:
                places.close()
    except Failure as failure:
        sys.exit(f"{failure}\nThe seed was {asked.seed}.")
    finally:
        shutil.rmtree(folder)


main()
