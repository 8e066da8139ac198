//! Bodies become drafts. All problems of a body are found at once.

mod fill;
mod nested;

use ssot_db::Value;

use super::input::Draft;
use crate::policy::Viewer;
use crate::problem::{Violation, rule};
use crate::request::nearest;
use crate::resource::{Access, Default, Field, Link, Relation, Resource};
use crate::wire::decode::{self, Flaw};
use crate::wire::json::{Json, pointer_step};

/// What a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A new row: absent fields get their defaults.
    Create,
    /// A row as a whole, its key given by the URL: absent fields get their defaults, or null.
    Replace,
    /// What changes: absent fields stay.
    Patch,
    /// A new row, or what changes in one that is there: absent fields get their defaults only in a new row.
    Upsert,
}

impl Mode {
    /// Whether the row may be new.
    fn is_new(self) -> bool {
        matches!(self, Self::Create | Self::Upsert)
    }
}

/// Checks a body against its resource; `now` in milliseconds since 1970.
///
/// # Errors
/// All that is wrong with it.
pub fn body(
    resource: &'static Resource,
    json: &Json,
    mode: Mode,
    now: i64,
    viewer: &Viewer,
) -> Result<Draft, Vec<Violation>> {
    checked(now, viewer, |checker| {
        let place = Place { resource, pointer: String::new(), depth: 0, parent: None };
        checker.row(&place, json, mode)
    })
}

/// Checks the rows in an array at `at`; what is wrong goes to `errors`, and then the drafts are incomplete.
pub fn rows(
    resource: &'static Resource,
    rows: &[Json],
    at: &str,
    mode: Mode,
    (now, viewer): (i64, &Viewer),
    errors: &mut Vec<Violation>,
) -> Vec<Draft> {
    let mut checker = Checker { now, viewer: viewer.clone(), errors: std::mem::take(errors), rows: 0 };
    let place = |index| Place { resource, pointer: format!("{at}/{index}"), depth: 0, parent: None };
    let drafts = rows.iter().enumerate().map(|(index, row)| checker.row(&place(index), row, mode)).collect();
    *errors = checker.errors;
    drafts
}

/// Checks what changes in many rows: fields, neither keys nor related rows.
pub fn change(
    resource: &'static Resource,
    json: &Json,
    at: &str,
    now: i64,
    errors: &mut Vec<Violation>,
) -> Option<Draft> {
    let before = errors.len();
    let mut checker = Checker { now, viewer: Viewer::PROGRAM, errors: std::mem::take(errors), rows: 0 };
    let place = Place { resource, pointer: at.to_owned(), depth: 0, parent: None };
    let draft = checker.row(&place, json, Mode::Patch);
    let mut refuse = |name: &str, message: &str| {
        checker.error(Violation::at(format!("{at}{}", pointer_step(name)), rule::READ_ONLY, message));
    };
    for (index, _) in &draft.relations {
        refuse(resource.relations[*index].name, "Related rows are not changed in bulk");
    }
    for (index, _) in draft.fields.iter().filter(|(index, _)| resource.key.contains(index)) {
        refuse(resource.fields[*index].name, "A row's identity cannot change");
    }
    *errors = checker.errors;
    if errors.len() == before && draft.fields.is_empty() {
        errors.push(Violation::at(at, rule::REQUIRED, "Nothing would change"));
    }
    (errors.len() == before).then_some(draft)
}

/// Checks what a program set, by the same rules; a program may also set what clients may not.
///
/// # Errors
/// All that is wrong with it.
pub fn values(
    resource: &'static Resource,
    values: Vec<(usize, Value)>,
    mode: Mode,
    now: i64,
) -> Result<Draft, Vec<Violation>> {
    checked(now, &Viewer::PROGRAM, |checker| {
        let mut draft = Draft::new(resource, "");
        for (index, value) in values {
            let field = &resource.fields[index];
            if let Err(flaw) = decode::typed(field, &value) {
                checker.flaw(&pointer_step(field.name), flaw);
            }
            draft.fields.push((index, value));
        }
        let place = Place { resource, pointer: String::new(), depth: 0, parent: None };
        checker.fill(&place, &mut draft, mode, &[]);
        draft
    })
}

fn checked(now: i64, viewer: &Viewer, check: impl FnOnce(&mut Checker) -> Draft) -> Result<Draft, Vec<Violation>> {
    let mut checker = Checker { now, viewer: viewer.clone(), errors: Vec::new(), rows: 0 };
    let draft = check(&mut checker);
    if checker.errors.is_empty() { Ok(draft) } else { Err(checker.errors) }
}

/// Collects what is wrong.
struct Checker {
    now: i64,
    /// Whose tenant new rows belong to.
    viewer: Viewer,
    errors: Vec<Violation>,
    /// Rows that the body names so far.
    rows: usize,
}

/// Where a row stands.
struct Place {
    resource: &'static Resource,
    pointer: String,
    /// Levels of nesting above it.
    depth: usize,
    /// The relation of `resource` that looks back at the row above, which sets it.
    parent: Option<&'static Relation>,
}

/// A key of an object, resolved.
enum Name {
    Field(usize),
    Relation(usize),
}

impl Checker {
    fn error(&mut self, violation: Violation) {
        self.errors.push(violation);
    }

    fn flaw(&mut self, pointer: &str, flaw: Flaw) {
        let violation = Violation::at(format!("{pointer}{}", flaw.pointer), flaw.code, flaw.message);
        self.error(match flaw.help {
            Some(help) => violation.help(help),
            None => violation,
        });
    }

    /// Reads an object as a row.
    fn row(&mut self, place: &Place, json: &Json, mode: Mode) -> Draft {
        let Place { resource, pointer, .. } = place;
        let mut draft = Draft::new(resource, pointer.as_str());
        let Json::Object(entries) = json else {
            let message = format!("An object is expected, not {}", json.what());
            self.error(Violation::at(pointer.as_str(), rule::WRONG_TYPE, message));
            return draft;
        };
        let mut refused = Vec::new();
        for (key, value) in entries {
            let at = format!("{pointer}{}", pointer_step(key));
            match resolve(resource, key) {
                Some(Name::Field(index)) => {
                    if !self.field(place, &mut draft, index, value, &at, mode) {
                        refused.push(index);
                    }
                }
                Some(Name::Relation(index)) => {
                    let relation = &resource.relations[index];
                    refused.extend(held_fields(relation));
                    self.relation(place, &mut draft, index, value, &at, mode);
                }
                None if resource.computed(key).is_some() => {
                    let violation = Violation::at(&at, rule::READ_ONLY, format!("`{key}` is computed by the server"));
                    self.error(violation.help("Leave it out"));
                }
                None => self.error(unknown(resource, key, at)),
            }
        }
        self.conflicts(place, &draft, entries);
        self.fill(place, &mut draft, mode, &refused);
        draft
    }

    /// Reads a field's value into the draft, and says whether it did.
    fn field(&mut self, place: &Place, draft: &mut Draft, index: usize, json: &Json, at: &str, mode: Mode) -> bool {
        let resource = place.resource;
        let field = &resource.fields[index];
        let is_key = resource.key.contains(&index);
        if place.parent.is_some_and(|parent| held_fields(parent).contains(&index)) {
            self.error(Violation::at(at, rule::READ_ONLY, format!("`{}` is set by the row above", field.name)));
            return false;
        }
        // A key that repeats the URL's is compared with it later.
        if read_only(field, is_key) && (mode.is_new() || !is_key) {
            self.error(Violation::at(at, rule::READ_ONLY, format!("`{}` is set by the server", field.name)));
            return false;
        }
        match decode::json(field, json) {
            Ok(value) => {
                draft.fields.push((index, value));
                true
            }
            Err(flaws) => {
                for flaw in flaws {
                    self.flaw(at, flaw);
                }
                false
            }
        }
    }

    /// A foreign key and its relation cannot both be given.
    fn conflicts(&mut self, place: &Place, draft: &Draft, entries: &[(String, Json)]) {
        let resource = place.resource;
        for (index, _) in &draft.relations {
            let relation = &resource.relations[*index];
            for field in held_fields(relation) {
                let name = resource.fields[*field].name;
                if entries.iter().any(|(key, _)| key == name) {
                    let at = format!("{}{}", place.pointer, pointer_step(name));
                    let message = format!("`{}` sets this field", relation.name);
                    let violation = Violation::at(at, rule::READ_ONLY, message);
                    self.error(violation.help(format!("Give `{name}` or `{}`, not both", relation.name)));
                }
            }
        }
    }
}

/// Whether clients cannot set a field.
fn read_only(field: &Field, is_key: bool) -> bool {
    field.access == Access::ReadOnly
        || field.updated_at
        || field.version
        || (is_key && !matches!(field.default, Default::None))
}

/// The fields that a relation sets in the row that has it.
fn held_fields(relation: &Relation) -> &'static [usize] {
    match relation.link {
        Link::Holds { fields, .. } => fields,
        Link::Held { .. } | Link::Join { .. } => &[],
    }
}

fn resolve(resource: &Resource, key: &str) -> Option<Name> {
    let field = resource.fields.iter().position(|field| field.name == key && field.access != Access::Hidden);
    field.map(Name::Field).or_else(|| resource.relation(key).map(Name::Relation))
}

fn unknown(resource: &Resource, key: &str, at: String) -> Violation {
    let fields = resource
        .fields
        .iter()
        .enumerate()
        .filter(|(index, field)| field.access != Access::Hidden && !read_only(field, resource.key.contains(index)))
        .map(|(_, field)| field.name);
    let relations = resource.relations.iter().map(|relation| relation.name);
    let violation = Violation::at(at, rule::UNKNOWN_FIELD, format!("{} has no field `{key}`", resource.name));
    match nearest(key, fields.chain(relations)) {
        Some(name) => violation.help(format!("Did you mean `{name}`?")),
        None => violation,
    }
}
