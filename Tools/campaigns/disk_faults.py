#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Takes the disk away, and steps the clock back: the product says what is wrong, damages nothing, and goes on after.

    Tools/campaigns/disk_faults.py BINARY [--only full read-only errors clock server-full] [--rounds 20] [--seed 1]

    full         SQLite on a disk of a few megabytes that fills while tills send receipts and while an import runs
    read-only    a disk that becomes read-only while the shop is served
    errors       writes and syncs that fail at random (libfiu)
    clock        the clock steps back by hours and days while tills send receipts
    server-full  PostgreSQL's tables on a disk that fills

Disks are made with tmpfs in a mount namespace of this program's own, so that nothing stays mounted. Needs root, or a
kernel that lets anybody make a namespace; fiu-utils from Debian.
"""

import argparse
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time

import postgres
import sample
from shop import Databases, Failure, Folders, Serving, Shop, Till, idempotency_key


def in_a_namespace() -> None:
    """Starts this program again where mounting is its own affair."""
    if os.environ.get("NIGHTSHIFT_NAMESPACE"):
        return
    words = ["unshare", "--mount", "--propagation", "private"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    if subprocess.run([*words, "true"], capture_output=True).returncode != 0:
        if os.environ.get("CI") == "true":
            sys.exit("No namespace can be made here, so no disk can be.")
        print("No namespace can be made here, so no disk can be: this campaign is left out", file=sys.stderr)
        sys.exit(0)
    os.environ["NIGHTSHIFT_NAMESPACE"] = "yes"
    os.execvp(words[0], [*words, sys.executable, *sys.argv])


class Disk:
    """A small disk in memory."""

    def __init__(self, folder: pathlib.Path, size: str):
        self.folder = folder
        folder.mkdir()
        self._mount(f"size={size}")

    def _mount(self, options: str) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.folder], check=True)

    def remount(self, options: str) -> None:
        # A disk with files open for writing becomes read-only only when it is not asked whether it may.
        subprocess.run(["mount", "-o", f"remount,{options}", self.folder], check=True)

    def fill(self) -> None:
        """Leaves not a byte."""
        with open(self.folder / "ballast", "ab", buffering=0) as file:
            block = 1 << 20
            while block:
                try:
                    if file.write(b"\0" * block) < block:
                        block //= 2
                except OSError:
                    block //= 2

    def make_room(self) -> None:
        (self.folder / "ballast").unlink(missing_ok=True)

    def remove(self) -> None:
        subprocess.run(["umount", "--lazy", self.folder], check=True)


class Campaign:
    def __init__(self, asked: argparse.Namespace, folder: pathlib.Path):
        self.asked, self.folder, self.chance = asked, folder, random.Random(asked.seed)
        self.journey = folder / "journey"
        sample.make_journey(self.journey, asked.seed, 60)
        self.file = folder / "receipts.csv"
        sample.make_file(self.file, asked.seed, 400)
        self.sales = sample.till_receipts(asked.seed, 200)
        self.calm = self._shop(folder / "calm")
        self.key = self.calm.key()
        self.calm.ask("import", "receipts", str(self.file))
        serving = Serving(self.calm)
        till = Till(serving.port, self.key)
        for receipt in self.sales:
            if till.send(receipt)[0] != 200:
                raise Failure("an undisturbed receipt was not taken")
        serving.end()

    def _shop(self, folder: pathlib.Path) -> Shop:
        folder.mkdir(exist_ok=True)
        shop = Shop(self.asked.binary, Folders(folder))
        self._found(shop)
        return shop

    def _found(self, shop: Shop) -> None:
        shop.ask("import", "complete-journey", str(self.journey))

    def _ends_as_calm(self, name: str, shop: Shop, key: str, more: str = "") -> None:
        shop.verify()
        shop.ask("import", "receipts", str(self.file))
        serving = Serving(shop)
        till = Till(serving.port, key)
        for receipt in self.sales:
            status, text = till.send(receipt)
            if status != 200:
                raise Failure(f"{name}: {status} {text} after all was well again")
        serving.end()
        shop.must_be_as(self.calm)
        print(f"{name}: {more}no damage, went on where it was", flush=True)

    def _must_complain(self, name: str, done: subprocess.CompletedProcess, *words: str) -> None:
        said = done.stdout + done.stderr
        if done.returncode == 0:
            raise Failure(f"{name}: it was said to be done: {said}")
        if done.returncode < 0 or "Fatal error" in said:
            raise Failure(f"{name}: the program crashed: {said}")
        if not any(word in said for word in words):
            raise Failure(f"{name}: no clear message: {said}")

    def full(self) -> None:
        disk = Disk(self.folder / "small", "64m")
        try:
            shop = self._shop(disk.folder / "shop")
            key = shop.key()
            serving = Serving(shop)
            till = Till(serving.port, key)
            answered: set[str] = set()
            refused = 0
            for number, receipt in enumerate(self.sales):
                if number % 40 == 20:
                    disk.fill()
                status, text = till.send(receipt)
                if status == 200:
                    answered.add(idempotency_key(receipt))
                elif status == 503 and "full" in text:
                    refused += 1
                    disk.make_room()
                    status, text = till.send(receipt)
                    if status != 200:
                        raise Failure(f"full: there is room again, and still {status} {text}")
                    answered.add(idempotency_key(receipt))
                else:
                    raise Failure(f"full: {status} {text}")
            if refused == 0:
                raise Failure("full: the disk was never full")
            serving.end()
            disk.fill()
            full = "The disk is full"
            self._must_complain("full, import", shop.try_to("import", "receipts", str(self.file)), full)
            self._must_complain("full, night", shop.try_to("night"), full)
            self._must_complain("full, init", Shop(self.asked.binary, Folders(disk.folder / "new")).try_to("init"), full,
                                "cannot make the folder")
            disk.make_room()
            other = Disk(self.folder / "tiny", "512k")
            self._must_complain("full, backup", shop.try_to("backup", str(other.folder / "copy")), full)
            other.remove()
            self._ends_as_calm("disk full", shop, key, f"{refused} receipts waited for room, ")
        finally:
            disk.remove()

    def read_only(self) -> None:
        disk = Disk(self.folder / "read-only", "64m")
        try:
            shop = self._shop(disk.folder / "shop")
            key = shop.key()
            disk.remount("ro")
            for words in (["do", "set-policy", '{"company":"CJ","policy":"till-difference","value":1}'], ["night"],
                          ["import", "receipts", str(self.file)]):
                self._must_complain(f"read-only, {words[0]}", shop.try_to(*words), "The data cannot be written")
            disk.remount("rw")
            self._ends_as_calm("read-only disk", shop, key)
        finally:
            disk.remove()

    def errors(self) -> None:
        shop, other = self._shop(self.folder / "errors"), self._shop(self.folder / "errors-calm")
        failed = 0
        files = []
        for number in range(self.asked.rounds):
            file = self.folder / f"errors-{number}.csv"
            sample.make_file(file, self.asked.seed + number, 40, till=20 + number)
            files.append(str(file))
            share = self.chance.choice([0.01, 0.05, 0.2])
            calls = self.chance.choice(["posix/io/rw/pwrite", "posix/io/sync/*", "posix/io/rw/*"])
            wrapper = ["fiu-run", "-x", "-c", f"enable_random name={calls},probability={share}"]
            words = self.chance.choice([["import", "receipts", str(file)], ["night", "--date", f"2017-06-{1 + number % 28:02}"]])
            done = subprocess.run([*wrapper, *shop.command(*words)], capture_output=True, text=True, timeout=300)
            if done.returncode != 0:
                failed += 1
                # What a failed read brought looks to SQLite like a damaged file: "never written". verify knows better.
                self._must_complain(f"errors, {words[0]}", done, "cannot be reached", "cannot be written",
                                    "disk is full", "in use", "Cannot", "cannot be read", "not known", "never written")
            shop.verify()
        if failed == 0:
            raise Failure("errors: nothing ever failed")
        for one in (shop, other):
            for file in files:
                one.ask("import", "receipts", file)
            for number in range(min(28, self.asked.rounds)):
                one.ask("night", "--date", f"2017-06-{1 + number:02}")
        shop.verify()
        shop.must_be_as(other)
        print(f"input/output errors: {failed} of {self.asked.rounds} commands failed, no damage, went on where it was",
              flush=True)

    def clock(self) -> None:
        shop = self._shop(self.folder / "clock")
        key = shop.key()
        library, offset = self.folder / "clock.so", self.folder / "offset"
        source = pathlib.Path(__file__).with_name("clock.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        offset.write_bytes(struct.pack("=q", 0))
        serving = Serving(shop, {"LD_PRELOAD": str(library), "NIGHTSHIFT_CLOCK": str(offset)})
        slow = []

        def work(receipts: list[dict]) -> None:
            till = Till(serving.port, key, timeout=30)
            for receipt in receipts:
                begun = time.monotonic()
                try:
                    status, text = till.send(receipt)
                except OSError as error:
                    slow.append(f"nobody answered: {error}")
                    return
                if status != 200 or time.monotonic() - begun > 5:
                    slow.append(f"{status} {text} after {time.monotonic() - begun:.0f} s")
                    return

        threads = [threading.Thread(target=work, args=(self.sales[number::4],)) for number in range(4)]
        for thread in threads:
            thread.start()
        steps = 0
        with open(offset, "r+b", buffering=0) as file:
            while any(thread.is_alive() for thread in threads):
                steps += 1
                # Only ever behind the true time, which the kernel waits by.
                file.seek(0)
                file.write(struct.pack("=q", [-3_600, -1_800, -2 * 86_400, 0][steps % 4]))
                time.sleep(0.05)
        if slow:
            raise Failure(f"clock: {slow[0]}")
        serving.end()
        self._ends_as_calm("clock that steps back", shop, key, f"{steps} steps, ")

    def server_full(self) -> None:
        if postgres.programs() is None:
            print("PostgreSQL is not installed: its half is left out", file=sys.stderr)
            return
        places = Databases({"fsync": "off"})
        disk = Disk(self.folder / "tables", "96m")
        try:
            (disk.folder / "space").mkdir()
            shutil.chown(disk.folder / "space", "postgres" if os.geteuid() == 0 else None)
            places.server.run(f"create tablespace small location '{disk.folder}/space'")
            places.server.run("create database small template template0 tablespace small")
            shop = Shop(self.asked.binary, places, places.server.address("small"))
            self._found(shop)
            key = shop.key()
            serving = Serving(shop)
            till = Till(serving.port, key)
            refused = 0
            disk.fill()
            for receipt in self.sales:
                status, text = till.send(receipt)
                if status == 503 and ("No space" in text or "full" in text):
                    refused += 1
                    disk.make_room()
                    status, text = till.send(receipt)
                if status != 200:
                    raise Failure(f"server-full: {status} {text}")
            if refused == 0:
                raise Failure("server-full: the disk was never full")
            serving.end()
            self._ends_as_calm("full disk of the server", shop, key, f"{refused} receipts waited for room, ")
        finally:
            places.close()
            disk.remove()


PARTS = {
    "full": Campaign.full, "read-only": Campaign.read_only, "errors": Campaign.errors, "clock": Campaign.clock,
    "server-full": Campaign.server_full,
}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("binary")
    words.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    words.add_argument("--rounds", type=int, default=20, help="commands that run with errors")
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    in_a_namespace()
    asked.binary = str(pathlib.Path(asked.binary).resolve())
    folder = pathlib.Path(tempfile.mkdtemp(prefix="nightshift-disk-"))
    folder.chmod(0o755)
    try:
        campaign = Campaign(asked, folder)
        for name in asked.only:
            PARTS[name](campaign)
    except Failure as failure:
        sys.exit(f"{failure}\nThe seed was {asked.seed}.")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
