//! Conditions on `Json` columns: the whole value, or one below it.
//!
//! PostgreSQL compares `jsonb`; SQLite keeps text, whose canonical form `ssot_json` gives (sorted keys, no blanks); MariaDB keeps
//! text too, and has `json_normalize` (its `json_equals` takes NULL in a column for anything).

use ssot_db::{Dialect, Value};

use super::condition::{any, text};
use super::sql::{Alias, Sql};
use crate::filter::Operator;
use crate::resource::Field;

/// Compares the whole column.
pub(super) fn compare_whole(sql: &mut Sql<Value>, alias: Alias, field: &Field, operator: Operator, values: &[Value]) {
    let equal = |sql: &mut Sql<Value>, value: &Value| {
        sql.either("ssot_json(", "", "json_normalize(").column(alias, field).either(")", "::jsonb", ")");
        equals(sql, value);
    };
    match operator {
        Operator::IsNull => {
            let null = values.first() != Some(&Value::Boolean(false));
            sql.column(alias, field).push(if null { " IS NULL" } else { " IS NOT NULL" });
        }
        operator => equality(sql, operator, values, equal),
    }
}

/// The right side of an equality, and the end of it.
fn equals(sql: &mut Sql<Value>, value: &Value) {
    sql.either(" = ssot_json(", " = ", " = json_normalize(").bind(value.clone()).either(")", "::jsonb", ")");
}

/// `eq`, `ne`, `in` and `notIn`, given how equality is written.
fn equality(sql: &mut Sql<Value>, operator: Operator, values: &[Value], equal: impl Fn(&mut Sql<Value>, &Value)) {
    let negated = matches!(operator, Operator::Ne | Operator::NotIn);
    sql.push(if negated { "NOT (" } else { "(" });
    if matches!(operator, Operator::Eq | Operator::Ne | Operator::In | Operator::NotIn) {
        any(sql, values, equal);
    } else {
        sql.push("FALSE");
    }
    sql.push(")");
}

/// Compares the value at a path below the column. A missing one is unknown, like NULL.
pub(super) fn compare_below(
    sql: &mut Sql<Value>,
    alias: Alias,
    field: &Field,
    path: &[String],
    operator: Operator,
    values: &[Value],
) {
    let below = Below { alias, field, path };
    match operator {
        Operator::IsNull => {
            let null = values.first() != Some(&Value::Boolean(false));
            below.value(sql);
            sql.push(if null { " IS NULL" } else { " IS NOT NULL" });
        }
        Operator::Lt => below.ordered(sql, " < ", values.first()),
        Operator::Lte => below.ordered(sql, " <= ", values.first()),
        Operator::Gt => below.ordered(sql, " > ", values.first()),
        Operator::Gte => below.ordered(sql, " >= ", values.first()),
        Operator::Between => {
            below.ordered(sql, " >= ", values.first());
            sql.push(" AND ");
            below.ordered(sql, " <= ", values.get(1));
        }
        Operator::Contains
        | Operator::StartsWith
        | Operator::EndsWith
        | Operator::IContains
        | Operator::IStartsWith
        | Operator::IEndsWith
        | Operator::IEq => {
            below.when_type(sql, Wanted::Text);
            text(sql, operator, Value::Text(string_of(values.first())), |sql| below.as_text(sql));
            sql.push(" END");
        }
        operator => equality(sql, operator, values, |sql, value| {
            sql.either("", "", "json_normalize(");
            below.value(sql);
            sql.either("", "", ")");
            equals(sql, value);
        }),
    }
}

/// The type that a value below a column must have to be compared.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Text,
    Number,
}

/// A value below a column.
struct Below<'a> {
    alias: Alias,
    field: &'a Field,
    path: &'a [String],
}

impl Below<'_> {
    /// The value as JSON; NULL if it is missing or JSON's null.
    fn value(&self, sql: &mut Sql<Value>) {
        match sql.dialect() {
            Dialect::Sqlite => {
                sql.push("ssot_json(").column(self.alias, self.field).push(" -> ").bind(self.path_text()).push(")");
            }
            Dialect::Postgres => {
                sql.push("nullif(");
                self.jsonb(sql);
                sql.push(", 'null')");
            }
            Dialect::Mysql => {
                sql.push("nullif(");
                self.extract(sql);
                sql.push(", 'null')");
            }
        }
    }

    /// The value as MariaDB's text of JSON. There anything that is no array counts as one of itself, so it is asked first.
    fn extract(&self, sql: &mut Sql<Value>) {
        let part = |sql: &mut Sql<Value>, length| {
            sql.push("json_extract(").column(self.alias, self.field).push(", ").bind(self.path_of(length)).push(")");
        };
        let indexes = || self.path.iter().enumerate().filter(|(_, key)| is_index(key));
        if indexes().next().is_none() {
            return part(sql, self.path.len());
        }
        sql.push("CASE WHEN ").join(indexes(), " AND ", |sql, (before, _)| {
            sql.push("json_type(");
            part(sql, before);
            sql.push(") = 'ARRAY'");
        });
        sql.push(" THEN ");
        part(sql, self.path.len());
        sql.push(" END");
    }

    fn jsonb(&self, sql: &mut Sql<Value>) {
        sql.push("(").column(self.alias, self.field).push("::jsonb #> ").bind(self.postgres_path()).push("::text[])");
    }

    /// The value as text; only after its type is known.
    fn as_text(&self, sql: &mut Sql<Value>) {
        match sql.dialect() {
            Dialect::Sqlite => {
                sql.push("(").column(self.alias, self.field).push(" ->> ").bind(self.path_text()).push(")");
            }
            Dialect::Postgres => {
                sql.push("(").column(self.alias, self.field).push("::jsonb #>> ");
                sql.bind(self.postgres_path()).push("::text[])");
            }
            Dialect::Mysql => {
                sql.push("json_unquote(");
                self.extract(sql);
                sql.push(")");
            }
        }
    }

    /// `CASE WHEN` the value is of a type `THEN`; the caller writes the rest and `END`.
    fn when_type(&self, sql: &mut Sql<Value>, wanted: Wanted) {
        match sql.dialect() {
            Dialect::Sqlite => {
                sql.push("CASE WHEN json_type(").column(self.alias, self.field).push(", ");
                sql.bind(self.path_text());
            }
            Dialect::Postgres => {
                sql.push("CASE WHEN jsonb_typeof(");
                self.jsonb(sql);
            }
            Dialect::Mysql => {
                sql.push("CASE WHEN json_type(");
                self.extract(sql);
            }
        }
        sql.push(") IN (");
        match wanted {
            Wanted::Text => sql.either("'text'", "'string'", "'STRING'"),
            Wanted::Number => sql.either("'integer', 'real'", "'number'", "'INTEGER', 'DOUBLE'"),
        };
        sql.push(") THEN ");
    }

    /// Numbers are ordered among numbers, strings among strings; everything else is unknown.
    fn ordered(&self, sql: &mut Sql<Value>, word: &'static str, value: Option<&Value>) {
        let number = match value {
            Some(Value::Json(text)) => serde_json::from_str::<f64>(text).ok().map(|_| text.clone()),
            _ => None,
        };
        if let Some(number) = number {
            self.when_type(sql, Wanted::Number);
            match sql.dialect() {
                Dialect::Sqlite => {
                    self.as_text(sql);
                    // The text of a JSON number is an SQL number: `->>` gives it as one.
                    let float = |_| Value::Float(number.parse().unwrap_or(0.0));
                    sql.push(word).bind(number.parse().map_or_else(float, Value::Integer));
                }
                Dialect::Postgres => {
                    self.as_text(sql);
                    sql.push("::numeric").push(word).bind(Value::Decimal(number)).push("::numeric");
                }
                Dialect::Mysql => {
                    sql.push("CAST(");
                    self.as_text(sql);
                    sql.push(" AS DOUBLE)").push(word).bind(Value::Float(number.parse().unwrap_or(0.0)));
                }
            }
        } else {
            self.when_type(sql, Wanted::Text);
            sql.either("", "", "CAST(");
            self.as_text(sql);
            sql.either("", " COLLATE \"C\"", " AS BINARY)").push(word);
            sql.bind(Value::Text(string_of(value))).either("", "::text", "");
        }
        sql.push(" END");
    }

    /// `$."a"."b"`; digits are an index.
    fn path_text(&self) -> Value {
        self.path_of(self.path.len())
    }

    /// The same of so many keys.
    fn path_of(&self, length: usize) -> Value {
        let mut path = String::from("$");
        for key in &self.path[..length] {
            if is_index(key) {
                path.extend(["[", key, "]"]);
            } else {
                path.extend([".\"", key, "\""]);
            }
        }
        Value::Text(path)
    }

    fn postgres_path(&self) -> Value {
        Value::List(self.path.iter().cloned().map(Value::Text).collect())
    }
}

fn is_index(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_digit())
}

/// The text of a JSON string; other values as they are written.
fn string_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::Json(json)) => serde_json::from_str(json).unwrap_or_else(|_| json.clone()),
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}
