-- The first schema. Migrations are append-only: never change this file once a release has written a store with it.
-- Times are whole epoch seconds in UTC. Repeated text is kept once, in `word`; a column that holds a word's id is
-- named like its field. The columns of `ticket` are the fields of the ticket outcome, in their order.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The store's own key: what is derived from it elsewhere is told from that of other stores.
INSERT INTO setting (name, value) VALUES ('key', lower(hex(randomblob(16))));

CREATE TABLE source (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    sample INTEGER NOT NULL DEFAULT 0   -- 1: made by Supportmix itself, to look around with
) STRICT;

CREATE TABLE word (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- Word columns name no foreign key: a check of some twenty parents for each row would double the time of an import,
-- and words are only ever deleted together with the last ticket that uses them. That of the source is looked at at the
-- end of a change: where a statement can fail halfway, SQLite copies all pages that it is going to change.
CREATE TABLE ticket (
    id                   INTEGER PRIMARY KEY,
    source               INTEGER NOT NULL REFERENCES source DEFERRABLE INITIALLY DEFERRED,
    fingerprint          INTEGER,   -- of the record that made it what it is; whatever else changes it, clears this
    external_id          TEXT NOT NULL,
    created_at           INTEGER NOT NULL,
    updated_at           INTEGER,
    first_ai_reply_at    INTEGER,
    first_human_reply_at INTEGER,
    handed_off_at        INTEGER,
    resolved_at          INTEGER,
    status               INTEGER,   -- word
    exclusion            INTEGER,   -- word
    closed_by            INTEGER,   -- word
    channel              INTEGER,   -- word
    query_type           INTEGER,   -- word
    subject              TEXT,
    priority             INTEGER,   -- word
    language             INTEGER,   -- word
    tags                 INTEGER,   -- word
    requester_id         TEXT,
    account_id           INTEGER,   -- word
    account_tier         INTEGER,   -- word
    account_value        REAL,
    assignee             INTEGER,   -- word
    team                 INTEGER,   -- word
    ai_involved          INTEGER,
    human_involved       INTEGER,
    ai_outcome           INTEGER,   -- word
    ai_version           INTEGER,   -- word
    ai_feedback          INTEGER,   -- word
    handoff_trigger      INTEGER,   -- word
    ai_replies           INTEGER,
    human_replies        INTEGER,
    customer_replies     INTEGER,
    reopens              INTEGER,
    teams_touched        INTEGER,
    handle_minutes       REAL,
    csat_score           REAL,
    csat_scale           REAL,
    satisfied            INTEGER,
    csat_at              INTEGER,
    sla_met              INTEGER,
    page                 INTEGER,   -- word
    root_cause           INTEGER,   -- word
    resolution_path      INTEGER,   -- word
    kb_articles          INTEGER,   -- word
    emotional            INTEGER,
    urgent               INTEGER,
    context_loss         INTEGER,
    opportunity          INTEGER,
    UNIQUE (source, external_id)
) STRICT;

-- What each import did. Its rejected rows lie in a CSV beside the store, named for the import's id.
CREATE TABLE import (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    source      INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
    file        TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    format      TEXT NOT NULL,
    mapping     TEXT NOT NULL,      -- the mapping used, as JSON
    time_zone   TEXT NOT NULL,      -- zone that local times of the file were read in
    user        TEXT NOT NULL,
    started_at  INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    read        INTEGER NOT NULL,
    inserted    INTEGER NOT NULL,
    updated     INTEGER NOT NULL,
    unchanged   INTEGER NOT NULL,
    superseded  INTEGER NOT NULL,
    rejected    INTEGER NOT NULL,
    warnings    TEXT NOT NULL,      -- JSON: kinds with their counts and an example each
    rejects     TEXT NOT NULL       -- JSON: the first rejected rows
) STRICT;

CREATE TABLE mapping (
    name       TEXT PRIMARY KEY,
    definition TEXT NOT NULL        -- JSON
) STRICT, WITHOUT ROWID;

-- Monthly costs, each in force until the next of its kind.
CREATE TABLE ledger (
    kind   TEXT NOT NULL,
    month  TEXT NOT NULL,           -- first day of the month
    amount REAL NOT NULL,
    sample INTEGER NOT NULL DEFAULT 0,  -- 1: came with the sample data, and goes with it
    PRIMARY KEY (kind, month)
) STRICT, WITHOUT ROWID;

-- Which tickets each change touched, as runs of ids; NULL: all are to be read again. The token tells a change from one
-- of the same number in a copy of the store that went its own way.
CREATE TABLE change (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    token    BLOB NOT NULL DEFAULT (randomblob(8)),
    tickets  BLOB
) STRICT;

-- Reviews as they were published. What changes later is told beside them, never in them.
CREATE TABLE review (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    first_day   TEXT NOT NULL,
    last_day    TEXT NOT NULL,
    filters     TEXT NOT NULL,      -- JSON
    frozen_at   INTEGER NOT NULL,
    user        TEXT NOT NULL,
    content     TEXT NOT NULL,      -- JSON: the figures, and what they rest on
    UNIQUE (first_day, last_day, filters)
) STRICT;
