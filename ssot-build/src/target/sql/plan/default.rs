//! Default values of columns.

use ssot_core::ir::{Arity, Field, Function, Scalar, Type, Value};
use ssot_core::scalar::Form;

use crate::text::sql::{Dialect, Moment, SqlLiteral, SqlRaw, SqlWord};

use super::Planner;
use crate::target::sql::nodes::DefaultValue;
use crate::target::sql::types::{is_array, native};

impl Planner<'_> {
    /// What `DEFAULT` says for a field; `None` where the application makes the value.
    pub(super) fn default(self, field: &Field) -> Option<DefaultValue> {
        let document = field.arity == Arity::List && !is_array(self.dialect, field);
        let Some(default) = &field.default else {
            let empty = SqlLiteral::string("[]", self.dialect);
            return document.then_some(match self.dialect {
                Dialect::Mysql => DefaultValue::ParenthesizedLiteral(empty),
                _ => DefaultValue::Literal(empty),
            });
        };
        match &default.kind {
            Function::Literal(Value::List(values)) => Some(self.list(field, values)),
            Function::Literal(value) => Some(self.literal_default(field, value)),
            Function::Now => Some(self.now(field)),
            Function::Database(Some(text)) => Some(self.expression(text)),
            Function::Autoincrement
                if self.dialect == Dialect::Cockroach && field.ty == Type::Scalar(Scalar::BigInt) =>
            {
                Some(DefaultValue::Word(SqlWord::new("unique_rowid()")))
            }
            _ => None,
        }
    }

    fn list(self, field: &Field, values: &[Value]) -> DefaultValue {
        if is_array(self.dialect, field) {
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
            Value::DateTime(text) => match Moment::parse(text) {
                Some(moment) => format!("{}T{}Z", moment.utc_date(), moment.utc_time(3)).into(),
                None => text.clone().into(),
            },
            Value::Bytes(bytes) => base64(bytes).into(),
            Value::Decimal(text) | Value::String(text) => text.clone().into(),
            Value::List(_) | Value::Environment(_) | Value::Word(_) => serde_json::Value::Null,
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
            Value::Boolean(value) => SqlLiteral::boolean(*value, dialect),
            Value::String(text) | Value::Json(text) | Value::Environment(text) | Value::Word(text) => {
                SqlLiteral::string(text, dialect)
            }
            Value::DateTime(text) => self.moment(field, text),
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
        let precision = self.precision(field);
        let digits = if precision == 0 { Vec::new() } else { vec![precision] };
        let native = native(self.schema, field);
        match native.as_ref().map(|native| native.name.as_str()) {
            Some("Date") => DefaultValue::ParenthesizedWord(SqlWord::new("CURRENT_DATE")),
            Some("Time") => DefaultValue::ParenthesizedWord(SqlWord::with("CURRENT_TIME", digits, "", true)),
            _ => DefaultValue::Word(SqlWord::with("CURRENT_TIMESTAMP", digits, "", true)),
        }
    }

    /// The digits of the second that a column of MySQL keeps.
    fn precision(self, field: &Field) -> u32 {
        match native(self.schema, field) {
            None => 3,
            Some(native) => native.arguments.first().and_then(|argument| argument.parse().ok()).unwrap_or(0),
        }
    }

    /// A moment as its column takes it; columns of MySQL have no offset and refuse what they cannot hold, and so do most
    /// of SQL Server.
    fn moment(self, field: &Field, text: &str) -> SqlLiteral {
        let Some(moment) = Moment::parse(text) else {
            return SqlLiteral::string(text, self.dialect);
        };
        match field.scalar.as_ref().map(|scalar| scalar.form) {
            Some(Form::Date) => return SqlLiteral::utc_date(&moment),
            // SQLite keeps the text that its driver writes.
            Some(Form::Time) if self.dialect == Dialect::Sqlite => return SqlLiteral::utc_time(&moment, 6),
            Some(Form::Time) => return SqlLiteral::utc_time(&moment, 3),
            _ => {}
        }
        let native = native(self.schema, field);
        let native = native.as_ref().map(|native| native.name.as_str());
        match (self.dialect, native) {
            (Dialect::Postgres | Dialect::Sqlite | Dialect::Cockroach, _) => SqlLiteral::moment(&moment),
            (_, Some("Date")) => SqlLiteral::utc_date(&moment),
            (Dialect::Mysql, Some("Time")) => SqlLiteral::utc_time(&moment, self.precision(field)),
            (Dialect::Mysql, _) => SqlLiteral::utc_date_time(&moment, self.precision(field)),
            (Dialect::SqlServer, Some("Time")) => SqlLiteral::utc_time(&moment, 3),
            (Dialect::SqlServer, Some("DateTimeOffset")) => SqlLiteral::iso_offset(&moment),
            (Dialect::SqlServer, _) => SqlLiteral::iso_utc(&moment),
        }
    }

    /// `dbgenerated("…")`: SQLite and MySQL want parentheses around what is no literal.
    fn expression(self, text: &str) -> DefaultValue {
        let raw = SqlRaw::new(text);
        if raw.is_plain_default(self.dialect) { DefaultValue::Raw(raw) } else { DefaultValue::ParenthesizedRaw(raw) }
    }
}

/// Padded base64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for index in 0..4 {
            let digit = ALPHABET[(group >> (18 - 6 * index) & 63) as usize];
            out.push(if index <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_in_lists_are_base64() {
        let texts = [b"".as_slice(), b"f", b"fo", b"foo", b"\xff\xfe\xfd\xfc"].map(base64);
        assert_eq!(texts, ["", "Zg==", "Zm8=", "Zm9v", "//79/A=="]);
    }
}
