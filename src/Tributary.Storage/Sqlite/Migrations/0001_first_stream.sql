-- The first stream: partners, customers, institution logins, accounts, transactions, positions, events.
--
-- Forms (one place in code: StoredForm)
--   money, units, rates   TEXT, invariant decimal with its scale as given: '12.50'. SQLite's own numbers are floating point.
--   days                  TEXT, 'yyyy-MM-dd', so that text order is day order.
--   instants              INTEGER, 100-nanosecond ticks since 1970-01-01T00:00Z: what the clock gave, exactly.
--   words of a list       TEXT, camelCase: 'pointOfSale'.
--   details               TEXT, JSON.
--
-- Keys
--   Whatever is a customer's has the customer in front of its key, and so has every index: no query can leave a customer out,
--   one customer's rows lie side by side, and the same key splits the database one day.
--   Such tables are WITHOUT ROWID: the key is the table, instead of an index beside it.
--   Every foreign key cascades: deleting a partner, customer, login or account deletes all that hangs on it.

-- 'TRIB': how a file is known to be one of ours.
PRAGMA application_id = 1414678850;

-- The next number of each series. Numbers are never given twice, so that a deleted row's id never comes back as another's.
CREATE TABLE id_sequence (
    name        TEXT    NOT NULL PRIMARY KEY,
    next_value  INTEGER NOT NULL CHECK (next_value BETWEEN 1 AND 9007199254740992)
) WITHOUT ROWID;
INSERT INTO id_sequence (name, next_value) VALUES ('id', 1000001), ('outbox', 1);

CREATE TABLE setting (
    name   TEXT NOT NULL PRIMARY KEY,
    value  BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE operator_token (
    name        TEXT    NOT NULL PRIMARY KEY,
    hash        BLOB    NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE partner (
    id                      INTEGER NOT NULL PRIMARY KEY,
    public_id               TEXT    NOT NULL UNIQUE,
    name                    TEXT    NOT NULL,
    sealed_secret           BLOB    NOT NULL,
    app_key_tag             BLOB    NOT NULL UNIQUE,
    failed_authentications  INTEGER NOT NULL,
    locked_at               INTEGER,
    created_at              INTEGER NOT NULL
);

CREATE TABLE access_token (
    hash        BLOB    NOT NULL PRIMARY KEY,
    partner_id  INTEGER NOT NULL REFERENCES partner (id) ON DELETE CASCADE,
    expires_at  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX access_token_by_end ON access_token (partner_id, expires_at);

CREATE TABLE customer (
    id             INTEGER NOT NULL PRIMARY KEY,
    partner_id     INTEGER NOT NULL REFERENCES partner (id) ON DELETE CASCADE,
    username       TEXT    NOT NULL,
    first_name     TEXT,
    last_name      TEXT,
    type           TEXT    NOT NULL,
    created_at     INTEGER NOT NULL,
    change_number  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (partner_id, username)
);

-- A scope is a customer or a partner. Deferred: a partner's secret is sealed before the partner's row can be written.
CREATE TABLE data_key (
    id           INTEGER NOT NULL PRIMARY KEY,
    customer_id  INTEGER UNIQUE REFERENCES customer (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    partner_id   INTEGER UNIQUE REFERENCES partner (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    wrapped      BLOB    NOT NULL,
    CHECK ((customer_id IS NULL) <> (partner_id IS NULL))
);

CREATE TABLE institution_login (
    customer_id              INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    id                       INTEGER NOT NULL,
    institution_id           INTEGER NOT NULL,
    identity_tag             BLOB    NOT NULL,
    label                    TEXT,
    status                   TEXT,
    status_institution_code  INTEGER,
    attempt_at               INTEGER,
    success_at               INTEGER,
    created_at               INTEGER NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, institution_id, identity_tag)
) WITHOUT ROWID;

CREATE TABLE sealed_field (
    customer_id  INTEGER NOT NULL,
    login_id     INTEGER NOT NULL,
    field        TEXT    NOT NULL,
    value        BLOB    NOT NULL,
    PRIMARY KEY (customer_id, login_id, field),
    FOREIGN KEY (customer_id, login_id) REFERENCES institution_login (customer_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE account (
    customer_id              INTEGER NOT NULL,
    id                       INTEGER NOT NULL,
    login_id                 INTEGER NOT NULL,
    institution_id           INTEGER NOT NULL,
    institution_key          TEXT    NOT NULL,
    number                   TEXT    NOT NULL,
    name                     TEXT    NOT NULL,
    type                     TEXT    NOT NULL,
    type_is_chosen           INTEGER NOT NULL,
    state                    TEXT    NOT NULL,
    currency                 TEXT    NOT NULL,
    balance                  TEXT,
    balance_date             TEXT,
    balance_at               INTEGER,
    detail                   TEXT,
    display_position         INTEGER NOT NULL,
    status                   TEXT,
    status_institution_code  INTEGER,
    attempt_at               INTEGER,
    success_at               INTEGER,
    oldest_transaction_date  TEXT,
    last_transaction_date    TEXT,
    created_at               INTEGER NOT NULL,
    updated_at               INTEGER NOT NULL,
    change_number            INTEGER NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, login_id, institution_key),
    FOREIGN KEY (customer_id, login_id) REFERENCES institution_login (customer_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- The one large table. Its key is (customer, id), without account and day, because an id is for life while a day may change:
-- a row never moves. New ids are the greatest, so ingestion appends at the end of the customer's own pages.
-- Short columns that every query looks at come first, long words last.
CREATE TABLE account_transaction (
    customer_id                 INTEGER NOT NULL,
    id                          INTEGER NOT NULL,
    account_id                  INTEGER NOT NULL,
    institution_transaction_id  TEXT,
    state                       TEXT    NOT NULL,
    amount                      TEXT    NOT NULL,
    currency                    TEXT    NOT NULL,
    posted_date                 TEXT    NOT NULL,
    transaction_date            TEXT,
    effective_date              TEXT    NOT NULL,
    type                        TEXT    NOT NULL,
    created_at                  INTEGER NOT NULL,
    updated_at                  INTEGER NOT NULL,
    added_in_change             INTEGER NOT NULL,
    change_number               INTEGER NOT NULL,
    version                     INTEGER NOT NULL DEFAULT 1,
    description                 TEXT    NOT NULL,
    memo                        TEXT,
    check_number                TEXT,
    reference_number            TEXT,
    sic                         TEXT,
    detail                      TEXT,
    PRIMARY KEY (customer_id, id),
    FOREIGN KEY (customer_id, account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
-- Lists of one account and of all accounts; the state at the end lets a list be counted without touching the rows.
CREATE INDEX account_transaction_listed ON account_transaction (customer_id, account_id, effective_date, id, state);
CREATE INDEX account_transaction_listed_together ON account_transaction (customer_id, effective_date, id, state);
-- What a new statement's records might be.
CREATE INDEX account_transaction_by_institution_id ON account_transaction (customer_id, account_id, institution_transaction_id);
CREATE INDEX account_transaction_by_posted_date ON account_transaction (customer_id, account_id, posted_date);

-- What a transaction was before each update, by the version it was. Transactions go only with their account, so the history
-- hangs on the account too and no index by transaction is needed beside the key.
CREATE TABLE transaction_history (
    customer_id                 INTEGER NOT NULL,
    transaction_id              INTEGER NOT NULL,
    version                     INTEGER NOT NULL,
    account_id                  INTEGER NOT NULL,
    institution_transaction_id  TEXT,
    state                       TEXT    NOT NULL,
    amount                      TEXT    NOT NULL,
    currency                    TEXT    NOT NULL,
    posted_date                 TEXT    NOT NULL,
    transaction_date            TEXT,
    type                        TEXT    NOT NULL,
    updated_at                  INTEGER NOT NULL,
    change_number               INTEGER NOT NULL,
    description                 TEXT    NOT NULL,
    memo                        TEXT,
    check_number                TEXT,
    reference_number            TEXT,
    sic                         TEXT,
    detail                      TEXT,
    PRIMARY KEY (customer_id, transaction_id, version),
    FOREIGN KEY (customer_id, account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
-- A pending transaction's former id still finds it after posting. Serves the cascade too, which a partial index would not.
CREATE INDEX transaction_history_by_institution_id ON transaction_history (customer_id, account_id, institution_transaction_id);

CREATE TABLE position (
    customer_id       INTEGER NOT NULL,
    account_id        INTEGER NOT NULL,
    id                INTEGER NOT NULL,
    institution_key   TEXT    NOT NULL,
    name              TEXT    NOT NULL,
    kind              TEXT    NOT NULL,
    symbol            TEXT,
    security_id       TEXT,
    security_id_type  TEXT,
    units             TEXT    NOT NULL,
    unit_price        TEXT,
    price_date        TEXT,
    market_value      TEXT,
    cost_basis        TEXT,
    currency          TEXT    NOT NULL,
    PRIMARY KEY (customer_id, account_id, id),
    FOREIGN KEY (customer_id, account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE daily_balance (
    customer_id  INTEGER NOT NULL,
    account_id   INTEGER NOT NULL,
    date         TEXT    NOT NULL,
    amount       TEXT    NOT NULL,
    PRIMARY KEY (customer_id, account_id, date),
    FOREIGN KEY (customer_id, account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Read in order of number across all customers; the number is the key.
CREATE TABLE outbox_event (
    number         INTEGER NOT NULL PRIMARY KEY,
    customer_id    INTEGER NOT NULL,
    account_id     INTEGER NOT NULL,
    change_number  INTEGER NOT NULL,
    added          INTEGER NOT NULL,
    modified       INTEGER NOT NULL,
    removed        INTEGER NOT NULL,
    at             INTEGER NOT NULL,
    FOREIGN KEY (customer_id, account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
);
CREATE INDEX outbox_event_of_account ON outbox_event (customer_id, account_id);
