-- What the connection's earlier mapping gave and its own no longer does, as a JSON list of fields: the reading of all
-- tickets again takes it from each. NULL: nothing.
ALTER TABLE connection ADD COLUMN retired TEXT;
-- What kind of failure `failure` tells of, as a word.
ALTER TABLE connection ADD COLUMN failure_code TEXT;
-- The client of the helpdesk's OAuth that it is signed in through; NULL where a token opens it.
ALTER TABLE connection ADD COLUMN oauth_client TEXT;
