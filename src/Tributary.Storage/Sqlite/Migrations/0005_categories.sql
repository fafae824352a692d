-- Whom each transaction was with and what it was for, as told by its words; what a customer corrected; and whose history is to be looked at again.

ALTER TABLE account_transaction ADD COLUMN payee TEXT;
ALTER TABLE account_transaction ADD COLUMN category TEXT;
-- The payee's words and place as JSON.
ALTER TABLE account_transaction ADD COLUMN payee_detail TEXT;

-- payee_key is the payee's name folded; none where the rule is for its transaction alone. sign is 1 or -1, the direction of the money.
CREATE TABLE customer_category_rule (
    customer_id     INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    id              INTEGER NOT NULL,
    transaction_id  INTEGER NOT NULL,
    payee           TEXT    NOT NULL,
    payee_key       TEXT,
    sign            INTEGER NOT NULL,
    category        TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    PRIMARY KEY (customer_id, id)
) WITHOUT ROWID;

-- A customer whose transactions behind after_id are to be categorized anew.
CREATE TABLE recategorization (
    customer_id  INTEGER NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    after_id     INTEGER NOT NULL
);
