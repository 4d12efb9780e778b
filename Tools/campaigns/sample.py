# SPDX-License-Identifier: Apache-2.0
"""Small files of our own: the form of the Complete Journey, a CSV file of receipts, receipts as a till sends them."""

import csv
import pathlib
import random
import time

DEPARTMENTS = ["GROCERY", "PRODUCE", "DRUG GM", "FUEL", "MISCELLANEOUS", "MEAT"]
PRODUCTS = [(1000 + n, DEPARTMENTS[n % len(DEPARTMENTS)]) for n in range(300)]
SITES = [str(300 + n) for n in range(25)]
GOODS = [number for number, department in PRODUCTS if department == "GROCERY"]
DAYS = 60


def _stamp(second: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(1483254000 + second))


def make_journey(folder: pathlib.Path, seed: int, baskets: int) -> None:
    """Baskets of the first sixty days of 2017."""
    folder.mkdir()
    chance = random.Random(seed)
    with open(folder / "products.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("product_id manufacturer_id department brand product_category product_type package_size".split())
        for number, department in PRODUCTS:
            kind = "GASOLINE-REG UNLEADED" if department == "FUEL" else f"KIND {number % 17}"
            out.writerow([number, 1, department, "Private", "CATEGORY", kind, "1 LB"])
    with open(folder / "baskets.csv", "w", newline="") as heads, open(folder / "lines.csv", "w", newline="") as rows:
        head = csv.writer(heads, lineterminator="\n")
        row = csv.writer(rows, lineterminator="\n")
        head.writerow("basket_id household_id store_id week ts_local".split())
        row.writerow("basket_id product_id quantity sales_value retail_disc coupon_disc coupon_match_disc".split())
        for basket in range(baskets):
            # Every store sells in the first baskets, so that each is there in the smallest sample.
            store = SITES[basket] if basket < len(SITES) else chance.choice(SITES)
            head.writerow(
                [70_000 + basket, chance.randrange(900), store, 1, _stamp(basket * 86400 * DAYS // baskets)])
            for number, department in chance.sample(PRODUCTS, chance.randint(1, 12)):
                quantity = chance.randint(3000, 15000) if department == "FUEL" else chance.choice([0, 1, 1, 1, 2, 3])
                cents = chance.randint(0, 2000)
                amounts = [cents, chance.choice([0, 0, 35]), chance.choice([0] * 9 + [100]), 0]
                row.writerow([70_000 + basket, number, quantity] + [f"{a / 100:.2f}" for a in amounts])


def make_file(path: pathlib.Path, seed: int, receipts: int, till: int = 7) -> None:
    """Receipts of June 2017 as a file that `nightshift import receipts` takes."""
    chance = random.Random(seed)
    with open(path, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("site till number date time product quantity amount tender".split())
        for number in range(1, receipts + 1):
            site = chance.choice(SITES)
            day = f"2017-06-{1 + number * 28 // (receipts + 1):02}"
            for product in chance.sample(GOODS, chance.randint(1, 4)):
                amount = f"{chance.randint(1, 2000) / 100:.2f}"
                out.writerow([site, till, number, day, "12:00", product, chance.randint(1, 3), amount, "card"])


def till_receipts(seed: int, count: int) -> list[dict]:
    """Receipts of July 2017 as a till sends them."""
    chance = random.Random(seed)
    receipts = []
    for number in range(1, count + 1):
        amount = chance.randint(100, 5000)
        receipts.append({
            "site": chance.choice(SITES), "till": 9, "number": number,
            "occurredAt": f"2017-07-{1 + number * 28 // (count + 1):02}T15:00:00Z",
            "lines": [{"product": str(chance.choice(GOODS)), "quantity": 1000, "list": amount, "tax": 0}],
            "tenders": [{"kind": "card", "amount": amount}],
        })
    return receipts
