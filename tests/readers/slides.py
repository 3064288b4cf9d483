"""Reads the numbers of slides with python-pptx and openpyxl, and compares them with the pack that they were written from.

    slides.py DECK.pptx PACK.json

PACK.json is the pack as serde writes it. Every value of every chart has to be in a chart of the deck, where the program that
shows it reads it and in the workbook inside; every text of a scorecard, of a list and of a heat map in a table. Prints what differs,
and ends with 1 if anything does.
"""

import io
import json
import sys

import openpyxl
from pptx import Presentation


def charts(deck):
    """By title: for each series its values by category, as drawn and as in the workbook."""
    found = {}
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                title = shape.chart.chart_title.text_frame.text
                drawn, inside = found.setdefault(title, ({}, {}))
                for plot in shape.chart.plots:
                    for series in plot.series:
                        drawn.setdefault(series.name, {}).update(zip(plot.categories, series.values))
                workbook = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                head, *rows = workbook.active.iter_rows(values_only=True)
                for column, name in enumerate(head[1:], 1):
                    inside.setdefault(name, {}).update((row[0], row[column]) for row in rows)
    return found


def table_texts(deck):
    """All lines of all cells of tables."""
    tables = (shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    return {line for cell in cells for line in cell.text.split("\n")}


def value_of(values, category):
    """A category with few tickets has their numbers behind its name."""
    names = [name for name in values if name == category or name.startswith(f"{category} (")]
    return values[names[0]] if names else None


def is_empty(pack):
    """As the pack itself says it."""
    points = (
        point
        for section in pack["sections"]
        for chart in section["charts"]
        for series in chart["spec"]["series"]
        for point in series["points"]
    )
    cells = (cell for section in pack["sections"] for row in section["scorecard"]["rows"] for cell in row)
    return not any(point["value"] is not None or point["denominator"] for point in points) and not any(
        cell["is"] == "number" and cell["value"] for cell in cells
    )


def differences(deck, pack):
    found, texts = charts(deck), table_texts(deck)
    for section in pack["sections"]:
        for table in [section["scorecard"], *section.get("tables", [])]:
            cells = (cell for row in table["rows"] for cell in row)
            wanted = (text for cell in cells for text in (cell["text"], cell.get("beside")) if text)
            yield from (f"{table['title']}: {text!r} is in no table" for text in wanted if text not in texts)
        for chart in section["charts"]:
            spec = chart["spec"]
            values = [point["value"] for series in spec["series"] for point in series["points"]]
            if all(value is None for value in values):
                continue
            if spec["kind"] == "heat":
                cells = [cell for row in chart["table"]["rows"] for cell in row[1:] if cell["is"] == "number"]
                yield from (f"{spec['title']}: {cell['text']!r} is in no table" for cell in cells if cell["text"] not in texts)
                continue
            drawn, inside = found.get(spec["title"], ({}, {}))
            for series in spec["series"]:
                # A waterfall's steps are drawn as rises and falls; the changes themselves are in its workbook.
                places = [inside] if spec["kind"] == "waterfall" else [drawn, inside]
                for category, point in zip(spec["categories"], series["points"]):
                    for place in places:
                        value = value_of(place.get(series["name"], {}), category)
                        if value != point["value"]:
                            yield f"{spec['title']}, {category}, {series['name']}: {value} is not {point['value']}"


def main():
    deck, pack = Presentation(sys.argv[1]), json.load(open(sys.argv[2], encoding="utf-8"))
    # Nothing of a pack without tickets is shown.
    wrong = [] if is_empty(pack) else list(differences(deck, pack))
    native = sum(shape.has_chart for slide in deck.slides for shape in slide.shapes)
    print("\n".join(wrong + [f"{len(deck.slides)} slides, {native} native charts, {len(wrong)} differences"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
