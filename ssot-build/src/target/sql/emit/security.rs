//! The script of row-level security.
#![warn(clippy::disallowed_macros)]

use crate::target::sql::nodes::{Argument, Own, PolicyIndex, RowFunction, RowPolicy, SecuredTable, Security};
use crate::text::sql::{Dialect, Qualified, SqlIdent, SqlWriter};

/// The functions that policies read the caller with, and tables of the server's own.
const RUNTIME: &str = include_str!("../runtime/security.sql");

const HEAD: &str = "-- Row-level security: who may do what, asked by the database itself. Run it after `schema.sql` as the owner of the tables, in one
-- transaction (`psql -1 -f row-security.sql`), and again after every change: what it made before is replaced.
-- The owner is asked too, and has to say `SET ssot.rows = 'all'` before it reads or writes rows.

";

/// Prints the script.
pub(in crate::target::sql) fn emit_security(security: &Security) -> String {
    let mut out = SqlWriter::new(Dialect::Postgres);
    out.text(HEAD);
    emit_role(&mut out, security);
    out.text(RUNTIME).text("\n");
    for function in &security.functions {
        emit_function(&mut out, function);
    }
    for table in &security.tables {
        emit_table(&mut out, security, table);
    }
    for own in &security.own {
        emit_own(&mut out, security, *own);
    }
    if !security.views.is_empty() {
        out.text("-- Views have no policies: they show what their own conditions and their owner's rights let them.\n");
        out.text("GRANT SELECT ON ").list(&security.views, ", ", |out, view| {
            out.qualified(view);
        });
        out.text(" TO ").ident(&security.role).text(";\n\n");
    }
    for index in &security.indexes {
        emit_index(&mut out, index);
    }
    emit_grants(&mut out, security);
    out.finish()
}

fn emit_role(out: &mut SqlWriter, security: &Security) {
    out.text("-- The role of the application, which owns nothing. Let it log in (`ALTER ROLE … LOGIN PASSWORD …`), or make a role that does its member.\n");
    out.text("DO $$ BEGIN\n    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ")
        .literal(&security.role_name);
    out.text(") THEN\n        CREATE ROLE ").ident(&security.role).text(" NOLOGIN;\n    END IF;\nEXCEPTION WHEN duplicate_object OR unique_violation THEN\n    -- Somebody else has just made it.\nEND $$;\n\n");
}

/// A function sees all rows: it runs as the owner of the tables, on behalf of somebody else.
fn emit_function(out: &mut SqlWriter, function: &RowFunction) {
    out.text("CREATE OR REPLACE FUNCTION ").ident(&function.name).text("(");
    out.list(&function.arguments, ", ", |out, Argument { table, column }| {
        out.qualified(table).text(".").ident(column).text("%TYPE");
    });
    out.text(") RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS ");
    let mut body = SqlWriter::new(Dialect::Postgres);
    body.text("BEGIN\n    RETURN ").fragment(&function.body).text(";\nEND");
    out.quoted(&body.into_fragment()).text(";\n\n");
}

fn emit_table(out: &mut SqlWriter, security: &Security, table: &SecuredTable) {
    out.text("-- SecureTable\n");
    emit_secured(out, &table.name);
    for policy in &table.policies {
        emit_policy(out, security, &table.name, policy);
    }
    out.text("GRANT SELECT, INSERT, UPDATE, DELETE ON ").qualified(&table.name).text(" TO ");
    out.ident(&security.role).text(";\n\n");
}

/// Row-level security, for the owner as well, who may say that it wants all rows.
fn emit_secured(out: &mut SqlWriter, table: &Qualified) {
    out.text("ALTER TABLE ").qualified(table).text(" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;\n");
    out.text("DROP POLICY IF EXISTS \"ssot_owner\" ON ").qualified(table);
    out.text(";\nCREATE POLICY \"ssot_owner\" ON ").qualified(table);
    out.text(" TO CURRENT_USER\n    USING ((SELECT session_user <> current_user OR coalesce(current_setting('ssot.rows', true) = 'all', false)));\n");
}

fn emit_policy(out: &mut SqlWriter, security: &Security, table: &Qualified, policy: &RowPolicy) {
    out.text("DROP POLICY IF EXISTS ").ident(&policy.name).text(" ON ").qualified(table);
    out.text(";\nCREATE POLICY ").ident(&policy.name).text(" ON ").qualified(table).text(" FOR ");
    out.word(&policy.command).text(" TO ").ident(&security.role);
    if let Some(using) = &policy.using {
        out.text("\n    USING (").fragment(using).text(")");
    }
    if let Some(check) = &policy.check {
        out.text("\n    WITH CHECK (").fragment(check).text(")");
    }
    out.text(";\n");
}

fn emit_own(out: &mut SqlWriter, security: &Security, own: Own) {
    let (table, policies, grant) = match own {
        Own::Changes => (
            "_ssot_changes",
            [
                ("ssot_write", "INSERT", None, Some("(SELECT \"_ssot_known\"())")),
                ("ssot_program", "ALL", Some("(SELECT \"_ssot_program\"())"), None),
            ],
            "SELECT, INSERT, UPDATE, DELETE",
        ),
        Own::Idempotency => (
            "_ssot_idempotency",
            [
                (
                    "ssot_write",
                    "ALL",
                    Some("(SELECT \"_ssot_known\"()) AND \"caller\" = (SELECT \"_ssot_mark\"())"),
                    None,
                ),
                ("ssot_program", "ALL", Some("(SELECT \"_ssot_program\"())"), None),
            ],
            "SELECT, INSERT, UPDATE, DELETE",
        ),
        Own::Events => (
            "_ssot_events",
            [
                ("ssot_write", "INSERT", None, Some("(SELECT \"_ssot_known\"())")),
                ("ssot_program", "ALL", Some("(SELECT \"_ssot_program\"())"), None),
            ],
            "SELECT, INSERT, UPDATE, DELETE",
        ),
    };
    let name = Qualified { namespace: None, name: SqlIdent::new(table) };
    out.text("-- SecureTable\n");
    emit_secured(out, &name);
    for (policy, command, using, check) in policies {
        out.text("DROP POLICY IF EXISTS ").text(policy).text(" ON ").qualified(&name).text(";\nCREATE POLICY ");
        out.text(policy).text(" ON ").qualified(&name).text(" FOR ").text(command).text(" TO ").ident(&security.role);
        if let Some(using) = using {
            out.text(" USING (").text(using).text(")");
        }
        if let Some(check) = check {
            out.text(" WITH CHECK (").text(check).text(")");
        }
        out.text(";\n");
    }
    out.text("GRANT ").text(grant).text(" ON ").qualified(&name).text(" TO ").ident(&security.role).text(";\n\n");
}

fn emit_index(out: &mut SqlWriter, index: &PolicyIndex) {
    out.text("-- CreateIndex\nCREATE INDEX IF NOT EXISTS ").ident(&index.name).text(" ON ").qualified(&index.table);
    out.text("(").list(&index.columns, ", ", |out, column| {
        out.ident(column);
    });
    out.text(");\n\n");
}

/// Schemas, what counts the rows of the tables, and the functions; those that no policy calls any more go.
fn emit_grants(out: &mut SqlWriter, security: &Security) {
    for namespace in &security.namespaces {
        out.text("GRANT USAGE ON SCHEMA ").ident(namespace).text(" TO ").ident(&security.role).text(";\n");
    }
    out.text("DO $$ DECLARE\n    role text := ").literal(&security.role_name);
    out.text(GRANTS);
}

const GRANTS: &str = r"; found record;
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role);
    FOR found IN
        SELECT DISTINCT s.oid::regclass AS name FROM pg_catalog.pg_class s
            JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = s.oid AND d.deptype IN ('a', 'i')
            JOIN pg_catalog.pg_policy p ON p.polrelid = d.refobjid AND p.polname = 'ssot_owner'
            WHERE s.relkind = 'S'
    LOOP
        EXECUTE format('GRANT USAGE ON SEQUENCE %s TO %I', found.name, role);
    END LOOP;
    FOR found IN
        SELECT f.oid::regprocedure AS name, EXISTS (
            SELECT FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_catalog.pg_proc'::regclass AND d.refobjid = f.oid AND d.deptype = 'n'
        ) AS used
            FROM pg_catalog.pg_proc f
            WHERE f.pronamespace = current_schema()::regnamespace AND starts_with(f.proname, '_ssot_row_')
    LOOP
        IF found.used THEN
            -- Nothing that a session makes for itself stands before the tables.
            EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', found.name, current_schema());
            EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', found.name);
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', found.name, role);
        ELSE
            EXECUTE format('DROP FUNCTION %s', found.name);
        END IF;
    END LOOP;
END $$;
";
