//! Policies to constants of `ssot_server::resource`. What cannot be enforced as it is written is an error, never an open door.

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::{
    Aggregate, ArithmeticOperator, BaseType, Builtin, Claim, ComparisonOperator, Effect, End, Expression,
    ExpressionKind as Kind, FieldPath, LogicOperator, Model, ModelId, Policy, Quantifier, Root, RowPath, Scalar,
    Schema, Type, Value,
};
use ssot_core::source::Span;

use super::index::Index;
use super::scope::Scope;
use super::table::enumeration_table;
use crate::target::rust::nodes::Constant;
use crate::target::rust::rule::PolicyOpen;
use crate::target::rust::{names, types};
use crate::text::expression::{self, Class, canonical};
use crate::text::sql::Moment;
use crate::text::wire::Meaning;

pub(super) use crate::text::expression::{Obstacle, plain};

pub(super) type Planned = Result<Constant, Obstacle>;

pub(super) fn obstacle<T>(span: Span, reason: &'static str) -> Result<T, Obstacle> {
    Err(Obstacle { span, reason })
}

/// Reports the policies of a model and its fields that the output cannot enforce.
pub(super) fn check(schema: &Schema, index: &Index, id: ModelId, model: &Model, diagnostics: &mut Diagnostics) {
    let mut report = |obstacle: Obstacle| {
        let Obstacle { span, reason } = obstacle;
        diagnostics.push(PolicyOpen { model: model.name.as_str().to_owned(), span, reason });
    };
    let mut scope = Scope::scratch();
    for policy in &model.policies {
        if let Err(found) = (Planner { schema, index, scope: &mut scope }).policy(policy) {
            report(found);
        }
    }
    for (field_id, field) in model.fields().filter(|(_, field)| !field.ignored) {
        let finds_rows = || {
            let is_key = model.identity().contains(&field_id);
            let links = schema.relations.iter().any(|relation| links_by(relation, End { model: id, field: field_id }));
            let is_tenant = model.tenant.is_some_and(|tenant| tenant.field == field_id);
            is_key || links || is_tenant || field.version
        };
        for policy in &field.policies {
            if matches!(field.ty, Type::Relation(_)) {
                let reason = "a relation has no column of its own: put the policy on the model it leads to";
                report(Obstacle { span: policy.span, reason });
            } else if finds_rows() {
                report(Obstacle { span: policy.span, reason: "rows are found and linked by this field, whoever asks" });
            } else if let Err(found) = (Planner { schema, index, scope: &mut scope }).policy(policy) {
                report(found);
            }
        }
    }
    if let Some(tenant) = model.tenant.filter(|tenant| index.field(id, tenant.field).is_none()) {
        report(Obstacle { span: tenant.span, reason: "the server does not have that field" });
    }
    if let Some(deleted) = model.api.soft_delete.filter(|field| index.field(id, *field).is_none()) {
        let reason = "the server does not have that field, and so cannot tell deleted rows";
        report(Obstacle { span: model.field(deleted).name_span, reason });
    }
}

/// Whether a relation goes by that column.
fn links_by(relation: &ssot_core::ir::Relation, column: End) -> bool {
    let ssot_core::ir::RelationKind::ForeignKey(key) = &relation.kind else { return false };
    key.from.model == column.model && key.fields.contains(&column.field)
        || key.to.model == column.model && key.references.contains(&column.field)
}

/// The constants of policies that [`check`] has nothing against.
pub(super) fn plan(schema: &Schema, index: &Index, scope: &mut Scope, policies: &[Policy]) -> Vec<Constant> {
    let mut planner = Planner { schema, index, scope };
    policies.iter().filter_map(|policy| planner.policy(policy).ok()).collect()
}

pub(super) struct Planner<'p> {
    pub(super) schema: &'p Schema,
    pub(super) index: &'p Index,
    pub(super) scope: &'p mut Scope,
}

impl Planner<'_> {
    fn policy(&mut self, policy: &Policy) -> Planned {
        let effect = match policy.effect {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        };
        let operations = policy
            .operations
            .iter()
            .map(|operation| {
                self.word(
                    "Operation",
                    match operation {
                        ssot_core::ir::Operation::Create => "Create",
                        ssot_core::ir::Operation::Read => "Read",
                        ssot_core::ir::Operation::Update => "Update",
                        ssot_core::ir::Operation::Delete => "Delete",
                    },
                )
            })
            .collect();
        let members = vec![
            (names::known("effect"), self.word("Effect", effect)),
            (names::known("operations"), Constant::Slice(operations)),
            (names::known("condition"), self.expression(&policy.condition, None)?),
        ];
        Ok(Constant::Struct { path: self.scope.resource("Policy"), variant: None, members })
    }

    pub(super) fn word(&mut self, ty: &'static str, variant: &'static str) -> Constant {
        Constant::Word { path: self.scope.resource(ty), variant: names::known(variant) }
    }

    fn call(&mut self, variant: &'static str, arguments: Vec<Constant>) -> Constant {
        Constant::Call { path: self.scope.resource("Expression"), variant: names::known(variant), arguments }
    }

    fn with(&mut self, variant: &'static str, members: Vec<(&'static str, Constant)>) -> Constant {
        let members = members.into_iter().map(|(name, value)| (names::known(name), value)).collect();
        Constant::Struct { path: self.scope.resource("Expression"), variant: Some(names::known(variant)), members }
    }

    fn boxed(&mut self, expression: &Expression, wanted: Option<Meaning>) -> Planned {
        Ok(Constant::Borrowed(Box::new(self.expression(expression, wanted)?)))
    }

    /// An expression; `wanted` is what a claim or a literal in it is taken as.
    pub(super) fn expression(&mut self, expression: &Expression, wanted: Option<Meaning>) -> Planned {
        let span = expression.span;
        Ok(match &expression.kind {
            Kind::Literal(value) => {
                let literal = self.literal(value, expression, wanted)?;
                self.call("Literal", vec![literal])
            }
            Kind::Null => self.word("Expression", "Null"),
            Kind::List(items) => {
                let items = items.iter().map(|item| self.expression(item, wanted)).collect::<Result<_, _>>()?;
                self.call("List", vec![Constant::Slice(items)])
            }
            Kind::Field(path) => self.field(path, span)?,
            Kind::Row(path) => {
                let path = self.path(path, span)?;
                self.call("Row", vec![path])
            }
            Kind::Parameter(parameter) => self.call("Parameter", vec![Constant::Number(parameter.index() as i64)]),
            Kind::Principal => self.word("Expression", "Principal"),
            Kind::Claim(claim) => self.claim(claim, expression, wanted)?,
            Kind::Not(one) => {
                let one = self.boxed(one, None)?;
                self.call("Not", vec![one])
            }
            Kind::Negate(one) => {
                let class = self.number(one)?;
                let zero = Value::Integer(0);
                let zero = Expression { kind: Kind::Literal(zero), ty: one.ty, span };
                self.arithmetic("Subtract", class, &zero, one)?
            }
            Kind::Logic { operator, left, right } => {
                let sides = vec![self.boxed(left, None)?, self.boxed(right, None)?];
                self.call(if *operator == LogicOperator::And { "And" } else { "Or" }, sides)
            }
            Kind::IsNull { operand, negated } => {
                let operand = self.boxed(operand, None)?;
                let is_null = self.call("IsNull", vec![operand]);
                self.perhaps_not(is_null, *negated)
            }
            Kind::Compare { operator, left, right } => self.compare(*operator, left, right)?,
            Kind::In { operand, list, negated } => {
                let is_in = self.is_in(operand, list)?;
                self.perhaps_not(is_in, *negated)
            }
            Kind::Arithmetic { operator, left, right } => {
                let found = expression::reckoned(self.schema, expression, left, right);
                let class = match (word(found), operator) {
                    ("Decimal", _) => return obstacle(span, "exact numbers are only compared, not reckoned with"),
                    ("Float", ArithmeticOperator::Remainder) => return obstacle(span, "doubles have no remainder"),
                    (class, _) => class,
                };
                let word = match operator {
                    ArithmeticOperator::Add => "Add",
                    ArithmeticOperator::Subtract => "Subtract",
                    ArithmeticOperator::Multiply => "Multiply",
                    ArithmeticOperator::Divide => "Divide",
                    ArithmeticOperator::Remainder => "Remainder",
                };
                self.arithmetic(word, class, left, right)?
            }
            Kind::Quantified { quantifier, rows, condition } => {
                let word = match quantifier {
                    Quantifier::Some => "Some",
                    Quantifier::Every => "Every",
                    Quantifier::None => "None",
                };
                let quantifier = self.word("Quantifier", word);
                let rows = self.path(rows, span)?;
                let condition = self.optional(condition.as_deref())?;
                self.with("Quantified", vec![("quantifier", quantifier), ("rows", rows), ("condition", condition)])
            }
            Kind::Aggregate { function, rows, value, condition } => {
                self.aggregate(*function, rows, value.as_deref(), condition.as_deref(), span)?
            }
            Kind::Call { function, arguments } => self.function(*function, arguments, span, wanted)?,
        })
    }

    fn perhaps_not(&mut self, expression: Constant, negated: bool) -> Constant {
        if negated { self.call("Not", vec![Constant::Borrowed(Box::new(expression))]) } else { expression }
    }

    fn optional(&mut self, expression: Option<&Expression>) -> Planned {
        Ok(match expression {
            Some(expression) => Constant::Some(Box::new(self.boxed(expression, None)?)),
            None => Constant::None,
        })
    }

    /// What values an expression gives, if that does not depend on what it meets.
    fn meaning(&self, expression: &Expression) -> Option<Meaning> {
        expression::meaning(self.schema, expression)
    }

    fn field(&mut self, path: &FieldPath, span: Span) -> Planned {
        let Some(field) = self.index.field(path.model, path.field) else {
            return obstacle(span, "the server does not have that field");
        };
        let row = self.path(&path.row, span)?;
        Ok(self.with("Field", vec![("row", row), ("field", Constant::Number(field as i64))]))
    }

    pub(super) fn path(&mut self, path: &RowPath, span: Span) -> Planned {
        let step = |end: &End| match self.index.relation(*end) {
            Some(relation) => Ok(Constant::Number(relation as i64)),
            None => obstacle(span, "the server does not have that relation"),
        };
        let steps = path.steps.iter().map(step).collect::<Result<_, _>>()?;
        let root = self.word(
            "Root",
            match path.root {
                Root::This => "This",
                Root::Element => "Element",
            },
        );
        let members = vec![(names::known("root"), root), (names::known("steps"), Constant::Slice(steps))];
        Ok(Constant::Struct { path: self.scope.resource("Path"), variant: None, members })
    }

    fn claim(&mut self, claim: &Claim, expression: &Expression, wanted: Option<Meaning>) -> Planned {
        let path = self.scope.resource("Claim");
        let claim = match claim {
            Claim::Id => self.word("Claim", "Id"),
            Claim::Roles => self.word("Claim", "Roles"),
            Claim::Tenant => self.word("Claim", "Tenant"),
            Claim::Other(name) => {
                let arguments = vec![Constant::Text(names::text(name))];
                Constant::Call { path, variant: names::known("Other"), arguments }
            }
        };
        let kind = match (expression.ty.base, wanted) {
            (BaseType::Enumeration(id), _) => {
                let table = enumeration_table(self.schema.enumeration(id).name.as_str());
                let arguments = vec![Constant::Static(table)];
                Constant::Call { path: self.scope.resource("Kind"), variant: names::known("Enumeration"), arguments }
            }
            (BaseType::Scalar(scalar), wanted) => match wanted.unwrap_or_else(|| plain(scalar)) {
                Meaning::Decimal => {
                    let path = self.scope.resource("Kind");
                    Constant::Call { path, variant: names::known("Decimal"), arguments: vec![Constant::None] }
                }
                meaning => self.word("Kind", types::variant(meaning)),
            },
            (BaseType::Row(_) | BaseType::Principal, _) => return obstacle(expression.span, "a claim is no row"),
        };
        Ok(self.with("Claim", vec![("claim", claim), ("kind", kind), ("list", Constant::Flag(expression.ty.list))]))
    }

    fn literal(&mut self, value: &Value, expression: &Expression, wanted: Option<Meaning>) -> Planned {
        let span = expression.span;
        let (variant, argument) = match (value, wanted) {
            (Value::Boolean(value), _) => ("Boolean", Constant::Flag(*value)),
            (Value::Integer(number), Some(Meaning::Float)) => {
                ("Float", Constant::Float(names::float(&number.to_string())))
            }
            (Value::Integer(number), Some(Meaning::Decimal)) => {
                ("Decimal", Constant::Text(names::text(&number.to_string())))
            }
            (Value::Integer(number), _) => ("Integer", Constant::Number(*number)),
            (Value::Decimal(number) | Value::Float(number), Some(Meaning::Float)) => {
                ("Float", Constant::Float(names::float(number)))
            }
            (Value::Float(number), _) => ("Float", Constant::Float(names::float(number))),
            (Value::Decimal(number), _) => ("Decimal", Constant::Text(names::text(&canonical(number)))),
            (Value::String(_), Some(Meaning::Uuid)) => {
                return obstacle(span, "native UUIDs are compared with columns and claims");
            }
            (Value::String(text), _) => ("Text", Constant::Text(names::text(text))),
            (Value::DateTime(text), _) => match Moment::parse(text) {
                Some(moment) => ("Moment", Constant::Number(moment.unix_millis())),
                None => return obstacle(span, "this moment cannot be read"),
            },
            (Value::Variant(variant), _) => match expression.ty.base {
                BaseType::Enumeration(id) => {
                    let enumeration = self.schema.enumeration(id);
                    let path = self.scope.resource("Literal");
                    let arguments = vec![
                        Constant::Static(enumeration_table(enumeration.name.as_str())),
                        Constant::Text(names::text(&enumeration.variants[variant.index()].name)),
                    ];
                    return Ok(Constant::Call { path, variant: names::known("Variant"), arguments });
                }
                _ => return obstacle(span, "this value has no enumeration"),
            },
            _ => return obstacle(span, "such a value cannot be compared"),
        };
        let path = self.scope.resource("Literal");
        Ok(Constant::Call { path, variant: names::known(variant), arguments: vec![argument] })
    }

    /// Both sides as one thing.
    fn sides(&self, left: &Expression, right: &Expression) -> Result<(&'static str, Option<Meaning>), Obstacle> {
        let (class, wanted) = expression::sides(self.schema, left, right)?;
        Ok((word(class), wanted))
    }

    fn compare(&mut self, operator: ComparisonOperator, left: &Expression, right: &Expression) -> Planned {
        let (class, wanted) = self.sides(left, right)?;
        let comparison = self.word(
            "Comparison",
            match operator {
                ComparisonOperator::Equal => "Equal",
                ComparisonOperator::NotEqual => "NotEqual",
                ComparisonOperator::Less => "Less",
                ComparisonOperator::LessEqual => "LessEqual",
                ComparisonOperator::Greater => "Greater",
                ComparisonOperator::GreaterEqual => "GreaterEqual",
            },
        );
        let class = self.word("Class", class);
        let (left, right) = (self.boxed(left, wanted)?, self.boxed(right, wanted)?);
        Ok(self.with("Compare", vec![("comparison", comparison), ("class", class), ("left", left), ("right", right)]))
    }

    fn is_in(&mut self, operand: &Expression, list: &Expression) -> Planned {
        let (class, wanted) = self.sides(operand, list)?;
        let inexact = class == "Decimal" || matches!(wanted, Some(Meaning::Bytes | Meaning::DateTime));
        match &list.kind {
            Kind::List(items) if inexact && !items.is_empty() => {
                let mut alternatives = items.iter().map(|item| self.compare(ComparisonOperator::Equal, operand, item));
                let first = alternatives.next().unwrap_or_else(|| obstacle(list.span, "an empty list"))?;
                let rest = alternatives.collect::<Result<Vec<_>, _>>()?;
                Ok(rest.into_iter().fold(first, |either, or| {
                    self.call("Or", vec![Constant::Borrowed(Box::new(either)), Constant::Borrowed(Box::new(or))])
                }))
            }
            _ if inexact => obstacle(list.span, "such values are not looked for in lists that are stored or claimed"),
            _ => {
                let class = self.word("Class", class);
                let (value, list) = (self.boxed(operand, wanted)?, self.boxed(list, wanted)?);
                Ok(self.with("In", vec![("class", class), ("value", value), ("list", list)]))
            }
        }
    }

    fn number(&mut self, expression: &Expression) -> Result<&'static str, Obstacle> {
        match class(self.meaning(expression), None) {
            class @ ("Integer" | "Float") => Ok(class),
            _ => obstacle(expression.span, "exact numbers are only compared, not reckoned with"),
        }
    }

    fn arithmetic(
        &mut self,
        word: &'static str,
        class: &'static str,
        left: &Expression,
        right: &Expression,
    ) -> Planned {
        let wanted = match class {
            "Float" => Some(Meaning::Float),
            "Text" => Some(Meaning::String),
            _ => Some(Meaning::BigInt),
        };
        let (arithmetic, class) = (self.word("Arithmetic", word), self.word("Class", class));
        let (left, right) = (self.boxed(left, wanted)?, self.boxed(right, wanted)?);
        let members = vec![("arithmetic", arithmetic), ("class", class), ("left", left), ("right", right)];
        Ok(self.with("Arithmetic", members))
    }

    fn aggregate(
        &mut self,
        aggregate: Aggregate,
        rows: &RowPath,
        value: Option<&Expression>,
        condition: Option<&Expression>,
        span: Span,
    ) -> Planned {
        let class = value.map(|value| class(self.meaning(value), None));
        let word = match (aggregate, class) {
            (Aggregate::Count, _) => "Count",
            (Aggregate::Sum, Some("Integer")) => "Sum",
            (Aggregate::Minimum, Some("Integer" | "Float" | "Text")) => "Minimum",
            (Aggregate::Maximum, Some("Integer" | "Float" | "Text")) => "Maximum",
            (Aggregate::Minimum, Some("Plain")) if is_moment(value) => "Minimum",
            (Aggregate::Maximum, Some("Plain")) if is_moment(value) => "Maximum",
            (Aggregate::Sum, _) => return obstacle(span, "only integers are added up"),
            (Aggregate::Average, _) => {
                return obstacle(span, "averages are not computed: databases round them differently");
            }
            (Aggregate::Minimum | Aggregate::Maximum, _) => {
                return obstacle(span, "the least and the greatest of such values are not computed");
            }
        };
        let aggregate = self.word("Aggregate", word);
        let rows = self.path(rows, span)?;
        let value = match (value, class) {
            (Some(value), Some(class)) => {
                let pair = vec![self.boxed(value, None)?, self.word("Class", class)];
                Constant::Some(Box::new(Constant::Pair(pair)))
            }
            _ => Constant::None,
        };
        let condition = self.optional(condition)?;
        let members = vec![("aggregate", aggregate), ("rows", rows), ("value", value), ("condition", condition)];
        Ok(self.with("Aggregate", members))
    }

    fn function(
        &mut self,
        function: Builtin,
        arguments: &[Expression],
        span: Span,
        wanted: Option<Meaning>,
    ) -> Planned {
        let text = Some(Meaning::String);
        let first = arguments.first();
        let (word, wanted) = match function {
            Builtin::Now => ("Now", None),
            Builtin::Contains => ("Contains", text),
            Builtin::StartsWith => ("StartsWith", text),
            Builtin::EndsWith => ("EndsWith", text),
            Builtin::Lower => ("Lower", text),
            Builtin::Upper => ("Upper", text),
            Builtin::Trim => ("Trim", text),
            Builtin::Length if first.is_some_and(|it| it.ty.list) => ("Items", None),
            Builtin::Length if first.is_some_and(|it| it.ty.base == BaseType::Scalar(Scalar::Bytes)) => ("Bytes", None),
            Builtin::Length => ("Characters", text),
            Builtin::Coalesce => {
                let meaning = arguments.iter().find_map(|argument| self.meaning(argument));
                ("Coalesce", wanted.or(meaning))
            }
            Builtin::Abs | Builtin::Floor | Builtin::Ceil | Builtin::Round => {
                let Some(number) = first else { return obstacle(span, "a function without a number") };
                match (function, self.number(number)?) {
                    (Builtin::Abs, _) => ("Abs", wanted),
                    // A whole number is whole.
                    (_, "Integer") => return self.expression(number, wanted),
                    _ => return obstacle(span, "doubles are not rounded: databases do it differently"),
                }
            }
        };
        if wanted == text && function != Builtin::Coalesce {
            let uuid = arguments.iter().find(|argument| self.meaning(argument) == Some(Meaning::Uuid));
            if let Some(argument) = uuid {
                return obstacle(argument.span, "a native UUID is no text");
            }
        }
        let arguments = arguments.iter().map(|argument| self.expression(argument, wanted)).collect::<Result<_, _>>()?;
        let function = self.word("Function", word);
        Ok(self.with("Call", vec![("function", function), ("arguments", Constant::Slice(arguments))]))
    }
}

fn is_moment(value: Option<&Expression>) -> bool {
    value.is_some_and(|value| value.ty.base == BaseType::Scalar(Scalar::DateTime))
}

/// As what two values are compared, or one is taken: a variant of `Class`.
fn class(one: Option<Meaning>, two: Option<Meaning>) -> &'static str {
    word(expression::class(one, two))
}

const fn word(class: Class) -> &'static str {
    match class {
        Class::Integer => "Integer",
        Class::Float => "Float",
        Class::Decimal => "Decimal",
        Class::Text => "Text",
        Class::Plain => "Plain",
    }
}
