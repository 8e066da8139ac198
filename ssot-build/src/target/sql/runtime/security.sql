-- What the transaction says about who asks: a JSON object in the setting `ssot.caller`, NULL if it says nothing.
--   {"id": "…", "roles": ["…"], "tenant": "…", "claims": {"name": …}, "now": milliseconds since 1970}   a caller; {} is nobody in particular
--   {"program": true}                                                                                 the program itself, which is asked nothing
-- Say it for one transaction: SELECT set_config('ssot.caller', '{"id": "ann"}', true);
CREATE OR REPLACE FUNCTION "_ssot_caller"() RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT NULLIF(current_setting('ssot.caller', true), '')::jsonb
$$;

CREATE OR REPLACE FUNCTION "_ssot_known"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT NULLIF(current_setting('ssot.caller', true), '') IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION "_ssot_program"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(NULLIF(current_setting('ssot.caller', true), '')::jsonb -> 'program' = 'true', false)
$$;

-- A server that writes looks at all rows of the tenant, asks its own conditions of them, and looks at what it has written once all of it is there.
CREATE OR REPLACE FUNCTION "_ssot_writes"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(NULLIF(current_setting('ssot.caller', true), '')::jsonb ->> 'mode' IN ('write', 'upsert'), false)
$$;

-- PostgreSQL asks of a row in INSERT … ON CONFLICT DO UPDATE what is asked of new rows even if there is one already.
CREATE OR REPLACE FUNCTION "_ssot_upserts"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(NULLIF(current_setting('ssot.caller', true), '')::jsonb ->> 'mode' = 'upsert', false)
$$;

CREATE OR REPLACE FUNCTION "_ssot_id"() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT NULLIF(current_setting('ssot.caller', true), '')::jsonb ->> 'id'
$$;

CREATE OR REPLACE FUNCTION "_ssot_tenant"() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT NULLIF(current_setting('ssot.caller', true), '')::jsonb ->> 'tenant'
$$;

-- The moment of the request.
CREATE OR REPLACE FUNCTION "_ssot_now"() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        'epoch'::timestamptz + (NULLIF(current_setting('ssot.caller', true), '')::jsonb ->> 'now')::int8 * interval '1 millisecond',
        transaction_timestamp())
$$;

CREATE OR REPLACE FUNCTION "_ssot_claim"(text) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT NULLIF(current_setting('ssot.caller', true), '')::jsonb -> 'claims' -> $1
$$;

-- A claim as what it is compared with; NULL if it cannot be that.
CREATE OR REPLACE FUNCTION "_ssot_as_text"(jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN jsonb_typeof($1) IN ('string', 'number') THEN $1 #>> '{}' END
$$;

CREATE OR REPLACE FUNCTION "_ssot_as_boolean"(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN jsonb_typeof($1) = 'boolean' THEN $1 = 'true' END
$$;

CREATE OR REPLACE FUNCTION "_ssot_as_int"(text) RETURNS int8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN $1 ~ '^-?0*[0-9]{1,19}$' THEN
        CASE WHEN $1::numeric BETWEEN -2147483648 AND 2147483647 THEN $1::int8 END END
$$;

CREATE OR REPLACE FUNCTION "_ssot_as_bigint"(text) RETURNS int8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN $1 ~ '^-?0*[0-9]{1,19}$' THEN
        CASE WHEN $1::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 THEN $1::int8 END END
$$;

CREATE OR REPLACE FUNCTION "_ssot_as_decimal"(text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN length($1) <= 1000 AND $1 ~ '^-?[0-9]+([.][0-9]+)?$' THEN $1::numeric END
$$;

CREATE OR REPLACE FUNCTION "_ssot_as_double"(text) RETURNS float8 LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE WHEN $1 ~ '^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$' THEN $1::float8 END;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION "_ssot_as_uuid"(text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN $1 ~ '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$' THEN $1::uuid END
$$;

CREATE OR REPLACE FUNCTION "_ssot_as_moment"(text) RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN CASE
        WHEN $1 ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN ($1 || 'T00:00:00Z')::timestamptz
        WHEN $1 ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,3}0*)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$'
            THEN $1::timestamptz
    END;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END
$$;

-- A claim that is a list; items that cannot be compared with are left out.
CREATE OR REPLACE FUNCTION "_ssot_as_texts"(jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN jsonb_typeof($1) = 'array' THEN ARRAY(
        SELECT item #>> '{}' FROM jsonb_array_elements($1) AS item WHERE jsonb_typeof(item) IN ('string', 'number')) END
$$;

CREATE OR REPLACE FUNCTION "_ssot_roles"() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce("_ssot_as_texts"(NULLIF(current_setting('ssot.caller', true), '')::jsonb -> 'roles'), '{}')
$$;

CREATE OR REPLACE FUNCTION "_ssot_has_role"(text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(NULLIF(current_setting('ssot.caller', true), '')::jsonb -> 'roles' @> jsonb_build_array($1), false)
$$;

-- Whose answers of repeated requests are kept: `Caller::mark` of the server.
CREATE OR REPLACE FUNCTION "_ssot_mark"() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN "_ssot_id"() IS NULL THEN ''
        ELSE coalesce(octet_length("_ssot_tenant"()) || ':' || "_ssot_tenant"(), '-') || '/' || "_ssot_id"() END
$$;

-- The tables that a server makes for itself elsewhere: here it may not make any.
CREATE TABLE IF NOT EXISTS "_ssot_idempotency" (
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "headers" TEXT NOT NULL,
    "body" BYTEA,
    "created" BIGINT NOT NULL,

    PRIMARY KEY ("caller", "key")
);

CREATE INDEX IF NOT EXISTS "_ssot_idempotency_created" ON "_ssot_idempotency"("created");

CREATE TABLE IF NOT EXISTS "_ssot_events" (
    "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "event" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "at" BIGINT NOT NULL
);

-- Who delivers it, until when nobody else may, how often that was tried, and since when it is done.
ALTER TABLE "_ssot_events"
    ADD COLUMN IF NOT EXISTS "delivered" BIGINT,
    ADD COLUMN IF NOT EXISTS "held" BIGINT,
    ADD COLUMN IF NOT EXISTS "holder" TEXT,
    ADD COLUMN IF NOT EXISTS "attempts" INTEGER NOT NULL DEFAULT 0;

CREATE INDEX IF NOT EXISTS "_ssot_events_open" ON "_ssot_events"("delivered", "id");

-- Servers that deliver hear of new events at once.
CREATE OR REPLACE FUNCTION "_ssot_events_told"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('ssot_events', '');
    RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS "_ssot_events_told" ON "_ssot_events";

CREATE TRIGGER "_ssot_events_told" AFTER INSERT ON "_ssot_events" FOR EACH STATEMENT EXECUTE FUNCTION "_ssot_events_told"();
