"""Supportmix's figures by DuckDB, to compare with: import, preparation, cold and warm answers.

    duckdb_peer.py load CSV FILE.duckdb
    duckdb_peer.py derive FILE.duckdb [--time-zone ZONE]
    duckdb_peer.py cold FILE.duckdb QUESTIONS.json
    duckdb_peer.py warm FILE.duckdb DASHBOARD.json [--threads 2] [--runs N] [--tuned]

Run i of `warm` has filter i modulo their number, so its last answers are those of filter (N - 1) modulo their number.
"""

import argparse
import json
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import duckdb

from figures import COLUMNS, CREATED, RESOLVED, WINDOW, Plan

TIME_FIELDS = ("created_at updated_at first_ai_reply_at first_human_reply_at handed_off_at resolved_at "
               "csat_at").split()
FIELDS = (
    "external_id created_at updated_at first_ai_reply_at first_human_reply_at handed_off_at resolved_at status "
    "exclusion closed_by channel query_type subject priority language tags requester_id account_id account_tier "
    "account_value assignee team ai_involved human_involved ai_outcome ai_version ai_feedback handoff_trigger "
    "ai_replies human_replies customer_replies reopens teams_touched handle_minutes csat_score csat_scale satisfied "
    "csat_at sla_met page root_cause resolution_path kb_articles emotional urgent context_loss opportunity "
    "person_requested churn signals").split()
TYPES = (
    dict.fromkeys(FIELDS, "VARCHAR") | dict.fromkeys(TIME_FIELDS, "TIMESTAMPTZ")
    | dict.fromkeys("ai_replies human_replies customer_replies reopens teams_touched".split(), "UINTEGER")
    | dict.fromkeys("account_value handle_minutes csat_score csat_scale".split(), "DOUBLE")
    | dict.fromkeys("ai_involved human_involved satisfied sla_met emotional urgent context_loss opportunity person_requested churn".split(),
                    "BOOLEAN"))


def load(csv, file):
    """The plain typed import. Insertion order is given up, which is a fifth faster; nothing later depends on it."""
    with open(csv, encoding="utf-8") as lines:
        if lines.readline().strip().split(",") != FIELDS:
            raise SystemExit(f"{csv} does not have the columns of a Supportmix CSV in their order")
    with duckdb.connect(file) as db:
        db.execute("SET preserve_insertion_order = false")
        db.execute(f"CREATE OR REPLACE TABLE ticket AS FROM read_csv($csv, header = true, auto_detect = false, "
                   f"delim = ',', quote = '\"', escape = '\"', columns = {TYPES})", {"csv": csv})


# What a person would prepare once, so that questions are scans over narrow columns: no excluded tickets, everything
# judged that depends on one ticket or on repeat contacts, local days, ENUMs, sorted by time.
BASE = """
CREATE TEMP TABLE base AS SELECT *,
    coalesce(ai_involved, first_ai_reply_at IS NOT NULL OR handed_off_at IS NOT NULL OR ai_outcome IS NOT NULL
        OR ai_version IS NOT NULL OR coalesce(ai_replies, 0) > 0) AS involved,
    coalesce(human_involved, first_human_reply_at IS NOT NULL OR coalesce(human_replies, 0) > 0) AS human,
    involved AND (handed_off_at IS NOT NULL OR ai_outcome IS NOT DISTINCT FROM 'handed_off' OR human) AS escalated,
    CASE WHEN resolved_at IS NULL THEN 'unresolved' WHEN escalated THEN 'hybrid' WHEN involved THEN 'ai_only'
        WHEN human THEN 'human_only' ELSE 'no_touch' END AS kind,
    kind IN ('hybrid', 'human_only') AS of_people,
    CASE WHEN regexp_full_match(requester_id, '[^@\\s]+@[^@\\s]+') THEN lower(requester_id)
        ELSE nullif(requester_id, '') END AS requester,
    coalesce(nullif(query_type, ''), 'uncategorised') AS category,
    epoch_us(created_at) // 1000000 AS created_s, epoch_us(resolved_at) // 1000000 AS resolved_s,
    epoch_us(handed_off_at) // 1000000 AS handed_s, epoch_us(first_human_reply_at) // 1000000 AS human_s
FROM ticket WHERE exclusion IS NULL"""

# A repeat contact is the same requester's next ticket of the type, opened strictly later.
JUDGED = f"""
CREATE TEMP TABLE judged AS
WITH followed AS (SELECT *, CASE WHEN requester IS NOT NULL THEN coalesce(resolved_s + {WINDOW} >= min(created_s) OVER (
        PARTITION BY requester, category ORDER BY created_s RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), false)
    END AS repeat FROM base)
SELECT
    (created_at AT TIME ZONE $zone)::DATE AS created_day, (resolved_at AT TIME ZONE $zone)::DATE AS resolved_day,
    CASE WHEN resolved_at IS NOT NULL THEN greatest(created_day, resolved_day) END AS left_day,
    created_s, resolved_s, handed_s, kind AS resolution_type, category AS query_type,
    {", ".join(f"coalesce(nullif({name}, ''), '(none)') AS {name}" for name in COLUMNS[2:])},
    involved, escalated, kind = 'ai_only' AND ai_outcome IS DISTINCT FROM 'abandoned' AS ai_resolved,
    ai_resolved AND ai_outcome IS NOT DISTINCT FROM 'confirmed' AS confirmed,
    involved AND ai_outcome IS NOT DISTINCT FROM 'abandoned' AS abandoned,
    CASE WHEN escalated AND first_human_reply_at IS NOT NULL THEN false
        WHEN escalated THEN coalesce(human_replies = 0, NOT human_involved) END AS failed,
    nullif(ai_feedback, '') AS feedback,
    repeat, reopens > 0 AS reopened,
    CASE WHEN requester IS NOT NULL OR reopens IS NOT NULL
        THEN NOT coalesce(repeat, false) AND NOT coalesce(reopened, false) END AS clean,
    CASE WHEN ai_resolved THEN clean END AS durable,
    coalesce(satisfied, CASE csat_scale WHEN 2 THEN csat_score >= 2 WHEN 3 THEN csat_score >= 3
        WHEN 5 THEN csat_score >= 4 WHEN 7 THEN csat_score >= 6 WHEN 10 THEN csat_score >= 9
        ELSE 5 * csat_score >= 4 * csat_scale END) AS satisfied,
    CASE WHEN csat_scale IS NOT NULL THEN csat_score END AS score,
    CASE WHEN csat_score IS NOT NULL THEN csat_scale END AS scale,
    CASE WHEN human AND human_replies IS NOT NULL THEN human_replies = 1 AND NOT coalesce(reopened, false) END
        AS one_touch,
    CASE WHEN human THEN handle_minutes END AS handle, handle IS NOT NULL AS handled, sla_met,
    CASE WHEN kind = 'hybrid' THEN context_loss END AS loss,
    of_people AND nullif(query_type, '') IS NOT NULL AND nullif(root_cause, '') IS NOT NULL
        AND nullif(resolution_path, '') IS NOT NULL AS documented,
    CASE WHEN of_people THEN coalesce(handle_minutes, human_replies * 4.0) END AS work,
    CASE WHEN of_people THEN handle_minutes END AS known_work, of_people AND work IS NULL AS unknown_work,
    CASE WHEN human_s >= coalesce(handed_s, created_s) THEN (human_s - coalesce(handed_s, created_s))::INTEGER END
        AS first_reply_s,
    (resolved_s - created_s)::INTEGER AS resolution_s
FROM followed"""

# Counting some twenty things of each ticket is slow. But only a few hundred combinations of what is judged of a ticket
# occur, its profiles: questions count tickets by profile, and then the twenty things of the profiles (a "junk
# dimension"). That takes two thirds of the time of counting them directly, with count_if over booleans.
PROFILES = {
    "created": ("resolution_type", "involved", "escalated", "ai_resolved", "confirmed", "abandoned", "failed",
                "feedback", "durable"),
    "resolved": ("resolution_type", "satisfied", "scale", "clean", "repeat", "one_touch", "reopened", "sla_met", "loss",
                 "documented", "ai_resolved", "handled"),
}
FACT = ("created_day", "resolved_day", "left_day", "resolved_s", "handed_s", "score", "handle", "work", "known_work",
        "unknown_work", "first_reply_s", "resolution_s") + COLUMNS


def derive(file, zone):
    with duckdb.connect(file) as db:
        db.execute("SET TimeZone = 'UTC'")
        for name in ("fact", "daily", "meta", "created_profile", "resolved_profile"):
            db.execute(f"DROP TABLE IF EXISTS {name}")
        db.execute(BASE)
        db.execute(JUDGED, {"zone": zone})
        for name in COLUMNS:
            db.execute(f"DROP TYPE IF EXISTS {name}_name")
            db.execute(f"CREATE TYPE {name}_name AS ENUM (SELECT DISTINCT {name} FROM judged ORDER BY 1)")
            db.execute(f"ALTER TABLE judged ALTER {name} TYPE {name}_name")
        numbers = ", ".join(f"(dense_rank() OVER (ORDER BY {', '.join(names)}) - 1)::USMALLINT AS {cohort}_profile"
                            for cohort, names in PROFILES.items())
        db.execute(f"CREATE TEMP TABLE numbered AS SELECT *, {numbers} FROM judged")
        for cohort, names in PROFILES.items():
            db.execute(f"CREATE TABLE {cohort}_profile AS SELECT DISTINCT {cohort}_profile, {', '.join(names)} "
                       "FROM numbered")
        db.execute(f"CREATE TABLE fact AS SELECT {', '.join(FACT)}, created_profile, resolved_profile FROM numbered "
                   "ORDER BY created_s")
        # The claims on the cost of each day, which no question's filter touches.
        db.execute("CREATE TABLE daily AS SELECT resolved_day, "
                   "count_if(resolution_type IN ('ai_only', 'hybrid')) AS ai, "
                   "count_if(resolution_type IN ('hybrid', 'human_only')) AS people, "
                   "coalesce(sum(work), 0) AS minutes, count_if(ai_resolved) AS ai_resolved "
                   "FROM judged WHERE resolved_day IS NOT NULL GROUP BY 1")
        newest = ", ".join(f"max({name})" for name in TIME_FIELDS)
        db.execute(f"CREATE TABLE meta AS SELECT $zone AS zone, (SELECT epoch_us(greatest({newest})) // 1000000 FROM "
                   f"ticket) AS newest, min(least(created_day, resolved_day)) AS first_day, max(greatest(created_day, "
                   f"resolved_day)) AS last_day, bool_or(unknown_work) AS unknown_minutes FROM fact", {"zone": zone})


# What makes figures.CREATED and figures.RESOLVED of profiles; the others are attributes of that name. A ticket is in
# one of five states, by the moment of maturity: 0 unresolved, 1 resolved, 2 and 3 so, and resolved or handed off a day
# ago, 4 mature.
CONDITIONS = {
    "tickets": "true", "ai_immature": "ai_resolved AND state IN (1, 3)", "durable": "durable AND state = 4",
    "durable_unknown": "ai_resolved AND durable IS NULL AND state = 4",
    "failed_known": "failed IS NOT NULL AND state > 1", "failed": "failed AND state > 1",
    "accurate": "feedback = 'accurate'", "partial": "feedback = 'partial'", "feedback": "feedback IS NOT NULL",
    "feedback_involved": "feedback IS NOT NULL AND involved", "rated": "satisfied IS NOT NULL",
    "scored": "scale IS NOT NULL", "fcr_known": "clean IS NOT NULL AND state = 4",
    "fcr": "clean AND state = 4", "immature": "state IN (1, 3)", "one_touch_known": "one_touch IS NOT NULL",
    "repeat_known": "repeat IS NOT NULL AND state = 4", "repeat": "repeat AND state = 4",
    "reopens_known": "reopened IS NOT NULL", "sla_known": "sla_met IS NOT NULL", "loss_known": "loss IS NOT NULL",
}
SUMS = {name: f"coalesce(sum({name}), 0)" for name in ("score", "handle", "work")} | {
    "scale_min": "min(scale)", "scale_max": "max(scale)"}


class Engine:
    """Counts tickets: answers a plan's jobs with a query each, on so many threads and over the file's tables.

    That is DuckDB as an analyst uses it who knows what questions will come. `tuned` goes on to what a program would do
    that is built on DuckDB. What was tried, and kept where it is faster: two Python threads with a connection each, on a DuckDB that has one
    thread for a query (two thirds of the time of one query after the other on two threads, as the queries are short);
    tables in memory (nine tenths of the time of the file), with a copy sorted by resolution and one of the known
    minutes in their order; questions that share counts share queries. Slower, or no faster: prepared statements, a
    table of the filtered tickets, GROUPING SETS over weeks and months, percentiles from counts by value or from a table
    in the value's order, and columns of weeks and months made beforehand."""

    def __init__(self, file, threads=None, tuned=False):
        threads, self.tuned = threads or os.cpu_count() or 1, tuned
        self.db = duckdb.connect()
        self.db.execute(f"ATTACH '{file}' AS stored (READ_ONLY)")
        self.db.execute("USE stored")
        meta = self.db.execute("FROM meta").fetchone()
        self.zone, self.newest, self.first_day, self.last_day, self.unknown_minutes = meta
        self.daily = self.db.execute("FROM daily").fetchall()
        self.tables = {"created": "fact", "resolved": "fact", "worked": "(FROM fact WHERE known_work IS NOT NULL)",
                       "unfilled": "(FROM fact WHERE unknown_work)"}
        if tuned:
            orders = {"resolved": "WHERE resolved_day IS NOT NULL ORDER BY resolved_day",
                      "worked": "ORDER BY known_work"}
            for name, rows in list(self.tables.items()):
                self.tables[name] = f"memory.{name}"
                self.db.execute(f"CREATE TABLE memory.{name} AS FROM {rows} {orders.get(name, '')}")
        self.db.execute(f"SET threads = {1 if tuned else threads}")
        self.calendars, self.statements, self.own = {}, {}, threading.local()
        self.pool = ThreadPoolExecutor(threads if tuned else 1)

    def calendar(self, spans, day):
        """How a query finds the part of a day: (expression, join, condition). Joining the days of the period is as
        fast as a column made beforehand, as DuckDB probes so small a table by position."""
        if len(spans) == 1:
            first, last = spans[0]
            return "0", "", f"{day} BETWEEN '{first}' AND '{last}'"
        if spans not in self.calendars:
            self.calendars[spans] = f"memory.days_{len(self.calendars)}"
            self.db.execute(f"CREATE TABLE {self.calendars[spans]} AS SELECT unnest(range(first, last + 1, INTERVAL 1 "
                            "DAY))::DATE AS day, part::USMALLINT AS part FROM (SELECT unnest($first::DATE[]) AS first, "
                            "unnest($last::DATE[]) AS last, unnest(range(len($first))) AS part)",
                            {"first": [span[0] for span in spans], "last": [span[1] for span in spans]})
        return "part", f"JOIN {self.calendars[spans]} ON {day} = day", "true"

    def sql(self, job, where):
        what, columns, spans, as_of = job
        day, table = {
            "created": ("created_day", "created"), "first_reply": ("created_day", "created"),
            "arrived": ("created_day", "created"), "left": ("left_day", "created"),
            "medians": ("resolved_day", "worked"), "unfilled": ("resolved_day", "unfilled"),
            "unknown": ("resolved_day", "unfilled")}.get(what, ("resolved_day", "resolved"))
        part, join, condition = self.calendar(spans, day)
        for name in dict.fromkeys(name for name, _ in where):
            values = ", ".join("'" + value.replace("'", "''") + "'" for of, value in where if of == name)
            condition += f" AND {name} IN ({values})"
        source = f"FROM {self.tables[table]} {join} WHERE {condition}"
        split = "".join(f", {name}" for name in columns)
        if what in PROFILES:
            state = (f"(CASE WHEN resolved_s <= {as_of - WINDOW} THEN 4 ELSE (resolved_s IS NOT NULL)::INTEGER + "
                     f"2 * coalesce(resolved_s <= {as_of - 86400} OR handed_s <= {as_of - 86400}, false)::INTEGER "
                     "END)::UTINYINT")
            names, more = (CREATED, "") if what == "created" else (RESOLVED, "".join(
                f", sum({name}) AS {name}" for name in ("score", "handle", "work")))
            if not self.tuned:
                sums = ", ".join(SUMS.get(name) or f"count(*) FILTER ({CONDITIONS.get(name, name)})"
                                 for name in names)
                return (f"SELECT part, judged.resolution_type{split}, {sums} FROM (SELECT *, {part} AS part, {state} AS "
                        f"state {source}) JOIN {what}_profile AS judged USING ({what}_profile) GROUP BY ALL")
            sums = ", ".join(SUMS.get(name) or f"coalesce(sum(n) FILTER ({CONDITIONS.get(name, name)}), 0)"
                             for name in names)
            return (f"WITH counted AS (SELECT {part} AS part{split}, {what}_profile, {state} AS state, "
                    f"count(*) AS n{more} {source} GROUP BY ALL) SELECT part, resolution_type{split}, {sums} FROM counted JOIN {what}_profile "
                    f"USING ({what}_profile) GROUP BY ALL")
        if what in ("first_reply", "resolution"):
            return (f"SELECT {part}{split}, quantile_cont({what}_s, [0.5, 0.9]), count(*) {source} "
                    f"AND {what}_s IS NOT NULL GROUP BY ALL")
        if what == "medians":
            return f"SELECT {part}, query_type, median(known_work) {source} GROUP BY ALL"
        if what == "unfilled":
            return f"SELECT {part}, query_type, count(*) {source} GROUP BY ALL"
        kind = ", query_type" if what == "unknown" else ""
        return f"SELECT {part}, resolution_type{split}{kind}, count(*) {source} GROUP BY ALL"

    def query(self, job, where):
        """The rows of a job, by the thread's own connection."""
        if not hasattr(self.own, "db"):
            self.own.db = self.db.cursor()
            self.own.db.execute("USE stored")
        if (job, where) not in self.statements:
            self.statements[job, where] = self.sql(job, where)
        rows = self.own.db.execute(self.statements[job, where]).fetchall()
        if job[0] in ("first_reply", "resolution"):
            return [row[:-2] + (*row[-2], row[-1]) for row in rows if row[-1]]
        return rows

    def run(self, jobs):
        for job, _ in jobs:
            self.calendar(job[2], "")  # made here, as two threads could make it twice
        return list(self.pool.map(lambda job: self.query(*job), jobs))

    def overall_medians(self, spans):
        part, join, condition = self.calendar(spans, "resolved_day")
        return self.db.execute(f"SELECT {part}, median(known_work) FROM {self.tables['worked']} {join} "
                               f"WHERE {condition} GROUP BY ALL HAVING count(*) > 0").fetchall()


def cold(file, questions):
    return [{"rows": rows} for rows in Plan(questions, Engine(file)).answer()]


def warm(engine, dashboard, runs):
    filters = [tuple(tuple(pair) for pair in where) for where in dashboard["filters"]]
    # Each question by queries of its own, or all by queries that they share.
    questions = dashboard["questions"]
    plans = [Plan(questions, engine)] if engine.tuned else [Plan([question], engine) for question in questions]
    ask = lambda where: [rows for plan in plans for rows in plan.answer(where)]
    for where in filters + filters[:1] * (3 - len(filters)):
        ask(where)
    seconds = []
    for run in range(runs):
        begun = time.perf_counter()
        answers = ask(filters[run % len(filters)])
        seconds.append(time.perf_counter() - begun)
    return {"seconds": seconds, "answers": answers}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, files in (("load", ("csv", "file")), ("derive", ("file",)), ("cold", ("file", "questions")),
                        ("warm", ("file", "dashboard"))):
        command = commands.add_parser(name)
        for file in files:
            command.add_argument(file)
        if name == "derive":
            command.add_argument("--time-zone", default="Europe/Berlin")
        if name == "warm":
            command.add_argument("--threads", type=int, default=2)
            command.add_argument("--runs", type=int, default=10)
            command.add_argument("--tuned", action="store_true")
    arguments = parser.parse_args()
    if arguments.command == "load":
        load(arguments.csv, arguments.file)
    elif arguments.command == "derive":
        derive(arguments.file, arguments.time_zone)
    elif arguments.command == "cold":
        with open(arguments.questions) as file:
            json.dump(cold(arguments.file, json.load(file)), sys.stdout)
    else:
        with open(arguments.dashboard) as file:
            engine = Engine(arguments.file, arguments.threads, arguments.tuned)
            json.dump(warm(engine, json.load(file), arguments.runs), sys.stdout)


if __name__ == "__main__":
    main()
