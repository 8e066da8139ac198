//! Policies and expressions as JSON: the tree, and the text that it is read from again.

use crate::ir::{
    BaseType, Effect, Expression, ExpressionKind, FieldPath, ModelId, Policy, Printer, Root, RowPath, Surroundings,
    Type, ValueType,
};

use super::Writer;
use crate::json::Json;

impl Writer<'_> {
    pub(super) fn policy(&self, model: ModelId, policy: &Policy) -> Json {
        let effect = match policy.effect {
            Effect::Allow => "allow",
            Effect::Deny => "deny",
        };
        let entries = vec![
            ("effect", Json::string(effect)),
            ("operations", Json::array(policy.operations.iter(), |operation| Json::string(operation.as_str()))),
            ("condition", self.expression(&policy.condition, Surroundings { this: Some(model), parameters: &[] })),
        ];
        self.placed(entries, policy.span)
    }

    /// An expression: `text`, and `tree`.
    pub(super) fn expression(&self, expression: &Expression, around: Surroundings<'_>) -> Json {
        Json::Object(vec![
            ("text", Json::String(Printer::print(self.schema, around, expression))),
            ("tree", self.node(expression, around)),
        ])
    }

    /// A node: `kind`, what belongs to that kind, `type`.
    fn node(&self, expression: &Expression, around: Surroundings<'_>) -> Json {
        use ExpressionKind as Kind;
        let node = |expression: &Expression| self.node(expression, around);
        let maybe = |expression: &Option<Box<Expression>>| Json::option(expression.as_deref(), node);
        let (kind, rest) = match &expression.kind {
            Kind::Literal(value) => {
                let ty = match expression.ty.base {
                    BaseType::Enumeration(id) => Some(Type::Enumeration(id)),
                    _ => None,
                };
                ("literal", vec![("value", self.value(value, ty.as_ref()))])
            }
            Kind::Null => ("null", Vec::new()),
            Kind::List(items) => ("list", vec![("items", Json::array(items, node))]),
            Kind::Field(path) => ("field", self.field_path(path)),
            Kind::Row(path) => ("row", self.row_path(path)),
            Kind::Parameter(id) => ("parameter", vec![("name", Json::string(&around.parameters[id.index()].name))]),
            Kind::Principal => ("principal", Vec::new()),
            Kind::Claim(claim) => ("claim", vec![("name", Json::string(claim.as_str()))]),
            Kind::Not(operand) => ("not", vec![("operand", node(operand))]),
            Kind::Negate(operand) => ("negate", vec![("operand", node(operand))]),
            Kind::Logic { operator, left, right } => ("logic", binary(operator.as_str(), node(left), node(right))),
            Kind::Compare { operator, left, right } => ("compare", binary(operator.as_str(), node(left), node(right))),
            Kind::Arithmetic { operator, left, right } => {
                ("arithmetic", binary(operator.as_str(), node(left), node(right)))
            }
            Kind::IsNull { operand, negated } => {
                ("isNull", vec![("operand", node(operand)), ("negated", Json::Boolean(*negated))])
            }
            Kind::In { operand, list, negated } => {
                ("in", vec![("operand", node(operand)), ("list", node(list)), ("negated", Json::Boolean(*negated))])
            }
            Kind::Quantified { quantifier, rows, condition } => {
                let mut rest = vec![("quantifier", Json::string(quantifier.as_str()))];
                rest.extend(self.row_path(rows));
                rest.push(("condition", maybe(condition)));
                ("quantified", rest)
            }
            Kind::Aggregate { function, rows, value, condition } => {
                let mut rest = vec![("function", Json::string(function.as_str()))];
                rest.extend(self.row_path(rows));
                rest.extend([("value", maybe(value)), ("condition", maybe(condition))]);
                ("aggregate", rest)
            }
            Kind::Call { function, arguments } => {
                let rest =
                    vec![("function", Json::string(function.as_str())), ("arguments", Json::array(arguments, node))];
                ("call", rest)
            }
        };
        let mut entries = vec![("kind", Json::string(kind))];
        entries.extend(rest);
        entries.push(("type", self.value_type(expression.ty)));
        Json::Object(entries)
    }

    pub(super) fn value_type(&self, ty: ValueType) -> Json {
        let (kind, name) = match ty.base {
            BaseType::Scalar(scalar) => ("scalar", scalar.as_str()),
            BaseType::Enumeration(id) => ("enumeration", self.schema.enumeration(id).name.as_str()),
            BaseType::Row(id) => ("row", self.schema.model(id).name.as_str()),
            BaseType::Principal => ("principal", "auth"),
        };
        Json::Object(vec![
            ("kind", Json::string(kind)),
            ("name", Json::string(name)),
            ("list", Json::Boolean(ty.list)),
            ("nullable", Json::Boolean(ty.nullable)),
        ])
    }

    pub(super) fn row_path(&self, path: &RowPath) -> Vec<(&'static str, Json)> {
        let root = match path.root {
            Root::This => "this",
            Root::Element => "element",
        };
        let steps = Json::array(&path.steps, |end| Json::string(&self.schema.field(end.model, end.field).name));
        vec![("root", Json::string(root)), ("steps", steps)]
    }

    fn field_path(&self, path: &FieldPath) -> Vec<(&'static str, Json)> {
        let mut entries = self.row_path(&path.row);
        entries.push(("model", Json::string(self.schema.model(path.model).name.as_str())));
        entries.push(("field", Json::string(&self.schema.field(path.model, path.field).name)));
        entries
    }
}

fn binary(operator: &'static str, left: Json, right: Json) -> Vec<(&'static str, Json)> {
    vec![("operator", Json::string(operator)), ("left", left), ("right", right)]
}
