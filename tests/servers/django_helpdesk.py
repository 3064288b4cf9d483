"""django-helpdesk: installed from PyPI into a folder, with its data in another."""

import base64
import importlib.util
import json
import os
import sys
import urllib.request
from pathlib import Path

from background import Background, apt_install, free_port, run, say

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements.txt"
REOPENED, RESOLVED = 2, 3


class DjangoHelpdesk:
    kind = "django-helpdesk"
    user = "ann"
    password = "correct-horse-battery"
    # It knows no other way to sign in.
    token = None

    def __init__(self, folder):
        self.venv = folder / "django-helpdesk"
        self.python = self.venv / "bin" / "python"
        self.server = None

    def install(self):
        wanted = REQUIREMENTS.read_text(encoding="utf-8")
        mark = self.venv / "installed.txt"
        if mark.exists() and mark.read_text(encoding="utf-8") == wanted:
            say(f"django-helpdesk is installed in {self.venv}")
            return
        say(f"installing django-helpdesk into {self.venv}")
        if not importlib.util.find_spec("ensurepip"):
            # Debian's Python makes no venv without it.
            apt_install("python3-venv")
        run([sys.executable, "-m", "venv", "--clear", self.venv])
        run([self.python, "-m", "pip", "install", "--quiet", "--no-deps", "--requirement", REQUIREMENTS])
        # Written last: half an installation is made anew.
        mark.write_text(wanted, encoding="utf-8")

    def start(self, folder):
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "helpdesk_site",
            "HELPDESK_DATA": str(folder),
            "HELPDESK_PASSWORD": self.password,
            "PYTHONPATH": str(HERE),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.life("prepare")
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [self.python, "-m", "django", "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"]
        self.server = Background(command, folder / "server.log", env=self.environment)
        self.server.wait_for(f"{self.url}/api/tickets/")
        say(f"django-helpdesk answers at {self.url}")

    def stop(self):
        if self.server:
            self.server.stop()
            say("django-helpdesk is stopped")

    def tell_log(self):
        if self.server:
            self.server.tell_log()

    def life(self, act):
        return run([self.python, HERE / "helpdesk_life.py", act], env=self.environment)

    def fill(self):
        self.life("fill")
        say("django-helpdesk has tickets")

    def truth(self):
        return json.loads(self.life("truth"))

    def change(self):
        """Changes tickets, through the interface where it can. The numbers of those that are new or changed."""
        touched = set(json.loads(self.life("change")))
        tickets = self.truth()

        def of(**wanted):
            return next(
                int(number)
                for number, truth in tickets.items()
                if int(number) not in touched
                and not truth["away"]
                and all(truth[name] == value for name, value in wanted.items())
            )

        def follow_up(ticket, **more):
            touched.add(ticket)
            body = {"ticket": ticket, "user": 1, "title": "By the interface", "comment": "So it is.", "public": True}
            self.ask("POST", "/api/followups/", {**body, **more})

        follow_up(of(open=True, reopens=0, replies=1), new_status=RESOLVED)
        follow_up(of(open=True, reopens=0, replies=1))
        follow_up(of(open=False, reopens=0, replies=1), new_status=REOPENED)
        follow_up(of(open=False, reopens=1), new_status=REOPENED)
        follow_up(of(open=True, reopens=1), new_status=RESOLVED)
        follow_up(of(open=True, reopens=0, replies=1), public=False, time_spent="00:10:00")
        handed = of(open=True, reopens=0, replies=1, assignee=None)
        touched.add(handed)
        self.ask("PATCH", f"/api/tickets/{handed}/", {"assigned_to": 2, "queue": 2})
        new = {"title": "By the interface", "description": "A new one", "submitter_email": "new@example.com"}
        touched.add(self.ask("POST", "/api/tickets/", {**new, "queue": 1, "priority": 3})["id"])
        return {str(number) for number in touched}

    def ask(self, method, path, body):
        known = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {known}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
