-- Whom each transaction was with and what it was for; SQLite's own file tells what the columns mean.

ALTER TABLE account_transaction ADD COLUMN payee text;
ALTER TABLE account_transaction ADD COLUMN category text;
ALTER TABLE account_transaction ADD COLUMN payee_detail text;

CREATE TABLE customer_category_rule (
    customer_id     bigint  NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    id              bigint  NOT NULL,
    transaction_id  bigint  NOT NULL,
    payee           text    NOT NULL,
    payee_key       text,
    sign            integer NOT NULL,
    category        text    NOT NULL,
    created_at      bigint  NOT NULL,
    PRIMARY KEY (customer_id, id)
);

CREATE TABLE recategorization (
    customer_id  bigint NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    after_id     bigint NOT NULL
);
