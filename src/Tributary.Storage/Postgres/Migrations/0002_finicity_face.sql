-- What the whole of the Finicity face tells and asks of customers and accounts.

ALTER TABLE customer ADD COLUMN phone text;
ALTER TABLE customer ADD COLUMN email text;
ALTER TABLE customer ADD COLUMN modified_at bigint;
-- Written in small letters by the program, which folds every script alike; until a customer changes, the database's own folding must do.
ALTER TABLE customer ADD COLUMN search_text text NOT NULL DEFAULT '';
UPDATE customer SET search_text = lower(
    username || chr(10) || coalesce(first_name, '') || ' ' || coalesce(last_name, '') || chr(10) || coalesce(last_name, '') || ' ' || coalesce(first_name, ''));
CREATE INDEX customer_listed ON customer (partner_id, id);

-- What a person set, and what was loaded once.
ALTER TABLE account ADD COLUMN number_is_chosen boolean NOT NULL DEFAULT false;
ALTER TABLE account ADD COLUMN history_loaded_at bigint;
