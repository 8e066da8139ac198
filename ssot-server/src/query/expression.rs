//! Expressions of policies as SQL, with the same result on all databases and in memory.
//!
//! What no row has a part in is computed beforehand and bound as one parameter.

use super::relation::linked;
use super::scope::{Personal, Scope};
use super::sql::Alias;
use crate::policy::is_fixed;
use crate::resource::{
    Aggregate, Arithmetic, Class, Comparison, Expression, Function, Link, Literal, Path, Quantifier, Relation,
    Resource, Root,
};

/// The rows of a table inside a statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    pub(super) alias: Alias,
    pub(super) resource: &'static Resource,
}

/// Writes the truth value of a condition about `this`.
pub(super) fn truth(scope: &mut Scope, this: Rows, condition: &'static Expression, exact: bool) {
    Writer { scope, this, element: None }.truth(condition, exact);
}

/// Writes the value of an expression about `this`.
pub(super) fn value(scope: &mut Scope, this: Rows, expression: &'static Expression) {
    Writer { scope, this, element: None }.value(expression, Class::Plain);
}

/// Writes a column of the row at the end of a path from `this`.
pub(super) fn field(scope: &mut Scope, this: Rows, path: Path, field: usize) {
    Writer { scope, this, element: None }.field(path, field);
}

struct Writer<'s> {
    scope: &'s mut Scope,
    this: Rows,
    /// The rows that the innermost quantifier or aggregate looks at.
    element: Option<Rows>,
}

/// One step from rows to related ones.
#[derive(Clone, Copy)]
struct Hop {
    here: Rows,
    there: Rows,
    relation: &'static Relation,
    /// The table of links, if the relation has one.
    links: Option<Alias>,
}

impl Writer<'_> {
    fn push(&mut self, words: &'static str) -> &mut Self {
        self.scope.sql.push(words);
        self
    }

    /// Writes a truth value. Unless it has to be `exact`, false may stand for unknown.
    fn truth(&mut self, expression: &'static Expression, exact: bool) {
        use Expression as E;
        if let E::Literal(Literal::Boolean(value)) = expression {
            self.push(if *value { "TRUE" } else { "FALSE" });
            return;
        }
        if is_fixed(expression) {
            self.scope.bind_personal(Personal::Value(expression)).either("", "::boolean", "");
            return;
        }
        match expression {
            E::Not(one) => {
                self.push("NOT (").truth(one, true);
                self.push(")");
            }
            E::And(left, right) | E::Or(left, right) => {
                let word = if matches!(expression, E::And(..)) { ") AND (" } else { ") OR (" };
                self.push("(").truth(left, exact);
                self.push(word).truth(right, exact);
                self.push(")");
            }
            E::IsNull(E::Row(path)) => {
                let hops = self.hops(*path);
                self.push("NOT EXISTS (SELECT 1").from(&hops);
                self.push(")");
            }
            E::IsNull(one) => {
                self.push("(").value(one, Class::Plain);
                self.push(") IS NULL");
            }
            E::Compare { comparison, class, left, right } => {
                self.operand(left, *class, comparison.is_ordered());
                self.push(comparison.as_sql());
                self.operand(right, *class, false);
            }
            E::In { class, value, list } => self.is_in(*class, value, list, exact),
            E::Quantified { quantifier, rows, condition } => self.quantified(*quantifier, *rows, *condition),
            _ => self.value(expression, Class::Plain),
        }
    }

    /// Writes a side of a comparison.
    fn operand(&mut self, expression: &'static Expression, class: Class, ordered: bool) {
        let wrapped = class == Class::Decimal && self.scope.sql.is_sqlite();
        let cast = class == Class::Float && self.scope.sql.is_sqlite();
        self.push(if wrapped { "ssot_decimal(" } else { "" }).push(if cast { "CAST(" } else { "" });
        self.value(expression, class);
        self.push(if cast { " AS REAL)" } else { "" }).push(if wrapped { ")" } else { "" });
        if ordered && class == Class::Text {
            self.scope.sql.either("", " COLLATE \"C\"", "");
        }
    }

    /// Writes a value; `class` is what it is wanted as.
    fn value(&mut self, expression: &'static Expression, class: Class) {
        use Expression as E;
        if is_fixed(expression) {
            let cast = match class {
                Class::Integer => "::int8",
                Class::Float => "::float8",
                Class::Decimal => "::numeric",
                Class::Text => "::text",
                Class::Plain => "",
            };
            // A text that is compared with an exact number becomes a double on MariaDB.
            let exact = class == Class::Decimal;
            self.scope.sql.either("", "", if exact { "CAST(" } else { "" });
            let end = if exact { " AS DECIMAL(65,30))" } else { "" };
            self.scope.bind_personal(Personal::Value(expression)).either("", cast, end);
            return;
        }
        match expression {
            E::Field { row, field } => self.field(*row, *field),
            E::Arithmetic { arithmetic, class, left, right } => self.arithmetic(*arithmetic, *class, left, right),
            E::Aggregate { aggregate, rows, value, condition } => self.aggregate(*aggregate, *rows, *value, *condition),
            E::Call { function, arguments } => self.call(*function, arguments, class),
            // A row that is tested for null has been written by then.
            E::Row(_) | E::List(_) | E::Literal(_) | E::Null | E::Principal | E::Parameter(_) | E::Claim { .. } => {
                self.push("NULL");
            }
            E::Not(_)
            | E::And(..)
            | E::Or(..)
            | E::IsNull(_)
            | E::Compare { .. }
            | E::In { .. }
            | E::Quantified { .. } => {
                self.push("(").truth(expression, true);
                self.push(")");
            }
        }
    }

    fn root(&self, root: Root) -> Rows {
        match root {
            Root::This => self.this,
            Root::Element => self.element.unwrap_or(self.this),
        }
    }

    fn hops(&mut self, path: Path) -> Vec<Hop> {
        let mut here = self.root(path.root);
        let mut hops = Vec::with_capacity(path.steps.len());
        for &step in path.steps {
            let relation = &here.resource.relations[step];
            let there = Rows { alias: self.scope.table(), resource: relation.target };
            let links = relation.is_many_to_many().then(|| self.scope.table());
            hops.push(Hop { here, there, relation, links });
            here = there;
        }
        hops
    }

    /// Writes ` FROM … WHERE …`: the rows at the end of a path, the first step in the condition.
    fn from(&mut self, hops: &[Hop]) {
        let Some((first, rest)) = hops.split_first() else { return };
        self.push(" FROM ").table(first.there);
        self.links(first, " JOIN ", false);
        for hop in rest {
            self.links(hop, " JOIN ", true);
            self.push(" JOIN ").table(hop.there);
            self.push(" ON ").link(hop, hop.links.is_some());
        }
        self.push(" WHERE ").link(first, false);
    }

    fn table(&mut self, rows: Rows) {
        self.scope.sql.table_of(rows.resource).push(" ").alias(rows.alias);
    }

    /// The table of links of a step: joined to where the step starts (`here`), or to where it ends.
    fn links(&mut self, hop: &Hop, join: &'static str, here: bool) {
        let (Some(links), Link::Join { table, namespace, .. }) = (hop.links, &hop.relation.link) else { return };
        self.push(join);
        self.scope.sql.table(*namespace, table).push(" ").alias(links).push(" ON ");
        self.link(hop, !here);
    }

    /// The equality of the columns that a step goes by; with a table of links only on one side of it.
    fn link(&mut self, hop: &Hop, there: bool) {
        let (Some(links), Link::Join { here: left, there: right, .. }) = (hop.links, &hop.relation.link) else {
            return linked(&mut self.scope.sql, hop.here.alias, hop.here.resource, hop.there.alias, hop.relation);
        };
        let (column, rows) = if there { (*right, hop.there) } else { (*left, hop.here) };
        let key = &rows.resource.fields[rows.resource.key[0]];
        self.scope.sql.alias(links).push(".").name(column).push(" = ").column(rows.alias, key);
    }

    fn field(&mut self, path: Path, field: usize) {
        let hops = self.hops(path);
        let rows = hops.last().map_or_else(|| self.root(path.root), |hop| hop.there);
        if hops.is_empty() {
            self.scope.sql.column(rows.alias, &rows.resource.fields[field]);
            return;
        }
        self.scope.sql.push("(SELECT ").column(rows.alias, &rows.resource.fields[field]);
        self.from(&hops);
        self.push(")");
    }

    /// ` AND (condition)` about other rows; `end` follows the condition.
    fn and(&mut self, condition: Option<&'static Expression>, element: Rows, end: &'static str) {
        let Some(condition) = condition else { return };
        self.push(" AND ((");
        let mut inner = Writer { scope: self.scope, this: self.this, element: Some(element) };
        inner.truth(condition, false);
        self.push(")").push(end).push(")");
    }

    fn quantified(&mut self, quantifier: Quantifier, rows: Path, condition: Option<&'static Expression>) {
        let (word, end) = match quantifier {
            Quantifier::Some => ("EXISTS (SELECT 1", ""),
            Quantifier::None => ("NOT EXISTS (SELECT 1", ""),
            Quantifier::Every if condition.is_none() => {
                self.push("TRUE");
                return;
            }
            Quantifier::Every => ("NOT EXISTS (SELECT 1", " IS NOT TRUE"),
        };
        let hops = self.hops(rows);
        let Some(last) = hops.last() else { return };
        let element = last.there;
        self.push(word).from(&hops);
        self.and(condition, element, end);
        self.push(")");
    }

    fn aggregate(
        &mut self,
        aggregate: Aggregate,
        rows: Path,
        value: Option<(&'static Expression, Class)>,
        condition: Option<&'static Expression>,
    ) {
        let hops = self.hops(rows);
        let Some(last) = hops.last() else { return };
        let element = last.there;
        let Some((value, class)) = value else {
            self.push("(SELECT count(*)").from(&hops);
            self.and(condition, element, "");
            self.push(")");
            return;
        };
        self.push(match aggregate {
            Aggregate::Count => "(SELECT count(",
            Aggregate::Sum => "(SELECT coalesce(sum(",
            Aggregate::Minimum => "(SELECT min(",
            Aggregate::Maximum => "(SELECT max(",
        });
        if self.scope.sql.is_mysql() {
            self.own(element);
            let mut inner = Writer { scope: self.scope, this: self.this, element: Some(element) };
            inner.operand(value, class, true);
            self.push(if aggregate == Aggregate::Sum { " END), 0)" } else { " END)" }).from(&hops);
            self.and(condition, element, "");
            self.push(")");
            return;
        }
        // The values come from a table of their own: of columns of rows around it, an aggregate would be theirs.
        let values = self.scope.table();
        self.scope.sql.alias(values).push(".").name(VALUE);
        self.push(if aggregate == Aggregate::Sum { "), 0) FROM (SELECT " } else { ") FROM (SELECT " });
        let mut inner = Writer { scope: self.scope, this: self.this, element: Some(element) };
        inner.operand(value, class, true);
        self.scope.sql.push(" AS ").name(VALUE);
        self.from(&hops);
        self.and(condition, element, "");
        self.scope.sql.push(") ").alias(values).push(")");
    }

    /// Begins a value that an aggregate takes of these rows whatever columns it looks at: tables of MariaDB's `FROM` do not see the
    /// rows around them.
    fn own(&mut self, element: Rows) {
        let key = &element.resource.fields[element.resource.key[0]];
        self.push("CASE WHEN ").scope.sql.column(element.alias, key).push(" IS NOT NULL THEN ");
    }

    fn arithmetic(
        &mut self,
        arithmetic: Arithmetic,
        class: Class,
        left: &'static Expression,
        right: &'static Expression,
    ) {
        let divides = matches!(arithmetic, Arithmetic::Divide | Arithmetic::Remainder);
        // `div` cuts towards zero; exact numbers do not overflow.
        let cuts = class == Class::Integer && arithmetic == Arithmetic::Divide;
        self.push(if cuts && self.scope.sql.is_postgres() { "div(" } else { "(" }).number(left, class);
        self.push(match arithmetic {
            _ if cuts && self.scope.sql.is_postgres() => ", ",
            _ if cuts && self.scope.sql.is_mysql() => " DIV ",
            Arithmetic::Add if class == Class::Text => " || ",
            Arithmetic::Add => " + ",
            Arithmetic::Subtract => " - ",
            Arithmetic::Multiply => " * ",
            Arithmetic::Divide => " / ",
            Arithmetic::Remainder => " % ",
        });
        self.push(if divides { "NULLIF(" } else { "" }).number(right, class);
        self.push(if divides { ", 0))" } else { ")" });
    }

    /// A value as it is reckoned with.
    fn number(&mut self, expression: &'static Expression, class: Class) {
        let (begin, end) = match class {
            Class::Integer => (["", "(", "CAST("], ["", ")::numeric", " AS DECIMAL(65,0))"]),
            Class::Float => (["CAST(", "(", "CAST("], [" AS REAL)", ")::float8", " AS DOUBLE)"]),
            _ => ([""; 3], [""; 3]),
        };
        self.scope.sql.either(begin[0], begin[1], begin[2]);
        self.value(expression, class);
        self.scope.sql.either(end[0], end[1], end[2]);
    }

    fn is_in(&mut self, class: Class, value: &'static Expression, list: &'static Expression, exact: bool) {
        let fixed = is_fixed(list);
        if exact {
            self.push("CASE WHEN (").value(value, class);
            self.push(") IS NULL");
            if fixed && !self.scope.sql.is_postgres() {
                self.push(" OR ");
                self.scope.bind_personal(Personal::Value(list)).push(" IS NULL");
            }
            self.push(" THEN NULL ELSE ");
        }
        let bytes = self.scope.sql.is_mysql() && !matches!(list, Expression::List(_) if !fixed) && is_text(class);
        self.push(if bytes { "CAST(" } else { "" }).operand(value, class, false);
        self.push(if bytes { " AS BINARY)" } else { "" });
        match list {
            Expression::List(items) if !fixed => {
                self.push(" IN (");
                for (index, item) in items.iter().enumerate() {
                    self.push(if index > 0 { ", " } else { "" }).operand(item, class, false);
                }
                self.push(")");
            }
            _ => {
                let items = if bytes {
                    " IN (SELECT CAST(item AS BINARY) FROM json_table("
                } else {
                    " IN (SELECT item FROM json_table("
                };
                self.scope.sql.either(" IN (SELECT value FROM json_each(", " = ANY(", items);
                if fixed {
                    let cast = match class {
                        Class::Integer => "::int8[]",
                        Class::Float => "::float8[]",
                        Class::Decimal => "::numeric[]",
                        Class::Text => "::text[]",
                        Class::Plain => "",
                    };
                    self.scope.bind_personal(Personal::Value(list)).either("", cast, "");
                } else {
                    self.list(list);
                }
                let table = match class {
                    Class::Integer => ", '$[*]' COLUMNS (item BIGINT PATH '$')) AS items)",
                    Class::Float => ", '$[*]' COLUMNS (item DOUBLE PATH '$')) AS items)",
                    Class::Decimal => ", '$[*]' COLUMNS (item DECIMAL(65,30) PATH '$')) AS items)",
                    Class::Text | Class::Plain => ", '$[*]' COLUMNS (item LONGTEXT PATH '$')) AS items)",
                };
                self.scope.sql.either("))", ")", table);
            }
        }
        self.push(if exact { " END" } else { "" });
    }

    /// A list column; no list is an empty one.
    fn list(&mut self, list: &'static Expression) {
        self.push("coalesce(").value(list, Class::Plain);
        self.scope.sql.either(", '[]')", ", '{}')", ", '[]')");
    }

    /// The bytes of a text, which MariaDB compares without a collation.
    fn bytes(&mut self, text: &'static Expression) {
        self.push("CAST(").value(text, Class::Text);
        self.push(" AS BINARY)");
    }

    fn call(&mut self, function: Function, arguments: &'static [Expression], class: Class) {
        let (sqlite, mysql) = (self.scope.sql.is_sqlite(), self.scope.sql.is_mysql());
        match (function, arguments) {
            (Function::Coalesce, _) => {
                self.push("coalesce(");
                for (index, argument) in arguments.iter().enumerate() {
                    self.push(if index > 0 { ", " } else { "" }).value(argument, class);
                }
                self.push(")");
            }
            (Function::Contains, [text, part]) if mysql => {
                self.push("(locate(").bytes(part);
                self.push(", ").bytes(text);
                self.push(") > 0)");
            }
            (Function::StartsWith | Function::EndsWith, [text, part]) if mysql => {
                self.push(if function == Function::StartsWith { "(left(" } else { "(right(" }).bytes(text);
                self.push(", length(").value(part, Class::Text);
                self.push(")) = ").bytes(part);
                self.push(")");
            }
            (Function::Lower | Function::Upper, [text]) if mysql => {
                self.push(if function == Function::Lower { FOLD[0] } else { FOLD[1] });
                self.push("CONVERT(").bytes(text);
                self.push(FOLD[2]);
            }
            (Function::Contains, [text, part]) => {
                self.scope.sql.either("(instr(", "(strpos(", "");
                self.value(text, Class::Text);
                self.push(", ").value(part, Class::Text);
                self.push(") > 0)");
            }
            (Function::StartsWith, [text, part]) if sqlite => {
                self.push("(substr(").value(text, Class::Text);
                self.push(", 1, length(").value(part, Class::Text);
                self.push(")) = ").value(part, Class::Text);
                self.push(")");
            }
            (Function::StartsWith, [text, part]) => {
                self.push("starts_with(").value(text, Class::Text);
                self.push(", ").value(part, Class::Text);
                self.push(")");
            }
            (Function::EndsWith, [text, part]) if sqlite => {
                self.push("(substr(").value(text, Class::Text);
                self.push(", length(").value(text, Class::Text);
                self.push(") - length(").value(part, Class::Text);
                self.push(") + 1) = ").value(part, Class::Text);
                self.push(")");
            }
            (Function::EndsWith, [text, part]) => {
                self.push("(right(").value(text, Class::Text);
                self.push(", length(").value(part, Class::Text);
                self.push(")) = ").value(part, Class::Text);
                self.push(")");
            }
            (Function::Items, [list]) => {
                self.scope.sql.either("json_array_length(", "cardinality(", "json_length(");
                self.list(list);
                self.push(")");
            }
            (Function::Lower | Function::Upper, [text]) if !sqlite => {
                let (from, to) = if function == Function::Lower { (UPPER, LOWER) } else { (LOWER, UPPER) };
                self.push("translate(").value(text, Class::Text);
                self.scope.sql.push(", ").literal(from).push(", ").literal(to).push(")");
            }
            (_, [one]) => {
                let word = match function {
                    Function::Bytes if !sqlite => "octet_length(",
                    Function::Characters if mysql => "char_length(",
                    Function::Characters | Function::Bytes => "length(",
                    Function::Lower => "lower(",
                    Function::Upper => "upper(",
                    Function::Trim if !sqlite && !mysql => "btrim(",
                    Function::Trim => "trim(",
                    _ => "abs(",
                };
                let class = if matches!(function, Function::Abs | Function::Bytes) { class } else { Class::Text };
                self.push(word).value(one, class);
                self.push(")");
            }
            // No such call is ever made.
            _ => {
                self.push("NULL");
            }
        }
    }
}

/// Whether values of a class are texts on MariaDB.
const fn is_text(class: Class) -> bool {
    matches!(class, Class::Text | Class::Plain)
}

/// What stands around the bytes of a text to fold its letters of ASCII on MariaDB, as [`super::condition::FOLD`] does.
const FOLD: [&str; 3] = [
    "(CONVERT(CAST(lower(",
    "(CONVERT(CAST(upper(",
    " USING hebrew)) AS BINARY) USING utf8mb4) COLLATE utf8mb4_nopad_bin)",
];
/// A name that no schema can have.
const VALUE: &str = "ssot:v";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";

impl Comparison {
    const fn is_ordered(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }

    const fn as_sql(self) -> &'static str {
        match self {
            Self::Equal => " = ",
            Self::NotEqual => " <> ",
            Self::Less => " < ",
            Self::LessEqual => " <= ",
            Self::Greater => " > ",
            Self::GreaterEqual => " >= ",
        }
    }
}
