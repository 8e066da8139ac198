//! SQL text under construction, with its parameters.
//!
//! Fixed words enter as `&'static str`, names as quoted identifiers out of the resource tables, values as parameters:
//! nothing of a request can become text.

use std::sync::Arc;

use ssot_db::{Context, Dialect, Statement, Value};

use crate::resource::{Field, Resource};

/// A table's name inside one statement: `t0`, `t1`, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Alias(pub usize);

/// A statement under construction. `P` is what is bound: [`Value`] for reads, [`ssot_db::Parameter`] for scripts.
///
/// ```
/// # use ssot_db::{Dialect, Value};
/// # use ssot_server::query::sql::Sql;
/// let mut sql = Sql::<Value>::new(Dialect::Postgres);
/// sql.push("SELECT 1 FROM ").name("odd \"name\"").push(" WHERE ").name("id").push(" = ").bind(Value::Integer(7));
/// assert_eq!(&*sql.finish().sql, r#"SELECT 1 FROM "odd ""name""" WHERE "id" = $1"#);
/// ```
#[derive(Debug, Clone)]
pub struct Sql<P = Value> {
    dialect: Dialect,
    text: String,
    parameters: Vec<P>,
    /// How many parameters the statement has before this part of it.
    before: usize,
    /// For whom it is to run.
    pub(super) context: Context,
}

impl<P> Sql<P> {
    /// An empty statement.
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, text: String::with_capacity(256), parameters: Vec::new(), before: 0, context: Context::None }
    }

    /// A part of a statement that has so many parameters already; [`Sql::append`] puts it there.
    pub fn continued(dialect: Dialect, before: usize) -> Self {
        Self { before, ..Self::new(dialect) }
    }

    /// Appends a part that was begun with [`Sql::continued`] and the number of parameters there are now.
    pub fn append<Q: Into<P>>(&mut self, part: Sql<Q>) -> &mut Self {
        debug_assert_eq!(part.before, self.bound(), "a part continues its statement");
        self.text.push_str(&part.text);
        self.parameters.extend(part.parameters.into_iter().map(Into::into));
        self
    }

    /// The dialect it is written in.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Whether it is for SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.dialect == Dialect::Sqlite
    }

    /// Whether it is for PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.dialect == Dialect::Postgres
    }

    /// Whether it is for MariaDB.
    pub fn is_mysql(&self) -> bool {
        self.dialect == Dialect::Mysql
    }

    /// Appends fixed words.
    pub fn push(&mut self, words: &'static str) -> &mut Self {
        self.text.push_str(words);
        self
    }

    /// Appends the words of the dialect at hand: SQLite's, PostgreSQL's or MariaDB's.
    pub fn either(&mut self, sqlite: &'static str, postgres: &'static str, mysql: &'static str) -> &mut Self {
        match self.dialect {
            Dialect::Sqlite => self.push(sqlite),
            Dialect::Postgres => self.push(postgres),
            Dialect::Mysql => self.push(mysql),
        }
    }

    /// Appends an identifier in double quotes; quotes inside are doubled.
    pub fn name(&mut self, identifier: &str) -> &mut Self {
        self.text.push('"');
        for (index, part) in identifier.split('"').enumerate() {
            if index > 0 {
                self.text.push_str("\"\"");
            }
            self.text.push_str(part);
        }
        self.text.push('"');
        self
    }

    /// Appends a string literal of a name that comes from the schema (values of requests are bound, never written).
    pub fn literal(&mut self, text: &'static str) -> &mut Self {
        self.text.push('\'');
        for (index, part) in text.split('\'').enumerate() {
            if index > 0 {
                self.text.push_str("''");
            }
            self.text.push_str(part);
        }
        self.text.push('\'');
        self
    }

    /// Appends a number.
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.text.push_str(&number.to_string());
        self
    }

    /// Appends a table's name inside this statement.
    pub fn alias(&mut self, alias: Alias) -> &mut Self {
        self.text.push('t');
        self.number(alias.0 as u64)
    }

    /// Appends a table with its database schema; SQLite and MariaDB have none.
    pub fn table(&mut self, namespace: Option<&str>, table: &str) -> &mut Self {
        if let (Some(namespace), Dialect::Postgres) = (namespace, self.dialect) {
            self.name(namespace).push(".");
        }
        self.name(table)
    }

    /// Appends the table of a resource.
    pub fn table_of(&mut self, resource: &Resource) -> &mut Self {
        self.table(resource.namespace, resource.table)
    }

    /// Appends a column: `t0."author_id"`.
    pub fn column(&mut self, alias: Alias, field: &Field) -> &mut Self {
        self.alias(alias).push(".").name(field.column)
    }

    /// Binds a value and appends its placeholder: `?1`, `$1`, `?`.
    pub fn bind(&mut self, value: impl Into<P>) -> &mut Self {
        self.parameters.push(value.into());
        self.placeholder(self.bound())
    }

    /// Calls `each` for every item, with `separator` between them.
    pub fn join<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        separator: &'static str,
        mut each: impl FnMut(&mut Self, T),
    ) -> &mut Self {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.push(separator);
            }
            each(self, item);
        }
        self
    }

    /// How many parameters are bound so far, those before this part among them.
    pub fn bound(&self) -> usize {
        self.before + self.parameters.len()
    }

    /// The text and its parameters.
    pub fn into_parts(self) -> (Arc<str>, Vec<P>) {
        (Arc::from(self.text), self.parameters)
    }

    fn placeholder(&mut self, number: usize) -> &mut Self {
        let sign = match self.dialect {
            Dialect::Sqlite => "?",
            Dialect::Postgres => "$",
            // They have no numbers, only an order.
            Dialect::Mysql => return self.push("?"),
        };
        self.push(sign).number(number as u64)
    }
}

impl<P: Clone> Sql<P> {
    /// Appends the placeholder of the parameter bound last, once more.
    pub fn again(&mut self) -> &mut Self {
        match (self.dialect, self.parameters.last().cloned()) {
            (Dialect::Mysql, Some(last)) => self.bind(last),
            _ => self.placeholder(self.bound()),
        }
    }
}

impl Sql<Value> {
    /// The statement.
    pub fn finish(self) -> Statement {
        let context = self.context.clone();
        let (sql, parameters) = self.into_parts();
        Statement::new(sql, parameters, context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_literals_cannot_end_early() {
        let mut sql = Sql::<Value>::new(Dialect::Sqlite);
        sql.name(r#"a"; DROP TABLE x; --"#).push(" ").literal("it's");
        assert_eq!(&*sql.finish().sql, r#""a""; DROP TABLE x; --" 'it''s'"#);
    }

    #[test]
    fn sqlite_has_no_namespaces() {
        let mut sqlite = Sql::<Value>::new(Dialect::Sqlite);
        sqlite.table(Some("crm"), "users");
        assert_eq!(&*sqlite.finish().sql, r#""users""#);
        let mut postgres = Sql::<Value>::new(Dialect::Postgres);
        postgres.table(Some("crm"), "users");
        assert_eq!(&*postgres.finish().sql, r#""crm"."users""#);
    }

    #[test]
    fn again_repeats_the_last_placeholder() {
        let mut sql = Sql::<Value>::new(Dialect::Postgres);
        sql.bind(Value::Integer(1)).push(" ").bind(Value::Integer(2)).push(" ").again();
        assert_eq!(&*sql.finish().sql, "$1 $2 $2");
        let mut sql = Sql::<Value>::new(Dialect::Mysql);
        sql.bind(Value::Integer(1)).push(" ").again();
        let statement = sql.finish();
        assert_eq!((&*statement.sql, statement.parameters.len()), ("? ?", 2));
    }
}
