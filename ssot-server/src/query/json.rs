//! Conditions on `Json` columns: the whole value, or one below it.
//!
//! PostgreSQL compares `jsonb`; SQLite keeps text, whose canonical form `ssot_json` gives (sorted keys, no blanks).

use ssot_db::Value;

use super::condition::{any, text};
use super::sql::{Alias, Sql};
use crate::filter::Operator;
use crate::resource::Field;

/// Compares the whole column.
pub(super) fn compare_whole(sql: &mut Sql<Value>, alias: Alias, field: &Field, operator: Operator, values: &[Value]) {
    let equal = |sql: &mut Sql<Value>, value: &Value| {
        sql.either("ssot_json(", "").column(alias, field).either(")", "::jsonb");
        sql.push(" = ").either("ssot_json(", "").bind(value.clone()).either(")", "::jsonb");
    };
    match operator {
        Operator::IsNull => {
            let null = values.first() != Some(&Value::Boolean(false));
            sql.column(alias, field).push(if null { " IS NULL" } else { " IS NOT NULL" });
        }
        operator => equality(sql, operator, values, equal),
    }
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
            below.when_type(sql, "text", "string");
            text(sql, operator, Value::Text(string_of(values.first())), |sql| below.as_text(sql));
            sql.push(" END");
        }
        operator => equality(sql, operator, values, |sql, value| {
            below.value(sql);
            sql.push(" = ").either("ssot_json(", "").bind(value.clone()).either(")", "::jsonb");
        }),
    }
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
        if sql.is_sqlite() {
            sql.push("ssot_json(").column(self.alias, self.field).push(" -> ").bind(self.sqlite_path()).push(")");
        } else {
            sql.push("nullif(");
            self.jsonb(sql);
            sql.push(", 'null')");
        }
    }

    fn jsonb(&self, sql: &mut Sql<Value>) {
        sql.push("(").column(self.alias, self.field).push("::jsonb #> ").bind(self.postgres_path()).push("::text[])");
    }

    /// The value as text; only after its type is known.
    fn as_text(&self, sql: &mut Sql<Value>) {
        if sql.is_sqlite() {
            sql.push("(").column(self.alias, self.field).push(" ->> ").bind(self.sqlite_path()).push(")");
        } else {
            sql.push("(").column(self.alias, self.field).push("::jsonb #>> ");
            sql.bind(self.postgres_path()).push("::text[])");
        }
    }

    /// `CASE WHEN` the value is of a type `THEN`; the caller writes the rest and `END`.
    fn when_type(&self, sql: &mut Sql<Value>, sqlite: &'static str, postgres: &'static str) {
        if sql.is_sqlite() {
            sql.push("CASE WHEN json_type(").column(self.alias, self.field).push(", ");
            sql.bind(self.sqlite_path()).push(") IN (");
            match sqlite {
                "text" => sql.push("'text'"),
                _ => sql.push("'integer', 'real'"),
            };
            sql.push(") THEN ");
        } else {
            sql.push("CASE WHEN jsonb_typeof(");
            self.jsonb(sql);
            sql.push(") = ").literal(postgres).push(" THEN ");
        }
    }

    /// Numbers are ordered among numbers, strings among strings; everything else is unknown.
    fn ordered(&self, sql: &mut Sql<Value>, word: &'static str, value: Option<&Value>) {
        let number = match value {
            Some(Value::Json(text)) => serde_json::from_str::<f64>(text).ok().map(|_| text.clone()),
            _ => None,
        };
        if let Some(number) = number {
            self.when_type(sql, "number", "number");
            self.as_text(sql);
            if sql.is_sqlite() {
                // The text of a JSON number is an SQL number: `->>` gives it as one.
                let value = number.parse().map_or_else(|_| Value::Float(number.parse().unwrap_or(0.0)), Value::Integer);
                sql.push(word).bind(value);
            } else {
                sql.push("::numeric").push(word).bind(Value::Decimal(number)).push("::numeric");
            }
        } else {
            self.when_type(sql, "text", "string");
            self.as_text(sql);
            sql.either("", " COLLATE \"C\"").push(word).bind(Value::Text(string_of(value))).either("", "::text");
        }
        sql.push(" END");
    }

    /// `$."a"."b"`; digits are an index.
    fn sqlite_path(&self) -> Value {
        let mut path = String::from("$");
        for key in self.path {
            if key.bytes().all(|byte| byte.is_ascii_digit()) {
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

/// The text of a JSON string; other values as they are written.
fn string_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::Json(json)) => serde_json::from_str(json).unwrap_or_else(|_| json.clone()),
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}
