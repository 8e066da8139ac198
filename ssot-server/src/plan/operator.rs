//! Which operators a field has (contract section 3.1).

use crate::filter::Operator;
use crate::resource::{Field, Kind};

type Named = (&'static str, Operator);

const EQUALITY: [Named; 5] = [
    ("eq", Operator::Eq),
    ("ne", Operator::Ne),
    ("in", Operator::In),
    ("notIn", Operator::NotIn),
    ("isNull", Operator::IsNull),
];
const ORDERED: [Named; 10] = [
    EQUALITY[0],
    EQUALITY[1],
    EQUALITY[2],
    EQUALITY[3],
    EQUALITY[4],
    ("lt", Operator::Lt),
    ("lte", Operator::Lte),
    ("gt", Operator::Gt),
    ("gte", Operator::Gte),
    ("between", Operator::Between),
];
const STRING: [Named; 17] = [
    ORDERED[0],
    ORDERED[1],
    ORDERED[2],
    ORDERED[3],
    ORDERED[4],
    ORDERED[5],
    ORDERED[6],
    ORDERED[7],
    ORDERED[8],
    ORDERED[9],
    ("contains", Operator::Contains),
    ("startsWith", Operator::StartsWith),
    ("endsWith", Operator::EndsWith),
    ("icontains", Operator::IContains),
    ("istartsWith", Operator::IStartsWith),
    ("iendsWith", Operator::IEndsWith),
    ("ieq", Operator::IEq),
];
const LIST: [Named; 7] = [
    EQUALITY[0],
    EQUALITY[1],
    EQUALITY[4],
    ("has", Operator::Has),
    ("hasSome", Operator::HasSome),
    ("hasEvery", Operator::HasEvery),
    ("isEmpty", Operator::IsEmpty),
];

/// The operators of a field by their names on the wire; `below`: of a value inside a `Json` field.
pub fn allowed(field: &Field, below: bool) -> &'static [(&'static str, Operator)] {
    if field.list {
        return &LIST;
    }
    match field.kind {
        Kind::Json if below => &STRING,
        Kind::String => &STRING,
        Kind::Int | Kind::BigInt | Kind::Float | Kind::Decimal(_) | Kind::DateTime | Kind::Date | Kind::Time => {
            &ORDERED
        }
        Kind::Boolean | Kind::Json | Kind::Bytes | Kind::Uuid | Kind::Enumeration(_) => &EQUALITY,
    }
}

/// Whether an operator takes several values in one text.
pub fn takes_list(operator: Operator, field: &Field) -> bool {
    match operator {
        Operator::In | Operator::NotIn | Operator::Between | Operator::HasSome | Operator::HasEvery => true,
        Operator::Eq | Operator::Ne => field.list,
        _ => false,
    }
}
