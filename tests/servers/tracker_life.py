"""What happens to the tickets of a Request Tracker: the team works through its interface, customers write mails."""

import base64
import json
import time
import urllib.parse
import urllib.request

# Tickets to which little happens: enough for a second page of 100.
PLAIN = 95
# Between two events of a ticket, so that no time can be taken for another.
APART = 5


class Desk:
    """Request Tracker's REST 2 and its gateway for mail."""

    def __init__(self, url, password):
        self.url, self.password = url, password

    def ask(self, method, path, body=None, name="ann"):
        known = base64.b64encode(f"{name}:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {known}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/REST/2.0{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def mail(self, sender, subject, text):
        message = f"From: {sender}\nTo: desk@desk.test\nSubject: {subject}\n\n{text}\n"
        form = urllib.parse.urlencode({"queue": "Sales", "action": "correspond", "message": message})
        address = f"{self.url}/REST/1.0/NoAuth/mail-gateway"
        with urllib.request.urlopen(address, form.encode(), timeout=60) as answer:
            said = answer.read().decode()
        assert said.startswith("ok"), said

    def newest(self):
        query = urllib.parse.quote("id > 0")
        found = self.ask("GET", f"/tickets?query={query}&orderby=id&order=DESC&per_page=1")
        return int(found["items"][0]["id"])

    # How tickets begin. Each gives its number.

    def by_mail(self, number):
        self.mail(f"customer{number}@example.com", f"Question {number}", f"What about number {number}?")
        return self.newest()

    def by_staff(self, number, **more):
        body = {"Subject": f"Question {number}", "Queue": "Sales", "Requestor": f"customer{number}@example.com"}
        body = {**body, "Content": f"What about number {number}?", **more}
        return int(self.ask("POST", "/ticket", body)["id"])

    # What may happen to a ticket then.

    def reply(self, ticket, name="ann", **more):
        body = {"Content": "Try this.", "ContentType": "text/plain", **more}
        self.ask("POST", f"/ticket/{ticket}/correspond", body, name)

    def comment(self, ticket, **more):
        body = {"Content": "Among us.", "ContentType": "text/plain", **more}
        self.ask("POST", f"/ticket/{ticket}/comment", body, "ben")

    def set(self, ticket, **values):
        self.ask("PUT", f"/ticket/{ticket}", values)

    def resolve(self, ticket):
        self.reply(ticket, Status="resolved")

    def answer(self, ticket, sender=None):
        """A mail of the customer, which opens the ticket where it was over."""
        sender = sender or self.ask("GET", f"/ticket/{ticket}")["Requestor"][0]["id"]
        self.mail(sender, f"Re: [desk.test #{ticket}] Question", "It does not work.")


def lives(desk):
    """Each the way a ticket begins, and what happens to it in each round."""
    mail, staff = desk.by_mail, desk.by_staff
    reply, comment, resolve, answer = desk.reply, desk.comment, desk.resolve, desk.answer
    to = lambda **values: lambda it: desk.set(it, **values)
    yield mail, [resolve]
    yield staff, [resolve]
    yield staff, [comment]
    yield lambda number: staff(number, Status="resolved"), []
    yield lambda number: staff(number, Owner="ben", Queue="Returns"), [reply]
    yield mail, [reply, answer, reply, resolve]
    yield mail, [comment, comment]
    yield mail, [to(Status="resolved")]
    yield mail, [resolve, answer, resolve]
    yield mail, [resolve, answer, resolve, answer, resolve]
    yield mail, [resolve, answer]
    yield mail, [resolve, answer, reply]
    yield mail, [resolve, to(Status="open"), answer, to(Status="resolved")]
    # A resolved ticket that is answered with the status it has.
    yield mail, [resolve, lambda it: reply(it, Status="resolved")]
    yield mail, [to(Owner="ann"), reply, to(Owner="ben"), lambda it: reply(it, "ben")]
    yield mail, [to(Owner="ann"), to(Owner="Nobody")]
    yield mail, [to(Queue="Returns"), resolve]
    yield mail, [to(Queue="Returns"), reply, to(Queue="Sales"), resolve]
    yield mail, [lambda it: reply(it, TimeTaken=25), lambda it: comment(it, TimeTaken=90), resolve]
    yield mail, [reply, to(Status="stalled")]
    yield mail, [to(Status="stalled"), answer, resolve]
    yield mail, [resolve, answer, to(Status="stalled")]
    yield mail, [to(Status="rejected")]
    yield mail, [to(Status="rejected"), to(Status="open")]
    yield mail, [to(Status="deleted")]
    yield mail, [reply, to(Status="deleted"), to(Status="open"), resolve]
    # Somebody else of the customer's company writes.
    yield mail, [to(Cc="colleague@example.com"), lambda it: answer(it, "colleague@example.com"), resolve]
    # A ticket of the team for itself.
    yield lambda number: staff(number, Requestor="ann@desk.test"), [reply, lambda it: reply(it, "ben")]
    # A history of more than one page.
    yield mail, [lambda it: [reply(it) for _ in range(60)], answer, resolve]
    # Two that become one; what was over and opened again was the other of them.
    yield mail, [reply]
    yield mail, [resolve, answer, lambda it: desk.set(it, MergeInto=it - 1)]


def fill(desk):
    tickets = [(opening(number), life) for number, (opening, life) in enumerate(lives(desk), 1)]
    begun = time.monotonic()
    for step in range(max(len(life) for _, life in tickets)):
        time.sleep(max(0, begun + APART - time.monotonic()))
        begun = time.monotonic()
        for ticket, life in tickets:
            if step < len(life):
                life[step](ticket)
    body = {"Queue": "Sales", "Content": "What about this?"}
    plain = [
        {**body, "Subject": f"Question {number}", "Requestor": f"customer{number}@example.com"}
        for number in range(len(tickets) + 1, len(tickets) + 1 + PLAIN)
    ]
    made = desk.ask("POST", "/tickets/bulk", plain)
    desk.ask("PUT", "/tickets/bulk", [{"id": one["id"], "Status": "resolved"} for one in made[::3]])


def change(desk, tickets):
    """Changes tickets of those that are there. The numbers of those that are new or changed."""
    touched = set()

    def of(**wanted):
        found = next(
            ticket
            for ticket, truth in tickets.items()
            if ticket not in touched
            and not truth["away"]
            and all(truth[name] == value for name, value in wanted.items())
        )
        touched.add(found)
        return int(found)

    desk.resolve(of(open=True, reopens=0, replies=0))
    desk.reply(of(open=True, reopens=0, replies=0))
    desk.comment(of(open=True, reopens=0, replies=0), TimeTaken=10)
    desk.set(of(open=True, reopens=0, replies=0), Owner="ben", Queue="Returns")
    desk.set(of(open=True, reopens=0, replies=0), Status="stalled")
    desk.set(of(open=True, reopens=0, replies=0), Status="deleted")
    desk.set(of(open=True, reopens=0, replies=0), MergeInto=of(open=True, reopens=0, replies=0))
    desk.answer(of(open=False, reopens=0, replies=0))
    desk.answer(of(open=False, reopens=1))
    desk.resolve(of(open=True, reopens=1))
    touched.add(str(desk.by_mail(len(tickets) + 1)))
    return touched
