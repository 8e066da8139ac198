//! The table of changes and its triggers.
#![warn(clippy::disallowed_macros)]

use super::BY_CODE_POINT;
use crate::target::sql::nodes::{Followed, ImageForm};
use crate::text::sql::{Dialect, SqlWriter};

/// A row per change, and on PostgreSQL the function that writes it and wakes those who listen.
///
/// There rows are written in the order of `id`, and get their `position` from the server once they are committed; on SQLite
/// nobody writes before the one in front has committed, so that the number of the row is its position.
const POSTGRES: &str = r#"-- CreateTable
CREATE TABLE "_ssot_changes" (
    "id" BIGINT GENERATED ALWAYS AS IDENTITY,
    "position" BIGINT,
    "model" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "_ssot_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "_ssot_changes_position_key" ON "_ssot_changes"("position");

-- CreateIndex
CREATE INDEX "_ssot_changes_model_position_idx" ON "_ssot_changes"("model", "position");

-- CreateIndex
CREATE INDEX "_ssot_changes_unsettled_idx" ON "_ssot_changes"("id") WHERE ("position" IS NULL);

-- CreateFunction
CREATE FUNCTION "_ssot_changed"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    old_row JSONB := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    new_row JSONB := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
BEGIN
    IF old_row IS DISTINCT FROM new_row THEN
        INSERT INTO "_ssot_changes" ("model", "before", "after") VALUES (TG_ARGV[0], old_row, new_row);
        PERFORM pg_notify('ssot_changes', '');
    END IF;
    RETURN NULL;
END
$$;"#;

const SQLITE: &str = r#"-- CreateTable
CREATE TABLE "_ssot_changes" (
    "position" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "model" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "at" INTEGER NOT NULL DEFAULT (unixepoch())
);

-- CreateIndex
CREATE INDEX "_ssot_changes_model_position_idx" ON "_ssot_changes"("model", "position");"#;

/// As on PostgreSQL; `_ssot_changes_turn` is what those who give positions wait for.
const MYSQL: [&str; 3] = [
    "-- CreateTable
CREATE TABLE `_ssot_changes` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `position` BIGINT NULL,
    `model` VARCHAR(191) NOT NULL,
    `before` JSON NULL,
    `after` JSON NULL,
    `at` BIGINT NOT NULL DEFAULT (unix_timestamp()),

    UNIQUE INDEX `_ssot_changes_position_key`(`position`),
    INDEX `_ssot_changes_model_position_idx`(`model`, `position`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 ",
    ";

-- CreateTable
CREATE TABLE `_ssot_changes_turn` (
    `id` INTEGER NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 ",
    ";

-- InsertRow
INSERT INTO `_ssot_changes_turn` (`id`) VALUES (1);",
];

/// Prints the table.
pub(super) fn emit_table(out: &mut SqlWriter) {
    match out.dialect() {
        Dialect::Sqlite => out.text(SQLITE),
        Dialect::Mysql => out.text(MYSQL[0]).text(BY_CODE_POINT).text(MYSQL[1]).text(BY_CODE_POINT).text(MYSQL[2]),
        Dialect::Postgres | Dialect::Cockroach | Dialect::SqlServer => out.text(POSTGRES),
    };
}

/// Prints the triggers of one table.
pub(super) fn emit_triggers(out: &mut SqlWriter, followed: &Followed) {
    if out.dialect() == Dialect::Mysql {
        return emit_mysql_triggers(out, followed);
    }
    if out.dialect() != Dialect::Sqlite {
        out.text("-- CreateTrigger\nCREATE TRIGGER \"_ssot_changed\" AFTER INSERT OR UPDATE OR DELETE ON ");
        out.qualified(&followed.table).text(" FOR EACH ROW EXECUTE FUNCTION \"_ssot_changed\"(");
        out.literal(&followed.model).text(");");
        return;
    }
    let [insert, update, delete] = &followed.triggers;
    let begin = |out: &mut SqlWriter, name, event| {
        out.text("-- CreateTrigger\nCREATE TRIGGER ").ident(name).text(event).qualified(&followed.table);
        out.text(" BEGIN\n    INSERT INTO \"_ssot_changes\" (\"model\", \"before\", \"after\") SELECT ");
        out.literal(&followed.model).text(", ");
    };
    begin(out, insert, " AFTER INSERT ON ");
    out.text("NULL, ");
    emit_image(out, followed, "NEW.");
    out.text(";\nEND;\n\n");
    begin(out, update, " AFTER UPDATE ON ");
    out.text("\"before\", \"after\" FROM (SELECT ");
    emit_image(out, followed, "OLD.");
    out.text(" AS \"before\", ");
    emit_image(out, followed, "NEW.");
    out.text(" AS \"after\") WHERE \"before\" <> \"after\";\nEND;\n\n");
    begin(out, delete, " AFTER DELETE ON ");
    emit_image(out, followed, "OLD.");
    out.text(", NULL;\nEND;");
}

/// Each is one statement, so that clients which cut a script at its semicolons can run it.
fn emit_mysql_triggers(out: &mut SqlWriter, followed: &Followed) {
    let [insert, update, delete] = &followed.triggers;
    let begin = |out: &mut SqlWriter, name, event| {
        out.text("-- CreateTrigger\nCREATE TRIGGER ").ident(name).text(event).qualified(&followed.table);
        out.text(" FOR EACH ROW\n    INSERT INTO `_ssot_changes` (`model`, `before`, `after`) ");
    };
    begin(out, insert, " AFTER INSERT ON ");
    out.text("VALUES (").literal(&followed.model).text(", NULL, ");
    emit_mysql_image(out, followed, "NEW.");
    out.text(");\n\n");
    begin(out, update, " AFTER UPDATE ON ");
    out.text("SELECT ").literal(&followed.model).text(", ");
    emit_mysql_image(out, followed, "OLD.");
    out.text(", ");
    emit_mysql_image(out, followed, "NEW.");
    out.text(" FROM DUAL WHERE NOT (").list(&followed.image, " AND ", |out, part| {
        out.text("OLD.").ident(&part.column).text(" <=> NEW.").ident(&part.column);
    });
    out.text(");\n\n");
    begin(out, delete, " AFTER DELETE ON ");
    out.text("VALUES (").literal(&followed.model).text(", ");
    emit_mysql_image(out, followed, "OLD.");
    out.text(", NULL);");
}

fn emit_mysql_image(out: &mut SqlWriter, followed: &Followed, row: &'static str) {
    // Documents have a collation of their own, so one has to be named.
    let mut collation = " COLLATE utf8mb4_bin";
    out.text("json_object(_utf8mb4").list(&followed.image, ", ", |out, part| {
        let (begin, end) = match part.form {
            ImageForm::Plain => ("", ""),
            ImageForm::Bytes => ("hex(", ")"),
            ImageForm::Text => ("CAST(", " AS CHAR)"),
            ImageForm::Document => ("json_extract(", ", '$')"),
        };
        out.literal(&part.key)
            .text(std::mem::take(&mut collation))
            .text(", ")
            .text(begin)
            .text(row)
            .ident(&part.column)
            .text(end);
    });
    out.text(")");
}

/// A row as an object: bytes in hexadecimal digits inside an array, everything else as SQLite writes it.
fn emit_image(out: &mut SqlWriter, followed: &Followed, row: &'static str) {
    out.text("'{' || ").list(&followed.image, " || ',' || ", |out, part| {
        out.literal(&part.key).text(" || CASE typeof(").text(row).ident(&part.column);
        out.text(") WHEN 'blob' THEN json_array(hex(").text(row).ident(&part.column);
        out.text(")) ELSE json_quote(").text(row).ident(&part.column).text(") END");
    });
    out.text(" || '}'");
}
