//! Expressions: resolved and typed, for policies, the steps of actions and whatever else is computed.
//!
//! Every node knows its type and whether it can be null. Logic is SQL's: `null` is *unknown*, and `&&`, `||` and `!` follow the
//! three-valued truth tables. Nothing is folded or reordered: the tree has the shape of the text, without its parentheses.

mod print;

use crate::source::Span;

use super::{End, EnumId, FieldId, ModelId, Scalar, Value};

pub use print::{Printer, Surroundings};

/// A typed expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// What it gives.
    pub ty: ValueType,
    /// Its place.
    pub span: Span,
}

/// What an expression gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ValueType {
    /// One value, or one element of the list.
    pub base: BaseType,
    /// Whether it is a list; its elements are never null.
    pub list: bool,
    /// Whether it can be null. Of a truth value: whether it can be unknown.
    pub nullable: bool,
}

/// What one value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BaseType {
    /// A scalar.
    Scalar(Scalar),
    /// A value of an enumeration.
    Enumeration(EnumId),
    /// A row of a model. It can only be tested for null.
    Row(ModelId),
    /// Who asks. It can only be tested for null: anonymous callers.
    Principal,
}

impl ValueType {
    /// A value that is always there.
    pub const fn one(base: BaseType) -> Self {
        Self { base, list: false, nullable: false }
    }

    /// A scalar that is always there.
    pub const fn scalar(scalar: Scalar) -> Self {
        Self::one(BaseType::Scalar(scalar))
    }

    /// The same, perhaps null.
    #[must_use]
    pub const fn or_null(self, nullable: bool) -> Self {
        Self { nullable: self.nullable || nullable, ..self }
    }

    /// Whether it is a truth value.
    pub fn is_boolean(self) -> bool {
        !self.list && self.base == BaseType::Scalar(Scalar::Boolean)
    }
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpressionKind {
    /// A value of the node's type.
    Literal(Value),
    /// `null`, where a value of the node's type is wanted.
    Null,
    /// `[a, b]`
    List(Vec<Expression>),
    /// A column of a row: `title`, `author.name`.
    Field(FieldPath),
    /// The row at the end of relations to one row, null if there is none: `author`.
    Row(RowPath),
    /// A parameter of the action.
    Parameter(ParameterId),
    /// `auth()`: who asks, null if nobody is known.
    Principal,
    /// `auth().id`: what is known about who asks; null for anonymous callers, roles are empty then.
    Claim(Claim),
    /// `!a`
    Not(Box<Expression>),
    /// `-a`
    Negate(Box<Expression>),
    /// `a && b`, `a || b`
    Logic {
        /// Which.
        operator: LogicOperator,
        /// The first condition.
        left: Box<Expression>,
        /// The second one.
        right: Box<Expression>,
    },
    /// `a == null`, never unknown.
    IsNull {
        /// What is tested.
        operand: Box<Expression>,
        /// `a != null`
        negated: bool,
    },
    /// `a == b`, `a < b`: unknown if a side is null.
    Compare {
        /// Which.
        operator: ComparisonOperator,
        /// The first value.
        left: Box<Expression>,
        /// The second one.
        right: Box<Expression>,
    },
    /// `a in b`: unknown if a side is null.
    In {
        /// The value.
        operand: Box<Expression>,
        /// The list.
        list: Box<Expression>,
        /// `a not in b`
        negated: bool,
    },
    /// `a + b`: null if a side is null. Of integers `/` cuts towards zero; what is divided by zero is null.
    Arithmetic {
        /// Which.
        operator: ArithmeticOperator,
        /// The first value.
        left: Box<Expression>,
        /// The second one.
        right: Box<Expression>,
    },
    /// `comments.some(condition)`: about rows for which the condition is true; never unknown.
    Quantified {
        /// Which.
        quantifier: Quantifier,
        /// The rows: the last step leads to many.
        rows: RowPath,
        /// What is asked of each row, [`Root::Element`]; `None`: nothing.
        condition: Option<Box<Expression>>,
    },
    /// `comments.count(condition)`, `lines.sum(value, condition)`.
    Aggregate {
        /// Which.
        function: Aggregate,
        /// The rows: the last step leads to many.
        rows: RowPath,
        /// The value of each row; `None` for `count`.
        value: Option<Box<Expression>>,
        /// Which rows count; `None`: all.
        condition: Option<Box<Expression>>,
    },
    /// `contains(title, "x")`
    Call {
        /// The function.
        function: Builtin,
        /// Its arguments.
        arguments: Vec<Expression>,
    },
}

/// Indexes the parameters of the action around, [`Surroundings::parameters`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParameterId(pub u32);

impl ParameterId {
    /// As an index of its arena.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a path starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Root {
    /// The row that the whole expression is about.
    This,
    /// The row that the innermost quantifier or aggregate looks at.
    Element,
}

/// From a row over relations to others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RowPath {
    /// Where it starts.
    pub root: Root,
    /// Relation fields, each of the model that the one before leads to. All lead to one row, except the last of a quantifier's.
    pub steps: Vec<End>,
}

/// A column of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldPath {
    /// The row.
    pub row: RowPath,
    /// The row's model.
    pub model: ModelId,
    /// The column, a field of that model that is no relation.
    pub field: FieldId,
}

/// What is known about who asks. Its type is the node's: that of what it is compared with, text if nothing tells.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Claim {
    /// `auth().id`
    Id,
    /// `auth().roles`: a list of texts.
    Roles,
    /// `auth().tenant`
    Tenant,
    /// Any other claim of the token.
    Other(String),
}

/// `&&` or `||`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LogicOperator {
    /// `&&`
    And,
    /// `||`
    Or,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ComparisonOperator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

/// How two values are reckoned; `+` also joins texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
}

/// How many rows must fulfil a condition. A row for which it is unknown does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// All; true if there are none.
    Every,
    /// None at all.
    None,
}

/// What is made of many rows. Rows whose value is null do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// How many rows.
    Count,
    /// The sum; 0 of no rows.
    Sum,
    /// The mean; null of no rows.
    Average,
    /// The least; null of no rows.
    Minimum,
    /// The greatest; null of no rows.
    Maximum,
}

/// The functions. All but `coalesce` give null if an argument is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// `now()`: the moment of the request, the same all through it.
    Now,
    /// `contains(text, part)`: case counts.
    Contains,
    /// `startsWith(text, start)`
    StartsWith,
    /// `endsWith(text, end)`
    EndsWith,
    /// `length(text)` in characters, `length(bytes)`, `length(list)`.
    Length,
    /// `lower(text)`: ASCII letters.
    Lower,
    /// `upper(text)`: ASCII letters.
    Upper,
    /// `trim(text)`: without blanks at both ends.
    Trim,
    /// `coalesce(a, b, …)`: the first that is not null.
    Coalesce,
    /// `abs(number)`
    Abs,
    /// `floor(number)`
    Floor,
    /// `ceil(number)`
    Ceil,
    /// `round(number)`: halves away from zero.
    Round,
}

impl Expression {
    /// The expressions that it is made of, in the order of the text.
    pub fn children(&self) -> Vec<&Self> {
        use ExpressionKind as Kind;
        match &self.kind {
            Kind::Literal(_)
            | Kind::Null
            | Kind::Field(_)
            | Kind::Row(_)
            | Kind::Parameter(_)
            | Kind::Principal
            | Kind::Claim(_) => Vec::new(),
            Kind::List(items) | Kind::Call { arguments: items, .. } => items.iter().collect(),
            Kind::Not(operand) | Kind::Negate(operand) | Kind::IsNull { operand, .. } => vec![operand],
            Kind::Logic { left, right, .. }
            | Kind::Compare { left, right, .. }
            | Kind::Arithmetic { left, right, .. }
            | Kind::In { operand: left, list: right, .. } => vec![left, right],
            Kind::Quantified { condition, .. } => condition.iter().map(AsRef::as_ref).collect(),
            Kind::Aggregate { value, condition, .. } => value.iter().chain(condition).map(AsRef::as_ref).collect(),
        }
    }

    /// Calls `visit` with this expression and everything that it is made of, outer ones first.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// The path over relations that the node itself takes, if it takes one.
    pub fn path(&self) -> Option<&RowPath> {
        match &self.kind {
            ExpressionKind::Field(path) => Some(&path.row),
            ExpressionKind::Row(path)
            | ExpressionKind::Quantified { rows: path, .. }
            | ExpressionKind::Aggregate { rows: path, .. } => Some(path),
            _ => None,
        }
    }
}

impl LogicOperator {
    /// As written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::And => "&&",
            Self::Or => "||",
        }
    }
}

impl ComparisonOperator {
    /// As written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }

    /// Whether it asks which value is greater.
    pub const fn is_ordered(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }
}

impl ArithmeticOperator {
    /// As written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }
}

impl Quantifier {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Some, Self::Every, Self::None];

    /// As written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Some => "some",
            Self::Every => "every",
            Self::None => "none",
        }
    }
}

impl Aggregate {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Count, Self::Sum, Self::Average, Self::Minimum, Self::Maximum];

    /// As written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Sum => "sum",
            Self::Average => "avg",
            Self::Minimum => "min",
            Self::Maximum => "max",
        }
    }
}

impl Builtin {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Now,
        Self::Contains,
        Self::StartsWith,
        Self::EndsWith,
        Self::Length,
        Self::Lower,
        Self::Upper,
        Self::Trim,
        Self::Coalesce,
        Self::Abs,
        Self::Floor,
        Self::Ceil,
        Self::Round,
    ];

    /// As written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Contains => "contains",
            Self::StartsWith => "startsWith",
            Self::EndsWith => "endsWith",
            Self::Length => "length",
            Self::Lower => "lower",
            Self::Upper => "upper",
            Self::Trim => "trim",
            Self::Coalesce => "coalesce",
            Self::Abs => "abs",
            Self::Floor => "floor",
            Self::Ceil => "ceil",
            Self::Round => "round",
        }
    }
}

impl Claim {
    /// The name behind `auth().`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Id => "id",
            Self::Roles => "roles",
            Self::Tenant => "tenant",
            Self::Other(name) => name,
        }
    }
}
