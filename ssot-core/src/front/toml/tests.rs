//! What the reader makes of texts.

use proptest::prelude::*;

use super::*;
use crate::ast::{Arity, Attribute, Declaration, ExpressionKind, Field, Model, Spans as _, TypeName};
use crate::source::{SourceMap, Span};

fn parsed(text: &str) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = parse(FileId(0), text, &mut diagnostics);
    diagnostics.sort();
    (document, diagnostics)
}

/// The document of a text without a mistake.
fn clean(text: &str) -> Document {
    let (document, diagnostics) = parsed(text);
    assert_eq!(messages(&diagnostics), Vec::<String>::new());
    document
}

fn messages(diagnostics: &Diagnostics) -> Vec<String> {
    diagnostics.iter().map(|found| found.message.clone()).collect()
}

fn model(document: &Document, index: usize) -> &Model {
    match &document.declarations[index] {
        Declaration::Model(model) => model,
        other => panic!("no model: {other:?}"),
    }
}

/// The places of findings as text.
fn places<'a>(text: &'a str, diagnostics: &Diagnostics) -> Vec<&'a str> {
    diagnostics.iter().map(|found| slice(text, found.span)).collect()
}

fn slice(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

fn attribute<'a>(field: &'a Field, name: &str) -> &'a Attribute {
    field.attributes.iter().find(|attribute| attribute.name.value == name).expect("the field has the attribute")
}

#[test]
fn a_short_field_is_the_line_of_the_schema_language() {
    let text = "[model.A]\nfields.mail = 'String? @unique(map: \"m\") @db.VarChar(20)'\n";
    let document = clean(text);
    let field = &model(&document, 0).fields[0];
    assert_eq!(field.name.value, "mail");
    assert_eq!(field.ty.name, TypeName::Named("String".to_owned()));
    assert_eq!(field.ty.arity, Arity::Optional);
    assert_eq!(slice(text, field.ty.span), "String");
    assert_eq!(slice(text, field.span), "mail = 'String? @unique(map: \"m\") @db.VarChar(20)");
    assert_eq!(slice(text, attribute(field, "unique").span), "@unique(map: \"m\")");
    assert_eq!(slice(text, attribute(field, "db.VarChar").name.span), "db.VarChar");
}

#[test]
fn a_table_says_the_same_as_the_short_form() {
    let short = "[model.A]\nfields.a = 'Int @id(map: \"k\", sort: Desc) @default(autoincrement()) @db.Integer'\n";
    let table = "[model.A.fields.a]\ntype = 'Int'\nid = { map = 'k', sort = 'Desc' }\n\
                 default.function = 'autoincrement()'\nnative = 'Integer'\n";
    assert_eq!(placeless(short), placeless(table));
}

fn placeless(text: &str) -> Document {
    let mut document = clean(text);
    document.each_span(&mut |span| *span = Span::default());
    document
}

#[test]
fn fields_and_declarations_keep_the_order_of_the_text() {
    let document = clean(
        "[model.Z]\nfields.z = 'Int'\nfields.a = 'Int'\n[enum.M]\nvalues = ['x']\n[model.A]\n[model.Z.fields.b]\ntype = 'Int'\n",
    );
    let names: Vec<_> = model(&document, 0).fields.iter().map(|field| field.name.value.as_str()).collect();
    assert_eq!(names, ["z", "a", "b"]);
    assert!(matches!(&document.declarations[1], Declaration::Enumeration(found) if found.name.value == "M"));
    assert_eq!(model(&document, 2).name.value, "A");
}

#[test]
fn the_default_of_a_scalar_is_text_and_that_of_an_enum_a_name() {
    let text = "[model.A]\nfields.a = { type = 'String', default = 'x' }\nfields.b = { type = 'Role', default = 'x' }\n\
                fields.c = { type = 'Role[]', default = ['x', 'y'] }\n";
    let document = clean(text);
    let value = |index: usize| {
        let field = &model(&document, 0).fields[index];
        attribute(field, "default").arguments.as_ref().expect("it has a value")[0].value.clone()
    };
    assert_eq!(value(0).kind, ExpressionKind::String("x".to_owned()));
    assert_eq!(slice(text, value(0).span), "'x'");
    assert_eq!(value(1).kind, ExpressionKind::Path("x".to_owned()));
    assert_eq!(slice(text, value(1).span), "x");
    assert!(matches!(value(2).kind, ExpressionKind::Array(items) if items.len() == 2));
}

#[test]
fn a_list_of_names_is_one_key_and_a_list_of_lists_are_several() {
    let count = |value: &str| model(&clean(&format!("[model.A]\nindex = {value}\n")), 0).attributes.len();
    assert_eq!(count("'a'"), 1);
    assert_eq!(count("['a', 'b']"), 1);
    assert_eq!(count("['a', { field = 'b', sort = 'Desc' }]"), 1);
    assert_eq!(count("[['a'], ['b', 'c']]"), 2);
    assert_eq!(count("[{ fields = 'a' }, ['b']]"), 2);
    assert_eq!(
        model(&clean("[[model.A.index]]\nfields = 'a'\n[[model.A.index]]\nfields = 'b'\n"), 0).attributes.len(),
        2
    );
}

#[test]
fn numbers_become_decimal_digits() {
    let text = "[model.A]\nfields.a = { type = 'Int', default = 0x1F }\nfields.b = { type = 'Int', default = 1_000 }\n\
                fields.c = { type = 'Float', default = 1.5e3 }\nfields.d = { type = 'Int', default = +7 }\n\
                fields.e = { type = 'BigInt', default = 12345678901234567890123 }\n";
    let document = clean(text);
    let numbers: Vec<String> = model(&document, 0)
        .fields
        .iter()
        .map(|field| match &attribute(field, "default").arguments.as_ref().expect("a value")[0].value.kind {
            ExpressionKind::Number(digits) => digits.clone(),
            other => panic!("no number: {other:?}"),
        })
        .collect();
    assert_eq!(numbers, ["31", "1000", "1500", "7", "12345678901234567890123"]);
}

#[test]
fn documentation_has_one_entry_a_line() {
    let document = clean("[model.A]\ndoc = \"\"\"\nOne.\r\n\n  Three.\n\"\"\"\n[model.B]\ndoc = 'one'\n");
    assert_eq!(model(&document, 0).doc.lines, ["One.", "", "  Three."]);
    assert_eq!(model(&document, 1).doc.lines, ["one"]);
}

#[test]
fn findings_in_strings_are_exact() {
    for (text, place) in [
        ("[model.A]\nfields.a = 'Int @id @'\n", ""),
        ("[model.A]\nfields.a = \"Int @default(1e3)\"\n", "1e3"),
        ("[model.A]\nfields.a = \"\"\"\nInt\n  @default(1e3)\"\"\"\n", "1e3"),
        ("[model.A]\nfields.é = 'Int'\nfields.a = \"Int @default(1e3, \\\"x\\\")\"\n", "1e3"),
        ("[model.A]\nindex = ['a(sort: )']\n", "sort:"),
        ("[model.A]\nfields.a = { type = 'Int!' }\n", "!"),
        ("[model.A]\nfields.\"a b\" = 'Int'\n", "\"a b\""),
    ] {
        let text = text.replace("fields.é", "fields.\"é\"");
        let (_, diagnostics) = parsed(&text);
        assert_eq!(places(&text, &diagnostics), [place], "{text}");
    }
}

#[test]
fn an_unclosed_bracket_hides_no_other_mistake() {
    let text = "[model.A]\nid = ['a'\nfields.a = 'Int!'\n[model.B]\nfields.b = { type = 'Int'\n[model.C]\nfields.c = 'Int'\nnope = 1\n";
    let (document, diagnostics) = parsed(text);
    assert_eq!(places(text, &diagnostics), ["[", "!", "{", "nope"]);
    assert_eq!(document.declarations.len(), 3);
    assert!(model(&document, 0).incomplete && model(&document, 1).incomplete);
    assert_eq!(model(&document, 2).fields.len(), 1);
}

#[test]
fn only_the_declaration_with_the_mistake_is_incomplete() {
    let (document, _) = parsed("[model.A]\nfields.a = 'Int'\n[model.B]\nfields.b = Int\n[model.C]\nfields.c = 'Int'\n");
    let incomplete: Vec<bool> = (0..3).map(|index| model(&document, index).incomplete).collect();
    assert_eq!(incomplete, [false, true, false]);
}

#[test]
fn a_fix_of_another_room_is_escaped_or_taken_away() {
    let fixed = |text: &str| {
        let mut sources = SourceMap::new();
        sources.add("a.toml", text);
        let result = crate::compile(sources, &crate::Options::default());
        let edits: Vec<Vec<String>> = result
            .diagnostics
            .iter()
            .filter(|found| found.is_error())
            .map(|found| found.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.replacement.clone()).collect())
            .collect();
        edits
    };
    assert_eq!(fixed("[model.A]\nfields.id = 'Int @id'\nfields.a = \"Strng\"\n"), [["String"]]);
    assert_eq!(fixed("[model.A]\nfields.id = 'Int @id'\nfields.a = \"String @map(x)\"\n"), [["\\\"x\\\""]]);
    assert_eq!(fixed("[model.A]\nfields.id = 'Int @id'\nfields.a = 'String @map(x)'\n"), [["\"x\""]]);
    let line = "fields.id = \"Int @id @default(autoincrement())\"\n";
    assert_eq!(fixed("[model.A]\nfields.a = 'Int'\n"), [[line]]);
    assert_eq!(fixed("[model.A]\n  fields.a = 'Int'\n"), [[format!("  {line}")]]);
    // It would add a line inside of the braces.
    assert_eq!(fixed("[model.A]\nfields = { a = 'Int' }\n"), [Vec::<String>::new()]);
}

#[test]
fn every_key_has_one_place_in_the_json_schema() {
    let schema = json_schema();
    for key in [key::DOCUMENT, key::MODEL, key::FIELD, key::ENUMERATION, key::DATASOURCE].into_iter().flatten() {
        assert!(schema.contains(&format!("\"{}\": {{", key.name)), "{} is missing", key.name);
    }
}

/// The texts that findings point at.
fn found_in(text: &str) -> Vec<String> {
    let mut sources = SourceMap::new();
    sources.add("a.toml", text);
    let result = crate::compile(sources, &crate::Options::default());
    result.diagnostics.iter().map(|found| slice(text, found.span).to_owned()).collect()
}

#[test]
fn findings_point_into_strings_with_escapes() {
    let model = "[model.A]\nfields.id = 'Int @id'\nfields.title = 'String'\n";
    for (policy, places) in [
        (r#"allow.read = "title == \"a\" && titel != 'x'""#, vec!["'x'"]),
        (r#"allow.read = "title == \"a\" && titel != \"x\"""#, vec!["titel"]),
        (r#"allow.read = "title == \"\u00e9é\" && titel""#, vec!["titel"]),
        ("allow.read = \"\"\"\n  title == \\\"a\\\" && \\\n     titel == \\\"b\\\"\n\"\"\"", vec!["titel"]),
        ("allow.read = '''\r\n  title == \"a\" &&\r\n  titel == \"b\"\r\n'''", vec!["titel"]),
        (r#"allow.read = "\u0074itle == \u0074itel""#, vec!["\\u0074itel"]),
        (r#"allow."reed, update" = true"#, vec!["reed"]),
        ("allow.reed = true", vec!["reed"]),
        ("allow = \"read\"", vec!["\"read\""]),
        ("allow = { read = [\"title != \\\"\\\"\", 1.5] }", vec!["1.5"]),
    ] {
        let text = format!("{model}{policy}\n");
        assert_eq!(found_in(&text), places, "{text}");
    }
}

#[test]
fn an_edit_in_a_string_with_escapes_is_escaped() {
    let text = "[model.A]\nfields.id = 'Int @id'\nfields.title = 'String'\nallow.read = \"title == \\\"a\\\" && title != 'x'\"\n";
    let mut sources = SourceMap::new();
    sources.add("a.toml", text);
    let result = crate::compile(sources, &crate::Options::default());
    let fix = result.diagnostics.iter().find_map(|found| found.fix.clone()).expect("the quotes can be mended");
    let edit = &fix.edits[0];
    let mended = [&text[..edit.span.start as usize], &edit.replacement, &text[edit.span.end as usize..]].concat();
    assert!(mended.contains(r#"&& title != \"x\"""#), "{mended}");
    assert_eq!(found_in(&mended), [""; 0]);
}

#[test]
fn a_step_is_a_line_or_a_table() {
    let action = |steps: &str| {
        let mut document = clean(&format!("[action.a]\non = 'B[]'\nparameters.x = 'Int?'\nsteps = {steps}\n"));
        document.each_span(&mut |span| *span = Span::default());
        document
    };
    let lines = "require x > 1 else \"a\"\nif !(x == 2) {\n  create B { n: x + 1, t: \"y\" }\n  call c(x: 1)\n} else {\n  emit E\n  \
                 return\n}\nset n = true\nset t = 2\nreject \"b\"\ndelete";
    let tables = "[\n{ require = 'x > 1', else = 'a' },\n{ if = '!(x == 2)', then = [{ create = 'B', with = { n = 'x + 1', t = '\"y\"' } }, \
                  'call c(x: 1)'], else = [{ emit = 'E' }, { return = true }] },\n{ set = { n = true, t = 2 } },\n{ reject = 'b' },\n{ delete \
                  = true },\n{ return = false },\n]";
    assert_eq!(action(&["'''\n", lines, "\n'''"].concat()), action(tables));
    let Declaration::Action(it) = &action(tables).declarations[0] else { panic!("it is an action") };
    assert_eq!((it.steps.len(), it.on_all, it.incomplete), (6, true, false));
}

#[test]
fn mistakes_in_actions_are_all_reported() {
    let text = "[action.a]\non = 'A'\nparamters.x = 'Int'\nsteps = [\n  { requir = 'true', else = 'x' },\n  { require = 'true ==', else = 'x' \
                },\n  { require = 'true' },\n  { set = { a = '1' }, delete = true },\n  'set b',\n  { emit = 'E', wth = { a = 1 } },\n  7,\n  { \
                if = 'true', then = [{ reject = 1 }] },\n]\n";
    let (document, diagnostics) = parsed(text);
    let places = places(text, &diagnostics);
    let expected = ["paramters", "requir", "", "require", "delete", "", "wth", "7", "1"];
    assert_eq!(places, expected, "{:?}", messages(&diagnostics));
    let Declaration::Action(action) = &document.declarations[0] else { panic!("it is an action") };
    assert!(action.incomplete);
}

/// Pieces that schemas are made of, and what breaks them.
const PIECES: [&str; 52] = [
    "[action.a]\n",
    "[[action.a]]\n",
    "[event.e]\n",
    "steps",
    "'set x = 1 +'",
    r#""\u0061é.\u0062 == \"\x41""#,
    r#""\U0001F600 \t&& a.é\u0062.c""#,
    "allow.read = ",
    "deny",
    "'if a {'",
    "\"\"\"a == \\\n  b\"\"\"",
    "with",
    "[model.A]\n",
    "[[model.A.index]]\n",
    "[enum.E]\n",
    "[datasource.db]\n",
    "fields",
    ".",
    "a",
    " = ",
    "'Int'",
    "\"String?\"",
    "'Int @id @default('",
    "{ ",
    " }",
    "[",
    "]",
    ", ",
    "type",
    "default",
    "function",
    "values",
    "doc",
    "\"\"\"",
    "'''",
    "\n",
    "\r\n",
    "1",
    "-0x1F",
    "1e999",
    "inf",
    "true",
    "1979-05-27",
    "\\",
    "\"",
    "'",
    "#",
    "\u{feff}",
    "\0",
    "é",
    "\u{202e}",
    "unique",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics_and_every_place_is_inside(pieces in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = pieces.into_iter().map(|index| PIECES[index]).collect();
        check_text(&text)?;
    }

    #[test]
    fn no_characters_panic(text in "\\PC{0,80}") {
        check_text(&text)?;
    }
}

fn check_text(text: &str) -> Result<(), TestCaseError> {
    let (mut document, diagnostics) = parsed(text);
    let mut outside = Vec::new();
    document.each_span(&mut |span| {
        if text.get(span.start as usize..span.end as usize).is_none() {
            outside.push(*span);
        }
    });
    for found in diagnostics.iter() {
        if text.get(found.span.start as usize..found.span.end as usize).is_none() {
            outside.push(found.span);
        }
    }
    prop_assert!(outside.is_empty(), "{outside:?} in {text:?}");
    // Whatever is no TOML is reported.
    let (_, errors) = ::toml::de::DeTable::parse_recoverable(text);
    prop_assert!(errors.is_empty() || diagnostics.has_errors(), "{text:?}: {errors:?}");
    Ok(())
}
