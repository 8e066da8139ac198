//! What the parser makes of texts.

use super::*;
use crate::ast::{Arity, Declaration, Enumeration, Model, Origin};
use crate::source::{SourceMap, Span};

const BLOG: &str = include_str!("../../../../tests/press/schema.prisma");
const SHOP: &str = include_str!("../../../../examples/shop/schema.prisma");

fn parsed(text: &str) -> (Document, Diagnostics) {
    parsed_as(Dialect::Prisma, text)
}

fn parsed_as(dialect: Dialect, text: &str) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = parse(FileId(0), text, dialect, &mut diagnostics);
    (document, diagnostics)
}

fn messages(diagnostics: &Diagnostics) -> Vec<&str> {
    diagnostics.iter().map(|found| found.message.as_str()).collect()
}

fn models(document: &Document) -> Vec<&Model> {
    let models = document.declarations.iter();
    models.filter_map(|found| if let Declaration::Model(model) = found { Some(model) } else { None }).collect()
}

fn enumerations(document: &Document) -> Vec<&Enumeration> {
    let all = document.declarations.iter();
    all.filter_map(|found| if let Declaration::Enumeration(item) = found { Some(item) } else { None }).collect()
}

#[test]
fn the_examples_are_read_without_a_finding() {
    for (text, count) in [(BLOG, 7), (SHOP, 25)] {
        let (document, diagnostics) = parsed(text);
        assert_eq!(messages(&diagnostics), Vec::<&str>::new());
        assert_eq!(models(&document).len(), count);
        assert!(!document.incomplete);
    }
}

#[test]
fn fields_have_types_attributes_docs_and_spans() {
    let (document, _) = parsed(BLOG);
    let mut sources = SourceMap::new();
    sources.add("blog", BLOG);
    let user = models(&document)[0];
    assert_eq!(user.doc.text(), "Somebody who reads or writes.");
    let names: Vec<_> = user.attributes.iter().map(|found| found.name.value.as_str()).collect();
    assert_eq!(names, ["map"]);
    let hash = &user.fields[3];
    assert_eq!(hash.name.value, "passwordHash");
    assert_eq!(sources.text(hash.span), "passwordHash String       @map(\"password_hash\")");
    assert_eq!(hash.attributes[1].name.value, "writeOnly");
    assert_eq!(hash.attributes[1].origin, Origin::Doc);
    assert_eq!(sources.text(hash.attributes[1].span), "@writeOnly");
    assert!(hash.doc.lines.is_empty());
    let settings = user.fields.iter().find(|field| field.name.value == "settings").unwrap();
    assert_eq!(settings.ty.arity, Arity::Optional);
    let post = models(&document)[1];
    assert_eq!(post.attributes[0].name.value, "api");
    assert_eq!(sources.text(post.attributes[0].span), "@@api(include: \"author\", aggregate)");
    assert_eq!(post.doc.lines, ["An article."]);
    assert_eq!(sources.text(post.span).lines().last(), Some("}"));
    assert_eq!(enumerations(&document)[0].variants[2].name.value, "ADMIN");
}

/// The codes and the texts they point at.
fn findings(text: &str) -> Vec<(u16, String)> {
    let (_, diagnostics) = parsed(text);
    let slice = |span: Span| text.get(span.start as usize..span.end as usize).unwrap().to_owned();
    diagnostics.iter().map(|found| (found.code.0, slice(found.span))).collect()
}

fn attributes_of(text: &str) -> Vec<String> {
    let (document, diagnostics) = parsed(text);
    assert_eq!(messages(&diagnostics), Vec::<&str>::new(), "{text}");
    models(&document)[0].attributes.iter().map(|found| found.name.value.clone()).collect()
}

#[test]
fn what_prisma_reads_is_read() {
    for text in [
        "",
        "// only a comment",
        "modelA {\n id Int @id\n}",
        "model A{\n id Int @id\n} model B {\n id Int@id@default(autoincrement())@db.Integer\n}\n",
        "/* x */ model A {\n id Int @id\n}\n",
        "model A {\n id Int @ id\n @@ map ( \"x\" )\n}\n",
        "model A {\n id Int @id @default( autoincrement ( ) ) \n x Int ?\n y Int []\n}\n",
        "model A {\n id Int @id /* a\n b */\n /* multi\n line */ x Int\n //// four\n}\n",
        "model A { // c\n id Int @id /// c\n} // c\n",
        "model A {\n\u{a0}id\u{2003}Int @id\n}\n",
        "model A {\r\n id Int @id\r\n}\r\n",
        "model A {\r id Int @id\r}\r",
        "model model {\n model Int @id\n enum Int\n type Int\n}\n",
        "model A {\n 名前 Int @id\n İ_1 Unsupported(\"a(b)\")?\n}\n",
        "model A {\n id Int @id\n @@index([id(sort: Desc), b.c(ops: raw(\"x\"))], where: { a: { not : null }, b: -1.50 })\n}\n",
        "generator g {\n provider=\"x\"\n list = [ ]\n n = 007\n}\n",
    ] {
        let (document, diagnostics) = parsed(text);
        assert_eq!(messages(&diagnostics), Vec::<&str>::new(), "{text}");
        assert!(!document.incomplete);
    }
}

#[test]
fn one_mistake_gives_one_finding_and_reading_goes_on() {
    let text = "model A {\n  id Int @id\n  a Int @default(1 2)\n  b Int\n}\n\nnonsense\n\nmodel B {\n  id Int @id\n}\n";
    assert_eq!(findings(text), [(31, "2".to_owned()), (5, "nonsense".to_owned())]);
    let (document, _) = parsed(text);
    let a = models(&document)[0];
    assert!(a.incomplete && document.incomplete);
    assert_eq!(a.fields.iter().map(|field| field.name.value.as_str()).collect::<Vec<_>>(), ["id", "a", "b"]);
    assert!(!models(&document)[1].incomplete);
}

#[test]
fn a_block_without_end_ends_where_the_next_starts() {
    let (document, diagnostics) = parsed("model A {\n  id Int @id\n/// B's own\nmodel B {\n  id Int @id\n}\n");
    assert_eq!(messages(&diagnostics), ["the block opened here is not closed"]);
    let all = models(&document);
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].doc.lines, ["B's own"]);
}

#[test]
fn documentation_is_joined_and_detached_as_prisma_does() {
    let text = "/// lost\n\n///  one \n// skipped\n///\n/// two\nmodel A {\n  /// of the id\n\n  id Int @id /// behind\n\n  /// to x\n  @@map(\"a\")\n  x Int\n  /// lost\n}\n";
    let (document, _) = parsed(text);
    let model = models(&document)[0];
    assert_eq!(model.doc.lines, ["one ", "", "two"]);
    assert_eq!(model.fields[0].doc.lines, ["of the id", "behind"]);
    assert_eq!(model.fields[1].doc.lines, ["to x"]);
}

#[test]
fn in8_text_behind_a_directive_stays_documentation() {
    let text = "/// @@api(include: \"b\") for the shop\n/// @service mail\n/// @methods send, list all of them\n/// @description Sends mail\n/// of all kinds\nmodel A {\n  /// @hidden because it is secret\n  /// @hidden\n  id Int @id\n}\n";
    let (document, diagnostics) = parsed(text);
    assert!(diagnostics.is_empty());
    let model = models(&document)[0];
    assert_eq!(model.doc.lines, ["for the shop", "all of them", "of all kinds"]);
    let names: Vec<_> = model.attributes.iter().map(|found| found.name.value.as_str()).collect();
    assert_eq!(names, ["api", "service", "methods", "description"]);
    let crate::ast::ExpressionKind::Array(methods) = &model.attributes[2].arguments.as_ref().unwrap()[0].value.kind
    else {
        panic!("not a list")
    };
    assert_eq!(methods.len(), 2);
    assert_eq!(model.fields[0].doc.lines, ["because it is secret"]);
    assert_eq!(model.fields[0].attributes.len(), 3);
}

#[test]
fn in8_a_quoted_comma_is_no_separator() {
    let (document, _) = parsed("/// @methods([\"a,b\", \"c\"])\nmodel A {\n  id Int @id\n}\n");
    let arguments = models(&document)[0].attributes[0].arguments.as_ref().unwrap();
    let crate::ast::ExpressionKind::Array(items) = &arguments[0].value.kind else { panic!("not a list") };
    let texts: Vec<_> = items.iter().map(|item| item.kind.clone()).collect();
    let string = |text: &str| crate::ast::ExpressionKind::String(text.to_owned());
    assert_eq!(texts, [string("a,b"), string("c")]);
}

#[test]
fn description_is_a_directive_only_beside_service() {
    let text = "/// @description of orders\nmodel A {\n  /// @description the key\n  id Int @id\n}\n\n/// @service mail\n/// @description Sends.\nmodel B {\n  id Int @id\n}\n";
    let (document, diagnostics) = parsed(text);
    assert!(diagnostics.is_empty());
    let all = models(&document);
    assert_eq!(all[0].doc.lines, ["@description of orders"]);
    assert_eq!(all[0].fields[0].doc.lines, ["@description the key"]);
    assert_eq!(all[1].attributes.len(), 2);
}

#[test]
fn block_directives_may_stand_above_block_attributes_and_the_end() {
    assert_eq!(attributes_of("model A {\n id Int @id\n\n /// @@ssot.api\n @@map(\"a\")\n}\n"), ["api", "map"]);
    assert_eq!(attributes_of("model A {\n id Int @id\n /// @@allow(\"read\", true)\n}\n"), ["allow"]);
}

#[test]
fn a_directive_with_bad_arguments_is_an_error_at_its_place() {
    assert_eq!(findings("/// @@api(include: )\nmodel A {\n id Int @id\n}\n"), [(36, "include:".to_owned())]);
    assert_eq!(findings("/// @@api(\nmodel A {\n id Int @id\n}\n"), [(22, "(".to_owned())]);
    assert_eq!(findings("/// @@api(include: 'b')\nmodel A {\n id Int @id\n}\n"), [(20, "'b'".to_owned())]);
}

#[test]
fn a_byte_order_mark_is_only_a_warning() {
    let (document, diagnostics) = parsed("\u{feff}model A {\n id Int @id\n}\n");
    assert_eq!(diagnostics.count_errors(), 0);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(models(&document).len(), 1);
}

#[test]
fn numbers_and_strings_keep_their_text() {
    let (document, _) = parsed("model A {\n id Int @default(-007.50)\n x String @default(\"a\\u00e9\\n\")\n}\n");
    let value = |index: usize| {
        let field = &models(&document)[0].fields[index];
        field.attributes[0].arguments.as_ref().unwrap()[0].value.kind.clone()
    };
    assert_eq!(value(0), crate::ast::ExpressionKind::Number("-007.50".to_owned()));
    assert_eq!(value(1), crate::ast::ExpressionKind::String("aé\n".to_owned()));
}

mod limits {
    use super::*;

    #[test]
    fn deep_nesting_is_refused_without_deep_recursion() {
        for open in ["[", "(", "{ a: ", "f(", "[{ a: f("] {
            let text = format!("model A {{\n id Int @default({}\n}}\n", open.repeat(10_000));
            let (document, diagnostics) = parsed(&text);
            assert!(diagnostics.has_errors());
            assert_eq!(models(&document)[0].fields.len(), 1);
        }
        let text = format!("model A {{\n id Int @default({}1{})\n}}\n", "[".repeat(62), "]".repeat(62));
        assert_eq!(findings(&text), []);
    }

    #[test]
    fn deep_nesting_over_lines_is_refused_too() {
        for open in ["[\n", "f(\n", "{ a:\n"] {
            let text = format!("model A {{\n id Int @default({}\n}}\n", open.repeat(10_000));
            assert!(parsed(&text).1.has_errors());
        }
    }

    /// Each of these would take minutes if any step looked at the rest of the text again for each token.
    #[test]
    fn time_grows_with_the_text() {
        let size = 20_000;
        for unit in [
            "‘",
            "'",
            "`",
            "\"\\q\" ",
            "@a(",
            "(",
            "[1,],",
            "{",
            "}",
            "} x ",
            "/* */",
            "/*",
            "x\n",
            "@x(1,\n",
            "model A {\n",
            "model A\n",
            "model A\n\n",
            "x A {\n",
            "/// @hiden\n",
            "/// @@api(\n",
            "///\n",
            "id Int @a(\n",
            "id Int [\n",
            "@\n",
            "\u{feff}",
            "\0",
            "🙂",
            "-",
            "--",
            "#\n",
            "1.",
            "a-",
            "x { y ",
            "\r",
            " \n",
            "@@a([\n",
            "x Int @allow(\n",
            "@@allow(",
            "@@allow(a ||\n",
            "action a on A {\n",
            "delete;",
            "if x {\n",
            "set a = b\n",
            "require a\n\n\n",
            "create A { a: ",
            "a || ",
            "a: ",
            "= ",
        ] {
            for frame in [
                "",
                "model A {\n",
                "enum E {\n",
                "generator g {\n",
                "model A { ",
                "model A {\n id Int @default([",
                "action a on A {\n",
                "model A {\n @@allow(",
            ] {
                let text = format!("{frame}{}", unit.repeat(size / unit.len()));
                for dialect in [Dialect::Prisma, Dialect::Ssot] {
                    let (_, diagnostics) = parsed_as(dialect, &text);
                    assert!(diagnostics.len() <= 1001, "{frame:?} {unit:?}");
                }
            }
        }
    }

    #[test]
    fn a_line_of_a_megabyte_is_read() {
        let list = vec!["1"; 500_000].join(",");
        let (document, diagnostics) = parsed(&format!("model A {{\n x Int[] @default([{list}])\n}}\n"));
        assert!(diagnostics.is_empty());
        assert_eq!(models(&document)[0].fields.len(), 1);
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;
    use crate::front::psl::lexer::lex;

    /// What the parser promises about any text.
    fn holds(text: &str) {
        holds_as(Dialect::Prisma, text);
        holds_as(Dialect::Ssot, text);
    }

    fn holds_as(dialect: Dialect, text: &str) {
        let (document, diagnostics) = parsed_as(dialect, text);
        let inside = |span: Span| {
            assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?} in {text:?}");
            assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
        };
        for found in diagnostics.iter() {
            inside(found.span);
            found.labels.iter().for_each(|label| inside(label.span));
            for edit in found.fix.iter().flat_map(|fix| &fix.edits) {
                inside(edit.span);
            }
        }
        for declaration in &document.declarations {
            match declaration {
                Declaration::Model(model) => {
                    inside(model.span);
                    model.fields.iter().for_each(|field| {
                        inside(field.span);
                        inside(field.ty.full_span);
                        field.attributes.iter().for_each(|attribute| inside(attribute.span));
                    });
                }
                Declaration::Enumeration(item) => item.variants.iter().for_each(|variant| inside(variant.span)),
                Declaration::Datasource(block) | Declaration::Generator(block) => {
                    block.properties.iter().for_each(|property| inside(property.span));
                }
                Declaration::Action(action) => {
                    inside(action.span);
                    action.parameters.iter().for_each(|parameter| inside(parameter.span));
                    action.steps.iter().for_each(|step| inside(step.span));
                }
                Declaration::Event(event) => event.fields.iter().for_each(|field| inside(field.span)),
                Declaration::Data(data) => inside(data.span),
                Declaration::Api(api) => inside(api.span),
            }
        }
        if document.incomplete {
            assert!(diagnostics.has_errors(), "something was left out in silence: {text:?}");
        }
    }

    /// That what is found can be shown, and that nothing hidden gets through.
    #[cfg(feature = "render")]
    fn shows(text: &str) {
        use crate::diagnostic::{render_json, render_plain};

        let mut sources = SourceMap::new();
        sources.add("a.prisma", text);
        let found = crate::compile(sources, &crate::Options::default());
        for shown in [render_plain(&found.diagnostics, &found.sources), render_json(&found.diagnostics, &found.sources)]
        {
            let hidden = shown.chars().find(|&c| c != '\n' && (c.is_control() || c == '\u{202e}' || c == '\u{200b}'));
            assert_eq!(hidden, None, "{text:?}");
        }
    }

    fn tiles(text: &str) {
        let tokens = lex(text, 0);
        assert_eq!(tokens[0].start, 0);
        assert!(tokens.windows(2).all(|pair| pair[0].start < pair[1].start));
        assert_eq!(tokens.last().unwrap().start as usize, text.len());
    }

    /// Pieces that mean something to the parser.
    const PIECES: [&str; 48] = [
        "model ",
        "A ",
        "{",
        "}",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "enum ",
        "type ",
        "view ",
        "datasource db {\n",
        "generator ",
        "@",
        "@@",
        "id",
        "Int",
        "?",
        "[]",
        "(",
        ")",
        "[",
        "]",
        ",",
        ":",
        "=",
        ".",
        "\"",
        "\"x\"",
        "'",
        "\\",
        "//",
        "/// ",
        "/* ",
        " */",
        "@hidden",
        "@ssot.",
        "@@api(",
        "1",
        "-1.5",
        "1e5",
        "#",
        "|",
        "é",
        "\u{200b}",
        "\u{feff}",
        "🙂",
    ];

    /// A schema with some of its parts cut out, doubled or replaced.
    fn mutated() -> impl Strategy<Value = String> {
        let edit = (any::<prop::sample::Index>(), 0_usize..40, prop::sample::select(PIECES.as_slice()));
        (prop::sample::select(&[BLOG, SHOP][..]), prop::collection::vec(edit, 1..8)).prop_map(|(text, edits)| {
            let mut text = text.to_owned();
            for (index, length, piece) in edits {
                let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
                let start = floor(index.index(text.len() + 1));
                let end = floor(start + length).max(start);
                text.replace_range(start..end, piece);
            }
            text
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            tiles(&text);
            holds(&text);
        }

        #[test]
        fn any_pieces_are_survived(pieces in prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..80)) {
            let text = pieces.concat();
            tiles(&text);
            holds(&text);
        }

        #[test]
        fn any_damage_is_survived(text in mutated()) {
            tiles(&text);
            holds(&text);
        }
    }

    #[cfg(feature = "render")]
    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn findings_of_any_text_can_be_shown(text in any::<String>(), damaged in mutated(),
            pieces in prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..80)) {
            shows(&text);
            shows(&damaged);
            shows(&pieces.concat());
        }
    }

    #[test]
    fn every_beginning_of_a_schema_is_survived() {
        for end in (0..BLOG.len()).step_by(11).filter(|&end| BLOG.is_char_boundary(end)) {
            holds(&BLOG[..end]);
        }
    }
}

#[test]
fn arguments_go_on_over_lines_in_ssot() {
    let text = "datasource db {\n  provider = \"postgresql\"\n  schemas = [\n    \"a\",\n    \"b\",\n  ]\n}\nmodel A with B, C {\n  id Int @id\n  name String \
                @length(\n    min: 1, // why\n    max: 3,\n  ) @unique\n\n  @@index(\n    [\n      name,\n    ],\n  )\n}\n";
    let (document, diagnostics) = parsed_as(Dialect::Ssot, text);
    assert_eq!(messages(&diagnostics), Vec::<&str>::new());
    let model = models(&document)[0];
    assert_eq!(model.mixins.iter().map(|name| name.value.as_str()).collect::<Vec<_>>(), ["B", "C"]);
    assert_eq!(model.fields[1].attributes.len(), 2);
    assert_eq!(model.attributes.len(), 1);
    let (_, diagnostics) = parsed(text);
    assert_eq!(diagnostics.iter().map(|found| found.code.0).collect::<Vec<_>>(), [22, 31, 31, 31, 52, 12, 12]);
}

#[test]
fn imports_stand_at_the_top_level() {
    let (document, diagnostics) = parsed_as(
        Dialect::Ssot,
        "// a\nimport \"./a.ssot\" // b\nimport \"b.prisma\"\n\nmodel import {\n  import Int @id\n}\n",
    );
    assert_eq!(messages(&diagnostics), Vec::<&str>::new());
    let paths: Vec<&str> = document.imports.iter().map(|import| import.path.value.as_str()).collect();
    assert_eq!(paths, ["./a.ssot", "b.prisma"]);
    assert_eq!(models(&document).len(), 1);
    for (text, code) in [("import a\n", 50), ("import\n", 50), ("import \"a\" \"b\"\n", 50), ("import \"a\n", 50)] {
        let (_, diagnostics) = parsed_as(Dialect::Ssot, text);
        assert_eq!(diagnostics.iter().map(|found| found.code.0).collect::<Vec<_>>(), [code], "{text}");
    }
}

#[test]
fn a_bracket_that_is_never_closed_costs_its_line_only() {
    let text = "model A {\n  id Int @id\n  a Int @length(min: 1\n  b Int\n}\n\nmodel B {\n  id Int @id\n}\n";
    let (document, diagnostics) = parsed_as(Dialect::Ssot, text);
    assert_eq!(diagnostics.iter().map(|found| found.code.0).collect::<Vec<_>>(), [22]);
    assert_eq!(models(&document).len(), 2);
    assert_eq!(models(&document)[0].fields.len(), 3);
}

#[test]
fn the_short_way_to_tokens_is_the_long_one() {
    let odd = "\t \u{a0} a\u{301}b-c é-1 _x a\n\r\n\r \u{2003}\n\té2fa -- 1.5 \"\\\"\" '“x” @@map(a)\n /* \n*/ZZ";
    for text in [odd, BLOG, SHOP, &odd.replace(' ', ""), &odd.replace(' ', "\t")] {
        let mut at = 0;
        for token in lexer::lex(text, 0) {
            assert_eq!(token.start as usize, at, "{text}");
            if token.kind != token::Kind::End {
                let (kind, length) = lexer::next(&text[at..]);
                assert_eq!(token.kind, kind, "at {at} of {text}");
                at += length;
            }
        }
        assert_eq!(at, text.len());
    }
}
