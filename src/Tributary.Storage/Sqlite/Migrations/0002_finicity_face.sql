-- What the whole of the Finicity face tells and asks of customers and accounts.

ALTER TABLE customer ADD COLUMN phone TEXT;
ALTER TABLE customer ADD COLUMN email TEXT;
ALTER TABLE customer ADD COLUMN modified_at INTEGER;
-- Written in small letters by the program, which folds every script alike; until a customer changes, the database's own folding must do.
ALTER TABLE customer ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
UPDATE customer SET search_text = lower(
    username || char(10) || coalesce(first_name, '') || ' ' || coalesce(last_name, '') || char(10) || coalesce(last_name, '') || ' ' || coalesce(first_name, ''));
CREATE INDEX customer_listed ON customer (partner_id, id);

-- What a person set, and what was loaded once.
ALTER TABLE account ADD COLUMN number_is_chosen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN history_loaded_at INTEGER;
