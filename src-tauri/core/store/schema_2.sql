-- Helpdesks that tickets are synced from. What opens them is in the system's keychain, never here.

CREATE TABLE connection (
    source    INTEGER PRIMARY KEY REFERENCES source ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    address   TEXT NOT NULL,
    user      TEXT,
    since     INTEGER,              -- tickets that last changed before were never asked for
    mapping   TEXT,                 -- JSON; NULL: the kind's own
    place     TEXT,                 -- JSON: where the next sync goes on, of the tickets that are in
    synced_at INTEGER,              -- end of the last sync that came to its end
    failed_at INTEGER,              -- end of the last sync, where it did not
    failure   TEXT                  -- and why
) STRICT;
