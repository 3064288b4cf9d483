"""What the DuckDB and the Polars peer share: questions, and how counts become rows of KPIs.

A peer's engine counts tickets: it answers *jobs* (see `Plan.jobs`). Everything here works on the few hundred counted
rows that it gives back. The rules about a single ticket are in duckdb_peer.derive.
"""

import operator
from datetime import date, datetime
from math import sqrt
from zoneinfo import ZoneInfo

from periods import DAY, TIMES, Ledger, bucket, days, spans

WINDOW = 168 * 3600  # repeat-contact window, seconds
COLUMNS = ("query_type", "resolution_type", "channel", "priority", "team", "assignee", "account_tier", "language",
           "ai_version", "handoff_trigger", "page")

# What is summed over the tickets of each cohort, by resolution type and the question's columns, in this order.
CREATED = ("tickets", "involved", "ai_resolved", "confirmed", "ai_immature", "durable", "durable_unknown", "escalated",
           "failed_known", "failed", "abandoned", "accurate", "partial", "feedback", "feedback_involved")
RESOLVED = ("tickets", "rated", "satisfied", "scored", "score", "fcr_known", "fcr", "immature", "one_touch_known",
            "one_touch", "repeat_known", "repeat", "reopens_known", "reopened", "handled", "handle", "sla_known",
            "sla_met", "loss_known", "loss", "documented", "work", "ai_resolved", "scale_min", "scale_max")

# KPI: cohort, numerator, denominator and, where it has a window, the tickets that are not mature.
PROPORTIONS = {
    "involvement_rate": ("created", "involved", lambda c: c["tickets"], None),
    "ai_resolution_rate": ("created", "ai_resolved", lambda c: c["involved"], None),
    "confirmed_resolution_rate": ("created", "confirmed", lambda c: c["involved"], None),
    "deflection_rate": ("created", "ai_resolved", lambda c: c["tickets"], None),
    "durable_resolution_rate":
        ("created", "durable", lambda c: c["involved"] - c["ai_immature"] - c["durable_unknown"], "ai_immature"),
    "escalation_rate": ("created", "escalated", lambda c: c["involved"], None),
    "failed_handoff_rate": ("created", "failed", lambda c: c["failed_known"], None),
    "abandonment_rate": ("created", "abandoned", lambda c: c["involved"], None),
    "csat": ("resolved", "satisfied", lambda c: c["rated"], None),
    "csat_response_rate": ("resolved", "rated", lambda c: c["tickets"], None),
    "fcr": ("resolved", "fcr", lambda c: c["fcr_known"], "immature"),
    "one_touch_rate": ("resolved", "one_touch", lambda c: c["one_touch_known"], None),
    "repeat_contact_rate": ("resolved", "repeat", lambda c: c["repeat_known"], "immature"),
    "reopen_rate": ("resolved", "reopened", lambda c: c["reopens_known"], None),
    "sla_attainment": ("resolved", "sla_met", lambda c: c["sla_known"], None),
    "context_loss_rate": ("resolved", "loss", lambda c: c["loss_known"], None),
    "feedback_coverage": ("created", "feedback_involved", lambda c: c["involved"], None),
    "documentation_rate": ("resolved", "documented", lambda c: c["hybrid"] + c["human_only"], None),
}
PERCENTILES = {f"{name}_minutes_{p}": (cohort, name, index, p == "p90")
               for name, cohort in (("first_reply", "created"), ("resolution", "resolved"))
               for index, p in enumerate(("p50", "p90"))}
UNFILTERED = ("medians", "unfilled")
COSTS = ("cost_per_resolution", "cost_saved")
KPIS = ("tickets", "resolved", "backlog", "involvement_rate", "ai_resolution_rate", "confirmed_resolution_rate",
        "deflection_rate", "durable_resolution_rate", "escalation_rate", "failed_handoff_rate", "abandonment_rate",
        "csat", "csat_mean", "csat_response_rate", "fcr", "one_touch_rate", "repeat_contact_rate", "reopen_rate",
        "first_reply_minutes_p50", "first_reply_minutes_p90", "resolution_minutes_p50", "resolution_minutes_p90",
        "handle_minutes_mean", "sla_attainment", "context_loss_rate", "feedback_accuracy", "feedback_coverage",
        "documentation_rate", "cost_per_resolution", "cost_saved")


def wilson(k, n):
    z = 1.959963984540054
    p, z2 = k / n, z * z / n
    centre, half = (p + z2 / 2) / (1 + z2), z * sqrt(p * (1 - p) / n + z2 / (4 * n)) / (1 + z2)
    return 0.0 if k <= 0 else max(centre - half, 0.0), 1.0 if k >= n else min(centre + half, 1.0)


class Question:
    def __init__(self, spec, engine):
        if spec["time_zone"] != engine.zone:
            raise SystemExit(f"the facts were derived for {engine.zone}, not for {spec['time_zone']}")
        self.first, self.last = date.fromisoformat(spec["from"]), date.fromisoformat(spec["to"])
        self.by = spec["by"]
        self.times = [name for name in self.by if name in TIMES]
        self.columns = [name for name in self.by if name not in TIMES]
        self.where = [tuple(pair) for pair in spec.get("where") or []]
        for name in self.columns + [name for name, _ in self.where]:
            if name not in COLUMNS:
                raise SystemExit(f"this peer neither splits by nor filters on {name}")
        self.kpis = [kpi for kpi in KPIS if spec["kpis"] is None or kpi in spec["kpis"]]
        as_of = spec["as_of"]
        self.as_of = int(datetime.fromisoformat(as_of).timestamp()) if as_of else engine.newest
        self.ledger = Ledger(spec["ledger"] or [])
        # The parts of the period, each an allocation period: the buckets, cut to the period, that the data reaches.
        if self.times:
            newest = datetime.fromtimestamp(engine.newest, ZoneInfo(engine.zone)).date()
            buckets = spans(self.first, self.last, lambda day: bucket(self.times, day))
            self.parts = [part for part in buckets if part[0] <= newest and part[1] >= engine.first_day]
        else:
            self.parts = [(self.first, self.last, ())]
        self.spans = tuple((first, last) for first, last, _ in self.parts)
        self.costed = any(kpi in self.kpis for kpi in COSTS)
        # Of each day that the data reaches: the part that holds it, and the fee of an AI resolution.
        self.days = {}
        for part, (first, last, _) in enumerate(self.parts):
            for day in days(max(first, engine.first_day), min(last, engine.last_day)):
                self.days[day] = part, self.ledger.in_force("ai_usage", day)
        self.budgets = [self.ledger.budget(first, last) for first, last, _ in self.parts]


class Block:
    """Questions that are answered from the same counts: same moment of maturity, same columns but for the resolution
    type, which is always counted apart. The union of their periods is cut so that each of them finds its parts."""

    def __init__(self, questions, engine):
        self.questions = questions
        self.columns = sorted({name for q in questions for name in q.columns} - {"resolution_type"})
        self.as_of = questions[0].as_of
        self.wants = {kpi for q in questions for kpi in q.kpis}
        # Cut where some question's part, or its fee, changes.
        cut = spans(engine.first_day, engine.last_day, lambda day: tuple(q.days.get(day) for q in questions))
        cut = [span for span in cut if any(span[2])]
        self.calendar = tuple((first, last) for first, last, _ in cut)
        self.signs = [signs for _, _, signs in cut]
        # The backlog is counted at the ends of parts: what came by then less what had left by then.
        self.ends = sorted({last for q in questions for _, last, _ in q.parts})
        begins = [min([engine.first_day] + self.ends[:1])] + [end + DAY for end in self.ends[:-1]]
        self.until = tuple(zip(begins, self.ends))

    def key(self, q):
        """Picks a question's columns out of a counted row, which has part, resolution type and columns in front."""
        where = [1 if name == "resolution_type" else 2 + self.columns.index(name) for name in q.columns]
        return lambda row: tuple(row[i] for i in where)


class Plan:
    def __init__(self, specs, engine):
        self.engine = engine
        self.questions = [Question(spec, engine) for spec in specs]
        blocks = {}
        for q in self.questions:
            columns = tuple(sorted(set(q.columns) - {"resolution_type"}))
            blocks.setdefault((columns, q.as_of, tuple(q.where)), []).append(q)
        self.blocks = [Block(questions, engine) for questions in blocks.values()]
        self.work = [(block, list(self.jobs(block))) for block in self.blocks]

    def jobs(self, block):
        """What the engine counts: (what, columns, calendar, moment of maturity), by the calendar's parts.

        created, resolved: (part, resolution type, columns…, sums…). arrived, left: (part, resolution type, columns…,
        tickets). first_reply, resolution: (part, columns…, p50, p90 in seconds, n). unknown, the tickets whose
        minutes only a median can tell: (part, resolution type, columns…, query type, tickets). For the allocation,
        before any filter: unfilled, which are the same tickets: (part, query type, tickets); medians: (part, query
        type, median of the known minutes)."""
        columns = tuple(block.columns)
        if block.calendar:
            yield "created", columns, block.calendar, block.as_of
            yield "resolved", columns, block.calendar, block.as_of
        if "backlog" in block.wants and block.until:
            yield "arrived", columns, block.until, None
            yield "left", columns, block.until, None
        for name in ("first_reply", "resolution"):
            for q in block.questions:
                if any(kpi.startswith(name) for kpi in q.kpis):
                    yield name, tuple(q.columns), q.spans, None
        if self.engine.unknown_minutes and any(q.costed for q in block.questions):
            if block.calendar:
                yield "unknown", columns, block.calendar, None
            for q in block.questions:
                if q.costed:
                    yield "unfilled", (), q.spans, None
                    yield "medians", (), q.spans, None

    def answer(self, where=None):
        """The rows of each question; `where` is the filter of all questions instead of their own."""
        wanted = {}
        for block, jobs in self.work:
            filters = tuple(where if where is not None else block.questions[0].where)
            for job in jobs:
                wanted[job, () if job[0] in UNFILTERED else filters] = None
        counted = dict(zip(wanted, self.engine.run(list(wanted))))
        answers = {}
        for block, jobs in self.work:
            filters = tuple(where if where is not None else block.questions[0].where)
            found = {job: counted[job, () if job[0] in UNFILTERED else filters] for job in jobs}
            for index, q in enumerate(block.questions):
                answers[id(q)] = Answer(self.engine, block, index, q, found, bool(filters)).rows()
        return [answers[id(q)] for q in self.questions]


def add(a, b):
    """Adds two rows of sums; the last two of the resolved ones are the least and the greatest scale."""
    if len(a) != len(RESOLVED):
        return tuple(map(operator.add, a, b))
    if a[-1] is None or b[-1] is None:
        scales = b[-2:] if a[-1] is None else a[-2:]
    else:
        scales = min(a[-2], b[-2]), max(a[-1], b[-1])
    return tuple(map(operator.add, a[:-2], b[:-2])) + tuple(scales)


class Answer:
    """One question's rows. A group's key here is (part, column values…)."""

    def __init__(self, engine, block, index, q, found, filtered):
        self.engine, self.block, self.index, self.q, self.filtered = engine, block, index, q, filtered
        own = lambda name, columns: found.get((name, columns, q.spans, None), [])
        self.shared = lambda name, spans, as_of: found.get((name, tuple(block.columns), spans, as_of), [])
        width = 1 + len(q.columns)
        self.percentiles = {name: {row[:width]: row[width:] for row in own(name, tuple(q.columns))}
                            for name in ("first_reply", "resolution")}
        self.fees = {}
        self.created, self.resolved = self.groups("created", CREATED), self.groups("resolved", RESOLVED)
        self.medians, self.unfilled = own("medians", ()), own("unfilled", ())
        if q.costed:
            self.allocate()

    def groups(self, name, names):
        """Adds up counted rows to {key: {resolution type: sums}}, then to {key: sums by name}, with the sums by
        resolution type beside them."""
        pick, groups = self.block.key(self.q), {}
        front = 2 + len(self.block.columns)
        for row in self.shared(name, self.block.calendar, self.block.as_of):
            sign = self.block.signs[row[0]][self.index]
            if sign is None:
                continue
            key, sums = (sign[0],) + pick(row), row[front:]
            types = groups.setdefault(key, {})
            types[row[1]] = add(types[row[1]], sums) if row[1] in types else sums
            if names is RESOLVED:
                self.fees[key] = self.fees.get(key, 0.0) + sign[1] * sums[RESOLVED.index("ai_resolved")]
        if not self.q.by:
            groups.setdefault((0,), {"no_touch": [None if name.startswith("scale") else 0 for name in names]})
        result = {}
        for key, types in groups.items():
            total = None
            for sums in types.values():
                total = sums if total is None else add(total, sums)
            result[key] = dict(zip(names, total))
            result[key].update((kind, types[kind][0] if kind in types else 0)
                               for kind in ("unresolved", "ai_only", "hybrid", "human_only"))
            if names is RESOLVED:
                work = names.index("work")
                result[key]["minutes"] = {kind: sums[work] for kind, sums in types.items()}
        return result

    def allocate(self):
        """The whole's claims on the ledger by part, from the daily totals, and the minutes nobody wrote down."""
        q = self.q
        self.whole = [[0, 0, 0.0, 0.0] for _ in q.parts]  # AI tickets, people's tickets, minutes, fees
        for day, ai, people, minutes, ai_resolved in self.engine.daily:
            if day in q.days:
                part, fee = q.days[day]
                self.whole[part] = list(map(operator.add, self.whole[part], (ai, people, minutes, fee * ai_resolved)))
        estimate, overall = {(part, query_type): median for part, query_type, median in self.medians}, None
        for part, query_type, unknown in self.unfilled:
            if (part, query_type) not in estimate:
                overall = overall or dict(self.engine.overall_medians(q.spans))
                estimate[part, query_type] = overall.get(part, 0.0)
            self.whole[part][2] += unknown * estimate[part, query_type]
        pick = self.block.key(q)
        for row in self.shared("unknown", self.block.calendar, None):
            sign = self.block.signs[row[0]][self.index]
            if sign is not None:
                minutes = self.resolved[(sign[0],) + pick(row)]["minutes"]
                minutes[row[1]] += row[-1] * estimate[sign[0], row[-2]]

    def direct(self, part, ai, people, minutes, fees):
        """The cost of some of a part's tickets apart from overhead."""
        fixed, salaries, _ = self.q.budgets[part]
        all_ai, all_people, all_minutes, _ = self.whole[part]
        cost = fees + (fixed * (ai / all_ai) if all_ai else 0.0)
        if all_minutes > 0:
            return cost + salaries * (minutes / all_minutes)
        return cost + (salaries * (people / all_people) if all_people else 0.0)

    def cost(self, part, *claims):
        direct, whole = self.direct(part, *claims), self.direct(part, *self.whole[part])
        return direct + (self.q.budgets[part][2] * (direct / whole) if whole > 0 else 0.0)

    def cost_row(self, kpi, key, sums):
        part = key[0]
        budget, fees = self.q.budgets[part], self.fees.get(key, 0.0)
        ai, hybrid, human, minutes = sums["ai_only"], sums["hybrid"], sums["human_only"], sums["minutes"]
        if kpi == "cost_saved":
            if budget is None or not ai or not human:
                return (None,)
            by_ai = self.cost(part, ai, 0, 0.0, fees) / ai
            by_people = self.cost(part, 0, human, minutes["human_only"], 0.0) / human
            return (sums["ai_resolved"] * (by_people - by_ai),)
        if budget is None:
            cost = None
        elif not self.q.columns and not self.filtered:
            cost = sum(budget) + fees
        else:
            worked = minutes.get("hybrid", 0.0) + minutes.get("human_only", 0.0)
            cost = self.cost(part, ai + hybrid, hybrid + human, worked, fees)
        n = ai + hybrid + human
        return cost / n if cost is not None and n else None, cost, n

    def backlog(self):
        """{key: tickets} at the end of each part."""
        pick, change = self.block.key(self.q), {}
        for name, sign in (("arrived", 1), ("left", -1)):
            for row in self.shared(name, self.block.until, None):
                by_end = change.setdefault(pick(row), {})
                by_end[row[0]] = by_end.get(row[0], 0) + sign * row[-1]
        result = {(0,): 0} if not self.q.by else {}
        ending = {last: part for part, (_, last, _) in enumerate(self.q.parts)}
        parts_ending = [ending.get(end) for end in self.block.ends]
        for columns, by_end in change.items():
            tickets = 0
            for end, part in enumerate(parts_ending):
                tickets += by_end.get(end, 0)
                if tickets > 0 and part is not None:
                    result[(part,) + columns] = tickets
        return result

    def row(self, kpi, key):
        """value, numerator, denominator, low, high, immature."""
        if kpi in PROPORTIONS:
            cohort, above, below, immature = PROPORTIONS[kpi]
            sums = getattr(self, cohort)[key]
            k, n, late = sums[above], below(sums), sums[immature] if immature else None
            return (k / n, k, n, *wilson(k, n), late) if n else (None, k, n, None, None, late)
        if kpi in PERCENTILES:
            _, name, index, is_p90 = PERCENTILES[kpi]
            *seconds, n = self.percentiles[name].get(key, (None, None, 0))
            created = self.created.get(key)
            withheld = is_p90 and created and created["unresolved"] * 10 > created["tickets"]
            return (None if withheld or not n else seconds[index] / 60, None, n)
        if kpi == "feedback_accuracy":
            sums = self.created[key]
            k, n = sums["accurate"] + 0.5 * sums["partial"], sums["feedback"]
            return k / n if n else None, k, n
        if kpi == "tickets":
            return (self.created[key]["tickets"],)
        sums = self.resolved[key]
        if kpi == "resolved":
            return (sums["tickets"],)
        if kpi == "csat_mean":
            n, k = sums["scored"], sums["score"]
            one_scale = n and sums["scale_min"] == sums["scale_max"] and sums["scale_min"] >= 5
            return (k / n, k, n) if one_scale else (None, None if n else 0, n)
        if kpi == "handle_minutes_mean":
            n, k = sums["handled"], sums["handle"]
            return k / n if n else None, k, n
        return self.cost_row(kpi, key, sums)

    def rows(self):
        sizes = {name: {key: sums["tickets"] for key, sums in groups.items()}
                 for name, groups in (("created", self.created), ("resolved", self.resolved))}
        if "backlog" in self.q.kpis:
            sizes["backlog"] = self.backlog()
        # Time order first, then the largest group first.
        in_time = bool(self.q.times)
        order = {name: sorted(groups, key=lambda key: (key[0] if in_time else 0, -groups[key], key[1:]))
                 for name, groups in sizes.items()}
        rows, names = [], {}
        for kpi in self.q.kpis:
            cohort = "resolved"
            if kpi == "backlog":
                cohort = "backlog"
            elif kpi in ("tickets", "feedback_accuracy"):
                cohort = "created"
            elif kpi in PROPORTIONS or kpi in PERCENTILES:
                cohort = (PROPORTIONS.get(kpi) or PERCENTILES[kpi])[0]
            for key in order[cohort]:
                group = names.get(key)
                if group is None:
                    values = iter(self.q.parts[key[0]][2]), iter(key[1:])
                    group = names[key] = {name: next(values[name not in TIMES]) for name in self.q.by}
                figure = (sizes["backlog"][key],) if kpi == "backlog" else self.row(kpi, key)
                value, above, below, low, high, immature = figure + (None,) * (6 - len(figure))
                rows.append({"kpi": kpi, "group": group, "value": value, "numerator": above, "denominator": below,
                             "low": low, "high": high, "immature": immature})
        return rows
