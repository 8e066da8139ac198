//! What the parser makes of expressions and actions.

use super::super::{Dialect, parse};
use crate::ast::{Action, Declaration, Document, Expression, ExpressionKind, Step, StepKind};
use crate::diagnostic::Diagnostics;
use crate::source::FileId;

fn parsed(dialect: Dialect, text: &str) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = parse(FileId(0), text, dialect, &mut diagnostics);
    (document, diagnostics)
}

/// The condition of the only policy, with every operation in parentheses, and what was found.
fn condition(text: &str) -> (String, Vec<String>) {
    let schema = format!("model A {{\n  id Int @id\n  @@allow(\"read\", {text})\n  name String\n}}\n");
    let (document, diagnostics) = parsed(Dialect::Ssot, &schema);
    let messages = diagnostics.iter().map(|found| found.message.clone()).collect();
    let [Declaration::Model(model)] = document.declarations.as_slice() else { panic!("{text}: no model") };
    assert_eq!(model.fields.len(), 2, "{text}: the lines around are read");
    let shown = model.attributes.first().map(|attribute| show(&attribute.arguments.as_ref().unwrap()[1].value));
    (shown.unwrap_or_default(), messages)
}

fn show(expression: &Expression) -> String {
    match &expression.kind {
        ExpressionKind::Number(text) | ExpressionKind::Path(text) => text.clone(),
        ExpressionKind::String(text) => format!("{text:?}"),
        ExpressionKind::Array(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        ExpressionKind::Call { name, arguments } => {
            let arguments: Vec<_> = arguments.iter().map(|argument| show(&argument.value)).collect();
            format!("{}({})", name.value, arguments.join(", "))
        }
        ExpressionKind::Object(_) => panic!("objects are no part of formulas"),
        ExpressionKind::Member { object, name } => format!("{}.{}", show(object), name.value),
        ExpressionKind::Unary { operator, operand } => format!("({}{})", operator.value.as_str(), show(operand)),
        ExpressionKind::Binary { operator, left, right } => {
            format!("({} {} {})", show(left), operator.value.as_str(), show(right))
        }
    }
}

#[test]
fn operators_bind_by_level_and_group_from_the_left() {
    for (text, shape) in [
        ("a || b && c", "(a || (b && c))"),
        ("a && b || c && d", "((a && b) || (c && d))"),
        ("!a && b", "((!a) && b)"),
        ("!(a && b)", "(!(a && b))"),
        ("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"),
        ("a - b - c == d", "(((a - b) - c) == d)"),
        ("a-1", "(a - 1)"),
        ("a - -1", "(a - -1)"),
        ("-a.b % 2", "((-a.b) % 2)"),
        ("x in [A, B] && y not in z", "((x in [A, B]) && (y not in z))"),
        ("a is null || b is not null", "((a is null) || (b is not null))"),
        ("\"admin\" in auth().roles", "(\"admin\" in auth().roles)"),
        ("comments.some(approved && author.id == auth().id)", "comments.some((approved && (author.id == auth().id)))"),
        ("a ||\n    b // why\n    && c", "(a || (b && c))"),
        ("a\n    || b", "(a || b)"),
        ("(a) == ((b))", "(a == b)"),
    ] {
        assert_eq!(condition(text), (shape.to_owned(), Vec::new()), "{text}");
    }
}

#[test]
fn operators_of_other_languages_are_read_as_what_they_mean() {
    for (text, shape, findings) in [
        ("a = b", "(a == b)", 1),
        ("a === b", "(a == b)", 1),
        ("a <> b", "(a != b)", 1),
        ("a and not b OR c", "((a && (!b)) || c)", 3),
        ("a & b | c", "((a && b) || c)", 2),
        ("a NOT IN b", "(a not in b)", 1),
        ("a IS NOT null", "(a is not null)", 1),
        ("a == 'x'", "(a == \"x\")", 1),
        ("a < b < c", "((a < b) < c)", 1),
        ("a == 1_000", "(a == 1000)", 1),
    ] {
        let (shown, found) = condition(text);
        assert_eq!((shown.as_str(), found.len()), (shape, findings), "{text}: {found:?}");
    }
}

#[test]
fn one_mistake_gives_one_finding_and_the_next_line_is_read() {
    for text in [
        "a ==",
        "== a",
        "a b",
        "(a || b",
        "f(a",
        "[a, b",
        "a.",
        "a..b",
        "a ! b",
        "f(a).g(b)",
        "\"x",
        "a -- b",
        "1 +* 2",
        "{ a: 1 }",
    ] {
        let (shown, found) = condition(text);
        assert_eq!((shown.as_str(), found.len()), ("", 1), "{text}: {found:?}");
    }
}

#[test]
fn endless_expressions_are_refused() {
    let deep = ["(".repeat(5000), "a".into(), ")".repeat(5000)].concat();
    let calls = ["f(".repeat(5000), "a".into(), ")".repeat(5000)].concat();
    for text in [deep, calls, "!".repeat(5000) + "a", vec!["a"; 5000].join(" || "), "[".repeat(200) + &"]".repeat(200)]
    {
        let (shown, found) = condition(&text);
        assert_eq!(shown, "");
        assert!(found[0].starts_with("values are nested more than"), "{found:?}");
    }
}

#[test]
fn directives_carry_the_same_expressions() {
    let bare = "model A {\n  id Int @id\n  name String @allow(\"read\", id > 1 || name != \"x\")\n\n  @@deny(\"all\", id == 2)\n}\n";
    let docs = "/// @@deny(\"all\", id == 2)\nmodel A {\n  id Int @id\n  /// @allow(\"read\", id > 1 || name != \"x\")\n  name String\n}\n";
    let shapes = |dialect, text| {
        let (document, found) = parsed(dialect, text);
        assert!(found.is_empty(), "{found:?}");
        let [Declaration::Model(model)] = document.declarations.as_slice() else { panic!() };
        let all = model.attributes.iter().chain(&model.fields[1].attributes);
        all.map(|attribute| show(&attribute.arguments.as_ref().unwrap()[1].value)).collect::<Vec<_>>()
    };
    let expected = ["(id == 2)", "((id > 1) || (name != \"x\"))"];
    assert_eq!(shapes(Dialect::Ssot, bare), expected);
    assert_eq!(shapes(Dialect::Prisma, docs), expected);
}

fn action(text: &str) -> (Action, Vec<String>) {
    let (document, diagnostics) = parsed(Dialect::Ssot, text);
    let messages = diagnostics.iter().map(|found| found.message.clone()).collect();
    let found = document.declarations.into_iter().find_map(|declaration| match declaration {
        Declaration::Action(action) => Some(action),
        _ => None,
    });
    (found.unwrap_or_else(|| panic!("{text}: no action, {messages:?}")), messages)
}

fn steps(steps: &[Step]) -> String {
    let entries = |entries: &[(crate::source::Spanned<String>, Expression)]| {
        entries.iter().map(|(name, value)| format!("{}: {}", name.value, show(value))).collect::<Vec<_>>().join(", ")
    };
    let one = |step: &Step| match &step.kind {
        StepKind::Require { condition, code } => {
            format!("require {} else {:?}", show(condition), code.as_ref().map(|code| code.value.as_str()))
        }
        StepKind::Reject { code } => format!("reject {}", code.value),
        StepKind::Set { field, value } => format!("set {} = {}", field.value, show(value)),
        StepKind::Create { model, entries: list } => format!("create {} {{{}}}", model.value, entries(list)),
        StepKind::Emit { event, entries: list } => format!("emit {} {{{}}}", event.value, entries(list)),
        StepKind::Call { action, arguments } => {
            let arguments = arguments.iter().map(|argument| {
                format!("{}: {}", argument.name.as_ref().map_or("", |name| &name.value), show(&argument.value))
            });
            format!("call {}({})", action.value, arguments.collect::<Vec<_>>().join(", "))
        }
        StepKind::Delete => "delete".to_owned(),
        StepKind::Return => "return".to_owned(),
        StepKind::If { condition, then, otherwise } => {
            format!("if {} [{}] [{}]", show(condition), self::steps(then), self::steps(otherwise))
        }
    };
    steps.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn an_action_is_read_step_by_step() {
    let text = "/// Makes it public.\naction publish(reason: String?, tags: String[]) on Post {\n  require status == DRAFT else \"not_a_draft\"\n\n  \
                // once\n  set status = PUBLISHED\n  if reason != null {\n    create Note {\n      postId: id\n      text: reason,\n    }\n  } \
                else if urgent {\n    delete\n    return\n  }\n  else {\n    reject \"late\"\n  }\n  emit Published { postId: id, reason: reason \
                }\n}\n\nmodel B {\n  id Int @id\n}\n";
    let (action, found) = action(text);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(action.doc.lines, ["Makes it public."]);
    assert_eq!(action.model.as_ref().map(|model| model.value.as_str()), Some("Post"));
    assert_eq!(action.parameters.len(), 2);
    assert_eq!(
        steps(&action.steps),
        "require (status == DRAFT) else Some(\"not_a_draft\"); set status = PUBLISHED; if (reason != null) [create Note {postId: \
         id, text: reason}] [if urgent [delete; return] [reject late]]; emit Published {postId: id, reason: reason}"
    );
}

#[test]
fn parameters_are_documented_and_actions_are_about_one_row_or_all() {
    let text = "action a(\n  // not this\n  /// Why.\n  /// In words.\n  reason: String?,\n  count: Int,\n) on Post[] {\n  call author.b(x: 1 + 2)\n  call c\n}\n";
    let (action, found) = action(text);
    assert!(found.is_empty(), "{found:?}");
    assert!(action.on_all);
    assert_eq!(action.parameters[0].doc.lines, ["Why.", "In words."]);
    assert_eq!(action.parameters[1].doc.lines, [""; 0]);
    assert_eq!(steps(&action.steps), "call author.b(x: (1 + 2)); call c()");
}

#[test]
fn a_step_that_cannot_be_read_leaves_the_others() {
    let text = "action a on B {\n  require x else\n  frobnicate y\n  x = 1\n  insert C { a: 1 }\n  if x = {\n    delete\n  }\n  set y = 2 3\n  return\n}\n";
    let (action, found) = action(text);
    assert_eq!(found.len(), 7, "{found:?}");
    assert_eq!(steps(&action.steps), "set x = 1; create C {a: 1}; set y = 2; return");
    assert!(action.incomplete);
}

#[test]
fn an_action_that_is_not_closed_leaves_the_next_block() {
    for text in [
        "action a on B {\n  set x = 1\n\nmodel B {\n  id Int @id\n}\n",
        "action a on B {\n  if x {\n    set x = 1\n\nmodel B {\n  id Int @id\n}\n",
        "action a(x: Int on B {\n  set x = 1\n}\n\nmodel B {\n  id Int @id\n}\n",
        "action a on B {\n  create C {\n    x: 1\n\nmodel B {\n  id Int @id\n}\n",
        "action a on\n\nmodel B {\n  id Int @id\n}\n",
        "model C {\n  id Int @id\n\naction a on C {\n  delete\n}\n\nmodel B {\n  id Int @id\n}\n",
    ] {
        let (document, found) = parsed(Dialect::Ssot, text);
        assert!(!found.is_empty() && found.len() <= 2, "{text}: {found:?}");
        let is_model =
            |declaration: &Declaration| matches!(declaration, Declaration::Model(model) if model.name.value == "B");
        assert!(document.declarations.iter().any(is_model), "{text}: {found:?}");
    }
}

#[test]
fn events_have_fields() {
    let (document, found) =
        parsed(Dialect::Ssot, "/// Said.\nevent Published {\n  /// Which.\n  postId Int\n  tags String[]\n}\n");
    assert!(found.is_empty(), "{found:?}");
    let [Declaration::Event(event)] = document.declarations.as_slice() else { panic!() };
    assert_eq!((event.fields.len(), event.doc.lines.len(), event.fields[0].doc.lines.len()), (2, 1, 1));
}
