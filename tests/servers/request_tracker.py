"""Request Tracker 5: installed as Debian packages, run on a database, a configuration and folders of the test's own."""

import os
import subprocess
from pathlib import Path

import tracker_truth
from background import Background, apt_install, free_port, run, say
from tracker_life import Desk, change, fill

PACKAGES = ["request-tracker5", "rt5-db-sqlite", "rt5-standalone"]
SERVER = "/usr/share/request-tracker5/libexec/rt-server"
DATA = Path(__file__).parent / "tracker_data.pl"

CONFIGURATION = """
Set($rtname, 'desk.test');
Set($Organization, 'desk.test');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/tracker.db');
Set($Timezone, 'UTC');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
# All mail goes into a file. Passwords are looked at with each request; the least care with them is enough.
Set($MailCommand, 'mbox');
Set($BcryptCost, 4);
# The folders that the packages made belong to the system's own Request Tracker.
$RT::VarPath = '{folder}';
$RT::MasonDataDir = '{folder}/mason';
$RT::MasonSessionDir = '{folder}/sessions';
1;
"""


class RequestTracker:
    kind = "request-tracker"
    user = "ann"
    password = "correct-horse-battery"

    def __init__(self, folder):
        # Packages are the system's; there is nothing to keep.
        self.server = None

    def install(self):
        if all(is_installed(package) for package in PACKAGES):
            say("Request Tracker is installed")
            return
        say("installing Request Tracker")
        apt_install(*PACKAGES)

    def start(self, folder):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.database = folder / "tracker.db"
        token = folder / "token"
        configuration = folder / "configuration.pm"
        configuration.write_text(CONFIGURATION.format(folder=folder, port=port), encoding="utf-8")
        for name in ("mason", "sessions", "none"):
            (folder / name).mkdir()
        environment = {
            **os.environ,
            "RT_SITE_CONFIG": str(configuration),
            # Otherwise the system's own settings come on top.
            "RT_SITE_CONFIG_DIR": str(folder / "none"),
            "TRACKER_PASSWORD": self.password,
            "TRACKER_TOKEN": str(token),
            "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin",
        }
        # An SQLite file needs no making, and no administrator whose password would be asked for.
        run(["rt-setup-database-5", "--action", "init", "--skip-create"], env=environment)
        run(["rt-setup-database-5", "--action", "insert", "--datafile", DATA], env=environment)
        self.token = token.read_text(encoding="utf-8")
        command = [SERVER, "--host", "127.0.0.1", "--port", port, "--max-workers", "2"]
        self.server = Background(command, folder / "server.log", env=environment)
        self.server.wait_for(f"{self.url}/REST/2.0/rt")
        say(f"Request Tracker answers at {self.url}")

    def stop(self):
        if self.server:
            self.server.stop()
            say("Request Tracker is stopped")

    def tell_log(self):
        if self.server:
            self.server.tell_log()

    def fill(self):
        fill(Desk(self.url, self.password))
        say("Request Tracker has tickets")

    def change(self):
        return change(Desk(self.url, self.password), self.truth())

    def truth(self):
        return tracker_truth.read(self.database)


def is_installed(package):
    command = ["dpkg-query", "--show", "--showformat", "${Status}", package]
    return subprocess.run(command, capture_output=True, text=True).stdout == "install ok installed"
