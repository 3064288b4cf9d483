"""Compares the figures of two answers: compare.py A.json B.json

A file holds a list of rows, an answer {"rows": [...]}, a list of answers or of lists of rows, or {"answers": [...]}.
Prints at most 20 differences, and exits 1 where there are any.
"""

import json
import sys
from math import isclose

FIELDS = ("value", "numerator", "denominator", "low", "high", "immature")


def rows(found, answer=0):
    """{(answer, kpi, group): row} of whatever a file holds."""
    if isinstance(found, dict):
        found = found.get("rows", found.get("answers"))
    if found and "kpi" not in found[0]:
        return {key: row for index, part in enumerate(found) for key, row in rows(part, index).items()}
    result = {}
    for row in found:
        key = answer, row["kpi"], tuple(sorted(row["group"].items()))
        if key in result:
            sys.exit(f"{key} is there twice")
        result[key] = row
    return result


def same(kpi, a, b):
    if a is None or b is None:
        return a is b
    return isclose(a, b, rel_tol=1e-6 if kpi.startswith("cost_") else 1e-9, abs_tol=1e-12)


def main(left, right):
    with open(left) as a, open(right) as b:
        a, b = rows(json.load(a)), rows(json.load(b))
    differences = []
    for key in sorted(a.keys() | b.keys()):
        place = f"answer {key[0]}, {key[1]}, {dict(key[2])}"
        if key not in a or key not in b:
            differences.append(f"{place}: only in {left if key in a else right}")
            continue
        for field in FIELDS:
            if not same(key[1], a[key].get(field), b[key].get(field)):
                differences.append(f"{place}: {field} {a[key].get(field)} and {b[key].get(field)}")
    for line in differences[:20]:
        print(line)
    print(f"{len(a)} and {len(b)} rows, {len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
