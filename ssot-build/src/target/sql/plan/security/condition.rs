//! Expressions as conditions of PostgreSQL's policies, with the same result as in the servers.
//!
//! What is known about who asks is read once per statement: every claim stands in a sub-select of its own. What looks at other rows is a
//! function that sees all of them, as they are: a policy itself would see what the caller may see, and could not look at its own table.

mod call;
mod claim;
mod number;
mod rows;

use ssot_core::ir::{
    ArithmeticOperator, BaseType, Claim, ComparisonOperator, Expression, ExpressionKind as Kind, FieldId,
    LogicOperator, ModelId, Schema, Type, Value, native,
};
use ssot_core::source::Span;

use super::Functions;
use crate::target::sql::names::{qualified, table};
use crate::target::sql::nodes::{Argument, RowFunction};
use crate::target::sql::plan::Planner;
use crate::text::expression::{Class, Obstacle, canonical, meaning, reckoned, sides};
use crate::text::sql::{Dialect, Moment, SqlFragment, SqlIdent, SqlLiteral, SqlWriter};
use crate::text::wire::{self, Meaning};

const DIALECT: Dialect = Dialect::Postgres;

type Done = Result<(), Obstacle>;

fn obstacle<T>(span: Span, reason: &'static str) -> Result<T, Obstacle> {
    Err(Obstacle { span, reason })
}

/// The rows that a part of an expression is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// Those of the policy's table.
    Table,
    /// The one whose columns a function gets.
    Arguments,
    /// Those of a table inside the statement.
    Alias(usize),
}

/// How a column keeps moments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// In UTC, and says nothing about it: `TIMESTAMP`.
    Unsaid,
    /// `TIMESTAMPTZ`.
    Said,
}

/// A condition under construction.
pub(super) struct Writer<'c, 'a> {
    planner: Planner<'a>,
    functions: &'c mut Functions,
    pub(super) out: SqlWriter,
    this: (Rows, ModelId),
    element: Option<(Rows, ModelId)>,
    tables: usize,
    /// The columns that a function gets.
    arguments: Vec<FieldId>,
    zone: Zone,
}

/// What is compared with the caller's tenant.
pub(super) fn tenant(planner: Planner<'_>, model: ModelId, field: FieldId) -> Result<SqlFragment, Obstacle> {
    let mut functions = Functions::default();
    let mut writer = Writer::new(planner, &mut functions, Rows::Table, model);
    let found = planner.schema.field(model, field);
    let Type::Scalar(scalar) = found.ty else { return obstacle(found.name_span, "a tenant is no such value") };
    writer.column((Rows::Table, model), field);
    writer.out.text(" = ");
    let claim = Expression {
        kind: Kind::Claim(Claim::Tenant),
        ty: ssot_core::ir::ValueType::scalar(scalar).or_null(true),
        span: found.name_span,
    };
    writer.value(&claim, Class::Plain, Some(wire::meaning(scalar, found)))?;
    Ok(writer.out.into_fragment())
}

/// The truth value of an expression about the rows of the policy's table; unless it is `exact`, false may stand for unknown.
pub(super) fn truth(
    planner: Planner<'_>,
    functions: &mut Functions,
    model: ModelId,
    expression: &Expression,
    exact: bool,
) -> Result<SqlFragment, Obstacle> {
    let mut writer = Writer::new(planner, functions, Rows::Table, model);
    writer.truth(expression, exact)?;
    Ok(writer.out.into_fragment())
}

/// Whether an expression looks at other rows than its own.
pub(super) fn looks_around(expression: &Expression) -> bool {
    let mut found = false;
    expression.walk(&mut |part| {
        found |= match &part.kind {
            Kind::Quantified { .. } | Kind::Aggregate { .. } => true,
            _ => part.path().is_some_and(|path| !path.steps.is_empty()),
        };
    });
    found
}

impl<'c, 'a> Writer<'c, 'a> {
    fn new(planner: Planner<'a>, functions: &'c mut Functions, this: Rows, model: ModelId) -> Self {
        Self {
            planner,
            functions,
            out: SqlWriter::new(DIALECT),
            this: (this, model),
            element: None,
            tables: 0,
            arguments: Vec::new(),
            zone: Zone::Said,
        }
    }

    fn schema(&self) -> &'a Schema {
        self.planner.schema
    }

    /// Another writer's work about rows inside; it ends up in this one.
    fn inside(&mut self, element: (Rows, ModelId), write: impl FnOnce(&mut Self) -> Done) -> Done {
        let outer = self.element.replace(element);
        let done = write(self);
        self.element = outer;
        done
    }

    /// Writes a truth value. Unless it has to be `exact`, false may stand for unknown.
    fn truth(&mut self, expression: &Expression, exact: bool) -> Done {
        match &expression.kind {
            Kind::Literal(Value::Boolean(value)) => {
                self.out.text(if *value { "TRUE" } else { "FALSE" });
                Ok(())
            }
            Kind::Not(one) => self.not(|writer| writer.truth(one, true)),
            Kind::Logic { operator, left, right } => {
                self.out.text("(");
                self.truth(left, exact)?;
                self.out.text(if *operator == LogicOperator::And { ") AND (" } else { ") OR (" });
                self.truth(right, exact)?;
                self.out.text(")");
                Ok(())
            }
            _ if self.this.0 == Rows::Table && looks_around(expression) => self.call_function(expression),
            Kind::IsNull { operand, negated } => self.is_null(operand, *negated),
            Kind::Compare { operator, left, right } => self.compare(*operator, left, right),
            Kind::In { operand, list, negated: false } => self.is_in(operand, list, exact),
            Kind::In { operand, list, negated: true } => self.not(|writer| writer.is_in(operand, list, true)),
            Kind::Quantified { quantifier, rows, condition } => {
                self.quantified(*quantifier, rows, condition.as_deref(), expression.span)
            }
            _ => self.value(expression, Class::Plain, None),
        }
    }

    fn not(&mut self, write: impl FnOnce(&mut Self) -> Done) -> Done {
        self.out.text("NOT (");
        write(self)?;
        self.out.text(")");
        Ok(())
    }

    /// A call of a function that has the truth value, exactly.
    fn call_function(&mut self, expression: &Expression) -> Done {
        let model = self.this.1;
        let mut inner = Writer::new(self.planner, self.functions, Rows::Arguments, model);
        inner.truth(expression, true)?;
        let (arguments, body) = (inner.arguments, inner.out.into_fragment());
        let found = self.planner.schema.model(model);
        let columns = arguments.iter().map(|&field| SqlIdent::new(&found.field(field).column));
        let arguments: Vec<Argument> =
            columns.map(|column| Argument { table: table(DIALECT, found), column }).collect();
        let mut signature = SqlWriter::new(DIALECT);
        signature.list(&arguments, ", ", |out, argument| {
            out.qualified(&argument.table).text(".").ident(&argument.column);
        });
        signature.text(": ").fragment(&body);
        let name = SqlIdent::new(format!("_ssot_row_{}", signature.into_fragment().digest()));
        self.out.ident(&name).text("(").list(&arguments, ", ", |out, argument| {
            out.ident(&argument.table.name).text(".").ident(&argument.column);
        });
        self.out.text(")");
        self.functions.add(RowFunction { name, arguments, body });
        Ok(())
    }

    fn is_null(&mut self, operand: &Expression, negated: bool) -> Done {
        match &operand.kind {
            Kind::Row(path) if path.steps.is_empty() => {
                self.out.text(if negated { "TRUE" } else { "FALSE" });
            }
            Kind::Row(path) => {
                let hops = self.hops(path);
                self.out.text(if negated { "EXISTS (SELECT 1" } else { "NOT EXISTS (SELECT 1" });
                self.from(&hops, operand.span)?;
                self.out.text(")");
            }
            Kind::Principal => {
                self.out.text("(SELECT \"_ssot_id\"())").text(if negated { " IS NOT NULL" } else { " IS NULL" });
            }
            _ => {
                self.out.text("(");
                self.value(operand, Class::Plain, meaning(self.schema(), operand))?;
                self.out.text(if negated { ") IS NOT NULL" } else { ") IS NULL" });
            }
        }
        Ok(())
    }

    fn compare(&mut self, operator: ComparisonOperator, left: &Expression, right: &Expression) -> Done {
        let (class, wanted) = sides(self.schema(), left, right)?;
        let outer = self.zone;
        self.zone = self.zone_of(left).or(self.zone_of(right)).unwrap_or(Zone::Said);
        self.operand(left, class, wanted, operator.is_ordered())?;
        self.out.text(match operator {
            ComparisonOperator::Equal => " = ",
            ComparisonOperator::NotEqual => " <> ",
            ComparisonOperator::Less => " < ",
            ComparisonOperator::LessEqual => " <= ",
            ComparisonOperator::Greater => " > ",
            ComparisonOperator::GreaterEqual => " >= ",
        });
        self.operand(right, class, wanted, false)?;
        self.zone = outer;
        Ok(())
    }

    /// How the columns in an expression keep moments, if there is one.
    fn zone_of(&self, expression: &Expression) -> Option<Zone> {
        match &expression.kind {
            Kind::Field(path) => {
                let native = native::carried(self.schema(), self.schema().field(path.model, path.field));
                let said = native.is_some_and(|native| matches!(native.name.as_str(), "Timestamptz" | "Timetz"));
                Some(if said { Zone::Said } else { Zone::Unsaid })
            }
            Kind::Aggregate { value, .. } => value.as_deref().and_then(|value| self.zone_of(value)),
            Kind::Call { arguments, .. } => arguments.iter().find_map(|argument| self.zone_of(argument)),
            _ => None,
        }
    }

    /// Writes a side of a comparison.
    fn operand(&mut self, expression: &Expression, class: Class, wanted: Option<Meaning>, ordered: bool) -> Done {
        self.value(expression, class, wanted)?;
        if ordered && class == Class::Text {
            self.out.text(" COLLATE \"C\"");
        }
        Ok(())
    }

    /// Writes a value: `class` is what it is wanted as, `wanted` what a claim or a literal is taken as.
    fn value(&mut self, expression: &Expression, class: Class, wanted: Option<Meaning>) -> Done {
        let span = expression.span;
        match &expression.kind {
            Kind::Literal(value) => self.literal(value, expression, class, wanted),
            Kind::Null | Kind::List(_) | Kind::Row(_) | Kind::Principal => {
                self.out.text("NULL").text(cast(class));
                Ok(())
            }
            Kind::Field(path) => self.field(path, span),
            Kind::Parameter(_) => obstacle(span, "policies have no parameters"),
            Kind::Claim(claim) => self.claim(claim, expression, wanted),
            Kind::Negate(one) => {
                let zero = Expression { kind: Kind::Literal(Value::Integer(0)), ty: one.ty, span };
                let class = self.number(one)?;
                self.arithmetic(ArithmeticOperator::Subtract, class, &zero, one)
            }
            Kind::Arithmetic { operator, left, right } => {
                let found = reckoned(self.schema(), expression, left, right);
                match (found, operator) {
                    (Class::Decimal, _) => obstacle(span, "exact numbers are only compared, not reckoned with"),
                    (Class::Float, ArithmeticOperator::Remainder) => obstacle(span, "doubles have no remainder"),
                    _ => self.arithmetic(*operator, found, left, right),
                }
            }
            Kind::Aggregate { function, rows, value, condition } => {
                self.aggregate(*function, rows, value.as_deref(), condition.as_deref(), span)
            }
            Kind::Call { function, arguments } => self.call(*function, arguments, class, wanted, span),
            Kind::Not(_)
            | Kind::Logic { .. }
            | Kind::IsNull { .. }
            | Kind::Compare { .. }
            | Kind::In { .. }
            | Kind::Quantified { .. } => {
                self.out.text("(");
                self.truth(expression, true)?;
                self.out.text(")");
                Ok(())
            }
        }
    }

    fn literal(&mut self, value: &Value, expression: &Expression, class: Class, wanted: Option<Meaning>) -> Done {
        let span = expression.span;
        let (literal, natural) = match value {
            Value::Boolean(value) => (SqlLiteral::boolean(*value, DIALECT), ""),
            Value::Integer(number) => (SqlLiteral::integer(*number), "::int8"),
            Value::Decimal(number) | Value::Float(number) => {
                (SqlLiteral::number(&canonical(number), DIALECT), "::numeric")
            }
            Value::String(_) if wanted == Some(Meaning::Uuid) => {
                return obstacle(span, "native UUIDs are compared with columns and claims");
            }
            Value::String(text) => (SqlLiteral::string(text, DIALECT), "::text"),
            Value::DateTime(text) => {
                let Some(moment) = Moment::parse(text) else { return obstacle(span, "this moment cannot be read") };
                let literal = SqlLiteral::utc_date_time(&moment, 3);
                self.out.text("(").literal(&literal);
                self.out.text(if self.zone == Zone::Said { " || 'Z')::timestamptz" } else { ")::timestamp" });
                return Ok(());
            }
            Value::Variant(variant) => {
                let BaseType::Enumeration(id) = expression.ty.base else {
                    return obstacle(span, "this value has no enumeration");
                };
                let found = &self.schema().enumeration(id).variants[variant.index()];
                self.out.literal(&SqlLiteral::string(&found.database_name, DIALECT));
                self.enumeration(id);
                return Ok(());
            }
            _ => return obstacle(span, "such a value cannot be compared"),
        };
        let cast = if class == Class::Plain { natural } else { cast(class) };
        self.out.text("(").literal(&literal).text(")").text(cast);
        Ok(())
    }

    /// Writes `::"Level"`.
    fn enumeration(&mut self, id: ssot_core::ir::EnumId) {
        let enumeration = self.schema().enumeration(id);
        let name = qualified(DIALECT, enumeration.namespace.as_deref(), &enumeration.database_name);
        self.out.text("::").qualified(&name);
    }

    fn is_in(&mut self, operand: &Expression, list: &Expression, exact: bool) -> Done {
        let (class, wanted) = sides(self.schema(), operand, list)?;
        let items = match &list.kind {
            Kind::List(items) => Some(items),
            _ => None,
        };
        if class == Class::Decimal || matches!(wanted, Some(Meaning::Bytes | Meaning::DateTime)) {
            let Some(items) = items.filter(|items| !items.is_empty()) else {
                return obstacle(list.span, "such values are not looked for in lists that are stored or claimed");
            };
            for (index, item) in items.iter().enumerate() {
                self.out.text(if index > 0 { " OR (" } else { "(" });
                self.compare(ComparisonOperator::Equal, operand, item)?;
                self.out.text(")");
            }
            return Ok(());
        }
        if let (Kind::Literal(Value::String(role)), Kind::Claim(Claim::Roles)) = (&operand.kind, &list.kind) {
            self.has_role(role);
            return Ok(());
        }
        if exact {
            self.out.text("CASE WHEN (");
            self.value(operand, class, wanted)?;
            self.out.text(") IS NULL THEN NULL ELSE ");
        }
        match items {
            Some(items) if items.is_empty() => {
                self.out.text("FALSE");
            }
            Some(items) => {
                self.operand(operand, class, wanted, false)?;
                self.out.text(" IN (");
                for (index, item) in items.iter().enumerate() {
                    self.out.text(if index > 0 { ", " } else { "" });
                    self.operand(item, class, wanted, false)?;
                }
                self.out.text(")");
            }
            None => {
                self.operand(operand, class, wanted, false)?;
                self.out.text(" = ANY (");
                self.list(list, wanted)?;
                self.out.text(")");
            }
        }
        self.out.text(if exact { " END" } else { "" });
        Ok(())
    }

    /// A list; a column without one has an empty one.
    fn list(&mut self, list: &Expression, wanted: Option<Meaning>) -> Done {
        let stored = matches!(list.kind, Kind::Field(_));
        self.out.text(if stored { "coalesce(" } else { "" });
        self.value(list, Class::Plain, wanted)?;
        self.out.text(if stored { ", '{}')" } else { "" });
        Ok(())
    }
}

const fn cast(class: Class) -> &'static str {
    match class {
        Class::Integer => "::int8",
        Class::Float => "::float8",
        Class::Decimal => "::numeric",
        Class::Text => "::text",
        Class::Plain => "",
    }
}
