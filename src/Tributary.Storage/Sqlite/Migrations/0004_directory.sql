-- Institutions that imports brought. What comes with the program is not here.
--
-- A row is never deleted: what a later import of the same source no longer has gets vanished_at. source_key is what the source knows it by.
-- routing_numbers are nine digits each, with blanks between.
CREATE TABLE institution (
    id               INTEGER NOT NULL PRIMARY KEY,
    source           TEXT    NOT NULL,
    source_key       TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    type             TEXT    NOT NULL,
    home_url         TEXT,
    logon_url        TEXT,
    phone            TEXT,
    email            TEXT,
    line_1           TEXT,
    line_2           TEXT,
    city             TEXT,
    state            TEXT,
    postal_code      TEXT,
    country          TEXT,
    routing_numbers  TEXT    NOT NULL,
    ofx_url          TEXT,
    ofx_org          TEXT,
    ofx_fid          TEXT,
    ofx_broker_id    TEXT,
    ofx_bank_id      TEXT,
    ofx_version      TEXT,
    vanished_at      INTEGER
);
CREATE UNIQUE INDEX institution_of_source ON institution (source, source_key);
