-- What packs are to hold, saved by name.
CREATE TABLE pack_template (
    name    TEXT PRIMARY KEY,
    content TEXT NOT NULL             -- JSON
) STRICT, WITHOUT ROWID;

-- Published reviews as they left the app: the whole document, so that it can be written again as it was.
CREATE TABLE review_pack (
    review  INTEGER PRIMARY KEY REFERENCES review ON DELETE CASCADE,
    content BLOB NOT NULL             -- JSON, deflated
) STRICT;
