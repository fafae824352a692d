-- Who wants to be told of what happens to an account, and how far each has been told.
--
-- A subscription goes with its account, unless its last word is that the account is gone: then closing holds the account as it was, and
-- open_account_id is empty, so that it stays until that has been told. It goes with its customer in any case.
-- event_number, event_step and event_after are a place in the account's events: behind a whole one, or inside one.
CREATE TABLE subscription (
    customer_id         INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    id                  INTEGER NOT NULL,
    account_id          INTEGER NOT NULL,
    open_account_id     INTEGER,
    kind                TEXT    NOT NULL,
    callback_url        TEXT    NOT NULL,
    sealed_signing_key  BLOB    NOT NULL,
    format              TEXT    NOT NULL,
    is_for_tests        INTEGER NOT NULL,
    created_at          INTEGER NOT NULL,
    event_number        INTEGER NOT NULL,
    event_step          TEXT,
    event_after         INTEGER NOT NULL,
    failures            INTEGER NOT NULL,
    failing_since       INTEGER,
    next_attempt_at     INTEGER,
    last_error          TEXT,
    delivered_at        INTEGER,
    delivered           INTEGER NOT NULL,
    dropped             INTEGER NOT NULL,
    closing             TEXT,
    PRIMARY KEY (customer_id, id),
    FOREIGN KEY (customer_id, open_account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX subscription_of_account ON subscription (customer_id, account_id);
CREATE INDEX subscription_of_open_account ON subscription (customer_id, open_account_id);
CREATE INDEX subscription_closing ON subscription (customer_id, id) WHERE closing IS NOT NULL;
CREATE UNIQUE INDEX subscription_by_id ON subscription (id);
