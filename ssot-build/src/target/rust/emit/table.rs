//! Static tables.

#![warn(clippy::disallowed_macros)]

use super::layout::{Code, write_assignment};
use super::policy::emit_constant;
use super::{atom, emit_doc, list, member, option, path};
use crate::target::rust::nodes::{
    ComputedField, Default, Field, Kind, Link, Literal, Path, Relation, Rules, Table, TablePaths, Unique,
};

/// The table of a model.
pub(super) fn emit_table(out: &mut String, table: &Table, paths: &TablePaths) {
    let resource = path(&paths.resource);
    let members = vec![
        text("name", &table.schema_name),
        text("segment", &table.segment),
        flag("exposed", table.exposed),
        text("table", &table.table),
        member("namespace", atom(&option(table.namespace.as_ref().map(Literal::as_str)))),
        member("fields", slice(&table.fields, |field| emit_field(field, paths))),
        member("computed", slice(&table.computed, |computed| emit_computed(computed, paths))),
        member("relations", slice(&table.relations, |relation| emit_relation(relation, paths))),
        indexes("key", &table.key),
        member("uniques", slice(&table.uniques, |unique| emit_unique(unique, paths))),
        member("partial", slice(&table.partial, |unique| emit_unique(unique, paths))),
        member("include", slice(&table.include, |path| atom(path.as_str()))),
        flag("read_only", table.read_only),
        flag("upsert", table.upsert),
        flag("require_if_match", table.require_if_match),
        flag("aggregate", table.aggregate),
        flag("export", table.export),
        member("actions", slice(&table.actions, emit_constant)),
        flag("changes", table.changes),
        number("default_take", table.default_take),
        number("max_take", table.max_take),
        member("policies", slice(&table.policies, emit_constant)),
        member("tenant", atom(&option(table.tenant.map(|field| field.to_string()).as_deref()))),
        member("deleted", atom(&option(table.deleted.map(|field| field.to_string()).as_deref()))),
    ];
    out.push('\n');
    emit_doc(out, 0, "///", &table.doc);
    let start = ["pub static ", table.name.as_str(), ": ", &resource].concat();
    write_assignment(out, 0, &start, &Code::Struct { path: resource, members, rest: None });
}

fn text(name: &'static str, literal: &Literal) -> (String, Option<Code>) {
    member(name, atom(literal.as_str()))
}

fn flag(name: &'static str, value: bool) -> (String, Option<Code>) {
    member(name, atom(if value { "true" } else { "false" }))
}

fn number(name: &'static str, value: Option<u32>) -> (String, Option<Code>) {
    member(name, atom(&option(value.map(|value| value.to_string()).as_deref())))
}

fn indexes(name: &'static str, indexes: &[usize]) -> (String, Option<Code>) {
    member(name, slice(indexes, |index| atom(&index.to_string())))
}

fn slice<T>(items: &[T], each: impl FnMut(&T) -> Code) -> Code {
    list("&[", items.iter().map(each).collect(), "]")
}

/// A path that plan gives to every table which needs it.
fn known(name: Option<&Path>) -> String {
    name.map(path).unwrap_or_default()
}

fn emit_field(field: &Field, paths: &TablePaths) -> Code {
    let ty = known(paths.field.as_ref());
    let mut members = Vec::new();
    if field.list {
        members.push(flag("list", true));
    }
    if field.nullable {
        members.push(flag("nullable", true));
    }
    if let Some(access) = &field.access {
        members.push(member("access", atom(&[&known(paths.access.as_ref()), "::", access.as_str()].concat())));
    }
    if let Some(default) = &field.default {
        members.push(member("default", emit_default(default, &known(paths.default.as_ref()))));
    }
    if field.updated_at {
        members.push(flag("updated_at", true));
    }
    if field.version {
        members.push(flag("version", true));
    }
    if field.pii {
        members.push(flag("pii", true));
    }
    if field.single {
        members.push(flag("single", true));
    }
    if let Some(rules) = &field.rules {
        members.push(member("rules", emit_rules(rules, paths)));
    }
    if !field.policies.is_empty() {
        members.push(member("policies", slice(&field.policies, emit_constant)));
    }
    let kind = emit_kind(&field.kind, &known(paths.kind.as_ref()));
    let arguments = vec![atom(field.name.as_str()), atom(field.column.as_str()), kind];
    let plain = Code::Call { path: [&ty, "::new"].concat(), arguments };
    if members.is_empty() { plain } else { Code::Struct { path: ty, members, rest: Some(Box::new(plain)) } }
}

fn emit_computed(computed: &ComputedField, paths: &TablePaths) -> Code {
    let members = vec![member("field", emit_field(&computed.field, paths)), indexes("from", &computed.from)];
    Code::Struct { path: known(paths.computed.as_ref()), members, rest: None }
}

fn emit_kind(kind: &Kind, ty: &str) -> Code {
    match kind {
        Kind::Plain(variant) => atom(&[ty, "::", variant.as_str()].concat()),
        Kind::Decimal(None) => atom(&[ty, "::Decimal(None)"].concat()),
        Kind::Decimal(Some((digits, scale))) => {
            atom(&[ty, "::Decimal(Some((", &digits.to_string(), ", ", &scale.to_string(), ")))"].concat())
        }
        Kind::Enumeration(table) => {
            Code::Call { path: [ty, "::Enumeration"].concat(), arguments: vec![atom(&["&", &path(table)].concat())] }
        }
    }
}

fn emit_default(default: &Default, ty: &str) -> Code {
    match default {
        Default::Plain(variant) => atom(&[ty, "::", variant.as_str()].concat()),
        Default::Number(variant, number) => atom(&[ty, "::", variant.as_str(), "(", &number.to_string(), ")"].concat()),
        Default::Json(text) => Code::Call { path: [ty, "::Json"].concat(), arguments: vec![atom(text.as_str())] },
    }
}

fn emit_rules(rules: &Rules, paths: &TablePaths) -> Code {
    let ty = known(paths.rules.as_ref());
    let some = |name, value: Option<i64>| value.map(|value| member(name, atom(&option(Some(&grouped(value))))));
    let words = |name, value: Option<&Literal>| value.map(|value| member(name, some_of(atom(value.as_str()))));
    let members = [
        some("min_length", rules.min_length.map(i64::from)),
        some("max_length", rules.max_length.map(i64::from)),
        some("min", rules.min),
        some("max", rules.max),
        words("least", rules.least.as_ref()),
        words("most", rules.most.as_ref()),
        rules.format.as_ref().map(|format| member("format", some_of(atom(&["&", &path(format)].concat())))),
        rules.pattern.as_ref().map(|pattern| {
            let call = [&known(paths.pattern.as_ref()), "::new"].concat();
            member("pattern", Code::Call { path: call, arguments: vec![atom(pattern.as_str())] })
        }),
    ];
    let rest = Some(Box::new(atom(&[&ty, "::NONE"].concat())));
    Code::Struct { path: ty, members: members.into_iter().flatten().collect(), rest }
}

/// A number as a literal, its digits in groups if it is long.
fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let sign = if value < 0 { "-" } else { "" };
    if digits.len() <= 5 {
        return [sign, &digits].concat();
    }
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    [sign, &groups.join("_")].concat()
}

fn some_of(value: Code) -> Code {
    Code::Call { path: "Some".to_owned(), arguments: vec![value] }
}

fn emit_unique(unique: &Unique, paths: &TablePaths) -> Code {
    let members =
        vec![text("name", &unique.name), indexes("fields", &unique.fields), text("constraint", &unique.constraint)];
    Code::Struct { path: known(paths.unique.as_ref()), members, rest: None }
}

fn emit_relation(relation: &Relation, paths: &TablePaths) -> Code {
    let members = vec![
        text("name", &relation.name),
        member("target", atom(&["&", &path(&relation.target)].concat())),
        member("inverse", atom(&relation.inverse.to_string())),
        member("link", emit_link(&relation.link, &known(paths.link.as_ref()))),
        flag("list", relation.list),
        flag("nullable", relation.nullable),
    ];
    Code::Struct { path: known(paths.relation.as_ref()), members, rest: None }
}

fn emit_link(link: &Link, ty: &str) -> Code {
    let (variant, members) = match link {
        Link::Holds { fields, references, constraint } => (
            "::Holds",
            vec![indexes("fields", fields), indexes("references", references), text("constraint", constraint)],
        ),
        Link::Held { fields, references } => {
            ("::Held", vec![indexes("fields", fields), indexes("references", references)])
        }
        Link::Join { table, namespace, here, there } => (
            "::Join",
            vec![
                text("table", table),
                member("namespace", atom(&option(namespace.as_ref().map(Literal::as_str)))),
                text("here", here),
                text("there", there),
            ],
        ),
    };
    Code::Struct { path: [ty, variant].concat(), members, rest: None }
}
