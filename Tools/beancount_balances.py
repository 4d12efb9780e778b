# SPDX-License-Identifier: Apache-2.0
"""Checks a beancount file as bean-check does, in the same pass adds up every account, and writes both as CSV.

usage: beancount_balances.py FILE

Errors go to standard error and end with 1; account, currency and balance go to standard output.
"""

import collections
import csv
import decimal
import sys

from beancount import loader
from beancount.core import data
from beancount.ops import validation
from beancount.parser import printer


def main(path):
    entries, errors, _ = loader.load_file(path, extra_validations=validation.HARDCORE_VALIDATIONS)
    if errors:
        printer.print_errors(errors, file=sys.stderr)
        return 1
    balances = collections.defaultdict(decimal.Decimal)
    for entry in data.filter_txns(entries):
        for posting in entry.postings:
            balances[posting.account, posting.units.currency] += posting.units.number
    writer = csv.writer(sys.stdout)
    writer.writerow(["account", "commodity", "balance"])
    for (account, currency), balance in sorted(balances.items()):
        writer.writerow([account, currency, balance])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
