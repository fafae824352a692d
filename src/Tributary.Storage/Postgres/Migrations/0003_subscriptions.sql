-- Who wants to be told of what happens to an account, and how far each has been told; SQLite's own file tells what the columns mean.
CREATE TABLE subscription (
    customer_id         bigint  NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    id                  bigint  NOT NULL,
    account_id          bigint  NOT NULL,
    open_account_id     bigint,
    kind                text    NOT NULL,
    callback_url        text    NOT NULL,
    sealed_signing_key  bytea   NOT NULL,
    format              text    NOT NULL,
    is_for_tests        boolean NOT NULL,
    created_at          bigint  NOT NULL,
    event_number        bigint  NOT NULL,
    event_step          text,
    event_after         bigint  NOT NULL,
    failures            integer NOT NULL,
    failing_since       bigint,
    next_attempt_at     bigint,
    last_error          text,
    delivered_at        bigint,
    delivered           bigint  NOT NULL,
    dropped             bigint  NOT NULL,
    closing             text,
    PRIMARY KEY (customer_id, id),
    FOREIGN KEY (customer_id, open_account_id) REFERENCES account (customer_id, id) ON DELETE CASCADE
);
CREATE INDEX subscription_of_account ON subscription (customer_id, account_id);
CREATE INDEX subscription_of_open_account ON subscription (customer_id, open_account_id);
CREATE INDEX subscription_closing ON subscription (customer_id, id) WHERE closing IS NOT NULL;
CREATE UNIQUE INDEX subscription_by_id ON subscription (id);
