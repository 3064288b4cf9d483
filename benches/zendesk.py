"""A Zendesk without limits on this machine: pages of 1,000 tickets, made beforehand, so that the sync is what is measured."""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = 1_000


def ticket(number):
    return {
        "id": number,
        "url": f"https://example.zendesk.com/api/v2/tickets/{number}.json",
        "created_at": "2026-09-01T08:00:00Z",
        "updated_at": "2026-09-02T08:00:00Z",
        "generated_timestamp": 1_788_300_000 + number,
        "subject": f"Where is order {number}?",
        # What is not kept is read over all the same.
        "description": "I have been waiting for my order for two weeks now. " * 8,
        "status": ["solved", "closed", "open"][number % 3],
        "priority": ["low", "normal", "high"][number % 3],
        "support_type": "agent",
        "tags": [f"tag{number % 50}", "order"],
        "via": {"channel": ["email", "web", "chat"][number % 3], "source": {"from": {}, "to": {}, "rel": None}},
        "requester_id": number % 300,
        "assignee_id": 50_000 + number % 40,
        "group_id": number % 8,
        "organization_id": number % 90,
        "satisfaction_rating": {"score": ["good", "bad", "offered"][number % 3]},
        "custom_fields": [{"id": field, "value": None if field % 2 else f"value{number % 20}"} for field in range(8)],
    }


def metrics(number):
    return {
        "ticket_id": number,
        "reopens": number % 3 % 2,
        "replies": 1 + number % 4,
        "group_stations": 1,
        "solved_at": "2026-09-02T07:00:00Z",
        "reply_time_in_minutes": {"calendar": number % 900, "business": None},
        "full_resolution_time_in_minutes": {"calendar": 1_380, "business": 480},
    }


def page(first, count):
    numbers = range(first, min(first + PAGE, count + 1))
    return {
        "tickets": [ticket(number) for number in numbers],
        "metric_sets": [metrics(number) for number in numbers],
        "users": [
            {"id": user, "name": f"Customer {user}", "email": f"c{user}@example.com", "role": "end-user"}
            for user in range(300)
        ]
        + [{"id": 50_000 + user, "name": f"Agent {user}", "email": None, "role": "agent"} for user in range(40)],
        "groups": [{"id": group, "name": f"Team {group}"} for group in range(8)],
        "organizations": [{"id": account, "name": f"Account {account}"} for account in range(90)],
        "after_cursor": f"from{first + PAGE}",
        "end_of_stream": first + PAGE > count,
    }


def main():
    count = int(sys.argv[1])
    fields = [{"id": field, "title": f"Field {field}", "removable": True} for field in range(8)]
    pages = {f"from{first}": json.dumps(page(first, count)).encode() for first in range(1, count + 1, PAGE)}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if "ticket_fields" in self.path:
                body = json.dumps({"ticket_fields": fields}).encode()
            else:
                cursor = self.path.partition("cursor=")[2].partition("&")[0] or "from1"
                body = pages[cursor]
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    # Whoever has started it reads where it is.
    print(server.server_address[1], flush=True)
    server.serve_forever()


main()
