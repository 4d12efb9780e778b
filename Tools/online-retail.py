#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Converts the UCI "Online Retail" data into the CSV files that `nightshift import` reads.

usage: online-retail.py SOURCE FOLDER

SOURCE is either a folder with invoices.csv.gz, items.csv.gz and lines.csv.gz (the data set split into three), or the
data set itself as one CSV file with the columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice,
CustomerID and Country; dates as 2010-12-01 08:26:00.

Writes to FOLDER: sites.csv, products.csv, prices.csv, opening-stock.csv, receipts.csv, returns.csv, and left-out.csv
with every line that is no sale and why. docs/ONLINE-RETAIL.md says what is assumed. Amounts are exact decimals. The
same input gives the same bytes.
"""

import collections
import csv
import gzip
import pathlib
import sys
from decimal import ROUND_HALF_UP, Decimal

COST_SHARE = Decimal("0.60")
VAT_FROM = [("2011-01-04", Decimal("1.20")), ("0000-00-00", Decimal("1.175"))]
# Sold without stock: carriage, things typed in by hand, samples, discounts, vouchers without a number.
UNSTOCKED = {"POST": "CARRIAGE", "DOT": "CARRIAGE", "C2": "CARRIAGE", "M": "MANUAL", "S": "MANUAL", "D": "MANUAL"}
# Entries of the owner's ledger that were kept among the invoices.
NO_SALE = {"AMAZONFEE": "a fee the seller pays", "BANK CHARGES": "a fee the seller pays",
           "B": "an adjustment of bad debt", "CRUK": "a commission the seller pays"}
# How the data says that it does not know the customer.
NOBODY = {"", "0", "nan"}
PENNY = Decimal("0.01")


def main(source, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    lines, names = read(pathlib.Path(source))
    sales, returns, left_out, lost = sort_out(lines)
    departments = {line["code"]: department(line["code"], names) for line in sales + returns}
    write(folder / "sites.csv", ["code", "name", "kind", "zone", "taxes"], [
        ["UK", "Sold in the United Kingdom", "store", "Europe/London", "GB-VAT"],
        ["EXPORT", "Sold to other countries", "store", "Europe/London", "GB-EXPORT"],
    ])
    write(folder / "products.csv", ["code", "name", "department", "tax_class", "kind", "stocked"],
          [product(code, names, departments[code]) for code in sorted(departments)])
    write(folder / "prices.csv", ["product", "price", "from"], list_prices(sales))
    write(folder / "opening-stock.csv", ["site", "date", "product", "quantity", "value"], opening(sales, departments))
    write(folder / "receipts.csv", ["site", "number", "date", "product", "quantity", "amount", "channel"],
          [receipt(line) for line in sales])
    write(folder / "returns.csv", ["site", "number", "date", "product", "quantity", "amount", "channel"],
          [receipt(line) for line in returns])
    write(folder / "left-out.csv", ["invoice", "date", "code", "quantity", "price", "country", "reason"], left_out)
    value = sum(line["amount"] for line in sales) - sum(line["amount"] for line in returns)
    receipts = len({line["invoice"] for line in sales})
    backs = len({line["invoice"] for line in returns})
    print(f"{receipts} receipts with {len(sales)} lines, {backs} returns with {len(returns)} lines: {value} pounds")
    print(f"{len(left_out)} lines left out; {lost} pounds lost by rounding prices of less than a penny")


def read(source):
    """Every line with its invoice, in the order of time, and the name of each product."""
    if source.is_dir():
        invoices = {row["InvoiceNo"]: row for row in table(source / "invoices.csv.gz")}
        names = {key(row["StockCode"]): clean(row["Description"]) for row in table(source / "items.csv.gz")}
        rows = [{**invoices[row["InvoiceNo"]], **row} for row in table(source / "lines.csv.gz")]
    else:
        rows = list(table(source))
        seen = collections.defaultdict(collections.Counter)
        for row in rows:
            seen[key(row["StockCode"])][clean(row["Description"])] += 1
        # The most frequent description; of several the first by the alphabet.
        names = {code: min(texts, key=lambda text: (-texts[text], text)) for code, texts in seen.items()}
    # A stable sort: the lines of an invoice stay in their order.
    rows.sort(key=lambda row: (row["InvoiceDate"], row["InvoiceNo"]))
    return rows, names


def sort_out(rows):
    sales, returns, left_out, lost = [], [], [], Decimal(0)
    for row in rows:
        quantity, price, code = int(row["Quantity"]), Decimal(row["UnitPrice"]), key(row["StockCode"])
        is_cancelled = row["InvoiceNo"].startswith("C")
        reason = why_no_sale(row, code, quantity, price, is_cancelled)
        if reason:
            left_out.append([row["InvoiceNo"], row["InvoiceDate"], code, quantity, price, row["Country"], reason])
            continue
        exact = abs(quantity) * price
        amount = exact.quantize(PENNY, ROUND_HALF_UP)
        lost += exact - amount
        line = {
            "invoice": row["InvoiceNo"].lstrip("C"), "at": row["InvoiceDate"], "code": code, "quantity": abs(quantity),
            "amount": amount, "price": price, "site": site(row["Country"]),
        }
        (returns if is_cancelled else sales).append(line)
    return sales, returns, left_out, lost


def why_no_sale(row, code, quantity, price, is_cancelled):
    """Why a line is an entry of the owner's stock or ledger and no sale; nothing when it is one."""
    if code in NO_SALE or row["InvoiceNo"].startswith("A"):
        return NO_SALE.get(code, "an adjustment of bad debt")
    if price < 0:
        return "a negative price"
    if is_cancelled:
        return "a cancellation of nothing" if quantity >= 0 else None
    if quantity < 0:
        return "fewer than none without a cancellation: an adjustment of stock"
    if quantity == 0:
        return "a quantity of zero"
    if price == 0 and row["CustomerID"] in NOBODY:
        return "without price and customer: an adjustment of stock"
    return None


def site(country):
    """Unspecified is taxed: whoever cannot show that goods left the country owes the tax."""
    return "UK" if country in ("United Kingdom", "Unspecified") else "EXPORT"


def department(code, names):
    return UNSTOCKED.get(code) or ("VOUCHERS" if "GIFT VOUCHER" in names.get(code, "").upper() else "GOODS")


def product(code, names, department):
    is_goods = department == "GOODS"
    name = names.get(code) or code
    return [code, name, department, "standard", "goods" if is_goods else "service", "yes" if is_goods else "no"]


def list_prices(sales):
    """For each product the price of its first sale that has one."""
    first = {}
    for line in sales:
        if line["price"] >= PENNY:
            first.setdefault(line["code"], (line["price"].quantize(PENNY, ROUND_HALF_UP), line["at"][:10]))
    return [[code, price, day] for code, (price, day) in sorted(first.items())]


def measure(sales):
    """By site and product: how many were sold, what they brought without tax, and the first day."""
    sold = {}
    for line in sales:
        entry = sold.setdefault((line["site"], line["code"]), [0, Decimal(0)])
        entry[0] += line["quantity"]
        rate = next(rate for day, rate in VAT_FROM if line["at"] >= day) if line["site"] == "UK" else Decimal(1)
        entry[1] += line["amount"] / rate
    return sold


def opening(sales, departments):
    """Each site begins with what it will sell, at an assumed share of what it will bring without tax."""
    for (place, code), (quantity, net) in sorted(measure(sales).items()):
        if departments[code] == "GOODS":
            yield [place, "2010-12-01", code, quantity, (net * COST_SHARE).quantize(PENNY, ROUND_HALF_UP)]


def receipt(line):
    return [line["site"], line["invoice"], line["at"], line["code"], line["quantity"], line["amount"], "web"]


def key(code):
    """Codes differ in case only by mistake: 85123a is 85123A."""
    return code.strip().upper()


def clean(text):
    return " ".join(text.split())


def table(path):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
