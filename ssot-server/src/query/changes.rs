//! The table of changes: what has been written down, and rows as changes have found and left them.
//!
//! A change keeps the row before and after it. Put in place of the table, such images are asked by the same conditions as the
//! rows of a list: who may see them, and the filter.

use ssot_db::{Context, Dialect, Parameter, Script, Statement, Step, Value};

mod settle;

use super::condition::filter;
use super::guard::{self, Way};
use super::scope::Scope;
use super::select::{Builder, ROOT, Selection};
use super::sql::{Alias, Sql};
use crate::filter::Filter;
use crate::plan::{Read, Shape};
use crate::resource::{Field, Kind, Resource};

/// What PostgreSQL notifies when changes are committed.
pub const CHANNEL: &str = "ssot_changes";

const TABLE: &str = "_ssot_changes";
/// A name that no schema can have: a name never contains a colon.
const POSITION: &str = "ssot:position";
/// Changes that get their positions at once.
pub const SETTLED: u64 = 1000;

/// Which image of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// As the change has found it.
    Before,
    /// As it has left it.
    After,
}

/// Gives committed changes their positions, at most [`SETTLED`] of them; `None` where they have them from the start.
///
/// Rows of the table are numbered as they are written, and a row's changes are written one after the other, as its lock
/// demands. But of what two transactions write, the later numbers may be committed first. So positions are given to what is
/// committed, in the order of the numbers, by one transaction at a time: whoever has read up to a position will find nothing new
/// before it, and a change that has seen another one comes behind it. Nobody waits for transactions that are still open.
pub fn settle(dialect: Dialect) -> Option<Script> {
    match dialect {
        Dialect::Sqlite => None,
        Dialect::Postgres => Some(settle_postgres()),
        Dialect::Mysql => Some(settle::script()),
    }
}

fn settle_postgres() -> Script {
    let step = |sql: &'static str| Step::new(sql, Vec::new(), ssot_db::Expect::Any);
    let steps = vec![
        // A statement of its own, so that the next one sees what the holder before has committed.
        step("SELECT pg_advisory_xact_lock(7310034593)"),
        step(
            "WITH open AS (SELECT \"id\", row_number() OVER (ORDER BY \"id\") AS number FROM \"_ssot_changes\" \
            WHERE \"position\" IS NULL ORDER BY \"id\" LIMIT 1000) \
            UPDATE \"_ssot_changes\" AS c SET \"position\" = \
            (SELECT coalesce(max(\"position\"), 0) FROM \"_ssot_changes\") + open.number FROM open WHERE c.\"id\" = open.\"id\"",
        ),
    ];
    Script { steps, context: Context::Program, ..Script::default() }
}

/// The last position, NULL if there is none.
pub fn last(dialect: Dialect) -> Statement {
    edge("SELECT max(\"position\") FROM \"_ssot_changes\"", dialect)
}

/// The first position, NULL if there is none.
pub fn first(dialect: Dialect) -> Statement {
    edge("SELECT min(\"position\") FROM \"_ssot_changes\"", dialect)
}

fn edge(words: &'static str, dialect: Dialect) -> Statement {
    let mut sql = Sql::new(dialect);
    sql.push(words);
    sql.finish().for_program()
}

/// Per model that has changed behind a position: its name, and its last position.
pub fn heads(after: i64, dialect: Dialect) -> Statement {
    let mut sql = Sql::new(dialect);
    sql.push("SELECT \"model\", max(\"position\") FROM ").name(TABLE).push(" WHERE \"position\" > ");
    sql.bind(Value::Integer(after)).push(" GROUP BY \"model\"");
    sql.finish().for_program()
}

/// The positions of a model's changes behind one, in order, at most so many.
pub fn positions(resource: &Resource, after: i64, most: u64, dialect: Dialect) -> Statement {
    let mut sql = Sql::new(dialect);
    sql.push("SELECT \"position\" FROM ").name(TABLE).push(" WHERE \"model\" = ");
    sql.bind(Value::Text(resource.name.to_owned())).push(" AND \"position\" > ").bind(Value::Integer(after));
    sql.push(" ORDER BY \"position\" LIMIT ").number(most);
    sql.finish().for_program()
}

/// Throws away what is older than so many seconds, but for the last change: it keeps the count.
pub fn purge(seconds: i64, dialect: Dialect) -> Script {
    let mut sql = Sql::<Parameter>::new(dialect);
    sql.push("DELETE FROM ").name(TABLE).push(" WHERE \"at\" < ");
    sql.either("unixepoch() - ", "CURRENT_TIMESTAMP - make_interval(secs => ", "unix_timestamp() - ");
    sql.bind(Parameter::Value(Value::Integer(seconds))).either("", "::float8)", "");
    sql.push(" AND \"position\" < (SELECT max(\"position\") FROM ").name(TABLE).push(")");
    let (sql, parameters) = sql.into_parts();
    Script {
        steps: vec![Step::new(sql, parameters, ssot_db::Expect::Any)],
        context: Context::Program,
        ..Script::default()
    }
}

/// The images on one side of the changes behind `range.0` up to `range.1` which the viewer of `read` may see and its filter
/// takes; and the column that has their position.
pub fn images(read: &Read, side: Side, range: (i64, i64), dialect: Dialect) -> (Selection, usize) {
    let resource = read.resource;
    let mut builder = Builder::new(dialect, &read.viewer);
    let shape = match side {
        Side::After => read.shape.clone(),
        Side::Before => key_of(resource),
    };
    let position = builder.column(ROOT, POSITION);
    builder.object(resource, ROOT, &shape);
    builder.select(|scope| {
        guard::source_of(scope, resource, ROOT, Way::Named, Some(POSITION), |scope| {
            table(scope, resource, side, range);
        });
    });
    let scope = &mut builder.scope;
    let restricted = guard::and_visible(scope, resource, ROOT, Way::Named, " WHERE ");
    if read.filter != Filter::all() {
        scope.sql.push(if restricted { " AND (" } else { " WHERE (" });
        filter(scope, resource, ROOT, &read.filter);
        scope.sql.push(")");
    }
    scope.sql.push(" ORDER BY ").alias(ROOT).push(".").name(POSITION);
    (builder.finish(Vec::new()), position)
}

/// What is said of a row that is gone.
fn key_of(resource: &Resource) -> Shape {
    let columns = resource.key.iter().copied().filter(|&field| resource.fields[field].is_readable()).collect();
    Shape { columns, ..Shape::default() }
}

/// Writes a table of images: the columns of the resource, and [`POSITION`].
fn table(scope: &mut Scope, resource: &'static Resource, side: Side, (after, until): (i64, i64)) {
    let (change, row) = (scope.table(), scope.table());
    let image = match side {
        Side::Before => "before",
        Side::After => "after",
    };
    let sql = &mut scope.sql;
    sql.push("(SELECT ").alias(change).push(".\"position\" AS ").name(POSITION).push(", ");
    match sql.dialect() {
        Dialect::Sqlite => sql.join(resource.fields, ", ", |sql, field| stored(sql, change, image, field)),
        Dialect::Postgres => sql.alias(row).push(".*"),
        Dialect::Mysql => sql.join(resource.fields, ", ", |sql, field| extracted(sql, change, image, field)),
    };
    sql.push(" FROM ").name(TABLE).push(" ").alias(change);
    if sql.is_postgres() {
        sql.push(", LATERAL jsonb_populate_record(NULL::").table_of(resource).push(", ");
        sql.alias(change).push(".").name(image).push(") ").alias(row);
    }
    sql.push(" WHERE ").alias(change).push(".\"model\" = ").bind(Value::Text(resource.name.to_owned()));
    sql.push(" AND ").alias(change).push(".\"position\" > ").bind(Value::Integer(after));
    sql.push(" AND ").alias(change).push(".\"position\" <= ").bind(Value::Integer(until));
    sql.push(" AND ").alias(change).push(".").name(image).push(" IS NOT NULL)");
}

/// Writes a column of an image as the table of MariaDB has it: bytes are in hexadecimal digits, and numbers that a double might
/// change are texts.
fn extracted(sql: &mut Sql<Value>, change: Alias, image: &'static str, field: &'static Field) {
    let (begin, end) = match field.kind {
        _ if field.list => ("nullif(json_extract(", "), 'null')"),
        Kind::Json => ("nullif(json_extract(", "), 'null')"),
        Kind::Bytes => ("unhex(json_value(", "))"),
        Kind::Int | Kind::BigInt | Kind::Boolean => ("CAST(json_value(", ") AS SIGNED)"),
        Kind::Float => ("CAST(json_value(", ") AS DOUBLE)"),
        Kind::Decimal(_) => ("CAST(json_value(", ") AS DECIMAL(65,30))"),
        Kind::DateTime => ("CAST(json_value(", ") AS DATETIME(6))"),
        Kind::Date => ("CAST(json_value(", ") AS DATE)"),
        Kind::Time => ("CAST(json_value(", ") AS TIME(6))"),
        Kind::String | Kind::Uuid | Kind::Enumeration(_) => {
            ("(CONVERT(json_unquote(nullif(json_extract(", "), 'null')) USING utf8mb4) COLLATE utf8mb4_nopad_bin)")
        }
    };
    sql.push(begin).alias(change).push(".").name(image).push(", concat('$.', json_quote(").literal(field.name);
    sql.push("))").push(end).push(" AS ").name(field.column);
}

/// Writes a column of an image as the table has it: bytes are in hexadecimal digits inside an array.
fn stored(sql: &mut Sql<Value>, change: Alias, image: &'static str, field: &'static Field) {
    let part = |sql: &mut Sql<Value>, arrow| {
        sql.alias(change).push(".").name(image).push(arrow).literal(field.name);
    };
    sql.push("CASE json_type(");
    part(sql, " -> ");
    sql.push(") WHEN 'array' THEN unhex((");
    part(sql, " -> ");
    sql.push(") ->> 0) ELSE ");
    part(sql, " ->> ");
    sql.push(" END AS ").name(field.column);
}
