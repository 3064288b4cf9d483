-- How often a connection is synced by itself while the app is open; NULL: never.

ALTER TABLE connection ADD COLUMN every_hours INTEGER;
