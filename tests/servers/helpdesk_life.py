"""What happens to the tickets of a django-helpdesk, and what its database says of them in the end.

Runs in the Python that django-helpdesk is installed in: helpdesk_life.py prepare|fill|change|truth. Everything happens
through the functions that the pages, the mail and the interface of django-helpdesk call themselves.
"""

import datetime
import json
import logging
import os
import sys
from unittest import mock

import django

django.setup()

from django.contrib.auth.models import AnonymousUser, User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from helpdesk.email import extract_email_metadata
from helpdesk.forms import PublicTicketForm, TicketForm
from helpdesk.models import Queue, Ticket
from helpdesk.update_ticket import update_ticket
from helpdesk.views import staff as pages

HOUR = datetime.timedelta(hours=1)
OPEN, REOPENED, RESOLVED, CLOSED = 1, 2, 3, 4
IS_OPEN = (OPEN, REOPENED)
# Tickets to which nothing happens but an answer: enough for a second page of 100.
PLAIN = 95
# How the opening of a ticket is titled. It is no reply, whoever entered it.
OPENING = "Ticket Opened"
# How follow-ups are titled that came from a ticket that was merged into this one.
MOVED = "[Merged from #"


def prepare():
    call_command("migrate", verbosity=0)
    for name in ("ann", "ben"):
        User.objects.create_user(name, f"{name}@desk.test", os.environ["HELPDESK_PASSWORD"], is_staff=True)
    User.objects.filter(username="ann").update(is_superuser=True)
    # A customer who signs in.
    User.objects.create_user("cleo", "cleo@example.com", "unused")
    for slug in ("sales", "returns"):
        Queue.objects.create(title=slug.title(), slug=slug, allow_public_submission=True)


def staff(name="ann"):
    return User.objects.get(username=name)


def queue(slug):
    return Queue.objects.get(slug=slug)


def page(address, data, name="ann"):
    """Sends a form of the pages for staff."""
    client = Client()
    client.force_login(staff(name))
    answer = client.post(address, data)
    assert answer.status_code == 302, (address, answer.status_code)


# How tickets begin. Each gives the ticket.


def form(kind, number, user, **more):
    data = {
        "title": f"Question {number}",
        "body": f"What about number {number}?",
        "submitter_email": f"customer{number}@example.com",
        "queue": queue("sales").id,
        "priority": 1 + number % 5,
    }
    filled = kind(data={**data, **more})
    if kind is TicketForm:
        filled.fields["queue"].choices = [(one.id, one.title) for one in Queue.objects.all()]
    assert filled.is_valid(), filled.errors
    return filled.save(user=user)


def by_web(number):
    return form(PublicTicketForm, number, None)


def by_customer_signed_in(number):
    return form(PublicTicketForm, number, User.objects.get(username="cleo"), submitter_email="cleo@example.com")


def by_staff(number):
    """Entered for a customer who called."""
    return form(TicketForm, number, staff(), assigned_to=str(staff("ben").id))


def by_mail(number):
    return mail(f"customer{number}@example.com", f"Question {number}", f"What about number {number}?")


def mail(sender, subject, text):
    message = f"From: {sender}\nTo: desk@desk.test\nSubject: {subject}\nMessage-Id: <{os.urandom(8).hex()}@x>\n\n{text}\n"
    return extract_email_metadata(message, queue("sales"), logging.getLogger("mail"))


# What may happen to a ticket then.


def reply(ticket, name="ann", **more):
    update_ticket(staff(name), ticket, comment="Try this.", public=True, **more)


def resolve(ticket, **more):
    reply(ticket, new_status=RESOLVED, **more)


def comment(ticket, **more):
    update_ticket(staff("ben"), ticket, comment="Among us.", public=False, **more)


def silently(ticket, status):
    """Another status, and nothing said."""
    update_ticket(staff(), ticket, public=False, new_status=status)


def answer(ticket, **more):
    """The customer, on the ticket's public page."""
    update_ticket(AnonymousUser(), ticket, comment="It does not work.", public=True, **more)


def reopen(ticket):
    answer(ticket, new_status=REOPENED)


def answer_by_mail(ticket):
    mail(ticket.submitter_email, f"Re: [{ticket.queue.slug}-{ticket.id}] {ticket.title}", "It does not work.")


def hold(ticket):
    page(f"/tickets/{ticket.id}/hold/", {})


def close_in_bulk(ticket):
    page("/tickets/update/", {"ticket_id": [ticket.id], "action": "close"})


def assign_in_bulk(ticket):
    page("/tickets/update/", {"ticket_id": [ticket.id], "action": f"assign_{staff('ben').id}"})


def merge(ticket, other):
    """Another ticket goes into this one, which keeps its own values."""
    page(f"/tickets/merge?tickets={ticket.id}&tickets={other.id}", {"chosen_ticket": ticket.id})


def minutes(number):
    return datetime.timedelta(minutes=number)


def lives():
    """Each the way a ticket begins and what happens to it, hours later than what was before."""
    done, again = (2, resolve), (20, reopen)
    yield by_web, [done]
    yield by_mail, [done]
    yield by_staff, [done]
    yield by_staff, []
    yield by_customer_signed_in, [done]
    yield by_customer_signed_in, [(1, comment)]
    yield by_web, [(1, reply), (1, answer), (1, reply), done, (30, lambda it: silently(it, CLOSED))]
    yield by_web, [(1, comment), (1, comment)]
    yield by_web, [(3, lambda it: silently(it, RESOLVED))]
    yield by_web, [done, again, done]
    yield by_web, [done, again, done, again, done]
    yield by_web, [done, again]
    yield by_web, [done, again, (1, reply)]
    yield by_web, [(3, close_in_bulk), again, done]
    yield by_mail, [done, (5, answer_by_mail)]
    # Each further mail to a ticket that was opened again says so once more.
    yield by_mail, [done, (5, answer_by_mail), (1, answer_by_mail), (1, answer_by_mail), done]
    yield by_mail, [(1, answer_by_mail), done, (9, lambda it: silently(it, CLOSED)), (1, answer_by_mail)]
    yield by_web, [(1, lambda it: reply(it, owner=staff("ben").id)), (1, lambda it: reply(it, "ben", owner=staff().id))]
    yield by_web, [(1, assign_in_bulk), done]
    yield by_staff, [(1, lambda it: comment(it, owner=0))]
    there, back = (1, lambda it: comment(it, queue=queue("returns").id)), (1, lambda it: reply(it, queue=queue("sales").id))
    yield by_web, [there, done]
    yield by_web, [there, back]
    short, long = (1, lambda it: reply(it, time_spent=minutes(25))), (1, lambda it: comment(it, time_spent=minutes(90)))
    yield by_web, [short, long, done]
    yield by_web, [(1, lambda it: comment(it, time_spent=minutes(26 * 60)))]
    yield by_web, [(1, reply), (1, hold)]
    yield by_web, [done, again, (1, hold)]
    yield by_web, [(1, close_in_bulk)]
    # Through the interface a status changes without a follow-up.
    yield by_web, [done, (4, lambda it: Ticket.objects.filter(id=it.id).update(status=REOPENED))]
    yield by_web, [(4, lambda it: Ticket.objects.filter(id=it.id).update(status=RESOLVED))]


def fill():
    """Lets weeks pass in a moment, by the clock that django-helpdesk asks."""
    begin = timezone.now() - 20 * 24 * HOUR

    def at(hours, act, *given):
        clock = lambda: begin + hours * HOUR
        with mock.patch("django.utils.timezone.now", clock), mock.patch.object(pages, "now", clock):
            return act(*given)

    number = 0
    for number, (opening, life) in enumerate(lives(), 1):
        hours = 2 * number
        ticket = at(hours, opening, number)
        for later, act in life:
            hours += later
            at(hours, act, Ticket.objects.get(id=ticket.id))
    # One that was merged into a ticket that came after it.
    number += 1
    older, newer = at(2 * number, by_web, number), at(2 * number + 10, by_web, number)
    at(2 * number + 12, merge, newer, older)
    for plain in range(number + 2, number + 2 + PLAIN):
        ticket = at(2 * plain, by_web, plain)
        at(2 * plain + 1, reply if plain % 3 else resolve, ticket)


def change():
    """What the interface has no way for: a mail, and a ticket merged that was there before. Prints what it touched."""
    plain = list(Ticket.objects.order_by("-id")[:20])
    answered = next(ticket for ticket in plain if ticket.status == RESOLVED)
    answer_by_mail(answered)
    other, chosen = [ticket for ticket in plain if ticket.status == OPEN][:2]
    merge(chosen, other)
    print(json.dumps([answered.id, chosen.id, other.id]))


def truth():
    tickets = Ticket.objects.order_by("id").prefetch_related("followup_set__user")
    print(json.dumps({ticket.id: tell(ticket) for ticket in tickets}))


def tell(ticket):
    """A ticket in the words of store.py, from its own row and those of its follow-ups."""
    follow_ups = sorted(ticket.followup_set.all(), key=lambda one: (one.date, one.id))
    own = [one for one in follow_ups if not one.title.startswith(MOVED)]
    # Statuses as they followed one another. The last may have come without a follow-up, at a time that nobody knows.
    statuses = [(OPEN, None)]
    statuses += [(one.new_status, one.date.timestamp()) for one in own if one.new_status]
    if statuses[-1][0] != ticket.status:
        statuses.append((ticket.status, None))
    steps = [(a[0] in IS_OPEN, b[0] in IS_OPEN, b[1]) for a, b in zip(statuses, statuses[1:])]
    ends = [time for was_open, now_open, time in steps if was_open and not now_open]
    is_open = ticket.status in IS_OPEN
    replies = [one for one in follow_ups if is_reply(one)]
    worked = [one.time_spent for one in follow_ups if one.time_spent is not None]
    return {
        "created": ticket.created.timestamp(),
        "resolved": None if is_open else ends[-1],
        "first_reply": replies[0].date.timestamp() if replies else None,
        "open": is_open,
        "status": "on_hold" if ticket.on_hold and is_open else None,
        "reopens": sum(not was_open and now_open for was_open, now_open, _ in steps),
        "replies": len(replies),
        "minutes": round(sum(worked, datetime.timedelta()) / minutes(1), 3) if worked else None,
        "requester": ticket.submitter_email,
        # The interface tells queues and people by their numbers alone.
        "team": str(ticket.queue_id),
        "assignee": ticket.assigned_to_id and str(ticket.assigned_to_id),
        "away": ticket.merged_to_id is not None,
    }


def is_reply(follow_up):
    """Whether somebody of the team wrote it for the customer."""
    return bool(
        follow_up.public
        and follow_up.comment
        and follow_up.user
        and follow_up.user.is_staff
        and not follow_up.message_id
        and not follow_up.title.startswith(OPENING)
    )


if __name__ == "__main__":
    {"prepare": prepare, "fill": fill, "change": change, "truth": truth}[sys.argv[1]]()
