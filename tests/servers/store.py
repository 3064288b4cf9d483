"""What Supportmix says of the tickets, and how that compares with what their server says."""

import datetime
import json
import os
import subprocess

from background import run, say

CONNECTION = "desk"
# Servers note an event and the state after it a moment apart.
SECONDS = 2
OVER = {"resolved", "closed"}


class Smix:
    """The command line, on a new store."""

    def __init__(self, program, folder, token):
        self.command = [str(program), "--store", str(folder / "store.db")]
        self.environment = {**os.environ, "SMIX_TOKEN": token}

    def run(self, *arguments):
        return run([*self.command, *arguments], env=self.environment)

    def connect(self, server):
        """Connects a server, and tests the connection. What was wrong with that."""
        self.add(CONNECTION, server, "--user", server.user)
        wrong = self.test(CONNECTION)
        if server.token:
            # A token of the server's own instead of a password.
            self.environment["SMIX_TOKEN"] = server.token
            self.add("by-token", server)
            wrong += self.test("by-token")
            self.run("connect", "remove", "by-token")
            self.environment["SMIX_TOKEN"] = server.password
        return wrong

    def add(self, name, server, *more):
        command = ["connect", "add", name, "--kind", server.kind, "--url", server.url, *more]
        say(f"smix {' '.join(command)}")
        self.run(*command)

    def test(self, name):
        command = [*self.command, "connect", "test", name]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        say((done.stdout + done.stderr).strip())
        return [f"smix connect test {name}: {done.stderr.strip()}"] if done.returncode else []

    def sync(self):
        counts = json.loads(self.run("sync", CONNECTION, "--json"))
        names = ("inserted", "updated", "unchanged", "superseded", "rejected", "warnings", "requests")
        say(", ".join(f"{counts[name]} {name}" for name in names))
        return counts

    def ticket(self, ticket):
        """What the store has of a ticket; `None` where it has none."""
        command = [*self.command, "ticket", f"{CONNECTION}/{ticket}", "--json"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        if done.returncode == 0:
            return json.loads(done.stdout)
        if "there is no ticket" not in done.stderr:
            raise SystemExit(f"smix ticket {ticket} failed with {done.returncode}:\n{done.stderr}")
        return None


def compare_counts(counts, expected):
    """Differences from what each count has to be at least and at most."""
    return [
        f"{name}: smix counts {counts[name]}, the server's tickets make {least} to {most}"
        for name, (least, most) in expected.items()
        if not least <= counts[name] <= most
    ]


def compare(smix, truths):
    """Each difference between the store and a server, which tells a ticket by these words:

    created, resolved, first_reply: seconds since 1970, or None
    open: whether it still is; reopens, replies: numbers; minutes: of work, or None
    requester, team, assignee, status: texts or None; status only where it is to be just that
    away: whether it no longer counts, as it is a duplicate, deleted or no request
    """
    return [
        f"ticket {ticket}: {name}: the store says {ours!r}, the server {theirs!r}"
        for ticket, truth in truths.items()
        for name, ours, theirs in differing(smix.ticket(ticket), truth)
    ]


def differing(stored, truth):
    if stored is None:
        # What the server no longer counts need not come in.
        return [] if truth["away"] else [("ticket", "nothing", "there is one")]
    excluded = stored["resolution_type"] == "excluded"
    if excluded or truth["away"]:
        return [("counts", not excluded, not truth["away"])] if excluded != truth["away"] else []
    fields = stored["fields"]
    status = fields.get("status")
    pairs = [
        ("created", seconds(fields.get("created_at")), truth["created"]),
        ("resolved", seconds(fields.get("resolved_at")), truth["resolved"]),
        ("first reply", seconds(fields.get("first_human_reply_at")), truth["first_reply"]),
        ("open", status not in OVER, truth["open"]),
        ("reopens", int(fields.get("reopens", 0)), truth["reopens"]),
        ("replies", int(fields.get("human_replies", 0)), truth["replies"]),
        ("minutes", number(fields.get("handle_minutes")), truth["minutes"]),
        ("requester", fields.get("requester_id"), truth["requester"]),
        ("team", fields.get("team"), truth["team"]),
        ("assignee", fields.get("assignee"), truth["assignee"]),
    ]
    if truth.get("status"):
        pairs.append(("status", status, truth["status"]))
    times = ("created", "resolved", "first reply")
    return [
        (name, told(ours), told(theirs)) if name in times else (name, ours, theirs)
        for name, ours, theirs in pairs
        if not (close(ours, theirs) if name in times else ours == theirs)
    ]


def seconds(text):
    return text and datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def number(text):
    return None if text is None else round(float(text), 3)


def told(time):
    return time and datetime.datetime.fromtimestamp(time, datetime.timezone.utc).isoformat(timespec="seconds")


def close(one, other):
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SECONDS
