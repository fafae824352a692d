-- How partners' programs sign on in a customer's name by assertions; SQLite's own file tells what the columns mean.
CREATE TABLE application (
    partner_id              bigint  NOT NULL PRIMARY KEY REFERENCES partner (id) ON DELETE CASCADE,
    consumer_key            text COLLATE "C" NOT NULL UNIQUE,
    sealed_consumer_secret  bytea   NOT NULL,
    saml_issuer             text COLLATE "C" NOT NULL UNIQUE,
    certificate             bytea   NOT NULL,
    requires_sha256         boolean NOT NULL,
    is_facade               boolean NOT NULL,
    batch_id                text,
    created_at              bigint  NOT NULL
);

CREATE TABLE used_assertion (
    partner_id  bigint NOT NULL REFERENCES partner (id) ON DELETE CASCADE,
    id_hash     bytea  NOT NULL,
    keep_until  bigint NOT NULL,
    PRIMARY KEY (partner_id, id_hash)
);
CREATE INDEX used_assertion_by_end ON used_assertion (partner_id, keep_until);

CREATE TABLE customer_token (
    hash         bytea  NOT NULL PRIMARY KEY,
    partner_id   bigint NOT NULL REFERENCES application (partner_id) ON DELETE CASCADE,
    customer_id  bigint NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    expires_at   bigint NOT NULL
);
CREATE INDEX customer_token_by_end ON customer_token (customer_id, expires_at);
CREATE INDEX customer_token_of_application ON customer_token (partner_id);

CREATE TABLE batch_file (
    id          bigint  NOT NULL PRIMARY KEY,
    partner_id  bigint  NOT NULL REFERENCES partner (id) ON DELETE CASCADE,
    name        text COLLATE "C" NOT NULL,
    made_at     bigint  NOT NULL,
    is_deleted  boolean NOT NULL,
    UNIQUE (partner_id, name)
);

CREATE TABLE batch_part (
    file_id      bigint  NOT NULL REFERENCES batch_file (id) ON DELETE CASCADE,
    number       bigint  NOT NULL,
    customer_id  bigint  REFERENCES customer (id) ON DELETE CASCADE,
    content      bytea   NOT NULL,
    PRIMARY KEY (file_id, number)
);
CREATE INDEX batch_part_of_customer ON batch_part (customer_id);
