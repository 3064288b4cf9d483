"""Compares a pack's workbook with the pack itself, read by openpyxl.

    workbook.py PACK.xlsx PACK.json

PACK.json is the pack as serde writes it. Every number of its tables has to be a cell of its row, raw and in the format of
its unit; every text a text; at least three charts have to be there and no formula. Says what is missing, and exits with 1.
"""

import json
import sys

import openpyxl

FORMATS = {"proportion": "%", "money": "#,##0.00", "minutes": "min", "count": "#,##0", "score": "0.00"}


def tables_of(pack):
    """All tables of a pack."""
    for section in pack["sections"]:
        yield section["scorecard"]
        yield from (chart["table"] for chart in section["charts"])
        yield from section.get("tables", [])


def numbers_of(table):
    """How many numbers a table has."""
    return sum(cell["is"] == "number" for row in table["rows"] for cell in row)


def cells_of(row):
    """The cells of a table's row that stand on a sheet: what is empty there is not asked for."""
    return [cell for cell in row if cell["is"] == "number" or cell["text"]]


def is_cell(wanted, found):
    if wanted["is"] != "number":
        return found.data_type == "s" and found.value == wanted["text"]
    is_number = found.data_type == "n" and found.value is not None
    return is_number and found.value == wanted["value"] and FORMATS[wanted["unit"]] in found.number_format


def holds(found, wanted):
    """Whether a sheet's row has the wanted cells, in their order."""
    left = iter(found)
    return all(any(is_cell(cell, other) for other in left) for cell in wanted)


def missing(book, pack):
    """What the workbook should have and has not."""
    sheets = [list(sheet.iter_rows()) for sheet in book.worksheets]
    for table in tables_of(pack):
        for row in table["rows"]:
            wanted = cells_of(row)
            if not any(holds(found, wanted) for rows in sheets for found in rows):
                yield f"{table['title']}: {[cell['text'] for cell in wanted]}"
    formulas = (cell.coordinate for rows in sheets for row in rows for cell in row if cell.data_type == "f")
    yield from (f"a formula in {place}" for place in formulas)
    charts = sum(len(sheet._charts) for sheet in book.worksheets)
    drawn = [chart for section in pack["sections"] for chart in section["charts"] if numbers_of(chart["table"])]
    if charts < min(3, len(drawn)):
        yield f"only {charts} charts"


def main(workbook, pack):
    with open(pack, encoding="utf-8") as file:
        pack = json.load(file)
    wrong = list(missing(openpyxl.load_workbook(workbook), pack))
    for line in wrong:
        print(line)
    numbers = sum(numbers_of(table) for table in tables_of(pack))
    print(f"{numbers} numbers, {len(wrong)} missing")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
