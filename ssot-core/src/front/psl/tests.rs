//! What the parser makes of texts.

use super::*;
use crate::ast::{Arity, Declaration, Enumeration, Model, Origin};
use crate::source::SourceMap;

const BLOG: &str = include_str!("../../../../examples/blog/schema.prisma");
const SHOP: &str = include_str!("../../../../examples/shop/schema.prisma");

fn parsed(text: &str) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = parse(FileId(0), text, &mut diagnostics);
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
    assert_eq!(sources.text(post.attributes[0].span), "@@api(include: \"author\")");
    assert_eq!(post.doc.lines, ["An article."]);
    assert_eq!(sources.text(post.span).lines().last(), Some("}"));
    assert_eq!(enumerations(&document)[0].variants[2].name.value, "ADMIN");
}
