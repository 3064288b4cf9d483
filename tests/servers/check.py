"""Syncs from a real helpdesk on this machine, and compares every ticket with what the helpdesk itself has of it.

    python3 tests/servers/check.py --smix target/debug/smix --folder FOLDER django-helpdesk
    python3 tests/servers/check.py --smix target/debug/smix --folder FOLDER request-tracker

Installs the server where it is missing: django-helpdesk into FOLDER, Request Tracker as Debian packages, which takes root
or sudo. All data of a run are in a folder of its own, which goes away with it. Prints each difference, and exits 1 where
there are any.
"""

import argparse
import signal
import sys
import tempfile
from pathlib import Path

# Nothing but the sources belongs into this folder.
sys.dont_write_bytecode = True

from background import say
from django_helpdesk import DjangoHelpdesk
from request_tracker import RequestTracker
from store import Smix, compare, compare_counts

SERVERS = {server.kind: server for server in (DjangoHelpdesk, RequestTracker)}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--smix", required=True, type=Path, help="the command line to test")
    arguments.add_argument("--folder", required=True, type=Path, help="where what is installed is kept")
    arguments.add_argument("kind", choices=sorted(SERVERS))
    asked = arguments.parse_args()
    # The server is stopped whatever ends the check.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    smix = asked.smix.resolve(strict=True)
    folder = asked.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)

    server = SERVERS[asked.kind](folder)
    server.install()
    with tempfile.TemporaryDirectory(prefix="servers-") as temporary:
        temporary = Path(temporary)
        try:
            server.start(temporary)
            differences, tickets = check(server, Smix(smix, temporary, server.password))
        except BaseException:
            # The folder goes away, and with it what the server had to say.
            server.tell_log()
            raise
        finally:
            server.stop()
    for difference in differences:
        print(difference, flush=True)
    say(f"{asked.kind}: {tickets} tickets compared, {len(differences)} differences")
    return 1 if differences else 0


def check(server, smix):
    """Fills a server and syncs from it three times. What was different, and the number of tickets at the end."""
    server.fill()
    differences = smix.connect(server)

    def sync(when, truths, known, changed):
        say(f"{when} sync, of {len(truths)} tickets, {len(changed)} of them new or changed")
        found = compare_counts(smix.sync(), expected(truths, known, changed)) + compare(smix, truths)
        told = {difference.split(" sync: ", 1)[-1] for difference in differences}
        # What has been wrong before is not told again.
        differences.extend(f"{when} sync: {text}" for text in found if text not in told)

    before = server.truth()
    sync("first", before, known={}, changed=before.keys())
    changed = server.change()
    after = server.truth()
    sync("second", after, known=before, changed=changed)
    sync("third", after, known=after, changed=set())
    return differences, len(after)


def expected(truths, known, changed):
    """The counts of a sync: what each has to be at least and at most.

    A ticket that no longer counts may come in, be refused or be seen nowhere; each is right.
    """
    away = {ticket for ticket, truth in truths.items() if truth["away"]}
    new = truths.keys() - known.keys()
    parts = {"inserted": new, "updated": changed - new, "unchanged": truths.keys() - new - changed}
    counts = {name: (len(tickets - away), len(tickets)) for name, tickets in parts.items()}
    return {**counts, "rejected": (0, len(away))}


if __name__ == "__main__":
    sys.exit(main())
