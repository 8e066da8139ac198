//! What actions become, and what is known where.

use crate::ir::{ExpressionKind, Owner, Schema, StepKind, to_json};
use crate::source::SourceMap;
use crate::{Options, compile};

const MODELS: &str = "model User {\n  id Int @id @default(autoincrement())\n  name String\n  posts Post[]\n}\n\nmodel Post {\n  id Int @id \
                      @default(autoincrement())\n  title String\n  note String?\n  views BigInt @default(0)\n  tags String[]\n  status \
                      Status @default(DRAFT)\n  secret String @hidden @default(\"\")\n  authorId Int\n  author User @relation(fields: \
                      [authorId], references: [id])\n  editorId Int?\n}\n\nenum Status {\n  DRAFT\n  DONE\n}\n\nevent Done {\n  postId \
                      Int\n  note String?\n  tags String[]\n  by Email?\n}\n\n";

/// The messages about an action.
fn said(action: &str) -> Vec<String> {
    let mut sources = SourceMap::new();
    let provider = "datasource db {\n  provider = \"postgresql\"\n}\n\n";
    sources.add("a.ssot", [provider, MODELS, action].concat());
    let result = compile(sources, &Options::default());
    result.diagnostics.iter().map(|found| found.message.clone()).collect()
}

/// The steps of `action a(…) on Post`.
fn said_of(parameters: &str, steps: &str) -> Vec<String> {
    said(&format!("action a({parameters}) on Post {{\n  {steps}\n}}\n"))
}

fn schema(action: &str) -> Schema {
    let mut sources = SourceMap::new();
    let provider = "datasource db {\n  provider = \"postgresql\"\n}\n\n";
    sources.add("a.ssot", [provider, MODELS, action].concat());
    let result = compile(sources, &Options::default());
    assert_eq!(result.diagnostics.len(), 0, "{:?}", result.diagnostics);
    result.schema.expect("it is valid").into_inner()
}

#[test]
fn every_step_refers_by_id() {
    let schema = schema(
        "/// Ends it.\naction finish(\n  /// Why.\n  note: String?,\n  by: Email?,\n  tags: String[],\n) on Post {\n  require status != \
         DONE else \"done_already\"\n  set note = note\n  set views = length(title)\n  set secret = \"x\"\n  if note == null {\n    \
         reject \"no_note\"\n  } else {\n    create Post { title: upper(title), authorId: author.id, status: DONE, tags: tags \
         }\n  }\n  emit Done { postId: id, note: note, by: by }\n  call Post.sweep(least: 3)\n  call author.greet\n  delete\n  \
         return\n}\n\naction sweep(least: BigInt) on Post[] {\n  require least > 1 else \"too_few\"\n}\n\naction greet on User {\n  set \
         name = trim(name)\n}\n\naction all {\n  require auth() != null else \"nobody\"\n}\n",
    );
    let owners: Vec<Owner> = schema.actions.iter().map(|action| action.owner).collect();
    let (user, post) = (crate::ir::ModelId(0), crate::ir::ModelId(1));
    assert_eq!(owners, [Owner::Row(post), Owner::Model(post), Owner::Row(user), Owner::Schema]);
    let finish = &schema.actions[0];
    assert_eq!((finish.doc.as_str(), finish.parameters[0].doc.as_str()), ("Ends it.", "Why."));
    assert_eq!(finish.parameters[1].scalar.map(|scalar| scalar.title), Some("Email"));
    assert_eq!(finish.steps.len(), 10);
    let StepKind::Set(note) = &finish.steps[1].kind else { panic!("the second step sets") };
    assert!(matches!(note.value.kind, ExpressionKind::Parameter(_)), "a parameter stands in front of the field");
    let json = to_json(&schema, None);
    for part in [
        "\"kind\": \"call\"",
        "\"text\": \"length(title)\"",
        "\"event\": \"Done\"",
        "\"model\": \"Post\"",
        "\"kind\": \"set\",\n          \"field\": \"note\",",
    ] {
        assert!(json.contains(part), "{part}");
    }
}

#[test]
fn what_was_tested_is_known() {
    let null = "`title` cannot become null, and this can be".to_owned();
    for (steps, is_known) in [
        ("set title = text", false),
        ("require text != null else \"a\"\n  set title = text", true),
        ("require text == \"x\" && views > 1 else \"a\"\n  set title = text", true),
        ("require text == \"x\" || views > 1 else \"a\"\n  set title = text", false),
        ("require !(text == null || views > 1) else \"a\"\n  set title = text", true),
        ("if text != null {\n    set title = text\n  }", true),
        ("if text != null {\n    return\n  }\n  set title = text", false),
        ("if text == null {\n    reject \"a\"\n  }\n  set title = text", true),
        ("if views > 1 || text == null {\n    reject \"a\"\n  }\n  set title = text", true),
        ("if views > 1 && text == null {\n    reject \"a\"\n  }\n  set title = text", false),
        ("if text == null {\n    set views = 1\n  } else {\n    set title = text\n  }", true),
        ("if text == null {\n    set views = 1\n  }\n  set title = text", false),
        (
            "if text == \"x\" {\n    return\n  } else {\n    require text != null else \"a\"\n  }\n  set title = text",
            true,
        ),
        ("set title = coalesce(text, \"\")", true),
        ("set title = coalesce(text, note)", false),
        ("require text != null else \"a\"\n  set title = upper(trim(text)) + \"!\"", true),
        ("set note = \"x\"\n  set title = note + coalesce(text, \"\")", true),
        ("require note != null else \"a\"\n  set note = text\n  set title = note", false),
        ("require note != null else \"a\"\n  call b\n  set title = note + coalesce(text, \"\")", false),
    ] {
        let found = said(&format!(
            "action a(text: String?) on Post {{\n  {steps}\n}}\n\naction b on Post {{\n  set note = null\n}}\n"
        ));
        let found: Vec<_> = found.into_iter().filter(|message| !message.starts_with("no step uses")).collect();
        let wanted = if is_known { Vec::new() } else { vec![null.clone()] };
        assert_eq!(found, wanted, "{steps}");
    }
}

#[test]
fn a_number_is_divided_by_what_is_not_zero() {
    assert_eq!(said_of("", "set views = views / 2"), [""; 0]);
    assert_eq!(said_of("n: Int", "set views = views / n"), ["`views` cannot become null, and this can be"]);
    assert_eq!(said_of("", "set views = coalesce(views / 0, 1)"), [""; 0]);
}

#[test]
fn who_asks_has_a_key_once_it_is_known_that_somebody_asks() {
    let null = "`authorId` cannot become null, and this can be";
    assert_eq!(said_of("", "set authorId = auth().id"), [null]);
    assert_eq!(said_of("", "require auth() != null else \"a\"\n  set authorId = auth().id"), [""; 0]);
    assert_eq!(said_of("", "require authorId == auth().id else \"a\"\n  set authorId = auth().id"), [""; 0]);
    assert_eq!(
        said_of("", "require auth() != null else \"a\"\n  set title = auth().email"),
        ["`title` cannot become null, and this can be"]
    );
}

#[test]
fn one_mistake_is_one_finding() {
    assert_eq!(said_of("x: Strng", "set title = x\n  set note = x + \"a\""), ["there is no type `Strng`"]);
    assert_eq!(said_of("", "create Post { titel: \"a\", authorId: 1 }"), ["`Post` has no field `titel`"]);
    assert_eq!(said_of("", "create Post { title: \"a\", author: 1 }"), ["`author` is a relation"]);
    assert_eq!(said_of("", "emit Done { postID: 1 }"), ["`Done` has no field `postID`"]);
    assert_eq!(
        said_of("", "call b(x: 1)\n  set titel = \"\""),
        ["there is no action `b` here", "`Post` has no field `titel`"]
    );
}

#[test]
fn values_fit_what_holds_them() {
    assert_eq!(said_of("", "set tags = [\"a\", title]\n  set tags = []"), [""; 0]);
    assert_eq!(said_of("", "set tags = title"), ["`tags` holds a list of texts"]);
    assert_eq!(said_of("", "set tags = null"), ["`tags` cannot become null"]);
    assert_eq!(said_of("", "set authorId = views"), ["`authorId` holds an integer"]);
    assert_eq!(said_of("", "set authorId = author"), ["`authorId` holds an integer"]);
    assert_eq!(said_of("", "set status = DNE"), ["`DNE` is no value of `Status` and no field"]);
    assert_eq!(said_of("s: Status", "set status = s"), [""; 0]);
}

#[test]
fn after_delete_only_reading_is_left() {
    assert_eq!(said_of("", "delete\n  emit Done { postId: id }"), [""; 0]);
    assert_eq!(said_of("", "if views > 1 {\n    delete\n  }\n  set views = 1"), ["there is no row to set any more"]);
    assert_eq!(said_of("", "if views > 1 {\n    delete\n    return\n  }\n  set views = 1"), [""; 0]);
}

#[test]
fn what_is_given_and_told_has_rules() {
    use crate::ir::CheckRule;
    let schema = schema(
        "event Told {\n  text String @length(max: 9)\n}\naction tell(\n  text: String @length(min: 2, max: 9) @pattern(\"^a, ?b$\"), // why\n  \
         mail: String? @email,\n  count: Int[] @min(-1) @max(5),\n) on Post {\n  require mail != null && 1 in count else \"no\"\n  emit Told { \
         text: text }\n}\n",
    );
    let rules = |index: usize| -> Vec<&CheckRule> {
        schema.actions[0].parameters[index].checks.iter().map(|check| &check.rule).collect()
    };
    let length = |min, max| CheckRule::Length { min, max: Some(max) };
    assert_eq!(rules(0), [&length(Some(2), 9), &CheckRule::Pattern("^a, ?b$".to_owned())]);
    assert!(matches!(rules(1).as_slice(), [CheckRule::Format(format)] if format.title == "Email"));
    assert_eq!(rules(2), [&CheckRule::Min("-1".to_owned()), &CheckRule::Max("5".to_owned())]);
    let bounds = schema.actions[0].parameters[0].bounds();
    assert_eq!((bounds.min_length, bounds.max_length), (Some(2), Some(9)));
    let told = schema.events.iter().find(|event| event.name.as_str() == "Told").unwrap();
    assert_eq!(told.fields[0].checks[0].rule, length(None, 9));
    assert!(to_json(&schema, None).contains("\"kind\": \"pattern\",\n              \"pattern\": \"^a, ?b$\""));
}

#[test]
fn rules_that_do_not_fit_are_refused_where_they_stand() {
    let steps = "require p == p else \"no\"";
    for (parameters, message) in [
        ("p: Int @length(max: 3)", "`@length` is a rule for text and bytes"),
        ("p: Status @min(1)", "`@min` is a rule for numbers"),
        ("p: Email @url", "`p` cannot be both `Email` and `Url`"),
        ("p: String @unique", "there is no attribute `@unique` here"),
        ("p: String @length(max: 3) @length(max: 4)", "`@length` stands here twice"),
        ("p: Int @min(5) @max(1)", "no value of `p` can be at least 5 and at most 1"),
        ("p: Int @min(", "expected `@`, `,` or `)`, found `on`"),
        ("p: Int @", "expected an attribute's name, found `)`"),
        ("p: Int @min(1) 5", "expected `@`, `,` or `)`, found `5`"),
    ] {
        let said = said_of(parameters, steps);
        assert!(said.iter().any(|found| found == message), "{parameters}: {said:?}");
    }
}
