//! Expressions as conditions of PostgreSQL's policies, with the same result as in the servers.
//!
//! What is known about who asks is read once per statement: every claim stands in a sub-select of its own. What looks at other rows is a
//! function that sees all of them, as they are: a policy itself would see what the caller may see, and could not look at its own table.

use ssot_core::ir::{
    Aggregate, ArithmeticOperator, BaseType, Builtin, Claim, ComparisonOperator, End, Expression,
    ExpressionKind as Kind, FieldId, FieldPath, LogicOperator, ModelId, Quantifier, Relation, RelationKind, Root,
    RowPath, Scalar, Schema, Type, Value, native,
};
use ssot_core::source::Span;

use super::Functions;
use crate::target::sql::names::{qualified, table};
use crate::target::sql::nodes::{Argument, RowFunction};
use crate::target::sql::plan::Planner;
use crate::text::expression::{Class, Obstacle, canonical, class, meaning, plain, reckoned, sides};
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

/// One step from rows to related ones.
struct Hop<'a> {
    here: (Rows, ModelId),
    end: End,
    there: (Rows, ModelId),
    relation: &'a Relation,
    /// The table of links, if the relation has one.
    links: Option<usize>,
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

    fn claim(&mut self, claim: &Claim, expression: &Expression, wanted: Option<Meaning>) -> Done {
        let span = expression.span;
        let list = expression.ty.list;
        let meaning = match expression.ty.base {
            BaseType::Enumeration(id) if !list => {
                self.variant_claim(claim, id);
                return Ok(());
            }
            BaseType::Scalar(scalar) => wanted.unwrap_or_else(|| plain(scalar)),
            _ => return obstacle(span, "such claims are not read by the database"),
        };
        if list {
            return self.list_claim(claim, meaning, span);
        }
        let (open, close) = match meaning {
            Meaning::String => ("", ""),
            Meaning::Int => ("\"_ssot_as_int\"(", ")"),
            Meaning::BigInt => ("\"_ssot_as_bigint\"(", ")"),
            Meaning::Float => ("\"_ssot_as_double\"(", ")"),
            Meaning::Decimal => ("\"_ssot_as_decimal\"(", ")"),
            Meaning::Uuid => ("\"_ssot_as_uuid\"(", ")"),
            Meaning::DateTime if self.zone == Zone::Said => ("\"_ssot_as_moment\"(", ")"),
            Meaning::DateTime => ("\"_ssot_as_moment\"(", ") AT TIME ZONE 'UTC'"),
            Meaning::Boolean => match claim {
                Claim::Other(name) => {
                    let name = SqlLiteral::string(name, DIALECT);
                    self.out.text("(SELECT \"_ssot_as_boolean\"(\"_ssot_claim\"(").literal(&name).text(")))");
                    return Ok(());
                }
                _ => return obstacle(span, "an identity is no truth value"),
            },
            Meaning::Date | Meaning::Time | Meaning::Json | Meaning::Bytes => {
                return obstacle(span, "such claims are not read by the database");
            }
        };
        self.out.text("(SELECT ").text(open);
        self.claim_text(claim);
        self.out.text(close).text(")");
        Ok(())
    }

    /// A claim as text, outside of a sub-select.
    fn claim_text(&mut self, claim: &Claim) {
        match claim {
            Claim::Id => self.out.text("\"_ssot_id\"()"),
            Claim::Tenant => self.out.text("\"_ssot_tenant\"()"),
            Claim::Roles => self.out.text("NULL"),
            Claim::Other(name) => {
                let name = SqlLiteral::string(name, DIALECT);
                self.out.text("\"_ssot_as_text\"(\"_ssot_claim\"(").literal(&name).text("))")
            }
        };
    }

    fn variant_claim(&mut self, claim: &Claim, id: ssot_core::ir::EnumId) {
        self.out.text("(SELECT CASE ");
        self.claim_text(claim);
        for variant in &self.schema().enumeration(id).variants {
            let name = SqlLiteral::string(&variant.name, DIALECT);
            self.out.text(" WHEN ").literal(&name).text(" THEN ");
            self.out.literal(&SqlLiteral::string(&variant.database_name, DIALECT));
            self.enumeration(id);
        }
        self.out.text(" END)");
    }

    fn list_claim(&mut self, claim: &Claim, meaning: Meaning, span: Span) -> Done {
        let (open, close) = match meaning {
            Meaning::String => ("(SELECT ", ")::text[]"),
            _ => return obstacle(span, "of claims that are lists the database reads those of texts"),
        };
        self.out.text(open);
        match claim {
            Claim::Roles => {
                self.out.text("\"_ssot_roles\"()");
            }
            Claim::Other(name) => {
                let name = SqlLiteral::string(name, DIALECT);
                self.out.text("\"_ssot_as_texts\"(\"_ssot_claim\"(").literal(&name).text("))");
            }
            Claim::Id | Claim::Tenant => return obstacle(span, "this claim is no list"),
        }
        self.out.text(close);
        Ok(())
    }

    fn root(&self, root: Root) -> (Rows, ModelId) {
        match root {
            Root::This => self.this,
            Root::Element => self.element.unwrap_or(self.this),
        }
    }

    /// Writes a column of rows.
    fn column(&mut self, (rows, model): (Rows, ModelId), field: FieldId) {
        let found = self.schema().model(model);
        let column = SqlIdent::new(&found.field(field).column);
        match rows {
            Rows::Table => self.out.ident(&SqlIdent::new(&found.table)).text(".").ident(&column),
            Rows::Alias(alias) => self.out.alias(alias).text(".").ident(&column),
            Rows::Arguments => {
                let known = self.arguments.iter().position(|known| *known == field);
                let at = known.unwrap_or_else(|| {
                    self.arguments.push(field);
                    self.arguments.len() - 1
                });
                self.out.parameter(at + 1)
            }
        };
    }

    fn field(&mut self, path: &FieldPath, span: Span) -> Done {
        let said = self.zone_of(&Expression {
            kind: Kind::Field(path.clone()),
            ty: ssot_core::ir::ValueType::scalar(Scalar::DateTime),
            span,
        });
        let moment = matches!(self.schema().field(path.model, path.field).ty, Type::Scalar(Scalar::DateTime));
        let converted = moment && said == Some(Zone::Said) && self.zone == Zone::Unsaid;
        self.out.text(if converted { "(" } else { "" });
        let hops = self.hops(&path.row);
        if hops.is_empty() {
            self.column(self.root(path.row.root), path.field);
        } else {
            let there = hops.last().map_or(self.this, |hop| hop.there);
            self.out.text("(SELECT ");
            self.column(there, path.field);
            self.from(&hops, span)?;
            self.out.text(")");
        }
        self.out.text(if converted { " AT TIME ZONE 'UTC')" } else { "" });
        Ok(())
    }

    fn table_number(&mut self) -> usize {
        self.tables += 1;
        self.tables - 1
    }

    fn hops(&mut self, path: &RowPath) -> Vec<Hop<'a>> {
        let mut here = self.root(path.root);
        let mut hops = Vec::with_capacity(path.steps.len());
        for &end in &path.steps {
            let Some((relation, other)) = self.schema().across(end.model, end.field) else { continue };
            let there = (Rows::Alias(self.table_number()), other.model);
            let links = matches!(relation.kind, RelationKind::JoinTable(_)).then(|| self.table_number());
            hops.push(Hop { here, end, there, relation, links });
            here = there;
        }
        hops
    }

    /// Writes ` FROM … WHERE …`: the rows at the end of a path, the first step in the condition.
    fn from(&mut self, hops: &[Hop<'a>], span: Span) -> Done {
        let Some((first, rest)) = hops.split_first() else { return obstacle(span, "a path that leads nowhere") };
        self.out.text(" FROM ");
        self.table(first.there);
        self.links(first, false);
        for hop in rest {
            self.links(hop, true);
            self.out.text(" JOIN ");
            self.table(hop.there);
            self.out.text(" ON ");
            self.link(hop, hop.links.is_some());
        }
        self.out.text(" WHERE ");
        self.link(first, false);
        Ok(())
    }

    fn table(&mut self, (rows, model): (Rows, ModelId)) {
        self.out.qualified(&table(DIALECT, self.schema().model(model)));
        if let Rows::Alias(alias) = rows {
            self.out.text(" ").alias(alias);
        }
    }

    /// The table of links of a step: joined to where the step starts (`here`), or to where it ends.
    fn links(&mut self, hop: &Hop<'a>, here: bool) {
        let Some(links) = hop.links else { return };
        self.out.text(" JOIN ").qualified(&self.planner.join_name(hop.relation)).text(" ").alias(links).text(" ON ");
        self.link(hop, !here);
    }

    /// The equality of the columns that a step goes by; with a table of links only on one side of it.
    fn link(&mut self, hop: &Hop<'a>, there: bool) {
        match &hop.relation.kind {
            RelationKind::ForeignKey(key) => {
                let holds = key.from == hop.end;
                let (ours, theirs) =
                    if holds { (&key.fields, &key.references) } else { (&key.references, &key.fields) };
                for (index, (&our, &their)) in ours.iter().zip(theirs).enumerate() {
                    self.out.text(if index > 0 { " AND " } else { "" });
                    self.column(hop.there, their);
                    self.out.text(" = ");
                    self.column(hop.here, our);
                }
            }
            RelationKind::JoinTable(links) => {
                let a = links.a == hop.end;
                let (column, rows) = if there { (!a, hop.there) } else { (a, hop.here) };
                self.out.alias(hop.links.unwrap_or_default()).text(if column { ".\"A\" = " } else { ".\"B\" = " });
                if let Some(&key) = self.schema().model(rows.1).identity().first() {
                    self.column(rows, key);
                }
            }
        }
    }

    /// ` AND (condition)` about other rows; `end` follows the condition.
    fn and(&mut self, condition: Option<&Expression>, element: (Rows, ModelId), end: &'static str) -> Done {
        let Some(condition) = condition else { return Ok(()) };
        self.out.text(" AND ((");
        self.inside(element, |writer| writer.truth(condition, false))?;
        self.out.text(")").text(end).text(")");
        Ok(())
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        rows: &RowPath,
        condition: Option<&Expression>,
        span: Span,
    ) -> Done {
        let (word, end) = match quantifier {
            Quantifier::Some => ("EXISTS (SELECT 1", ""),
            Quantifier::None => ("NOT EXISTS (SELECT 1", ""),
            Quantifier::Every if condition.is_none() => {
                self.out.text("TRUE");
                return Ok(());
            }
            Quantifier::Every => ("NOT EXISTS (SELECT 1", " IS NOT TRUE"),
        };
        let hops = self.hops(rows);
        let Some(element) = hops.last().map(|hop| hop.there) else {
            return obstacle(span, "a path that leads nowhere");
        };
        self.out.text(word);
        self.from(&hops, span)?;
        self.and(condition, element, end)?;
        self.out.text(")");
        Ok(())
    }

    fn aggregate(
        &mut self,
        aggregate: Aggregate,
        rows: &RowPath,
        value: Option<&Expression>,
        condition: Option<&Expression>,
        span: Span,
    ) -> Done {
        let hops = self.hops(rows);
        let Some(element) = hops.last().map(|hop| hop.there) else {
            return obstacle(span, "a path that leads nowhere");
        };
        let Some(value) = value else {
            self.out.text("(SELECT count(*)");
            self.from(&hops, span)?;
            self.and(condition, element, "")?;
            self.out.text(")");
            return Ok(());
        };
        let class = class(meaning(self.schema(), value), None);
        let moment = value.ty.base == BaseType::Scalar(Scalar::DateTime);
        self.out.text(match (aggregate, class) {
            (Aggregate::Count, _) => "(SELECT count(",
            (Aggregate::Sum, Class::Integer) => "(SELECT coalesce(sum(",
            (Aggregate::Minimum, Class::Integer | Class::Float | Class::Text) => "(SELECT min(",
            (Aggregate::Maximum, Class::Integer | Class::Float | Class::Text) => "(SELECT max(",
            (Aggregate::Minimum, Class::Plain) if moment => "(SELECT min(",
            (Aggregate::Maximum, Class::Plain) if moment => "(SELECT max(",
            (Aggregate::Sum, _) => return obstacle(span, "only integers are added up"),
            (Aggregate::Average, _) => {
                return obstacle(span, "averages are not computed: databases round them differently");
            }
            (Aggregate::Minimum | Aggregate::Maximum, _) => {
                return obstacle(span, "the least and the greatest of such values are not computed");
            }
        });
        // The values come from a table of their own: of columns of rows around it, an aggregate would be theirs.
        let values = self.table_number();
        self.out.alias(values).text(".\"v\"");
        self.out.text(if aggregate == Aggregate::Sum { "), 0) FROM (SELECT " } else { ") FROM (SELECT " });
        self.inside(element, |writer| writer.operand(value, class, None, true))?;
        self.out.text(" AS \"v\"");
        self.from(&hops, span)?;
        self.and(condition, element, "")?;
        self.out.text(") ").alias(values).text(")");
        Ok(())
    }

    fn number(&self, expression: &Expression) -> Result<Class, Obstacle> {
        match class(meaning(self.schema(), expression), None) {
            class @ (Class::Integer | Class::Float) => Ok(class),
            _ => obstacle(expression.span, "exact numbers are only compared, not reckoned with"),
        }
    }

    fn arithmetic(
        &mut self,
        operator: ArithmeticOperator,
        class: Class,
        left: &Expression,
        right: &Expression,
    ) -> Done {
        let wanted = match class {
            Class::Float => Meaning::Float,
            Class::Text => Meaning::String,
            _ => Meaning::BigInt,
        };
        let divides = matches!(operator, ArithmeticOperator::Divide | ArithmeticOperator::Remainder);
        // `div` cuts towards zero; exact numbers do not overflow.
        let cuts = class == Class::Integer && operator == ArithmeticOperator::Divide;
        self.out.text(if cuts { "div(" } else { "(" });
        self.reckoned(left, class, wanted)?;
        self.out.text(match operator {
            _ if cuts => ", ",
            ArithmeticOperator::Add if class == Class::Text => " || ",
            ArithmeticOperator::Add => " + ",
            ArithmeticOperator::Subtract => " - ",
            ArithmeticOperator::Multiply => " * ",
            ArithmeticOperator::Divide => " / ",
            ArithmeticOperator::Remainder => " % ",
        });
        self.out.text(if divides { "NULLIF(" } else { "" });
        self.reckoned(right, class, wanted)?;
        self.out.text(if divides { ", 0))" } else { ")" });
        Ok(())
    }

    /// A value as it is reckoned with.
    fn reckoned(&mut self, expression: &Expression, class: Class, wanted: Meaning) -> Done {
        let (open, close) = match class {
            Class::Integer => ("(", ")::numeric"),
            Class::Float => ("(", ")::float8"),
            _ => ("", ""),
        };
        self.out.text(open);
        self.value(expression, class, Some(wanted))?;
        self.out.text(close);
        Ok(())
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

    fn call(
        &mut self,
        function: Builtin,
        arguments: &[Expression],
        class: Class,
        wanted: Option<Meaning>,
        span: Span,
    ) -> Done {
        let Some(first) = arguments.first() else {
            self.out.text("(SELECT \"_ssot_now\"()");
            self.out.text(if self.zone == Zone::Said { ")" } else { " AT TIME ZONE 'UTC')" });
            return Ok(());
        };
        let text = Some(Meaning::String);
        let is_text = !matches!(
            function,
            Builtin::Now | Builtin::Coalesce | Builtin::Abs | Builtin::Floor | Builtin::Ceil | Builtin::Round
        );
        if is_text && !first.ty.list {
            let uuid = arguments.iter().find(|argument| meaning(self.schema(), argument) == Some(Meaning::Uuid));
            if let Some(argument) = uuid {
                return obstacle(argument.span, "a native UUID is no text");
            }
        }
        let bytes = first.ty.base == BaseType::Scalar(Scalar::Bytes);
        match function {
            Builtin::Now => obstacle(span, "`now` takes nothing"),
            Builtin::Coalesce => {
                let found = arguments.iter().find_map(|argument| meaning(self.schema(), argument));
                self.arguments_of("coalesce(", arguments, class, wanted.or(found), ")")
            }
            Builtin::Contains => self.arguments_of("(strpos(", arguments, Class::Text, text, ") > 0)"),
            Builtin::StartsWith => self.arguments_of("starts_with(", arguments, Class::Text, text, ")"),
            Builtin::EndsWith => {
                let Some(end) = arguments.get(1) else { return obstacle(span, "an end is wanted") };
                self.out.text("(right(");
                self.value(first, Class::Text, text)?;
                self.out.text(", length(");
                self.value(end, Class::Text, text)?;
                self.out.text(")) = ");
                self.value(end, Class::Text, text)?;
                self.out.text(")");
                Ok(())
            }
            Builtin::Length if first.ty.list => {
                self.out.text("cardinality(");
                self.list(first, None)?;
                self.out.text(")");
                Ok(())
            }
            Builtin::Length if bytes => self.arguments_of("octet_length(", &arguments[..1], class, None, ")"),
            Builtin::Length => self.arguments_of("length(", &arguments[..1], Class::Text, text, ")"),
            Builtin::Lower => self.arguments_of(
                "translate(",
                &arguments[..1],
                Class::Text,
                text,
                ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')",
            ),
            Builtin::Upper => self.arguments_of(
                "translate(",
                &arguments[..1],
                Class::Text,
                text,
                ", 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')",
            ),
            Builtin::Trim => self.arguments_of("btrim(", &arguments[..1], Class::Text, text, ")"),
            Builtin::Abs | Builtin::Floor | Builtin::Ceil | Builtin::Round => match (function, self.number(first)?) {
                (Builtin::Abs, found) => {
                    let class = if class == Class::Plain { found } else { class };
                    self.arguments_of("abs(", &arguments[..1], class, wanted, ")")
                }
                // A whole number is whole.
                (_, Class::Integer) => self.value(first, class, wanted),
                _ => obstacle(span, "doubles are not rounded: databases do it differently"),
            },
        }
    }

    fn arguments_of(
        &mut self,
        open: &'static str,
        arguments: &[Expression],
        class: Class,
        wanted: Option<Meaning>,
        close: &'static str,
    ) -> Done {
        self.out.text(open);
        for (index, argument) in arguments.iter().enumerate() {
            self.out.text(if index > 0 { ", " } else { "" });
            self.value(argument, class, wanted)?;
        }
        self.out.text(close);
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
