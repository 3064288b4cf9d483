"""Programs that run while the check goes on, and what it says meanwhile."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

BEGUN = time.monotonic()
# Lines of a server's log that are shown where a check fails.
LOG_LINES = 40


def say(text):
    """A line of progress."""
    print(f"[{time.monotonic() - BEGUN:6.1f} s] {text}", flush=True)


def run(command, **how):
    """Runs a program to its end. What it printed is shown only where it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        stdin=None if "input" in how else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **how,
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def apt_install(*packages):
    """Installs Debian packages, as root or with sudo, and asks nothing."""
    unattended = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
    if os.geteuid():
        if not shutil.which("sudo"):
            raise SystemExit(f"installing {' '.join(packages)} takes root or sudo")
        unattended = ["sudo", "--non-interactive", *unattended]
    run([*unattended, "update"])
    run([*unattended, "install", "--yes", "--no-install-recommends", *packages])


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Background:
    """A server, in a process group of its own, so that all that it starts ends with it."""

    def __init__(self, command, log, **how):
        self.log = log
        with open(log, "w", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **how,
            )

    def wait_for(self, url, seconds=60):
        """Waits until it answers at an address, with whatever status below 500."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended with {self.process.returncode}")
            try:
                with urllib.request.urlopen(url, timeout=10):
                    return
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise SystemExit(f"the server did not answer at {url} within {seconds} seconds")

    def tell_log(self):
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        print("\n".join(["last lines of the server's log:", *lines[-LOG_LINES:]]), flush=True)

    def stop(self):
        for end in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, end)
            except ProcessLookupError:
                break
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                continue
            # What it started may outlive it for a moment, and is killed then.
            time.sleep(0.2)
        self.process.wait()
