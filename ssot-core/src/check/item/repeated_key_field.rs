//! A key names a field twice.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!   a  Int
//!
//!   @@index([a, a])
//! }
//! ```

use crate::ast::{Attribute, Declaration};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::{find, key_fields, several, word};

pub(crate) struct RepeatedKeyField {
    name: String,
    again: Span,
    first: Span,
}

impl RepeatedKeyField {
    pub(crate) const CODE: Code = Code(214);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    let is_key = |attribute: &&Attribute| matches!(word(attribute), "id" | "unique" | "index" | "fulltext" | "shardKey");
    let keys = model.attributes.iter().filter(is_key).map(key_fields);
    let relations = model.fields.iter().filter_map(|field| find(&field.attributes, "relation"));
    let relations = relations.flat_map(|relation| ["fields", "references"].map(|list| several(relation, list)));
    for names in keys.chain(relations) {
        for (index, (name, again)) in names.iter().enumerate() {
            if let Some((_, first)) = names[..index].iter().find(|(earlier, _)| earlier == name) {
                diagnostics.push(RepeatedKeyField { name: (*name).to_owned(), again: *again, first: *first });
            }
        }
    }
}

impl From<RepeatedKeyField> for Diagnostic {
    fn from(rule: RepeatedKeyField) -> Self {
        Self::error(RepeatedKeyField::CODE, rule.again, format!("the list names `{}` twice", rule.name))
            .label("named again here")
            .also(rule.first, "first named here")
            .help("remove one of them")
    }
}
