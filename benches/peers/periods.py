"""Local days, the parts that a period is cut into, and the ledger of costs. Both peers count with it."""

from datetime import date, timedelta

DAY = timedelta(days=1)
TIMES = ("day", "week", "month", "quarter")


def bucket(times, day):
    """The keys of the buckets that hold a day."""
    keys = []
    for time in times:
        if time == "week":
            year, week, _ = day.isocalendar()
            keys.append(f"{year}-W{week:02}")
        else:
            keys.append({"day": day.isoformat(), "month": f"{day:%Y-%m}",
                         "quarter": f"{day.year}-Q{(day.month + 2) // 3}"}[time])
    return tuple(keys)


def days(first, last):
    return [first + n * DAY for n in range((last - first).days + 1)]


def spans(first, last, key):
    """Cuts the days from first to last where key(day) changes: [(first, last, key)]."""
    cut = []
    for day in days(first, last):
        if cut and cut[-1][2] == key(day):
            cut[-1] = (cut[-1][0], day, key(day))
        else:
            cut.append((day, day, key(day)))
    return cut


class Ledger:
    def __init__(self, entries):
        self.entries = sorted((date.fromisoformat(e["month"][:7] + "-01"), e["kind"], float(e["amount"]))
                              for e in entries)

    def in_force(self, kind, day):
        amounts = [amount for month, of, amount in self.entries if of == kind and month <= day]
        return amounts[-1] if amounts else 0.0

    def budget(self, first, last):
        """AI fixed, people and overhead of the days, or None where some day lies before every entry."""
        if not self.entries or self.entries[0][0] > first:
            return None
        pools = [0.0, 0.0, 0.0]
        month = first.replace(day=1)
        while month <= last:
            after = (month + 31 * DAY).replace(day=1)
            share = (min(after - DAY, last) - max(month, first) + DAY) / (after - month)
            for i, kind in enumerate(("ai_fixed", "people", "overhead")):
                pools[i] += share * self.in_force(kind, month)
            month = after
        return pools
