-- Institutions that imports brought; SQLite's own file tells what the columns mean.
CREATE TABLE institution (
    id               bigint  NOT NULL PRIMARY KEY,
    source           text COLLATE "C" NOT NULL,
    source_key       text COLLATE "C" NOT NULL,
    name             text    NOT NULL,
    type             text    NOT NULL,
    home_url         text,
    logon_url        text,
    phone            text,
    email            text,
    line_1           text,
    line_2           text,
    city             text,
    state            text,
    postal_code      text,
    country          text,
    routing_numbers  text    NOT NULL,
    ofx_url          text,
    ofx_org          text,
    ofx_fid          text,
    ofx_broker_id    text,
    ofx_bank_id      text,
    ofx_version      text,
    vanished_at      bigint
);
CREATE UNIQUE INDEX institution_of_source ON institution (source, source_key);
