-- What a reader looks at, by name: page, days, filters, splits, comparison.
CREATE TABLE view (
    name TEXT PRIMARY KEY,
    look TEXT NOT NULL              -- JSON
) STRICT, WITHOUT ROWID;

-- What is written beside the figures of a review that is not published yet; publishing takes it into the review.
CREATE TABLE note (
    first_day TEXT NOT NULL,
    last_day  TEXT NOT NULL,
    filters   TEXT NOT NULL,        -- JSON, in one order
    kpi       TEXT NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (first_day, last_day, filters, kpi)
) STRICT, WITHOUT ROWID;
