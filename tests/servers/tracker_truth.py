"""What the database of a Request Tracker says of its tickets, in the words of store.py."""

import datetime
import sqlite3

OVER = {"resolved", "rejected", "deleted"}


def read(database):
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        rows = lambda query, *values: connection.execute(query, values).fetchall()
        team = {
            row["MemberId"]
            for row in rows(
                "SELECT MemberId FROM CachedGroupMembers JOIN Groups ON Groups.id = GroupId"
                " WHERE Domain = 'SystemInternal' AND Name = 'Privileged'"
            )
        }
        tickets = rows(
            "SELECT Tickets.*, Queues.Name AS QueueName, Users.Name AS OwnerName FROM Tickets"
            " JOIN Queues ON Queues.id = Tickets.Queue JOIN Users ON Users.id = Tickets.Owner"
            " WHERE Tickets.Type = 'ticket' ORDER BY Tickets.id"
        )
        return {str(ticket["id"]): tell(rows, ticket, team) for ticket in tickets}
    finally:
        connection.close()


def tell(rows, ticket, team):
    # All that was said, in tickets that were merged into it too; and what became of this one.
    said = rows(
        "SELECT Transactions.* FROM Transactions JOIN Tickets ON Tickets.id = ObjectId"
        " WHERE ObjectType = 'RT::Ticket' AND EffectiveId = ? AND Transactions.Type = 'Correspond' ORDER BY Transactions.id",
        ticket["id"],
    )
    statuses = rows(
        "SELECT * FROM Transactions WHERE ObjectType = 'RT::Ticket' AND ObjectId = ? AND Type = 'Status' ORDER BY id",
        ticket["id"],
    )
    requesters = rows(
        "SELECT Users.id, Users.Name FROM GroupMembers JOIN Groups ON Groups.id = GroupId JOIN Users ON Users.id = MemberId"
        " WHERE Domain = 'RT::Ticket-Role' AND Groups.Name = 'Requestor' AND Instance = ? ORDER BY GroupMembers.id",
        ticket["id"],
    )
    customers = {requester["id"] for requester in requesters}
    replies = [one for one in said if one["Creator"] in team - customers]
    steps = [(one["OldValue"] in OVER, one["NewValue"] in OVER, one["Created"]) for one in statuses]
    ends = [seconds(time) for was_over, now_over, time in steps if not was_over and now_over]
    is_over = ticket["Status"] in OVER
    return {
        "created": seconds(ticket["Created"]),
        # One that came as resolved was never anything else.
        "resolved": (ends[-1] if ends else seconds(ticket["Created"])) if is_over else None,
        "first_reply": seconds(replies[0]["Created"]) if replies else None,
        "open": not is_over,
        "status": "pending" if ticket["Status"] == "stalled" else None,
        "reopens": sum(was_over and not now_over for was_over, now_over, _ in steps),
        "replies": len(replies),
        "minutes": float(ticket["TimeWorked"]) or None,
        "requester": requesters[0]["Name"] if requesters else None,
        "team": ticket["QueueName"],
        "assignee": None if ticket["OwnerName"] == "Nobody" else ticket["OwnerName"],
        "away": ticket["EffectiveId"] != ticket["id"] or ticket["Status"] in ("deleted", "rejected"),
    }


def seconds(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc).timestamp()
