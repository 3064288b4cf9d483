-- What customers' texts tell beyond strong feeling, haste and interest, and the phrases that told it. The texts are not kept.
ALTER TABLE ticket ADD COLUMN person_requested INTEGER;
ALTER TABLE ticket ADD COLUMN churn INTEGER;
ALTER TABLE ticket ADD COLUMN signals TEXT;

-- What people decided about query types, releases, gaps, alerts and accounts. The newest of a kind and subject counts; none is
-- ever changed, so that who decided what, when and why can be read later.
CREATE TABLE decision (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    value   TEXT,                     -- JSON; NULL: taken back
    why     TEXT,
    who     TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_subject ON decision (kind, subject);

-- Alerts that were shown once: none is announced twice.
CREATE TABLE announced (
    alert TEXT PRIMARY KEY,
    at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
