"""Reads reports with programs that are not ours, and compares every figure with `smix kpi`, `smix chart` and the pack.

    check.py --smix SMIX --browser CHROMIUM

Makes reports of the sample data in each form and language, and ends with 1 if anything differs.
"""

import argparse
import csv
import datetime
import html.parser
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import openpyxl
import pptx

import slides
import workbook

MADE = "2026-01-02T03:04:05Z"


class Text(html.parser.HTMLParser):
    """The text of a page, each piece by itself."""

    def __init__(self):
        super().__init__()
        self.pieces = []

    def handle_data(self, data):
        self.pieces.append(data.strip())


def page_text(browser, path, folder):
    """What a browser makes of a page."""
    switches = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}", "--dump-dom"]
    dumped = subprocess.run([browser, *switches, path.as_uri()], check=True, capture_output=True, text=True, timeout=120)
    page = Text()
    page.feed(dumped.stdout)
    return " ".join(page.pieces)


def percent(value, language):
    """A share with one decimal, halves away from 0 as the reports write them, in the language's own way."""
    written = f"{value * 100:.1f}"
    return f"{written}%" if language == "en" else f"{written.replace('.', ',')}\u00a0%"


def plain(text):
    return " ".join(text.replace("\u00a0", " ").split())


class Desk:
    def __init__(self, smix, browser, folder):
        self.smix, self.browser, self.folder = smix, browser, folder
        self.run("sample")
        last = json.loads(self.run("status", "--json"))["last_day"]
        # Long enough ago for everything to be judged.
        self.days = ["--from", self.day(last, 41), "--to", self.day(last, 35)]

    def run(self, *words):
        command = [self.smix, "--store", str(self.folder / "desk.db"), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    @staticmethod
    def day(last, before):
        return str(datetime.date.fromisoformat(last) - datetime.timedelta(days=before))

    def report(self, ending, language):
        path = self.folder / f"{language}.{ending}"
        self.run("report", *self.days, "--language", language, "--made", MADE, "-o", str(path))
        return path

    def figures(self):
        """What the engine says of the whole and of each resolution type: (KPI, resolution type or None) to value."""
        found = {}
        for by in [[], ["--by", "resolution_type"]]:
            for row in json.loads(self.run("kpi", *self.days, *by, "--format", "json"))["rows"]:
                found[row["kpi"], row["group"].get("resolution_type")] = row
        return found


def shares(pack, figures):
    """Each share of a scorecard as the engine gave it, with its title: few tickets are counted instead."""
    terms = {term["title"]: term["kpi"] for term in pack["glossary"]}
    for section in pack["sections"]:
        kinds = [None, None] + [column["resolution_type"] for column in section["scorecard"]["columns"][2:]]
        for row in section["scorecard"]["rows"]:
            for at, cell in enumerate(row):
                if at in (0, 2) or cell["is"] != "number":
                    continue
                figure = figures[terms[row[0]["text"]], kinds[at] if at > 2 else None]
                yield row[0]["text"], cell, figure["value"]


def compare(desk, language, figures):
    paths = {ending: desk.report(ending, language) for ending in ["pdf", "pptx", "xlsx", "html", "json"]}
    pack = json.loads(paths["json"].read_text(encoding="utf-8"))
    deck, book = pptx.Presentation(str(paths["pptx"])), openpyxl.load_workbook(paths["xlsx"])
    read = {
        "pdf": plain(subprocess.run(["pdftotext", "-layout", str(paths["pdf"]), "-"], check=True, capture_output=True, text=True).stdout),
        "html": plain(page_text(desk.browser, paths["html"], desk.folder)),
        "pptx": plain(" ".join(slides.table_texts(deck))),
    }
    raw = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, (int, float))}
    count = 0
    for title, cell, value in shares(pack, figures):
        count += 1
        if abs(cell["value"] - value) > 1e-12:
            yield f"{language}: the pack says {cell['value']} of {title}, the engine {value}"
        if cell["unit"] == "proportion":
            wanted = plain(percent(value, language))
            yield from (f"{language}, {ending}: {title}: {wanted} is not in it" for ending, text in read.items() if wanted not in text)
        if not any(abs(value - found) < 1e-12 for found in raw):
            yield f"{language}, xlsx: {title}: no cell is {value}"
    if count < 50:
        yield f"{language}: only {count} figures were compared"
    yield from (f"{language}, pptx: {line}" for line in slides.differences(deck, pack))
    yield from (f"{language}, xlsx: {line}" for line in workbook.missing(book, pack))
    if language == "en":
        yield from charts(desk, deck)
    print(f"{language}: {count} figures compared in {', '.join(paths)}")


def charts(desk, deck):
    """The values of a native chart beside those of the same chart on the command line."""
    for name in ["deflection-by-query-type", "cost-by-resolution-type", "escalation-by-query-type"]:
        rows = list(csv.DictReader(io.StringIO(desk.run("chart", name, *desk.days, "--format", "csv", "-o", "-"))))
        wanted = sorted(float(row["value"]) for row in rows if row["value"])
        drawn = (sorted(value for series in values[0].values() for value in series.values() if value is not None) for values in slides.charts(deck).values())
        if wanted not in drawn:
            yield f"pptx: no chart has the values of {name}: {wanted}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--smix", required=True)
    parser.add_argument("--browser", required=True)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(given.smix, given.browser, pathlib.Path(folder).resolve())
        figures = desk.figures()
        wrong = [line for language in ["en", "de"] for line in compare(desk, language, figures)]
    print("\n".join(wrong + [f"{len(wrong)} differences"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
