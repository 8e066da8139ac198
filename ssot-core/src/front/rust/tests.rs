//! Items to documents.

use crate::ast::{Arity, Declaration, Document, Model, TypeName};
use crate::data::IntegerForm;
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, SourceMap};

fn parse(text: &str) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = super::parse(FileId::default(), "lib.rs", text, IntegerForm::default(), &mut diagnostics);
    (document, diagnostics)
}

fn clean(text: &str) -> Document {
    let (document, diagnostics) = parse(text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    document
}

fn models(document: &Document) -> Vec<&Model> {
    let models = document.declarations.iter().filter_map(|declaration| match declaration {
        Declaration::Model(model) => Some(model),
        _ => None,
    });
    models.collect()
}

#[test]
fn places_are_bytes_of_the_file() {
    let text =
        "\u{feff}// é\r\n#[ssot::model]\r\npub struct Ärger { #[ssot(id)] pub id: i32, pub naïve: Option<String> }";
    let document = clean(text);
    let mut sources = SourceMap::new();
    sources.add("lib.rs", text);
    let model = models(&document)[0];
    assert_eq!(sources.text(model.name.span), "Ärger");
    assert_eq!(sources.text(model.fields[1].name.span), "naïve");
    assert_eq!(sources.text(model.fields[1].ty.span), "String");
    assert_eq!(sources.text(model.fields[1].ty.full_span), "Option<String>");
    assert_eq!(sources.text(model.fields[0].attributes[0].span), "id");
}

#[test]
fn types_are_told_by_their_last_name() {
    let text =
        "#[ssot::model] struct A { #[ssot(id)] id: std::string::String, b: Option<Box<chrono::DateTime<chrono::Utc>>>,
        c: Vec<i64>, d: ::ssot::Relation<Vec<crate::a::B>>, e: r#B, #[ssot(type = Json)] f: Anything<'static, 3>, }";
    let document = clean(text);
    let fields: Vec<(&str, Arity)> = models(&document)[0]
        .fields
        .iter()
        .map(|field| match &field.ty.name {
            TypeName::Named(name) => (name.as_str(), field.ty.arity),
            TypeName::Scalar(_) | TypeName::Unsupported(_) => panic!("no type here is one of these"),
        })
        .collect();
    let expected = [
        ("String", Arity::Required),
        ("DateTime", Arity::Optional),
        ("BigInt", Arity::List),
        ("B", Arity::List),
        ("B", Arity::Required),
        ("Json", Arity::Required),
    ];
    assert_eq!(fields, expected);
}

#[test]
fn names_are_those_that_serde_writes() {
    let text = r#"#[ssot::model] #[serde(rename_all = "camelCase")] struct A { #[ssot(id)] the_id: i32, r#type: i32,
        #[serde(rename = "x")] other: i32, #[serde(skip)] gone: i32, #[serde(flatten)] base: Base }
        #[ssot::model] #[serde(rename_all = "kebab-case")] enum B { InTime, #[serde(rename = "LATE")] Late, #[serde(skip)] No }"#;
    let (document, diagnostics) = parse(text);
    let model = models(&document)[0];
    let names: Vec<&str> = model.fields.iter().map(|field| field.name.value.as_str()).collect();
    assert_eq!(names, ["theId", "type", "x"]);
    assert_eq!(model.mixins[0].value, "Base");
    let Declaration::Enumeration(enumeration) = &document.declarations[1] else { panic!("an enumeration") };
    let values: Vec<&str> = enumeration.variants.iter().map(|variant| variant.name.value.as_str()).collect();
    assert_eq!(values, ["in-time", "LATE"]);
    // `-` is no part of a name, in any language.
    assert_eq!(diagnostics.len(), 1);
}

#[test]
fn only_marked_items_of_modules_count() {
    let text = "#!/usr/bin/env run
        #![allow(dead_code)]
        use ssot::{model, Decimal};
        const A: B = B { a: 1 };
        const fn f() -> u8 { 1 }
        impl A { fn g() { #[ssot::model] struct Hidden { id: i32 } } }
        macro_rules! m { () => { #[ssot::model] struct Hidden { id: i32 } } }
        mod inner { use super::*; #[model] pub(crate) struct Seen { #[ssot(id)] id: i32 } }
        #[other::model] struct Foreign(u8);
        #[renamed::model] #[ssot(crate = renamed)] struct Renamed { #[ssot(id)] id: i32 }
        #[cfg(test)] mod tests { #[model] struct Test(u8); }
        static S: &[u8] = { &[1] };
        #[ssot::model] /* between */ #[derive(Debug)] pub struct Last { #[ssot(id)] id: i32 }";
    let document = clean(text);
    let names: Vec<&str> = models(&document).iter().map(|model| model.name.value.as_str()).collect();
    assert_eq!(names, ["Seen", "Renamed", "Last"]);
}

/// The names of the structs that count, and the codes of what is said.
fn seen(text: &str) -> (Vec<String>, Vec<String>) {
    let (document, diagnostics) = parse(text);
    let name = |declaration: &Declaration| match declaration {
        Declaration::Model(model) => model.name.value.clone(),
        Declaration::Data(data) => data.name.value.clone(),
        other => format!("{other:?}").chars().take_while(|letter| letter.is_alphanumeric()).collect(),
    };
    let names = document.declarations.iter().map(name).collect();
    (names, diagnostics.iter().map(|found| found.code.to_string()).collect())
}

#[test]
fn a_mark_counts_whatever_a_use_calls_it() {
    for (front, mark) in [
        ("use ssot::model as m2;", "m2"),
        ("use ::ssot::{model as m2, Decimal};", "m2"),
        ("use {other::model, ssot::{model as m2}};", "m2"),
        ("use ssot as s;", "s::model"),
        ("use ssot::{self as s};", "s::model"),
        ("extern crate ssot as s;", "s::model"),
        ("extern crate ssot as s; use s::model as m2;", "m2"),
        ("use ssot as s; use s::{model};", "model"),
        ("use ssot::*;", "model"),
        ("#[macro_use] extern crate ssot;", "model"),
        ("use crate::passed_on::ssot::model;", "model"),
        ("use ssot::model; use crate::model;", "model"),
        ("fn f() -> impl A + use<'a> {} use ssot::model;", "model"),
        ("", "crate::passed_on::ssot::model"),
        ("use words::model; ", "model] #[ssot(crate = ::words)"),
    ] {
        let item = format!("#[{mark}] pub struct B {{ a: i32 }}");
        for text in [
            format!("{front} {item}"),
            format!("mod inner {{ {front} {item} }}"),
            format!("{front} mod inner {{ use super::*; {item} }}"),
        ] {
            let (names, codes) = seen(&text);
            assert_eq!((names.len(), codes.len()), (1, 0), "{text}: {codes:?}");
        }
    }
    let (names, _) = seen(
        "use ssot::{api as a, scalar as s}; #[s] struct B(i32); #[a] trait C { #[get(\"/x\")] async fn x(&self); }",
    );
    assert_eq!(names[0], "B");
    assert!(names.len() > 1, "{names:?}");
    let (names, codes) =
        seen("use ssot as s; #[cfg_attr(a, s::model)] struct B { a: i32 } #[s::modl] struct C { a: i32 }");
    assert_eq!((names.len(), codes), (0, vec!["SSOT0073".to_owned(), "SSOT0066".to_owned()]));
}

#[test]
fn a_mark_of_another_crate_is_none() {
    for text in [
        "use ssot::model; mod v { use other::model; #[model] pub struct H { a: i32 } }",
        "use ssot::model; mod v { use other::thing as model; #[model] pub struct H { a: i32 } }",
        "use other::model; #[model] pub struct H { a: i32 }",
        "use other::model; mod v { use super::model; #[model] pub struct H { a: i32 } }",
        "use other::model; mod v { use super::*; #[model] pub struct H { a: i32 } }",
        "use other as o; #[o::model] pub struct H { a: i32 }",
        "use other::*; use crate::a::*; #[model] pub struct H { a: i32 }",
        "use crate::a::*; #[derive(Other)] #[model(a)] pub struct H { a: i32 }",
        "#[derive(Other)] #[model(a)] pub struct H { a: i32 }",
        "use crate::a::model; fn f() {} struct H { a: i32 }",
        "use crate::a::B; #[B] struct H { a: i32 }",
    ] {
        assert_eq!(seen(&format!("{text} const S: &str = \"ssot\";")), (vec![], vec![]), "{text}");
    }
}

#[test]
fn a_mark_that_a_module_passes_on_is_never_lost_silently() {
    for text in [
        "use crate::prelude::model; #[model] struct H { a: i32 }",
        "use crate::prelude::model as table; #[table] struct H { a: i32 }",
        "use super::*; #[model] struct H { a: i32 }",
        "use super::*; #[derive(Debug, serde::Serialize,)] #[model] struct H { a: i32 }",
        "mod prelude; use prelude::model; #[model] struct H { a: i32 }",
        "use prelude::model; #[model] struct H { a: i32 } mod prelude;",
        "use crate::prelude; use prelude::model; #[model] struct H { a: i32 }",
        "use crate::prelude; #[prelude::model] struct H { a: i32 }",
        "#[crate::prelude::model] struct H { a: i32 }",
        "use crate::prelude::api; #[api] trait H {}",
        "use crate::prelude::scalar; #[scalar] struct H(i32);",
        "mod a { use crate::prelude::model; mod b { use super::model; #[model] struct H { a: i32 } } }",
        "use words::model; #[model] #[ssot(map = \"h\")] struct H { a: i32 }",
        "#[table] #[ssot(map = \"h\")] struct H { a: i32 }",
    ] {
        assert_eq!(seen(text), (vec![], vec!["SSOT0099".to_owned()]), "{text}");
    }
}

#[test]
fn a_datasource_counts_whatever_a_use_calls_it() {
    for front in
        ["ssot::datasource", "use ssot as s; s::datasource", "use ssot::datasource; datasource", "::ssot::datasource"]
    {
        assert_eq!(clean(&format!("{front}! {{ provider = \"sqlite\" }}")).declarations.len(), 1, "{front}");
    }
}

#[test]
fn what_stands_in_front_of_a_model_does_not_hide_it() {
    for front in [
        "//! Inner.\n",
        "#![allow(dead_code)]\n",
        "/*! Inner. */",
        ";",
        "use a::{b};",
        "extern crate a;",
        "m!{}",
        "m!();",
        "m! [];",
    ] {
        let document = clean(&format!("{front}#[ssot::model] struct A {{ #[ssot(id)] id: i32 }}"));
        assert_eq!(models(&document).len(), 1, "{front}");
        let document = clean(&format!("mod x {{ {front} #[ssot::model] struct A {{ #[ssot(id)] id: i32 }} }}"));
        assert_eq!(models(&document).len(), 1, "{front}");
    }
}

#[test]
fn modules_are_where_the_reference_says() {
    let paths = |name: &str, text: &str| crate::front::modules(name, text);
    assert_eq!(paths("lib.rs", "mod a;"), [["a.rs", "a/mod.rs"]]);
    assert_eq!(paths("a/mod.rs", "pub mod b;"), [["a/b.rs", "a/b/mod.rs"]]);
    assert_eq!(paths("a/b.rs", "pub(crate) mod c;"), [["a/b/c.rs", "a/b/c/mod.rs"]]);
    assert_eq!(paths("a/b.rs", "mod i { mod c; }"), [["a/b/i/c.rs", "a/b/i/c/mod.rs"]]);
    assert_eq!(paths("a/b.rs", "#[path = \"../x/c.rs\"] mod c;"), [["x/c.rs"]]);
    assert_eq!(paths("lib.rs", "mod i { #[path = \"c.rs\"] mod c; }"), [["i/c.rs"]]);
    assert_eq!(paths("lib.rs", "#[path = \"y\"] mod i { mod c; }"), [["y/c.rs", "y/c/mod.rs"]]);
    assert_eq!(paths("lib.rs", "#[path = \"../x.rs\"] mod c;"), [["../x.rs"]]);
    assert_eq!(paths("main.rs", "fn f() { mod a; } mod r#type;"), [["type.rs", "type/mod.rs"]]);
    // A file of any other name can be the first of a crate, or that of a module.
    assert_eq!(paths("shop.rs", "mod a;"), [["shop/a.rs", "shop/a/mod.rs", "a.rs", "a/mod.rs"]]);
}

#[test]
fn documentation_keeps_its_lines() {
    let text = "/// One.\n///\n///  Two.\n#[doc = \"Three.\"]\n/** Four.\n * Five.\n */\n#[ssot::model] struct A { #[ssot(id)] id: i32 }";
    let document = clean(text);
    assert_eq!(models(&document)[0].doc.lines, ["One.", "", " Two.", "Three.", "Four.", "Five."]);
}

#[test]
fn what_is_deprecated_says_so_at_the_end() {
    for (attribute, line) in [
        ("#[deprecated]", "@deprecated"),
        ("#[deprecated = \"write  `b`\"]", "@deprecated write `b`"),
        ("#[deprecated(since = \"2.0.0\", note = \"note =\\n now\")]", "@deprecated note = now"),
        ("#[deprecated(since = \"2.0.0\")]", "@deprecated"),
    ] {
        let document = clean(&format!(
            "#[ssot::model] struct A {{ #[ssot(id)] {attribute} /** One. */ id: i32, {attribute} b: i32 }}"
        ));
        let fields = &models(&document)[0].fields;
        assert_eq!(fields[0].doc.lines, ["One.", "", line]);
        assert_eq!(fields[1].doc.lines, [line]);
    }
}

#[test]
fn conditions_in_strings_keep_their_places() {
    let text = "#[ssot::model] #[ssot(allow(\"read\", \"publishd && (\"))] struct A { #[ssot(id)] id: i32 }";
    let (_, diagnostics) = parse(text);
    let found = diagnostics.iter().next().expect("the bracket is not closed");
    let at = text.find("(\"))]").unwrap_or_default();
    assert!(found.span.start as usize >= at && found.span.end as usize <= at + 2, "{:?}", found.span);
}

#[test]
fn no_text_makes_it_panic() {
    let text = "#[ssot::model] #[ssot(id(a), map = \"x\")] pub struct A<T> { #[ssot(id, default = f(-1, [a::b]))] a: Option<Vec<T>> }";
    for cut in 0..=text.len() {
        let (_, _) = parse(&text[..cut]);
        let (_, _) = parse(&text[cut..]);
        let (_, _) = parse(&format!("{}#{}", &text[..cut], &text[cut..]));
        let (_, _) = parse(&format!("{}({}", &text[..cut], &text[cut..]));
    }
}

#[test]
fn a_use_tells_which_crate_a_type_is_of() {
    let text = "use bytes::Bytes; use chrono::{self, naive::{NaiveDate as Day}, Duration};
        mod a { #[ssot::model] struct A { a: Bytes } }
        #[ssot::model] struct B { a: Bytes, b: a::Bytes, c: std::time::Duration, d: Duration }";
    let (document, diagnostics) = parse(text);
    let found: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(found, ["it is not known what serde writes of `chrono::…::Duration`"]);
    let shapes = |index: usize| -> Vec<String> {
        let Declaration::Data(data) = &document.declarations[index] else { panic!("data") };
        data.definition.shapes(crate::data::Way::Written).map(|shape| format!("{shape:?}")).collect()
    };
    assert!(shapes(0)[0].contains("Base64"), "{:?}", shapes(0));
    let [first, second, third] = shapes(1).try_into().expect("three fields are left");
    assert!(first.starts_with("List(Integer"), "{first}");
    assert!(second.contains("known: None"), "{second}");
    assert!(third.starts_with("Record([(\"secs\""), "{third}");
}

#[test]
fn what_serde_takes_is_no_mistake() {
    for item in [
        "#[serde()] struct A { a: i32 }",
        "#[serde(default)] struct A { a: i32 }",
        "#[serde(default = \"crate::a::<i32>\")] struct A { a: i32, b: i32 }",
        "#[serde(rename(serialize = \"A\"), rename(deserialize = \"B\"))] struct A { a: i32 }",
        "#[serde(try_from = \"String\", into = \"String\")] struct A(i32);",
        "struct A { #[serde(default = \"<i32 as Default>::default\", alias = \"x\", alias = \"y\")] a: i32 }",
        "#[serde(rename_all_fields = \"camelCase\")] enum A { B { a: i32 } }",
        "enum A { B { a: i32 }, #[serde(other)] C }",
        "#[serde(tag = \"t\")] enum A { B, #[serde(other)] C }",
        "enum A { B, #[serde(untagged)] C(i32), #[serde(untagged)] D(String) }",
        "enum A { B, #[serde(other)] C }",
    ] {
        let (names, codes) = seen(&format!("#[ssot::model] {item}"));
        let is_clean = codes.is_empty() && names.len() == 1;
        assert!(is_clean, "{item}: {codes:?}");
    }
}

#[test]
fn a_bracket_that_does_not_fit_is_said_at_its_place() {
    for (text, place, words) in [
        ("#[ssot::model] struct A { a: (i32, ", "(", "this bracket is not closed, or by one of another kind"),
        ("#[ssot::model] struct A { a: (i32] }", "]", "this bracket closes none, or one of another kind"),
        ("// é\n#[ssot::model] struct A {} /* ", "/", "this comment does not end"),
        ("#[ssot::model] struct A {} \"", "\"", "this text does not end"),
    ] {
        let (_, diagnostics) = parse(text);
        let found: Vec<_> = diagnostics.iter().collect();
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].message, format!("this is no Rust: {words}"), "{text}");
        assert!(text[found[0].span.start as usize..].starts_with(place), "{text}");
    }
}
