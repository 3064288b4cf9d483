-- What readers found of the AI's answers. Apart from the tickets, so that what comes from their sources once more leaves
-- it; gone with its ticket.
CREATE TABLE verdict (
    ticket  INTEGER PRIMARY KEY REFERENCES ticket ON DELETE CASCADE,
    verdict TEXT NOT NULL,
    note    TEXT,
    user    TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
