//! Enumerations to `enums.rs`.

use ssot_core::ir::{Enumeration, Schema};

use super::scope::Scope;
use crate::target::rust::names;
use crate::target::rust::nodes::{self, EnumerationFile, EnumerationPaths, Module, Path};

/// The file of all enumerations, if there are any.
pub(super) fn plan_file(schema: &Schema, runtime: &Path) -> Option<EnumerationFile> {
    if schema.enumerations.is_empty() {
        return None;
    }
    let own =
        schema.enumerations.iter().map(|enumeration| names::ty(enumeration.name.as_str(), "").as_str().to_owned());
    let mut scope = Scope::new(runtime, own);
    let paths = EnumerationPaths { table: scope.resource("Enumeration"), enumerated: scope.model("Enumerated") };
    Some(EnumerationFile {
        path: names::file("enums.rs"),
        imports: scope.into_imports(),
        enumerations: schema.enumerations.iter().map(plan_enumeration).collect(),
        paths,
    })
}

fn plan_enumeration(enumeration: &Enumeration) -> nodes::Enumeration {
    let name = enumeration.name.as_str();
    nodes::Enumeration {
        doc: names::doc(&enumeration.doc, &format!("The enumeration `{name}`."), &[]),
        name: names::ty(name, ""),
        table: names::constant(name),
        table_doc: names::doc("", &format!("The values of `{name}` on the wire and in the database."), &[]),
        schema_name: names::text(name),
        database: (enumeration.namespace.as_deref().map(names::text), names::text(&enumeration.database_name)),
        variants: enumeration.variants.iter().map(plan_variant).collect(),
    }
}

fn plan_variant(variant: &ssot_core::ir::Variant) -> nodes::Variant {
    nodes::Variant {
        doc: names::doc(&variant.doc, &format!("`{}`.", variant.name), &[]),
        name: names::variant(&variant.name),
        wire: names::text(&variant.name),
        database: names::text(&variant.database_name),
    }
}

/// The declaration of the file.
pub(super) fn plan_module(file: &EnumerationFile) -> Module {
    let exports = file.enumerations.iter().map(|enumeration| enumeration.name.clone()).collect();
    super::module(names::doc("", "The enumerations.", &[]), names::known("enums"), exports)
}
