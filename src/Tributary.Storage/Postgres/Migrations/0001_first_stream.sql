-- The first stream: partners, customers, institution logins, accounts, transactions, positions, events.
--
-- The same tables and columns as on SQLite (its own first_stream tells why they are as they are), in PostgreSQL's forms:
--   money, units, rates   numeric without a scale of its own, which keeps the scale as given: 12.50 stays 12.50.
--   days                  date.
--   instants              bigint, 100-nanosecond ticks since 1970-01-01T00:00Z: timestamptz would round to microseconds.
--   texts                 COLLATE "C" wherever they are ordered or unique, so that the order is the bytes' and the same everywhere.
--   details               text, JSON as it was written: jsonb would put the members in an order of its own.
-- Names are not qualified: everything lies in the first schema of the search path.

-- Ids are taken without waiting for other writers' transactions, and are never given again, not even after a rollback.
CREATE SEQUENCE id_sequence MINVALUE 1000001 MAXVALUE 9007199254740991;

-- A block of ids without a gap. The lock keeps another block from being taken between the two calls. It must not outlive them, and
-- PostgreSQL drops locks early only with a subtransaction that is rolled back; sequences and variables are not rolled back with it.
CREATE FUNCTION take_ids(how_many integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    first_id bigint;
BEGIN
    BEGIN
        PERFORM pg_advisory_xact_lock('id_sequence'::regclass::oid::bigint);
        first_id := nextval('id_sequence');
        IF how_many > 1 THEN
            PERFORM setval('id_sequence', first_id + how_many - 1);
        END IF;
        RAISE SQLSTATE 'TRIB1';
    EXCEPTION WHEN SQLSTATE 'TRIB1' THEN
        RETURN first_id;
    END;
END
$$;

-- One row for each write of the last while: how a write whose COMMIT got no answer is looked up.
CREATE TABLE commit_marker (
    id  uuid        NOT NULL PRIMARY KEY,
    at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE setting (
    name   text COLLATE "C" NOT NULL PRIMARY KEY,
    value  bytea            NOT NULL
);

CREATE TABLE operator_token (
    name        text COLLATE "C" NOT NULL PRIMARY KEY,
    hash        bytea            NOT NULL UNIQUE,
    created_at  bigint           NOT NULL
);

CREATE TABLE partner (
    id                      bigint           NOT NULL PRIMARY KEY,
    public_id               text COLLATE "C" NOT NULL UNIQUE,
    name                    text             NOT NULL,
    sealed_secret           bytea            NOT NULL,
    app_key_tag             bytea            NOT NULL UNIQUE,
    failed_authentications  integer          NOT NULL,
    locked_at               bigint,
    created_at              bigint           NOT NULL
);

CREATE TABLE access_token (
    hash        bytea  NOT NULL PRIMARY KEY,
    partner_id  bigint NOT NULL REFERENCES partner (id) ON DELETE CASCADE,
    expires_at  bigint NOT NULL
);
CREATE INDEX access_token_by_end ON access_token (partner_id, expires_at);

CREATE TABLE customer (
    id             bigint           NOT NULL PRIMARY KEY,
    partner_id     bigint           NOT NULL REFERENCES partner (id) ON DELETE CASCADE,
    username       text COLLATE "C" NOT NULL,
    first_name     text,
    last_name      text,
    type           text             NOT NULL,
    created_at     bigint           NOT NULL,
    change_number  bigint           NOT NULL DEFAULT 0,
    UNIQUE (partner_id, username)
);

CREATE TABLE data_key (
    id           bigint NOT NULL PRIMARY KEY,
    customer_id  bigint UNIQUE REFERENCES customer (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    partner_id   bigint UNIQUE REFERENCES partner (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    wrapped      bytea  NOT NULL,
    CHECK ((customer_id IS NULL) <> (partner_id IS NULL))
);

CREATE TABLE institution_login (
    customer_id              bigint NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    id                       bigint NOT NULL,
    institution_id           bigint NOT NULL,
    identity_tag             bytea  NOT NULL,
    label                    text,
    status                   text,
    status_institution_code  integer,
    attempt_at               bigint,
    success_at               bigint,
    created_at               bigint NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, institution_id, identity_tag)
);

CREATE TABLE sealed_field (
    customer_id  bigint           NOT NULL,
    login_id     bigint           NOT NULL,
    field        text COLLATE "C" NOT NULL,
    value        bytea            NOT NULL,
    PRIMARY KEY (customer_id, login_id, field),
    FOREIGN KEY (customer_id, login_id) REFERENCES institution_login (customer_id, id) ON DELETE CASCADE
);

CREATE TABLE account (
    customer_id              bigint           NOT NULL,
    id                       bigint           NOT NULL,
    login_id                 bigint           NOT NULL,
    institution_id           bigint           NOT NULL,
    institution_key          text COLLATE "C" NOT NULL,
    number                   text             NOT NULL,
    name                     text             NOT NULL,
    type                     text             NOT NULL,
    type_is_chosen           boolean          NOT NULL,
    state                    text             NOT NULL,
    currency                 text             NOT NULL,
    balance                  numeric,
    balance_date             date,
    balance_at               bigint,
    detail                   text,
    display_position         integer          NOT NULL,
    status                   text,
    status_institution_code  integer,
    attempt_at               bigint,
    success_at               bigint,
    oldest_transaction_date  date,
    last_transaction_date    date,
    created_at               bigint           NOT NULL,
    updated_at               bigint           NOT NULL,
    change_number            bigint           NOT NULL,
    PRIMARY KEY (customer_id, id),
    UNIQUE (customer_id, login_id, institution_key),
    FOREIGN KEY (customer_id, login_id) REFERENCES institution_login (customer_id, id) ON DELETE CASCADE
);

CREATE TABLE account_transaction (
    customer_id                 bigint           NOT NULL,
    id                          bigint           NOT NULL,
    account_id                  bigint           NOT NULL,
    institution_transaction_id  text COLLATE "C",
    state                       text COLLATE "C" NOT NULL,
    amount                      numeric          NOT NULL,
    currency                    text             NOT NULL,
    posted_date                 date             NOT NULL,
    transaction_date            date,
    effective_date              date             NOT NULL GENERATED ALWAYS AS (coalesce(transaction_date, posted_date)) STORED,
    type                        text             NOT NULL,
    created_at                  bigint           NOT NULL,
    updated_at                  bigint           NOT NULL,
    added_in_change             bigint           NOT NULL,
    change_number               bigint           NOT NULL,
    version                     bigint           NOT NULL DEFAULT 1,
    description                 text             NOT NULL,
    memo                        text,
    check_number                text,
    reference_number            text,
    sic                         text,
    detail                      text,
    PRIMARY KEY (customer_id, id),
    FOREIGN KEY (customer_id, account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
);
CREATE INDEX account_transaction_listed ON account_transaction (customer_id, account_id, effective_date, id, state);
CREATE INDEX account_transaction_listed_together ON account_transaction (customer_id, effective_date, id, state);
-- The first 255 characters, which is all that OFX allows: an entry of an index has a limit, what an institution sends has none.
CREATE INDEX account_transaction_by_institution_id ON account_transaction (customer_id, account_id, left(institution_transaction_id, 255));
CREATE INDEX account_transaction_by_posted_date ON account_transaction (customer_id, account_id, posted_date);

CREATE TABLE transaction_history (
    customer_id                 bigint  NOT NULL,
    transaction_id              bigint  NOT NULL,
    version                     bigint  NOT NULL,
    account_id                  bigint  NOT NULL,
    institution_transaction_id  text COLLATE "C",
    state                       text    NOT NULL,
    amount                      numeric NOT NULL,
    currency                    text    NOT NULL,
    posted_date                 date    NOT NULL,
    transaction_date            date,
    type                        text    NOT NULL,
    updated_at                  bigint  NOT NULL,
    change_number               bigint  NOT NULL,
    description                 text    NOT NULL,
    memo                        text,
    check_number                text,
    reference_number            text,
    sic                         text,
    detail                      text,
    PRIMARY KEY (customer_id, transaction_id, version),
    FOREIGN KEY (customer_id, account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
);
CREATE INDEX transaction_history_by_institution_id ON transaction_history (customer_id, account_id, left(institution_transaction_id, 255));

CREATE TABLE position (
    customer_id       bigint  NOT NULL,
    account_id        bigint  NOT NULL,
    id                bigint  NOT NULL,
    institution_key   text    NOT NULL,
    name              text    NOT NULL,
    kind              text    NOT NULL,
    symbol            text,
    security_id       text,
    security_id_type  text,
    units             numeric NOT NULL,
    unit_price        numeric,
    price_date        date,
    market_value      numeric,
    cost_basis        numeric,
    currency          text    NOT NULL,
    PRIMARY KEY (customer_id, account_id, id),
    FOREIGN KEY (customer_id, account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
);

CREATE TABLE daily_balance (
    customer_id  bigint  NOT NULL,
    account_id   bigint  NOT NULL,
    date         date    NOT NULL,
    amount       numeric NOT NULL,
    PRIMARY KEY (customer_id, account_id, date),
    FOREIGN KEY (customer_id, account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
);

-- Numbers follow the order of commits: they are given at the end of a write, under a lock that is kept until it is done. Otherwise a reader
-- that has seen number 12 would never see a number 11 that is committed later.
CREATE TABLE outbox_event (
    number         bigint  NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id    bigint  NOT NULL,
    account_id     bigint  NOT NULL,
    change_number  bigint  NOT NULL,
    added          integer NOT NULL,
    modified       integer NOT NULL,
    removed        integer NOT NULL,
    at             bigint  NOT NULL,
    FOREIGN KEY (customer_id, account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
);
CREATE INDEX outbox_event_of_account ON outbox_event (customer_id, account_id);
