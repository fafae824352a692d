-- How partners' programs sign on in a customer's name by assertions, and with what tokens they then speak.

CREATE TABLE application (
    partner_id              INTEGER NOT NULL PRIMARY KEY REFERENCES partner (id) ON DELETE CASCADE,
    consumer_key            TEXT    NOT NULL UNIQUE,
    sealed_consumer_secret  BLOB    NOT NULL,
    saml_issuer             TEXT    NOT NULL UNIQUE,
    certificate             BLOB    NOT NULL,
    requires_sha256         INTEGER NOT NULL,
    is_facade               INTEGER NOT NULL,
    batch_id                TEXT,
    created_at              INTEGER NOT NULL
);

-- An assertion is used once; its row stays until nobody could present it any more. It hangs on the partner and not on the application, so
-- that replacing an application opens no gap.
CREATE TABLE used_assertion (
    partner_id  INTEGER NOT NULL REFERENCES partner (id) ON DELETE CASCADE,
    id_hash     BLOB    NOT NULL,
    keep_until  INTEGER NOT NULL,
    PRIMARY KEY (partner_id, id_hash)
) WITHOUT ROWID;
CREATE INDEX used_assertion_by_end ON used_assertion (partner_id, keep_until);

CREATE TABLE customer_token (
    hash         BLOB    NOT NULL PRIMARY KEY,
    partner_id   INTEGER NOT NULL REFERENCES application (partner_id) ON DELETE CASCADE,
    customer_id  INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    expires_at   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX customer_token_by_end ON customer_token (customer_id, expires_at);
CREATE INDEX customer_token_of_application ON customer_token (partner_id);

-- What changed among a partner's customers, a file a day. A part is one customer's, and goes with that customer; the parts in order are the file. A deleted
-- file keeps its row, so that no other takes its name, and nothing of its content.
CREATE TABLE batch_file (
    id          INTEGER NOT NULL PRIMARY KEY,
    partner_id  INTEGER NOT NULL REFERENCES partner (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    made_at     INTEGER NOT NULL,
    is_deleted  INTEGER NOT NULL,
    UNIQUE (partner_id, name)
);

CREATE TABLE batch_part (
    file_id      INTEGER NOT NULL REFERENCES batch_file (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    customer_id  INTEGER REFERENCES customer (id) ON DELETE CASCADE,
    content      BLOB    NOT NULL,
    PRIMARY KEY (file_id, number)
);
CREATE INDEX batch_part_of_customer ON batch_part (customer_id);
