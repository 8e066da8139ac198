//! Rules for the values of columns, as far as each database can keep them.
//!
//! Lengths and ranges are kept everywhere, patterns on PostgreSQL: SQLite has no regular expressions of its own, and those of MySQL
//! and MariaDB take a line break at the end for nothing. SQL Server keeps no lengths of texts: it drops blanks at the end before it
//! counts, and counts some characters twice. Of the items of a list only ranges can be kept. Check digits are the servers'
//! business. What a database does not keep the servers do, all the same.

use ssot_core::ir::{Arity, Bounds, Field, Model, NativeType, Scalar, Type, constraint_name::check_name};

use crate::text::sql::{Dialect, SqlIdent, SqlLiteral, SqlWord};

use super::Planner;
use crate::target::sql::nodes::{Check, Compared, Test};
use crate::target::sql::types::native;

impl Planner<'_> {
    /// The constraints of a table, in the order of its columns.
    pub(super) fn checks(self, model: &Model) -> Vec<Check> {
        let fields = model.fields.iter().filter(|field| field.scalar.is_some() || !field.checks.is_empty());
        let checks = fields.map(|field| Check {
            name: SqlIdent::new(check_name(self.schema, model, field)),
            column: SqlIdent::new(&field.column),
            tests: self.tests(field),
        });
        checks.filter(|check| !check.tests.is_empty()).collect()
    }

    fn tests(self, field: &Field) -> Vec<Test> {
        let list = field.arity == Arity::List;
        let Type::Scalar(scalar) = field.ty else { return Vec::new() };
        if list && !self.dialect.is_postgres_like() {
            return Vec::new();
        }
        match scalar {
            Scalar::Int | Scalar::BigInt | Scalar::Float | Scalar::Decimal => self.range(scalar, field),
            Scalar::String | Scalar::Bytes if !list => self.text(scalar, field),
            Scalar::DateTime if !list && self.dialect.is_postgres_like() && is_day(field) => vec![Test::Finite],
            _ => Vec::new(),
        }
    }

    fn range(self, scalar: Scalar, field: &Field) -> Vec<Test> {
        let Bounds { min, max, .. } = field.bounds();
        let number = |text: &str| SqlLiteral::number(text, self.dialect);
        let (least, most) = (min.map(number), max.map(number));
        let of = match (field.arity, scalar, self.dialect) {
            (Arity::List, ..) => Compared::Items,
            (_, Scalar::Decimal, Dialect::Sqlite) => Compared::Real,
            _ => Compared::Value,
        };
        if least.is_none() && most.is_none() { Vec::new() } else { vec![Test::Range { of, least, most }] }
    }

    fn text(self, scalar: Scalar, field: &Field) -> Vec<Test> {
        // The column type keeps out what is too long for it, and other types than text have no characters.
        if !is_text(native(self.schema, field).as_deref()) {
            return Vec::new();
        }
        let Bounds { min_length, max_length, .. } = field.bounds();
        let count = |count: u32| SqlLiteral::integer(count.into());
        let (least, most) = (min_length.filter(|least| *least > 0).map(count), max_length.map(count));
        let mut tests = Vec::new();
        let counts = self.dialect != Dialect::SqlServer || scalar == Scalar::Bytes;
        if counts && (least.is_some() || most.is_some()) {
            let function = SqlWord::new(match (scalar, self.dialect) {
                (_, Dialect::Sqlite) => "length",
                (Scalar::Bytes, Dialect::Postgres | Dialect::Cockroach) => "octet_length",
                (_, Dialect::Postgres | Dialect::Cockroach) => "char_length",
                (_, Dialect::SqlServer) => "DATALENGTH",
                (Scalar::Bytes, Dialect::Mysql) => "OCTET_LENGTH",
                (_, Dialect::Mysql) => "CHAR_LENGTH",
            });
            tests.push(Test::Length { function, least, most });
        }
        if self.dialect == Dialect::Postgres {
            let patterns = field.format().and_then(|scalar| scalar.pattern).into_iter().chain(field.pattern());
            tests.extend(patterns.map(|source| Test::Pattern(SqlLiteral::string(source, self.dialect))));
        }
        tests
    }
}

/// Whether the scalar of a field is a day or a moment, which PostgreSQL lets be infinite.
fn is_day(field: &Field) -> bool {
    let native = field.native.as_ref().map_or("", |native| native.name.as_str());
    field.scalar.is_some() && !matches!(native, "Time" | "Timetz")
}

/// Whether a column type holds text or bytes and nothing that merely looks like text.
fn is_text(native: Option<&NativeType>) -> bool {
    !native.is_some_and(|native| {
        matches!(native.name.as_str(), "Uuid" | "UniqueIdentifier" | "Inet" | "Bit" | "VarBit" | "Xml")
    })
}
