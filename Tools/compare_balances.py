# SPDX-License-Identifier: Apache-2.0
"""Compares our trial balance with what another program makes of our journal: exact, without tolerance.

usage: compare_balances.py {hledger|ledger|beancount} OURS THEIRS

A balance of zero may be missing on either side. Ends with 1 and names the first account that differs.
"""

import csv
import decimal
import sys


def rows(path):
    """The rows of a CSV file with a header of three columns: account, currency, balance."""
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        if len(next(reader, [])) != 3:
            sys.exit(f"{path}: not a table of account, currency and balance")
        yield from reader


def ledger_rows(path):
    """The balances that ledger prints: an account, a tab, an amount; further currencies on lines of their own."""
    account = None
    with open(path, encoding="utf-8") as file:
        for line in file.read().splitlines():
            name, tab, amount = line.rpartition("\t")
            account = name if tab else account
            if amount.strip() not in ("", "0"):
                number, currency = amount.split()
                yield account, currency, number


def balances(path, read):
    """Balances by account and currency as exact decimals, zeros left out."""
    found = {}
    for account, currency, number in read(path):
        balance = decimal.Decimal(number.replace(",", ""))
        if balance:
            if (account, currency) in found:
                sys.exit(f"{path}: {account} appears twice")
            found[account, currency] = balance
    return found


def main(tool, ours_path, theirs_path):
    ours = balances(ours_path, rows)
    theirs = balances(theirs_path, ledger_rows if tool == "ledger" else rows)
    for account, currency in sorted(ours.keys() | theirs.keys()):
        our, their = (side.get((account, currency), decimal.Decimal(0)) for side in (ours, theirs))
        if our != their:
            print(f"{tool}: {account} is {our} {currency} here and {their} {currency} there, off by {our - their}")
            return 1
    if not ours:
        print(f"{tool}: there is nothing to compare; the trial balance is empty")
        return 1
    print(f"{tool}: {len(ours)} accounts agree to the cent")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
