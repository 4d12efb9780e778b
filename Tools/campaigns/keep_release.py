#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps a small retailer as this release writes it, so that every later release is tested on it.

    Tools/campaigns/keep_release.py BINARY NAME

Run it when a release is made, with its program and its name; it makes Tests/BackOfficeTests/Releases/NAME with the
SQLite file, the same in PostgreSQL as a script, and what `verify` and the reports said. Never run it for a name that is
there.
"""

import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

from shop import Databases, Folders, Shop

DAY = "2026-03-0"


def act(command: str, **fields) -> tuple[str, dict]:
    return command, fields


def sale(number: int, lines: list[dict], paid: int, kind: str = "cash") -> tuple[str, dict]:
    return act("complete-sale", site="S1", till=1, number=number, occurredAt=f"{DAY}3T15:00:00Z", lines=lines,
               tenders=[{"kind": kind, "amount": paid}])


def goods(product: str, quantity: int, amount: int, **more) -> dict:
    return {"product": product, "quantity": quantity * 1000, "list": amount, **more}


LIFE = [
    act("register-company", code="ACME", name="Acme", currency="USD"),
    *[act("open-site", company="ACME", code=code, name=f"Shop {code}", kind="store", zone="America/Chicago")
      for code in ("S1", "S2")],
    act("set-jurisdiction", code="IL", name="Illinois", kind="salesTax", rounding="line",
        rates=[{"taxClass": "general", "validFrom": "2020-01-01", "millionths": 82_500}]),
    act("assign-jurisdictions", site="S1", jurisdictions=["IL"]),
    act("list-departments", departments=[{"code": "D", "name": "Goods"}]),
    act("list-suppliers", suppliers=[{"code": "V", "name": "Vendor"}]),
    act("list-products", products=[
        {"code": code, "name": name, "department": "D", "kind": "goods", "isStocked": True, "unit": "piece",
         "taxClass": "general", "packs": [{"gtin": gtin, "units": 1}]}
        for code, name, gtin in (("RICE", "Reis, 1 kg", "5901234123457"), ("TEA", "Thé vert", "96385074"))]),
    act("set-prices", prices=[{"product": "RICE", "validFrom": "2026-01-01", "price": 199}]),
    act("register-actor", code="pos", name="Tills", kind="program"),
    act("grant-role", actor="pos", role="cashier"),
    act("receive-goods", site="S1", origin="opening", occurredAt=f"{DAY}1T12:00:00Z",
        lines=[{"product": "RICE", "quantity": 50_000, "value": 5_500}]),
    act("receive-goods", site="S1", origin="supplier", supplier="V", occurredAt=f"{DAY}2T12:00:00Z",
        lines=[{"product": "TEA", "quantity": 20_000, "value": 4_000}]),
    act("open-session", site="S1", till=1, float=10_000, occurredAt=f"{DAY}3T13:00:00Z"),
    sale(1, [goods("RICE", 2, 398), goods("TEA", 1, 450, discounts=[{"kind": "item", "amount": 50}])], 864),
    sale(2, [goods("RICE", 1, 199)], 215, "card"),
    sale(3, [goods("NOWHERE", 1, 100)], 100),
    sale(4, [goods("RICE", -1, -199, returned={"till": 1, "number": 1, "line": 1, "disposition": "stock"})], -215),
    act("void-receipt", site="S1", till=1, number=2, occurredAt=f"{DAY}3T16:00:00Z", reason="mistake"),
    act("ship-transfer", site="S1", destination="S2", occurredAt=f"{DAY}3T17:00:00Z",
        lines=[{"product": "RICE", "quantity": 5_000}]),
    act("count-stock", site="S1", occurredAt=f"{DAY}3T20:00:00Z", lines=[{"product": "RICE", "counted": 42_000}]),
    act("adjust-stock", site="S1", reason="damaged", occurredAt=f"{DAY}3T20:30:00Z",
        lines=[{"product": "TEA", "quantity": -1_000}]),
    act("close-session", site="S1", till=1, counted=10_700, occurredAt=f"{DAY}3T21:00:00Z"),
    act("enter-journal", company="ACME", day=f"{DAY}3", reason="rent", lines=[
        {"account": "5200", "site": "S1", "amount": 1250}, {"account": "1000", "site": "S1", "amount": -1250}]),
    act("lock-period", company="ACME", lock="soft", through="2026-02-28", reason="month"),
]


def live(shop: Shop) -> None:
    shop.ask("init")
    for place, (command, fields) in enumerate(LIFE):
        shop.ask("do", command, json.dumps(fields), "--key", f"release/{place}")
    shop.ask("night", "--date", f"{DAY}3")


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    target = pathlib.Path(__file__).parents[2] / "Tests/BackOfficeTests/Releases" / sys.argv[2]
    target.mkdir(parents=True)
    databases = Databases()
    try:
        with tempfile.TemporaryDirectory() as folder:
            shop = Shop(binary, Folders(pathlib.Path(folder)))
            live(shop)
            copy = Shop(binary, databases)
            subprocess.run([binary, "copy", "--from", shop.data, "--to", copy.data], check=True, capture_output=True)
            reports = [shop.ask("verify")]
            for name in ("trial-balance", "stock", "inbox"):
                reports.append(shop.ask("report", name, "--date", "2026-12-31", "--format", "csv"))
            (target / "books.txt").write_text("\n".join(reports))
            data = (pathlib.Path(shop.data) / "nightshift.sqlite").read_bytes()
            (target / "nightshift.sqlite.gz").write_bytes(gzip.compress(data, mtime=0))
        server = databases.server
        dump = subprocess.run(
            [server.programs / "pg_dump", "--inserts", "--no-owner", "--no-privileges", "--host=127.0.0.1",
             f"--port={server.port}", "--username=nightshift", copy.data.rsplit("/", 1)[1]],
            check=True, capture_output=True, text=True).stdout
        # What is for psql alone, and what would empty the search path of the connection that runs it.
        lines = [line for line in dump.splitlines() if not line.startswith("\\") and "search_path" not in line]
        (target / "postgres.sql.gz").write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    finally:
        databases.close()


main()
