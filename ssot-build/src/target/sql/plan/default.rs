//! Default values of columns.

use ssot_core::ir::{Arity, Field, Function, Scalar, Type, Value};

use crate::text::sql::{Dialect, SqlLiteral, SqlRaw, SqlWord};

use super::Planner;
use crate::target::sql::nodes::DefaultValue;
use crate::target::sql::types::native;

impl Planner<'_> {
    /// What `DEFAULT` says for a field; `None` where the application makes the value.
    pub(super) fn default(self, field: &Field) -> Option<DefaultValue> {
        let list = field.arity == Arity::List;
        let Some(default) = &field.default else {
            let empty = SqlLiteral::string("[]", self.dialect);
            return match self.dialect {
                Dialect::Sqlite if list => Some(DefaultValue::Literal(empty)),
                Dialect::Mysql if list => Some(DefaultValue::ParenthesizedLiteral(empty)),
                _ => None,
            };
        };
        match &default.kind {
            Function::Literal(Value::List(values)) => Some(self.list(field, values)),
            Function::Literal(value) => Some(self.literal_default(field, value)),
            Function::Now => Some(self.now(field)),
            Function::Database(Some(text)) => Some(self.expression(text)),
            _ => None,
        }
    }

    fn list(self, field: &Field, values: &[Value]) -> DefaultValue {
        if self.dialect == Dialect::Postgres {
            return DefaultValue::Array(values.iter().map(|value| self.literal(field, value)).collect());
        }
        let json: Vec<serde_json::Value> = values.iter().map(|value| self.json(field, value)).collect();
        let literal = SqlLiteral::string(&serde_json::Value::from(json).to_string(), self.dialect);
        match self.dialect {
            Dialect::Mysql => DefaultValue::ParenthesizedLiteral(literal),
            _ => DefaultValue::Literal(literal),
        }
    }

    /// An element of a list that is kept as JSON, as the wire has it.
    fn json(self, field: &Field, value: &Value) -> serde_json::Value {
        match value {
            Value::Integer(value) if matches!(field.ty, Type::Scalar(Scalar::BigInt)) => value.to_string().into(),
            Value::Integer(value) => (*value).into(),
            Value::Float(text) => serde_json::from_str(text).unwrap_or_else(|_| text.clone().into()),
            Value::Boolean(value) => (*value).into(),
            Value::Json(text) => serde_json::from_str(text).unwrap_or_default(),
            Value::Variant(id) => match field.ty {
                Type::Enumeration(enumeration) => {
                    let enumeration = self.schema.enumeration(enumeration);
                    enumeration.variants[id.index()].database_name.clone().into()
                }
                _ => serde_json::Value::Null,
            },
            Value::Decimal(text) | Value::String(text) | Value::DateTime(text) => text.clone().into(),
            Value::Bytes(_) | Value::List(_) | Value::Environment(_) | Value::Word(_) => serde_json::Value::Null,
        }
    }

    fn literal_default(self, field: &Field, value: &Value) -> DefaultValue {
        let literal = self.literal(field, value);
        let long_text = native(self.schema, field).is_some_and(|native| native.name.ends_with("Text"));
        let needs_parentheses = matches!(value, Value::Json(_) | Value::Bytes(_)) || long_text;
        if self.dialect == Dialect::Mysql && needs_parentheses {
            return DefaultValue::ParenthesizedLiteral(literal);
        }
        DefaultValue::Literal(literal)
    }

    /// A value of a field as a literal.
    pub(super) fn literal(self, field: &Field, value: &Value) -> SqlLiteral {
        let dialect = self.dialect;
        match value {
            Value::Integer(value) => SqlLiteral::integer(*value),
            Value::Float(text) | Value::Decimal(text) => SqlLiteral::number(text, dialect),
            Value::Boolean(value) => SqlLiteral::boolean(*value),
            Value::String(text) | Value::Json(text) | Value::Environment(text) | Value::Word(text) => {
                SqlLiteral::string(text, dialect)
            }
            Value::DateTime(text) => SqlLiteral::string(&moment(text, dialect), dialect),
            Value::Bytes(bytes) => SqlLiteral::bytes(bytes, dialect),
            Value::Variant(id) => match field.ty {
                Type::Enumeration(enumeration) => {
                    let variant = &self.schema.enumeration(enumeration).variants[id.index()];
                    SqlLiteral::string(&variant.database_name, dialect)
                }
                _ => SqlLiteral::string("", dialect),
            },
            Value::List(values) => {
                let json: Vec<serde_json::Value> = values.iter().map(|value| self.json(field, value)).collect();
                SqlLiteral::string(&serde_json::Value::from(json).to_string(), dialect)
            }
        }
    }

    /// `now()`: on MySQL with the precision of the column, which it insists on.
    fn now(self, field: &Field) -> DefaultValue {
        if self.dialect != Dialect::Mysql {
            return DefaultValue::Word(SqlWord::new("CURRENT_TIMESTAMP"));
        }
        let native = native(self.schema, field);
        let precision = match native {
            None => Some(3),
            Some(native) => native.arguments.first().and_then(|argument| argument.parse().ok()),
        };
        match native.map(|native| native.name.as_str()) {
            Some("Date") => DefaultValue::ParenthesizedRaw(SqlRaw::new("CURRENT_DATE")),
            Some("Time") => DefaultValue::ParenthesizedRaw(SqlRaw::new("CURRENT_TIME")),
            _ => DefaultValue::Word(SqlWord::with(
                "CURRENT_TIMESTAMP",
                precision.into_iter().filter(|precision| *precision > 0).collect(),
                "",
                true,
            )),
        }
    }

    /// `dbgenerated("…")`: SQLite and MySQL want parentheses around what is no literal.
    fn expression(self, text: &str) -> DefaultValue {
        let raw = SqlRaw::new(text);
        let trimmed = text.trim();
        let upper = trimmed.to_ascii_uppercase();
        let literal = trimmed.parse::<f64>().is_ok()
            || (trimmed.len() > 1
                && trimmed.starts_with('\'')
                && trimmed.ends_with('\'')
                && !trimmed[1..trimmed.len() - 1].contains('\''))
            || upper.starts_with("CURRENT_TIMESTAMP")
            || ["NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIME"].contains(&upper.as_str())
            || (trimmed.starts_with('(') && trimmed.ends_with(')'));
        if self.dialect == Dialect::Postgres || literal {
            DefaultValue::Raw(raw)
        } else {
            DefaultValue::ParenthesizedRaw(raw)
        }
    }
}

/// An RFC 3339 text as the database writes a moment: `2020-01-02 03:04:05.678 +02:00`; on MySQL, whose columns have no offset,
/// in UTC.
fn moment(text: &str, dialect: Dialect) -> String {
    let blank = matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' '));
    let (date, rest) = if blank { (&text[..10], &text[11..]) } else { (text, "") };
    let cut = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at(cut);
    let offset = if offset.eq_ignore_ascii_case("z") { "+00:00" } else { offset };
    match dialect {
        Dialect::Mysql => utc(date, time, offset).unwrap_or_else(|| format!("{date} {time}")),
        _ => format!("{date} {time} {offset}"),
    }
}

/// The moment without its offset. Day arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn utc(date: &str, time: &str, offset: &str) -> Option<String> {
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<i64>().ok());
    let (year, month, day) = (number(date.get(..4))?, number(date.get(5..7))?, number(date.get(8..10))?);
    let (hour, minute, rest) = (number(time.get(..2))?, number(time.get(3..5))?, time.get(5..)?);
    let shift = number(offset.get(1..3))? * 60 + number(offset.get(4..6))?;
    let shift = if offset.starts_with('-') { -shift } else { shift };
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let minutes = days * 1440 + hour * 60 + minute - shift;
    let (days, of_day) = (minutes.div_euclid(1440), minutes.rem_euclid(1440));
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02} {:02}:{:02}{rest}", of_day / 60, of_day % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mysql_gets_moments_in_utc() {
        assert_eq!(moment("2020-01-01T01:30:05.678+02:00", Dialect::Mysql), "2019-12-31 23:30:05.678");
        assert_eq!(moment("2020-02-28T23:30:00-01:00", Dialect::Mysql), "2020-02-29 00:30:00");
        assert_eq!(moment("2020-01-02 03:04:05Z", Dialect::Mysql), "2020-01-02 03:04:05");
        assert_eq!(moment("2020-01-02T03:04:05Z", Dialect::Postgres), "2020-01-02 03:04:05 +00:00");
    }
}
