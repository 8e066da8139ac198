//! Policies as data: who may do what, in expressions over columns, relations and who asks.
//!
//! Logic is SQL's: NULL is *unknown*. Something is allowed if the condition of an `allow` is true and that of every `deny` is
//! false; once there is a policy, everything is denied that none allows.

use super::{Enumeration, Kind};

/// A condition under which something is allowed or denied.
#[derive(Debug)]
pub struct Policy {
    /// What it does where its condition is true.
    pub effect: Effect,
    /// What it is about.
    pub operations: &'static [Operation],
    /// When: a truth value about a row.
    pub condition: Expression,
}

impl Policy {
    /// Whether the policies of a table or a field can keep somebody from an operation: none do, nor do those that allow it where
    /// `true` and deny nothing.
    pub fn restrict(policies: &[Self], operation: Operation) -> bool {
        let about =
            |effect| policies.iter().filter(move |it| it.effect == effect && it.operations.contains(&operation));
        let is_open = |policy: &Self| matches!(policy.condition, Expression::Literal(Literal::Boolean(true)));
        !policies.is_empty() && (about(Effect::Deny).next().is_some() || !about(Effect::Allow).any(is_open))
    }
}

/// What a policy does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Allows.
    Allow,
    /// Denies, whatever is allowed.
    Deny,
}

/// One thing that can be done with a row; with a field only reading and updating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Make it.
    Create,
    /// See it.
    Read,
    /// Change it.
    Update,
    /// Remove it.
    Delete,
}

/// A value computed of a row and who asks. Whoever makes one keeps to its types: `ssot` checks the schema's.
#[derive(Debug)]
pub enum Expression {
    /// A value.
    Literal(Literal),
    /// No value.
    Null,
    /// Values; none of them is null.
    List(&'static [Expression]),
    /// A column of a row.
    Field {
        /// The row; null if there is none.
        row: Path,
        /// Index into the fields of the resource at the end of the path.
        field: usize,
    },
    /// The row at the end of a path; it can only be tested for null.
    Row(Path),
    /// Who asks; it can only be tested for null.
    Principal,
    /// A parameter of the action, by its place.
    Parameter(usize),
    /// Something known about who asks.
    Claim {
        /// What.
        claim: Claim,
        /// As what it is taken; what cannot be that is null.
        kind: Kind,
        /// Whether it is a list of them.
        list: bool,
    },
    /// `!a`
    Not(&'static Expression),
    /// `a && b`
    And(&'static Expression, &'static Expression),
    /// `a || b`
    Or(&'static Expression, &'static Expression),
    /// `a == null`
    IsNull(&'static Expression),
    /// `a == b`, `a < b`; unknown if a side is null.
    Compare {
        /// How.
        comparison: Comparison,
        /// As what both are compared.
        class: Class,
        /// The first value.
        left: &'static Expression,
        /// The second one.
        right: &'static Expression,
    },
    /// `a in b`; unknown if a side is null.
    In {
        /// As what they are compared.
        class: Class,
        /// The value.
        value: &'static Expression,
        /// The list.
        list: &'static Expression,
    },
    /// `a + b`; null if a side is null or the second one of a division is zero.
    Arithmetic {
        /// How.
        arithmetic: Arithmetic,
        /// As what they are reckoned: [`Class::Integer`], [`Class::Float`], or [`Class::Text`] to join them.
        class: Class,
        /// The first value.
        left: &'static Expression,
        /// The second one.
        right: &'static Expression,
    },
    /// Whether so many rows fulfil a condition.
    Quantified {
        /// How many.
        quantifier: Quantifier,
        /// The rows; the last step leads to many.
        rows: Path,
        /// What is asked of each; none: nothing.
        condition: Option<&'static Expression>,
    },
    /// What is made of many rows.
    Aggregate {
        /// What.
        aggregate: Aggregate,
        /// The rows; the last step leads to many.
        rows: Path,
        /// The value of each, and as what it is taken; none to count.
        value: Option<(&'static Expression, Class)>,
        /// Which rows; none: all.
        condition: Option<&'static Expression>,
    },
    /// A function's value; all but `Coalesce` give null if an argument is null.
    Call {
        /// Which.
        function: Function,
        /// Its arguments.
        arguments: &'static [Expression],
    },
}

/// A value in a policy.
#[derive(Debug, Clone, Copy)]
pub enum Literal {
    /// A truth value.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A double.
    Float(f64),
    /// An exact number, in canonical form.
    Decimal(&'static str),
    /// A text.
    Text(&'static str),
    /// Milliseconds since 1970.
    Moment(i64),
    /// A value of an enumeration by its name on the wire.
    Variant(&'static Enumeration, &'static str),
}

/// Something known about who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// `auth().id`
    Id,
    /// `auth().roles`; never null.
    Roles,
    /// `auth().tenant`
    Tenant,
    /// Any other one.
    Other(&'static str),
}

/// From a row over relations to others.
#[derive(Debug, Clone, Copy)]
pub struct Path {
    /// Where it starts.
    pub root: Root,
    /// Relations, each of the resource that the one before leads to. All lead to one row, except the last one of a
    /// quantifier's or an aggregate's.
    pub steps: &'static [usize],
}

/// Where a path starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// The row that the policy is about.
    This,
    /// The row that the innermost quantifier or aggregate looks at.
    Element,
}

/// As what values are compared: both databases then agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Integers.
    Integer,
    /// Doubles.
    Float,
    /// Exact numbers, integers among them.
    Decimal,
    /// Text, by code point.
    Text,
    /// What is only equal or not, and moments.
    Plain,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
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

/// How two values are reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`, of texts too.
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`; of integers it cuts towards zero.
    Divide,
    /// `%` of integers; it has the sign of the first one.
    Remainder,
}

/// How many rows must fulfil a condition; one for which it is unknown does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// All; true if there are none.
    Every,
    /// None.
    None,
}

/// What is made of many rows. Rows whose value is null do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// How many.
    Count,
    /// The sum of integers; 0 of no rows.
    Sum,
    /// The least.
    Minimum,
    /// The greatest.
    Maximum,
}

/// The functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The moment of the request.
    Now,
    /// Whether the first text has the second one inside.
    Contains,
    /// Whether the first text begins with the second one.
    StartsWith,
    /// Whether the first text ends with the second one.
    EndsWith,
    /// Characters of a text.
    Characters,
    /// Bytes.
    Bytes,
    /// Items of a list.
    Items,
    /// With small letters for A to Z.
    Lower,
    /// With capital letters for a to z.
    Upper,
    /// Without spaces at both ends.
    Trim,
    /// The first one that is not null.
    Coalesce,
    /// Without its sign.
    Abs,
}
