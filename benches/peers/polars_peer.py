"""Supportmix's figures by Polars, to compare with: warm answers over the facts that the DuckDB peer derived.

    polars_peer.py derive FILE.duckdb OUT.parquet
    polars_peer.py warm OUT.parquet DASHBOARD.json [--threads 2] [--runs N]

`warm` is as duckdb_peer.py has it; so are profiles and the states of tickets.
"""

import argparse
import json
import os
import sys
from datetime import date, timedelta

import duckdb

from duckdb_peer import CONDITIONS, FACT, PROFILES, warm
from figures import COLUMNS, CREATED, RESOLVED, WINDOW


def derive(file, out):
    """One file: the attributes of profiles are written beside their number, and what is about the store as metadata."""
    with duckdb.connect(file, read_only=True) as db:
        zone, newest, first_day, *_ = db.execute("FROM meta").fetchone()
        attributes = ", ".join(f"{cohort}_profile.{name} AS {cohort}_{name}" for cohort, names in PROFILES.items()
                               for name in names)
        columns = ", ".join(f"fact.{name}" for name in FACT)
        db.execute(f"COPY (SELECT {columns}, created_profile, resolved_profile, {attributes} FROM fact "
                   "JOIN created_profile USING (created_profile) JOIN resolved_profile USING (resolved_profile) "
                   f"ORDER BY created_day) TO '{out}' (FORMAT parquet, KV_METADATA {{zone: '{zone}', "
                   f"newest: '{newest}', first_day: '{first_day}'}})")


class Engine:
    """Counts tickets: answers a plan's jobs, all in one collect_all, lazily and on the streaming engine.

    One query after the other took a sixth longer; a frame filtered beforehand for all jobs took twice as long. The
    in-memory engine is as fast on a third of the tickets and slower on all of them. Without profiles the counts took
    three times as long. Looking a day's part up by position is faster than joining the days."""

    tuned = True

    def __init__(self, file):
        meta = pl.read_parquet_metadata(file)
        self.zone, self.newest = meta["zone"], int(meta["newest"])
        self.first_day = date.fromisoformat(meta["first_day"])
        fact = pl.read_parquet(file)
        self.profiles = {}
        for cohort, names in PROFILES.items():
            key = f"{cohort}_profile"
            own = fact.select(key, *(pl.col(f"{cohort}_{name}").alias(name) for name in names)).unique(key)
            self.profiles[cohort] = own
            fact = fact.drop([f"{cohort}_{name}" for name in names])
        # Days as numbers, so that a calendar is a list to look into.
        day = lambda name: (pl.col(name) - self.first_day).dt.total_days().cast(pl.UInt16)
        self.values = {name: fact[name].unique().sort().to_list() for name in COLUMNS}
        fact = fact.with_columns(day(name) for name in ("created_day", "resolved_day", "left_day")).with_columns(
            pl.col(name).cast(pl.Enum(self.values[name])) for name in COLUMNS)
        by_resolution = fact.drop_nulls("resolved_day").sort("resolved_day")
        self.frames = {
            "created": fact.rechunk(), "resolved": by_resolution, "unfilled": by_resolution.filter("unknown_work"),
            "worked": by_resolution.drop_nulls("known_work").select("resolved_day", "query_type", "known_work")}
        self.days = max(fact["created_day"].max(), fact["resolved_day"].max() or 0) + 1
        self.last_day = self.first_day + timedelta(self.days - 1)
        self.unknown_minutes = fact["unknown_work"].any()
        of = lambda *kinds: pl.col("resolution_type").is_in(kinds).sum()
        daily = by_resolution.join(self.profiles["resolved"].drop("resolution_type"), on="resolved_profile").group_by(
            "resolved_day").agg(of("ai_only", "hybrid").alias("ai"), of("hybrid", "human_only").alias("people"),
                                pl.col("work").sum(), pl.col("ai_resolved").sum())
        self.daily = [(self.first_day + timedelta(row[0]), *row[1:]) for row in daily.rows()]

    def parts(self, frame, spans, day):
        """The frame's tickets within the spans, with their part."""
        offsets = [(max((first - self.first_day).days, 0), min((last - self.first_day).days, self.days - 1))
                   for first, last in spans]
        if len(spans) == 1:
            first, last = offsets[0]
            within = pl.col(day).is_between(first, last) if first <= last else pl.lit(False)
            return frame.filter(within).with_columns(part=pl.lit(0))
        part = [None] * self.days
        for index, (first, last) in enumerate(offsets):
            for at in range(first, last + 1):
                part[at] = index
        parts = pl.lit(pl.Series(part, dtype=pl.UInt16))
        return frame.with_columns(part=parts.gather(pl.col(day))).filter(pl.col("part").is_not_null())

    def lazy(self, job, where):
        what, columns, spans, as_of = job
        day, frame = {
            "created": ("created_day", "created"), "first_reply": ("created_day", "created"),
            "arrived": ("created_day", "created"), "left": ("left_day", "created"),
            "medians": ("resolved_day", "worked"), "unfilled": ("resolved_day", "unfilled"),
            "unknown": ("resolved_day", "unfilled")}.get(what, ("resolved_day", "resolved"))
        frame = self.frames[frame].lazy()
        for name in dict.fromkeys(name for name, _ in where):
            wanted = [pl.col(name) == value for of, value in where if of == name and value in self.values[name]]
            frame = frame.filter(pl.any_horizontal(wanted) if wanted else pl.lit(False))
        frame = self.parts(frame, spans, day)
        if what in PROFILES:
            resolved, n = pl.col("resolved_s"), pl.col("n")
            waited = pl.any_horizontal(pl.col(name) <= as_of - 86400 for name in ("resolved_s", "handed_s"))
            state = (pl.when(resolved <= as_of - WINDOW).then(4)
                     .otherwise(resolved.is_not_null() + 2 * waited.fill_null(False).cast(pl.UInt8)).cast(pl.UInt8))
            names = CREATED if what == "created" else RESOLVED
            amounts = [name for name in names if name in ("score", "handle", "work")]
            sums = {name: pl.col(name).sum() for name in amounts} | {
                "scale_min": pl.col("scale").min(), "scale_max": pl.col("scale").max()}
            counted = frame.group_by("part", *columns, f"{what}_profile", state.alias("state")).agg(
                pl.len().alias("n"), pl.col(amounts).sum())
            return counted.join(self.profiles[what].lazy(), on=f"{what}_profile").group_by(
                "part", "resolution_type", *columns).agg(
                    sums.get(name, n.filter(pl.sql_expr(CONDITIONS.get(name, name))).sum()).alias(f"sum_of_{name}")
                    for name in names)
        if what in ("first_reply", "resolution"):
            seconds = pl.col(f"{what}_s")
            return frame.filter(seconds.is_not_null()).group_by("part", *columns).agg(
                seconds.quantile(0.5, "linear").alias("p50"), seconds.quantile(0.9, "linear").alias("p90"), pl.len())
        if what == "medians":
            return frame.group_by("part", "query_type").agg(pl.col("known_work").median())
        if what == "unfilled":
            return frame.group_by("part", "query_type").agg(pl.len())
        kind = {"kind": "query_type"} if what == "unknown" else {}
        return frame.group_by("part", "resolution_type", *columns, **kind).agg(pl.len())

    def run(self, jobs):
        return [frame.rows() for frame in pl.collect_all([self.lazy(*job) for job in jobs], engine="streaming")]

    def overall_medians(self, spans):
        frame = self.parts(self.frames["worked"].lazy(), spans, "resolved_day")
        return frame.group_by("part").agg(pl.col("known_work").median()).collect().rows()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("derive")
    command.add_argument("file")
    command.add_argument("out")
    command = commands.add_parser("warm")
    command.add_argument("file")
    command.add_argument("dashboard")
    command.add_argument("--threads", type=int, default=2)
    command.add_argument("--runs", type=int, default=10)
    arguments = parser.parse_args()
    if arguments.command == "derive":
        return derive(arguments.file, arguments.out)
    # Polars makes its threads when it is imported.
    os.environ["POLARS_MAX_THREADS"] = str(arguments.threads)
    global pl
    import polars as pl
    with open(arguments.dashboard) as file:
        json.dump(warm(Engine(arguments.file), json.load(file), arguments.runs), sys.stdout)


if __name__ == "__main__":
    main()
