//! Expressions, from the text to the truth: what is printed is read back as the same expression, and a reference evaluator obeys
//! the laws of three-valued logic.

use proptest::prelude::*;
use ssot_core::ir::{
    ArithmeticOperator, ComparisonOperator, Expression, ExpressionKind, LogicOperator, Printer, Schema, Surroundings,
    Value,
};
use ssot_core::source::{SourceMap, Span};
use ssot_core::{Options, compile};

/// The columns that random expressions read.
const BOOLEANS: [&str; 3] = ["p", "q", "r"];
const NUMBERS: [&str; 3] = ["x", "y", "z"];

fn schema_with(condition: &str) -> (Schema, Expression) {
    let text = format!(
        "enum Mood {{\n  GOOD\n  BAD\n  name\n}}\n\nmodel A {{\n  id Int @id\n  p Boolean?\n  q Boolean?\n  r Boolean\n  x Int?\n  y Int?\n  z Int\n  \
         name String?\n  mood Mood\n  at DateTime?\n  tags String[]\n  bs B[]\n  @@allow(\"read\", {condition})\n}}\n\nmodel B {{\n  id Int @id\n  n \
         Int?\n  done Boolean?\n  aId Int?\n  a A? @relation(fields: [aId], references: [id])\n}}\n"
    );
    let mut sources = SourceMap::new();
    sources.add("a.ssot", format!("datasource db {{\n  provider = \"postgresql\"\n}}\n\n{text}"));
    let result = compile(sources, &Options::default());
    let errors: Vec<_> = result.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{condition}: {errors:#?}");
    let schema = result.schema.expect("no errors").into_inner();
    let policy = schema.models[0].policies[0].condition.clone();
    (schema, policy)
}

fn lowered(condition: &str) -> Expression {
    schema_with(condition).1
}

fn printed(schema: &Schema, expression: &Expression) -> String {
    let this = schema.model_named("A");
    Printer::print(schema, Surroundings { this, parameters: &[] }, expression)
}

/// The expression without its places.
fn bare(mut expression: Expression) -> Expression {
    fn clear(expression: &mut Expression) {
        use ExpressionKind as Kind;
        expression.span = Span::default();
        match &mut expression.kind {
            Kind::List(items) | Kind::Call { arguments: items, .. } => items.iter_mut().for_each(clear),
            Kind::Not(operand) | Kind::Negate(operand) | Kind::IsNull { operand, .. } => clear(operand),
            Kind::Logic { left, right, .. }
            | Kind::Compare { left, right, .. }
            | Kind::Arithmetic { left, right, .. }
            | Kind::In { operand: left, list: right, .. } => {
                clear(left);
                clear(right);
            }
            Kind::Quantified { condition, .. } => condition.iter_mut().for_each(|condition| clear(condition)),
            Kind::Aggregate { value, condition, .. } => {
                value.iter_mut().chain(condition).for_each(|part| clear(part));
            }
            _ => {}
        }
    }
    clear(&mut expression);
    expression
}

/// What an expression is worth; `None` is null, or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Worth {
    Truth(Option<bool>),
    Number(Option<i64>),
}

/// The columns of a row, in the order of [`BOOLEANS`] and [`NUMBERS`].
type Row = ([Option<bool>; 3], [Option<i64>; 3]);

/// The reference: what an expression over these columns is worth, straight from the truth tables.
fn worth(schema: &Schema, expression: &Expression, row: &Row) -> Worth {
    let truth = |expression: &Expression| match worth(schema, expression, row) {
        Worth::Truth(truth) => truth,
        Worth::Number(_) => panic!("a number is no truth"),
    };
    let number = |expression: &Expression| match worth(schema, expression, row) {
        Worth::Number(number) => number,
        Worth::Truth(_) => panic!("a truth is no number"),
    };
    match &expression.kind {
        ExpressionKind::Literal(Value::Boolean(value)) => Worth::Truth(Some(*value)),
        ExpressionKind::Literal(Value::Integer(value)) => Worth::Number(Some(*value)),
        ExpressionKind::Field(path) => {
            let name = schema.field(path.model, path.field).name.as_str();
            match BOOLEANS.iter().position(|column| *column == name) {
                Some(place) => Worth::Truth(row.0[place]),
                None => Worth::Number(row.1[NUMBERS.iter().position(|column| *column == name).expect("a column")]),
            }
        }
        ExpressionKind::Not(operand) => Worth::Truth(truth(operand).map(|truth| !truth)),
        ExpressionKind::Negate(operand) => Worth::Number(number(operand).map(|number| -number)),
        ExpressionKind::Logic { operator, left, right } => {
            let decides = *operator == LogicOperator::Or;
            Worth::Truth(match (truth(left), truth(right)) {
                (Some(truth), _) | (_, Some(truth)) if truth == decides => Some(decides),
                (Some(_), Some(_)) => Some(!decides),
                _ => None,
            })
        }
        ExpressionKind::IsNull { operand, negated } => {
            let is_null = matches!(worth(schema, operand, row), Worth::Truth(None) | Worth::Number(None));
            Worth::Truth(Some(is_null != *negated))
        }
        ExpressionKind::Compare { operator, left, right } => Worth::Truth(match worth(schema, left, row) {
            Worth::Truth(left) => left.zip(truth(right)).map(|(left, right)| match operator {
                ComparisonOperator::Equal => left == right,
                ComparisonOperator::NotEqual => left != right,
                _ => panic!("truths have no order"),
            }),
            Worth::Number(left) => left.zip(number(right)).map(|(left, right)| match operator {
                ComparisonOperator::Equal => left == right,
                ComparisonOperator::NotEqual => left != right,
                ComparisonOperator::Less => left < right,
                ComparisonOperator::LessEqual => left <= right,
                ComparisonOperator::Greater => left > right,
                ComparisonOperator::GreaterEqual => left >= right,
            }),
        }),
        ExpressionKind::Arithmetic { operator, left, right } => {
            Worth::Number(number(left).zip(number(right)).and_then(|(left, right)| match operator {
                ArithmeticOperator::Add => Some(left.wrapping_add(right)),
                ArithmeticOperator::Subtract => Some(left.wrapping_sub(right)),
                ArithmeticOperator::Multiply => Some(left.wrapping_mul(right)),
                ArithmeticOperator::Divide => left.checked_div(right),
                ArithmeticOperator::Remainder => left.checked_rem(right),
            }))
        }
        other => panic!("no random expression has {other:?}"),
    }
}

/// Whether what can be null according to its type is all that is null.
fn types_hold(schema: &Schema, expression: &Expression, row: &Row) {
    expression.walk(&mut |node| {
        let is_null = matches!(worth(schema, node, row), Worth::Truth(None) | Worth::Number(None));
        assert!(!is_null || node.ty.nullable, "{} is null", printed(schema, node));
    });
}

fn number_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(NUMBERS.as_slice()).prop_map(str::to_owned),
        (-9_i64..10).prop_map(|number| number.to_string()),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop::sample::select(&["+", "-", "*", "/", "%"][..]), inner.clone())
                .prop_map(|(left, operator, right)| format!("({left} {operator} {right})")),
            inner.prop_map(|operand| format!("(-({operand}))")),
        ]
    })
}

/// The text of a condition; every operation in parentheses.
fn condition_text() -> impl Strategy<Value = String> {
    let compared = (number_text(), prop::sample::select(&["==", "!=", "<", "<=", ">", ">="][..]), number_text())
        .prop_map(|(left, operator, right)| format!("({left} {operator} {right})"));
    let tested = (number_text(), prop::sample::select(&["==", "!="][..]))
        .prop_map(|(operand, operator)| format!("({operand} {operator} null)"));
    let leaf = prop_oneof![
        prop::sample::select(&["p", "q", "r", "true", "false"][..]).prop_map(str::to_owned),
        compared,
        tested,
    ];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop::sample::select(&["&&", "||", "=="][..]), inner.clone())
                .prop_map(|(left, operator, right)| format!("({left} {operator} {right})")),
            inner.clone().prop_map(|operand| format!("!({operand})")),
            inner.prop_map(|operand| format!("(({operand}) == null)")),
        ]
    })
}

fn rows() -> impl Strategy<Value = Row> {
    let truth = prop::option::of(any::<bool>());
    let number = prop::option::of(-3_i64..4);
    (truth.clone(), truth, any::<bool>(), number.clone(), number, -3_i64..4)
        .prop_map(|(p, q, r, x, y, z)| ([p, q, Some(r)], [x, y, Some(z)]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_read_as_the_same_expression(text in condition_text(), row in rows()) {
        let (schema, first) = schema_with(&text);
        let short = printed(&schema, &first);
        let again = lowered(&short);
        prop_assert_eq!(bare(first.clone()), bare(again), "{} was printed as {}", text, short);
        types_hold(&schema, &first, &row);
    }

    #[test]
    fn de_morgan_holds_for_unknown_too(one in condition_text(), other in condition_text(), row in rows()) {
        for (left, right) in [("&&", "||"), ("||", "&&")] {
            let (schema, outside) = schema_with(&format!("!({one} {left} {other})"));
            let inside = lowered(&format!("!{one} {right} !{other}"));
            prop_assert_eq!(worth(&schema, &outside, &row), worth(&schema, &inside, &row));
        }
    }
}

#[test]
fn everything_that_can_be_written_is_printed_and_read_again() {
    for text in [
        "auth() != null && auth().id == id",
        "\"admin\" in auth().roles || name not in [\"a\\\"b\\\\\", \"\\n\"]",
        "mood == GOOD && mood != Mood.name",
        "mood in [BAD, Mood.name]",
        "bs.some(n == this.x && a.bs.every(done)) && bs.none() && !bs.some()",
        "bs.count() > 1 && bs.count(done) <= bs.sum(n) && bs.avg(n, n > 0) < 1.5 && bs.min(n) == bs.max(n)",
        "count(bs) == 0",
        "contains(lower(name), \"x\") && startsWith(name, upper(\"y\")) && endsWith(trim(name), name)",
        "length(name) + length(tags) > 0 && name in tags",
        "coalesce(name, \"none\") + \"!\" == \"x!\"",
        "at > \"2020-01-31T00:00:00Z\" && at <= now()",
        "abs(x) + floor(y) - ceil(z) * round(1.5) >= 2.50",
        "-x - -1 > -(-y) && x - (y - z) == (x - y) - z",
        "(p == q) == r && !(!p) && (p || q) && (r && (p && q))",
        "true",
    ] {
        let (schema, first) = schema_with(text);
        let short = printed(&schema, &first);
        assert_eq!(bare(first), bare(lowered(&short)), "{text} was printed as {short}");
    }
}

#[test]
fn nothing_is_folded() {
    let (schema, condition) = schema_with("(1 + 2 == 3) && (true || p)");
    assert_eq!(printed(&schema, &condition), "1 + 2 == 3 && (true || p)");
}

#[test]
fn truth_tables_are_those_of_sql() {
    let all = [Some(true), Some(false), None];
    let (schema, and) = schema_with("p && q");
    let or = lowered("p || q");
    let not = lowered("!p");
    for (p, q, anded, ored) in [
        (0, 0, 0, 0),
        (0, 1, 1, 0),
        (0, 2, 2, 0),
        (1, 0, 1, 0),
        (1, 1, 1, 1),
        (1, 2, 1, 2),
        (2, 0, 2, 0),
        (2, 1, 1, 2),
        (2, 2, 2, 2),
    ] {
        let row: Row = ([all[p], all[q], Some(true)], [None; 3]);
        assert_eq!(worth(&schema, &and, &row), Worth::Truth(all[anded]));
        assert_eq!(worth(&schema, &or, &row), Worth::Truth(all[ored]));
        assert_eq!(worth(&schema, &not, &row), Worth::Truth(all[p].map(|p| !p)));
    }
}
