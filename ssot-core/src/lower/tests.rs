use crate::compile::{Options, compile};
use crate::ir::{Arity, Function, Model, ModelId, ReferentialAction, RelationKind, Scalar, Schema, Type, Value};
use crate::source::SourceMap;

fn schema(text: &str) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("schema.prisma", text);
    let compilation = compile(sources, &Options::default());
    let found: Vec<_> = compilation.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(found.is_empty(), "{found:#?}");
    compilation.schema.unwrap().into_inner()
}

fn model<'a>(schema: &'a Schema, name: &str) -> &'a Model {
    schema.model(schema.model_named(name).unwrap())
}

#[test]
fn the_examples_are_valid() {
    let blog = schema(include_str!("../../../tests/press/schema.prisma"));
    assert_eq!(blog.models.len(), 7);
    assert_eq!(blog.relations.len(), 9);
    let post = model(&blog, "Post");
    assert_eq!(post.table, "posts");
    let include: Vec<&str> = post.api.include.iter().map(|path| post.field(path[0]).name.as_str()).collect();
    assert_eq!(include, ["author"]);
    let user = model(&blog, "User");
    let hash = user.field(user.field_named("passwordHash").unwrap());
    assert_eq!((hash.column.as_str(), hash.access), ("password_hash", crate::ir::Access::WriteOnly));
    let shop = schema(include_str!("../../../examples/shop/schema.prisma"));
    assert_eq!(shop.models.len(), 25);
    let webhook = model(&shop, "Webhook");
    let events = webhook.field(webhook.field_named("events").unwrap());
    assert_eq!(events.arity, Arity::List);
    let literal = Function::Literal(Value::List(vec![Value::String("order.placed".into())]));
    assert_eq!(events.default.as_ref().unwrap().kind, literal);
    let level = model(&shop, "StockMovement");
    let RelationKind::ForeignKey(key) =
        &shop.across(shop.model_named("StockMovement").unwrap(), level.field_named("level").unwrap()).unwrap().0.kind
    else {
        panic!()
    };
    assert_eq!(
        (key.fields.len(), key.on_delete, key.on_update),
        (2, ReferentialAction::Cascade, ReferentialAction::Cascade)
    );
}

#[test]
fn a_key_of_unknown_fields_has_its_other_arguments_read() {
    let mut sources = SourceMap::new();
    let keys = "@@unique([gone(sort: Up)], map: 1)\n @@index([lost], type: Tree, clustered: 2)";
    sources.add("schema.prisma", format!("model A {{\n id Int @id\n {keys}\n}}\n"));
    let compilation = compile(sources, &Options::default());
    let codes: Vec<u16> = compilation.diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, [140, 143, 114, 140, 143, 114]);
}

#[test]
fn relations_know_both_ends_and_their_defaults() {
    let schema = schema(
        "model A {\n id Int @id\n b B?\n many M[]\n}\nmodel B {\n id Int @id\n aId Int? @unique\n a A? @relation(fields: [aId], \
         references: [id])\n}\nmodel M {\n id String @id\n as A[]\n}\n",
    );
    let [one, many] = schema.relations.as_slice() else { panic!() };
    let RelationKind::ForeignKey(key) = &one.kind else { panic!() };
    assert!(key.one_to_one);
    assert_eq!((key.from.model, key.to.model, key.on_delete), (ModelId(1), ModelId(0), ReferentialAction::SetNull));
    let RelationKind::JoinTable(table) = &many.kind else { panic!() };
    assert_eq!((many.name.as_str(), table.a.model, table.b.model), ("AToM", ModelId(0), ModelId(2)));
    assert_eq!(crate::ir::constraint_name::join_table_name(&schema, many), "_AToM");
    assert_eq!(
        model(&schema, "B").field_named("a").map(|id| &model(&schema, "B").field(id).ty),
        Some(&Type::Relation(crate::ir::RelationId(0)))
    );
    assert_eq!(model(&schema, "M").fields[0].ty, Type::Scalar(Scalar::String));
}

fn compile_for(text: &str, provider: crate::ir::Provider) -> crate::Compilation {
    let mut sources = SourceMap::new();
    sources.add("schema.prisma", text);
    let options = Options { provider: Some(provider), ..Options::default() };
    compile(sources, &options)
}

#[test]
fn long_names_are_cut_before_their_suffix_at_a_character() {
    use crate::ir::constraint_name::{index_name, unique_name};
    let field = "ä".repeat(40);
    let text = format!(
        "datasource db {{\n  provider = \"postgresql\"\n}}\n\nmodel A {{\n  id Int @id\n  {field} String @unique\n  b Int\n\n  \
         @@index([b, {field}])\n}}\n"
    );
    let schema = schema(&text);
    let a = model(&schema, "A");
    let unique = unique_name(&schema, a, &a.uniques[0]);
    assert_eq!(unique, format!("A_{}_key", "ä".repeat(28)));
    let index = index_name(&schema, a, &a.indexes[0]);
    assert_eq!(index, format!("A_b_{}_idx", "ä".repeat(27)));
    assert!(unique.len() <= 63 && index.len() <= 63);
}

#[test]
fn a_moved_schema_keeps_its_facts_and_says_what_degrades() {
    let text = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id String @id @db.Uuid\n  tags String[]\n\n  \
                @@index([tags], type: Gin)\n}\n";
    let compilation = compile_for(text, crate::ir::Provider::Sqlite);
    let found: Vec<_> = compilation.diagnostics.iter().map(|found| (found.code.0, found.is_error())).collect();
    assert_eq!(found, [(283, false), (283, false), (283, false)]);
    let schema = compilation.schema.unwrap();
    let field = &model(&schema, "A").fields[0];
    assert!(field.native.is_some());
    assert_eq!(crate::ir::native::carried(&schema, field), None);
}

#[test]
fn a_conditional_key_cannot_move_where_conditions_do_not_exist() {
    let text = "generator g {\n  provider = \"prisma-client\"\n  previewFeatures = [\"partialIndexes\"]\n}\n\ndatasource db {\n  \
                provider = \"postgresql\"\n}\n\nmodel A {\n  id Int @id\n  a Int\n\n  @@unique([a], where: { a: 1 })\n}\n";
    assert!(compile_for(text, crate::ir::Provider::Mysql).schema.is_err());
    assert!(compile_for(text, crate::ir::Provider::Sqlite).schema.is_ok());
}
