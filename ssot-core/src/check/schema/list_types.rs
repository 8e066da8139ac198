//! A list of MongoDB does not hold the keys that a many-to-many relation points at.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! model Post {
//!   id     String   @id @map("_id")
//!   tagIds Int[]
//!   tags   Tag[]    @relation(fields: [tagIds], references: [id])
//! }
//!
//! model Tag {
//!   id      String   @id @map("_id")
//!   postIds String[]
//!   posts   Post[]   @relation(fields: [postIds], references: [id])
//! }
//! ```
//!
//! Their native types have to be the same, too.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Arity, End, Field, FieldId, RelationKind, Schema, Type};
use crate::source::Span;

pub(crate) struct ListTypes {
    list: String,
    target: String,
    wanted: Option<String>,
    ty: Span,
    target_type: Span,
    relation: Span,
}

impl ListTypes {
    pub(crate) const CODE: Code = Code(286);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for relation in &schema.relations {
        let RelationKind::JoinTable(table) = &relation.kind else { continue };
        let Some(lists) = &table.lists else { continue };
        for (end, other, list) in [(table.a, table.b, lists.a), (table.b, table.a, lists.b)] {
            judge(schema, end, other, list, diagnostics);
        }
    }
}

fn judge(schema: &Schema, end: End, other: End, (list, target): (FieldId, FieldId), diagnostics: &mut Diagnostics) {
    let (model, to) = (schema.model(end.model), schema.model(other.model));
    let (list, target) = (model.field(list), to.field(target));
    let native = |field: &Field| field.native.as_ref().map(|native| native.name.clone());
    if list.arity == Arity::List && list.ty == target.ty && native(list) == native(target) {
        return;
    }
    let wanted = match &target.ty {
        Type::Scalar(scalar) => {
            let native = target.native.as_ref().map(|native| format!(" @db.{}", native.name)).unwrap_or_default();
            Some(format!("{}[]{native}", scalar.as_str()))
        }
        Type::Enumeration(id) => Some(format!("{}[]", schema.enumeration(*id).name)),
        _ => None,
    };
    diagnostics.push(ListTypes {
        list: format!("{}.{}", model.name, list.name),
        target: format!("{}.{}", to.name, target.name),
        wanted,
        ty: list.type_span,
        target_type: target.type_span,
        relation: schema.field(end.model, end.field).name_span,
    });
}

impl From<ListTypes> for Diagnostic {
    fn from(rule: ListTypes) -> Self {
        let message = format!("`{}` does not hold values of `{}`", rule.list, rule.target);
        let diagnostic = Self::error(ListTypes::CODE, rule.ty, message)
            .also(rule.target_type, "what it points at")
            .also(rule.relation, "the relation");
        match rule.wanted {
            Some(wanted) => diagnostic.help(format!("make it `{wanted}`")),
            None => diagnostic.help("point at a scalar field"),
        }
    }
}
