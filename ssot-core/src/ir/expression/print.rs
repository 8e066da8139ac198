//! Expressions as source text: what is written here is read back as the same expression.

use crate::ir::{ModelId, Parameter, Schema, Value};

use super::{
    ArithmeticOperator, BaseType, Expression, ExpressionKind, FieldPath, LogicOperator, Root, RowPath, ValueType,
};

/// How strongly operators bind, as in [`crate::ast::BinaryOperator::level`]; what needs no parentheses anywhere is 7.
const OR: u8 = 1;
const AND: u8 = 2;
const COMPARISON: u8 = 3;
const SUM: u8 = 4;
const PRODUCT: u8 = 5;
const UNARY: u8 = 6;
const ATOM: u8 = 7;

/// What an expression stands in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings<'a> {
    /// The model of the row that it is about.
    pub this: Option<ModelId>,
    /// The parameters of the action around.
    pub parameters: &'a [Parameter],
}

/// Writes expressions of one schema.
#[derive(Debug)]
pub struct Printer<'a> {
    schema: &'a Schema,
    around: Surroundings<'a>,
    /// The models of the rows that the quantifiers around look at.
    elements: Vec<ModelId>,
    out: String,
}

impl<'a> Printer<'a> {
    /// The expression as source text, on one line.
    pub fn print(schema: &'a Schema, around: Surroundings<'a>, expression: &Expression) -> String {
        let mut printer = Self { schema, around, elements: Vec::new(), out: String::new() };
        printer.write(expression, OR);
        printer.out
    }

    /// Writes an expression; in parentheses if it binds less strongly than `level`.
    fn write(&mut self, expression: &Expression, level: u8) {
        let own = level_of(expression);
        if own < level {
            self.out.push('(');
        }
        self.write_bare(expression, own);
        if own < level {
            self.out.push(')');
        }
    }

    fn write_bare(&mut self, expression: &Expression, level: u8) {
        match &expression.kind {
            ExpressionKind::Literal(value) => self.literal(value, expression.ty),
            ExpressionKind::Null => self.out.push_str("null"),
            ExpressionKind::List(items) => {
                self.out.push('[');
                self.items(items);
                self.out.push(']');
            }
            ExpressionKind::Field(path) => self.field(path),
            ExpressionKind::Row(path) => self.path(path),
            ExpressionKind::Parameter(id) => {
                let name = &self.around.parameters[id.index()].name;
                self.out.push_str(name);
            }
            ExpressionKind::Principal => self.out.push_str("auth()"),
            ExpressionKind::Claim(claim) => {
                self.out.push_str("auth().");
                self.out.push_str(claim.as_str());
            }
            ExpressionKind::Not(operand) => {
                self.out.push('!');
                self.write(operand, UNARY);
            }
            ExpressionKind::Negate(operand) => {
                self.out.push('-');
                // `-1` is a literal, and `--` starts a comment.
                let is_ambiguous = matches!(operand.kind, ExpressionKind::Literal(_) | ExpressionKind::Negate(_));
                self.write(operand, if is_ambiguous { ATOM + 1 } else { UNARY });
            }
            ExpressionKind::Logic { operator, left, right } => self.binary(left, operator.as_str(), right, level),
            ExpressionKind::Compare { operator, left, right } => self.comparison(left, operator.as_str(), right),
            ExpressionKind::IsNull { operand, negated } => {
                self.write(operand, COMPARISON + 1);
                self.out.push_str(if *negated { " != null" } else { " == null" });
            }
            ExpressionKind::In { operand, list, negated } => {
                self.comparison(operand, if *negated { "not in" } else { "in" }, list);
            }
            ExpressionKind::Arithmetic { operator, left, right } => self.binary(left, operator.as_str(), right, level),
            ExpressionKind::Quantified { quantifier, rows, condition } => {
                self.rows(rows, quantifier.as_str(), [condition.as_deref(), None]);
            }
            ExpressionKind::Aggregate { function, rows, value, condition } => {
                self.rows(rows, function.as_str(), [value.as_deref(), condition.as_deref()]);
            }
            ExpressionKind::Call { function, arguments } => {
                self.out.push_str(function.as_str());
                self.out.push('(');
                self.items(arguments);
                self.out.push(')');
            }
        }
    }

    /// Operators of one level group from the left.
    fn binary(&mut self, left: &Expression, operator: &str, right: &Expression, level: u8) {
        self.write(left, level);
        self.operator(operator);
        self.write(right, level + 1);
    }

    /// Comparisons do not group.
    fn comparison(&mut self, left: &Expression, operator: &str, right: &Expression) {
        self.write(left, COMPARISON + 1);
        self.operator(operator);
        self.write(right, COMPARISON + 1);
    }

    fn operator(&mut self, operator: &str) {
        self.out.push(' ');
        self.out.push_str(operator);
        self.out.push(' ');
    }

    fn items(&mut self, items: &[Expression]) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            self.write(item, OR);
        }
    }

    /// `comments.some(condition)`
    fn rows(&mut self, rows: &RowPath, word: &str, arguments: [Option<&Expression>; 2]) {
        self.path(rows);
        self.out.push('.');
        self.out.push_str(word);
        self.out.push('(');
        if let Some(end) = rows.steps.last() {
            let (_, across) = self.schema.across(end.model, end.field).expect("steps are relation fields");
            self.elements.push(across.model);
            for (index, argument) in arguments.into_iter().flatten().enumerate() {
                if index > 0 {
                    self.out.push_str(", ");
                }
                self.write(argument, OR);
            }
            self.elements.pop();
        }
        self.out.push(')');
    }

    fn field(&mut self, path: &FieldPath) {
        let name = &self.schema.field(path.model, path.field).name;
        self.names(&path.row, Some(name));
    }

    fn path(&mut self, path: &RowPath) {
        self.names(path, None);
    }

    fn names(&mut self, path: &RowPath, last: Option<&str>) {
        let mut names: Vec<&str> =
            path.steps.iter().map(|step| self.schema.field(step.model, step.field).name.as_str()).collect();
        names.extend(last);
        let first = names.first().copied().unwrap_or("");
        let needs_this = !self.elements.is_empty() || self.is_parameter(first) || is_word(first);
        if path.root == Root::This && (needs_this || names.is_empty()) {
            names.insert(0, "this");
        }
        self.out.push_str(&names.join("."));
    }

    fn is_parameter(&self, name: &str) -> bool {
        self.around.parameters.iter().any(|parameter| parameter.name == name)
    }

    /// Whether a bare name would be read as a field or a parameter.
    fn is_taken(&self, name: &str) -> bool {
        let row = self.elements.last().copied().or(self.around.this);
        self.is_parameter(name) || row.is_some_and(|model| self.schema.model(model).field_named(name).is_some())
    }

    fn literal(&mut self, value: &Value, ty: ValueType) {
        match value {
            Value::Integer(number) => self.out.push_str(&number.to_string()),
            Value::Float(text) | Value::Decimal(text) => self.out.push_str(text),
            Value::Boolean(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Value::Variant(id) => {
                let BaseType::Enumeration(enumeration) = ty.base else { return };
                let enumeration = self.schema.enumeration(enumeration);
                let name = &enumeration.variants[id.index()].name;
                if self.is_taken(name) || is_word(name) {
                    self.out.push_str(enumeration.name.as_str());
                    self.out.push('.');
                }
                self.out.push_str(name);
            }
            Value::String(text) | Value::DateTime(text) | Value::Json(text) => self.string(text),
            // No literal of an expression is one of these.
            Value::Bytes(_) | Value::List(_) | Value::Environment(_) | Value::Word(_) => {}
        }
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\t' => self.out.push_str("\\t"),
                '\r' => self.out.push_str("\\r"),
                c if c.is_control() => self.out.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}

/// Whether the language keeps the word for itself.
fn is_word(name: &str) -> bool {
    matches!(name, "true" | "false" | "null" | "this" | "in" | "is" | "not" | "and" | "or")
}

fn level_of(expression: &Expression) -> u8 {
    match &expression.kind {
        ExpressionKind::Logic { operator: LogicOperator::Or, .. } => OR,
        ExpressionKind::Logic { .. } => AND,
        ExpressionKind::Compare { .. } | ExpressionKind::IsNull { .. } | ExpressionKind::In { .. } => COMPARISON,
        ExpressionKind::Arithmetic { operator: ArithmeticOperator::Add | ArithmeticOperator::Subtract, .. } => SUM,
        ExpressionKind::Arithmetic { .. } => PRODUCT,
        ExpressionKind::Not(_) | ExpressionKind::Negate(_) => UNARY,
        _ => ATOM,
    }
}
