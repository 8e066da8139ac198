//! The models that the compiler sees, held against those that the build script saw.
//!
//! A build script reads text. It takes a type for what its last name says, and does not see items that macros write. The compiler knows
//! better: with the feature `registry` each marked item leaves an entry in the program, with its types as the compiler resolved them.
//! One test, in a file of its own below `tests`, compares:
//!
//! ```ignore
//! use notes as _; // the crate with the models
//!
//! #[test]
//! fn the_schema_is_what_the_compiler_sees() {
//!     ssot::registry::verify!();
//! }
//! ```
//!
//! It fails, with what to do, for a marked item that is no part of the schema; for a field whose type is not what its name says; for data
//! whose 64-bit integers are written otherwise than the build script thinks; and for output that is not what the build script made.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

use crate::model::{Arity, Description, Members};

/// Compares the models of this package with what its build script saw, and panics with everything that is not the same. For a test.
#[doc(inline)]
pub use crate::__verify as verify;

/// See [`verify`].
#[doc(hidden)]
#[macro_export]
macro_rules! __verify {
    () => {
        $crate::registry::verify_package(
            ::core::include_str!(::core::concat!(::core::env!("OUT_DIR"), "/ssot-models.txt")),
            ::core::env!("CARGO_MANIFEST_DIR"),
        )
    };
}

/// A marked item, as the compiler sees it.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// What the attribute read.
    pub description: &'static Description,
    /// The folder of its package.
    pub package: &'static str,
    /// The file that it stands in.
    pub file: &'static str,
    /// The line there.
    pub line: u32,
    /// Its full name.
    pub type_name: fn() -> &'static str,
    /// The types of its fields, in order.
    pub fields: &'static [FieldType],
}

/// A marked item that is stored nowhere, as the compiler sees it.
#[derive(Debug, Clone, Copy)]
pub struct DataEntry {
    /// Its name.
    pub name: &'static str,
    /// The folder of its package.
    pub package: &'static str,
    /// The file that it stands in.
    pub file: &'static str,
    /// The line there.
    pub line: u32,
    /// How its 64-bit integers stand on the wire, unless a field says it: the word for it.
    pub int64: &'static str,
}

/// The type of a field.
#[derive(Debug, Clone, Copy)]
pub struct FieldType {
    /// The last name of the type as it is written, without what wraps it. Nothing if the field says what its column is.
    pub written: Option<&'static str>,
    /// The full type as the compiler resolved it.
    pub resolved: fn() -> &'static str,
}

/// All marked items of the program and of the crates that are linked into it.
#[linkme::distributed_slice]
pub static ENTRIES: [Entry];

/// All marked items that are stored nowhere.
#[linkme::distributed_slice]
pub static DATA: [DataEntry];

/// What stands around a type and changes only how many values there are.
const WRAPPERS: [&str; 6] = ["Arc", "Box", "Option", "Rc", "Relation", "Vec"];

/// Two names of one thing.
const SAME: [[&str; 2]; 1] = [["Json", "Value"]];

/// Does what [`verify!`] says.
///
/// # Panics
/// If something is not the same.
#[track_caller]
pub fn verify_package(record: &str, package: &str) {
    let own: Vec<Entry> = ENTRIES.iter().filter(|entry| entry.package == package).copied().collect();
    let data: Vec<DataEntry> = DATA.iter().filter(|entry| entry.package == package).copied().collect();
    let mut findings = differences(record, &own);
    findings.extend(other_integers(record, &data));
    findings.extend(stale(record, Path::new(package)));
    assert!(findings.is_empty(), "the schema is not what the compiler sees:\n\n{}", findings.join("\n\n"));
}

/// A model or enumeration as the build script saw it.
#[derive(Default)]
struct Seen<'a> {
    fields: BTreeMap<&'a str, (&'a str, &'a str)>,
    values: Vec<&'a str>,
}

fn seen(record: &str) -> BTreeMap<&str, Seen<'_>> {
    let mut all: BTreeMap<&str, Seen<'_>> = BTreeMap::new();
    let mut last = "";
    for line in record.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        match parts.as_slice() {
            ["model" | "enum", name] => {
                last = name;
                all.entry(name).or_default();
            }
            ["field", name, ty, arity] => _ = all.entry(last).or_default().fields.insert(name, (ty, arity)),
            ["value", name] => all.entry(last).or_default().values.push(name),
            _ => {}
        }
    }
    all
}

/// What differs between the record of the build script and the entries of the compiler, in words.
fn differences(record: &str, entries: &[Entry]) -> Vec<String> {
    let seen = seen(record);
    if entries.is_empty() && !seen.is_empty() {
        let text = "no model of this package is linked into the test, so nothing can be compared.\n  help: name the crate that has \
                    them: `use the_crate as _;`";
        return vec![text.to_owned()];
    }
    let mut findings = Vec::new();
    for entry in entries {
        let name = entry.description.name;
        let place = format!("{}:{}", entry.file, entry.line);
        let Some(seen) = seen.get(name) else {
            findings.push(unseen(&place, name));
            continue;
        };
        match entry.description.members {
            Members::Fields(fields) => {
                for (index, field) in fields.iter().enumerate() {
                    let owner = format!("{place}: the field `{}` of `{name}`", field.name);
                    let arity = word(field.arity);
                    if seen.fields.get(field.name) != Some(&(field.ty, arity)) {
                        findings.push(format!(
                            "{owner} is not what the build script saw: its output is stale.\n  help: build again; if that does not help, the \
                             build script reads another file of that name"
                        ));
                    }
                    if let Some(ty) = entry.fields.get(index) {
                        findings.extend(hidden(&owner, field.ty, arity, ty, entries));
                    }
                }
            }
            Members::Values(values) => {
                if values != seen.values.as_slice() {
                    findings.push(format!(
                        "{place}: the values of `{name}` are not those that the build script saw: its output is stale.\n  help: build again"
                    ));
                }
            }
        }
    }
    findings
}

/// What is stored nowhere, and is not written as the build script thinks.
fn other_integers(record: &str, entries: &[DataEntry]) -> Vec<String> {
    let lines = record.lines().filter_map(|line| line.strip_prefix("data\t")?.split_once('\t'));
    let seen: BTreeMap<&str, &str> = lines.collect();
    let findings = entries.iter().filter_map(|entry| {
        let DataEntry { name, file, line, int64, .. } = entry;
        match seen.get(name) {
            None => Some(unseen(&format!("{file}:{line}"), name)),
            Some(other) if other == int64 => None,
            Some(other) => Some(format!(
                "{file}:{line}: the 64-bit integers of `{name}` are `{int64}` to the compiler, but `{other}` to the build script.\n  help: \
                 both read `[package.metadata.ssot]` in `Cargo.toml`, each in that of its own package: build again; if that does not help, say \
                 it at the type: `#[ssot(int64 = {int64})]`"
            )),
        }
    });
    findings.collect()
}

fn unseen(place: &str, name: &str) -> String {
    format!(
        "{place}: `{name}` is marked, but the build script did not see it, so it is no part of the schema.\n  A macro wrote it, or \
         it stands in a function, under `#[cfg(test)]`, or in a file that no `mod` names.\n  help: write it out in a module, or \
         add its file to the build script with `.schema(…)`"
    )
}

/// Whether the type is another one than its name says.
fn hidden(owner: &str, ty: &str, arity: &str, field: &FieldType, entries: &[Entry]) -> Option<String> {
    let written = field.written?;
    let resolved = (field.resolved)();
    let (base, found) = unwrap(resolved);
    let last = last_name(base);
    let is_same = last == written || SAME.iter().any(|pair| pair.contains(&last) && pair.contains(&written));
    if !is_same || found != arity {
        return Some(format!(
            "{owner} says `{written}`, and is taken for `{ty}`, but to the compiler its type is `{resolved}`: an alias hides it.\n  help: \
             write the type's own name, or say what its column is: `#[ssot(type = …)]`"
        ));
    }
    let model = entries.iter().find(|entry| entry.description.name == ty)?;
    let full = (model.type_name)();
    (full != base).then(|| {
        format!(
            "{owner} is taken for the model `{ty}`, which is `{full}`, but to the compiler its type is `{base}`: two types have one name.\n  \
             help: give one of them another name"
        )
    })
}

/// The type inside of everything that only says how many values there are, and how many that are.
fn unwrap(mut ty: &str) -> (&str, &'static str) {
    let mut arity = "required";
    while let Some((head, rest)) = ty.split_once('<')
        && let Some(inner) = rest.strip_suffix('>')
        && WRAPPERS.contains(&last_name(head))
    {
        match last_name(head) {
            "Option" => arity = "optional",
            "Vec" => arity = "list",
            _ => {}
        }
        ty = inner;
    }
    (ty, arity)
}

/// `DateTime` of `chrono::datetime::DateTime<chrono::offset::utc::Utc>`.
fn last_name(ty: &str) -> &str {
    let head = ty.split_once('<').map_or(ty, |(head, _)| head);
    head.rsplit("::").next().unwrap_or(head)
}

const fn word(arity: Arity) -> &'static str {
    match arity {
        Arity::Required => "required",
        Arity::Optional => "optional",
        Arity::List => "list",
    }
}

/// The files that are not as the build script made them.
fn stale(record: &str, package: &Path) -> Option<String> {
    let mut list = String::new();
    for line in record.lines() {
        let parts: Vec<&str> = line.splitn(4, '\t').collect();
        let ["output", size, hash, path] = parts.as_slice() else { continue };
        let is_same = std::fs::read(package.join(path)).is_ok_and(|bytes| {
            let mut hasher = DefaultHasher::new();
            hasher.write(&bytes);
            bytes.len().to_string() == *size && format!("{:016x}", hasher.finish()) == *hash
        });
        if !is_same {
            let _ = write!(list, "\n    {path}");
        }
    }
    (!list.is_empty()).then(|| {
        format!(
            "the output is stale: these files are not as the build script made them.{list}\n  help: undo the edits, or delete the files and \
             build again"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;

    static PRICE: Description = Description {
        name: "Product",
        members: Members::Fields(&[Field { name: "price", ty: "Decimal", arity: Arity::Optional }]),
    };

    fn entry(fields: &'static [FieldType]) -> Entry {
        Entry { description: &PRICE, package: "p", file: "src/a.rs", line: 3, type_name: || "a::Product", fields }
    }

    const SEEN: &str = "model\tProduct\nfield\tprice\tDecimal\toptional\n";

    #[test]
    fn what_is_the_same_is_no_finding() {
        let field =
            &[FieldType { written: Some("Decimal"), resolved: || "core::option::Option<ssot_wire::decimal::Decimal>" }];
        assert!(differences(SEEN, &[entry(field)]).is_empty());
        assert!(differences("", &[]).is_empty());
        assert_eq!(unwrap("alloc::boxed::Box<core::option::Option<a::B<c::D>>>"), ("a::B<c::D>", "optional"));
    }

    #[test]
    fn integers_that_are_written_otherwise_are_a_finding() {
        let entry = DataEntry { name: "Order", package: "p", file: "src/a.rs", line: 3, int64: "number" };
        assert!(other_integers("data\tOrder\tnumber\n", &[entry]).is_empty());
        let found = other_integers("data\tOrder\tstring\n", &[entry]);
        let start = "src/a.rs:3: the 64-bit integers of `Order` are `number` to the compiler, but `string` to the build script.";
        assert!(matches!(found.as_slice(), [text] if text.starts_with(start)), "{found:?}");
        assert!(other_integers("model\tOrder\n", &[entry])[0].starts_with("src/a.rs:3: `Order` is marked, but"));
    }

    #[test]
    fn each_kind_of_difference_is_a_finding() {
        let only = |record: &str, entries: &[Entry]| {
            let found = differences(record, entries);
            assert_eq!(found.len(), 1, "{found:?}");
            found[0].clone()
        };
        let alias = &[FieldType { written: Some("Decimal"), resolved: || "core::option::Option<f64>" }];
        assert!(only(SEEN, &[entry(alias)]).contains("`core::option::Option<f64>`: an alias hides it"));
        let bare = &[FieldType { written: Some("Decimal"), resolved: || "ssot_wire::decimal::Decimal" }];
        assert!(only(SEEN, &[entry(bare)]).contains("an alias hides it"));
        assert!(only("model\tOther\n", &[entry(&[])]).starts_with("src/a.rs:3: `Product` is marked, but"));
        assert!(only(&SEEN.replace("optional", "list"), &[entry(&[])]).contains("stale"));
        assert!(only(SEEN, &[]).contains("no model of this package is linked"));
    }
}
