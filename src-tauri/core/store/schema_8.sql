-- What figures rest on that was changed: settings, mappings, the definitions themselves. Rows are only ever added.

CREATE TABLE definition_change (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    changed_at INTEGER NOT NULL,
    user       TEXT NOT NULL,
    what       TEXT NOT NULL,
    name       TEXT,                -- of the mapping or connection
    before     TEXT NOT NULL,
    after      TEXT NOT NULL
) STRICT;
