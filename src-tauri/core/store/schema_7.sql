-- People whose data was erased: a salted hash of each, so that no import and no sync brings them back.
CREATE TABLE erased (
    person    BLOB PRIMARY KEY,
    erased_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Their tickets: whatever identifies a person is not taken in for them again.
CREATE TABLE erased_ticket (
    ticket INTEGER PRIMARY KEY REFERENCES ticket ON DELETE CASCADE
) STRICT;
