//! What a client learns of a write that failed.
//!
//! PostgreSQL and MariaDB name the constraint; SQLite names the columns of a unique key and nothing of a foreign key, so the foreign keys
//! of the row are tried one by one afterwards.

use ssot_db::{Database, ErrorKind, ScriptError, Value};

use super::script::{Note, Plan, Purpose};
use crate::policy::Viewer;
use crate::problem::{Code, Problem, Violation};
use crate::query;
use crate::read;
use crate::resource::{Access, Link, Relation, Resource};
use crate::wire::json::pointer_step;

/// The problem behind a failed script.
pub(super) async fn problem(error: ScriptError, plan: &Plan, database: &Database, viewer: &Viewer) -> Problem {
    let (step, error) = match error {
        ScriptError::Missing { step } => return missing(plan.notes.get(step), viewer),
        // Behind the steps of the plan only looks at what they have changed can find too much.
        ScriptError::TooMany { step } if plan.notes.get(step).is_none_or(|note| note.purpose == Purpose::Allow) => {
            return forbidden(plan.notes.get(step), viewer);
        }
        ScriptError::TooMany { .. } => {
            let detail = "More rows would change than `maxAffected` allows; nothing was changed";
            return Problem::new(Code::MaxAffected).detail(detail);
        }
        ScriptError::Database { step, error } => (step, error),
    };
    match &error.kind {
        ErrorKind::Unique { constraint, columns } => {
            let note = plan.notes.get(step);
            Problem::new(Code::UniqueViolation)
                .errors(note.map(|note| taken(note, constraint.as_deref(), columns)).unwrap_or_default())
        }
        ErrorKind::ForeignKey { constraint } => {
            // A constraint that is checked at the end may be any step's.
            let notes = plan.notes.get(step).map_or(plan.notes.as_slice(), std::slice::from_ref);
            foreign_key(notes, constraint.as_deref(), database).await
        }
        ErrorKind::Check { constraint } => {
            tracing::debug!(target: "ssot", ?constraint, "a check failed");
            Problem::new(Code::CheckViolation)
        }
        ErrorKind::OutOfRange => {
            tracing::debug!(target: "ssot", %error, "a value does not fit");
            Problem::new(Code::CheckViolation).detail("A value does not fit its column")
        }
        // The database asks who may do what, and says no.
        ErrorKind::Denied if !viewer.is_program() => {
            tracing::debug!(target: "ssot", %error, "a policy of the database refused");
            forbidden(plan.notes.get(step), viewer)
        }
        _ => error.into(),
    }
}

/// The caller may not do that: where in the body, if it is one of several rows there.
fn forbidden(note: Option<&Note>, viewer: &Viewer) -> Problem {
    let problem = viewer.refusal();
    match note {
        Some(note) if !note.pointer.is_empty() => {
            let message = format!("This may not be done with the {}", note.resource.name);
            let violation = Violation::at(&*note.pointer, problem.code.as_str(), message);
            problem.errors(vec![violation])
        }
        _ => problem,
    }
}

fn missing(note: Option<&Note>, viewer: &Viewer) -> Problem {
    match note {
        // An upsert that finds a deleted row.
        Some(note) if note.purpose == Purpose::Insert && is_only_deleted(note.resource) => {
            Problem::new(Code::UniqueViolation).errors(taken(note, None, &[]))
        }
        // An upsert that finds a row which it may not change.
        Some(note) if matches!(note.purpose, Purpose::Allow | Purpose::Insert) => forbidden(Some(note), viewer),
        Some(note) if note.purpose == Purpose::Find => {
            let message = format!("There is no such {}", note.resource.name);
            let code = Code::ForeignKeyViolation;
            Problem::new(code).errors(vec![Violation::at(&*note.pointer, code.as_str(), message)])
        }
        _ => Problem::not_found(),
    }
}

/// Whether nothing but its deletion keeps a row from callers.
fn is_only_deleted(resource: &Resource) -> bool {
    resource.deleted.is_some() && resource.policies.is_empty() && resource.tenant.is_none()
}

/// The fields of the unique key that is taken, if it is one of the resource's.
fn taken(note: &Note, constraint: Option<&str>, columns: &[String]) -> Vec<Violation> {
    let Note { resource, .. } = note;
    let mut keys = resource.uniques.iter().chain(resource.partial);
    let named = constraint.and_then(|name| keys.find(|unique| unique.constraint == name));
    let fields: Vec<usize> = match named {
        Some(unique) => unique.fields.to_vec(),
        None if !columns.is_empty() => columns.iter().filter_map(|column| field_of(resource, column)).collect(),
        // PostgreSQL's own name for the identity, unless the schema names it, and MariaDB's.
        None if constraint.is_some_and(|name| name.ends_with("_pkey") || name == "PRIMARY") => resource.key.to_vec(),
        None => Vec::new(),
    };
    let visible = fields.into_iter().filter(|&field| resource.fields[field].access != Access::Hidden);
    visible
        .map(|field| {
            let message = format!("Another {} has this value", resource.name);
            Violation::at(pointer(note, field), Code::UniqueViolation.as_str(), message)
        })
        .collect()
}

/// The field behind `table.column`.
fn field_of(resource: &Resource, column: &str) -> Option<usize> {
    let column = column.rsplit('.').next().unwrap_or(column);
    resource.fields.iter().position(|field| field.column == column)
}

/// Where in the body a field comes from.
fn pointer(note: &Note, field: usize) -> String {
    let set = note.set.iter().find(|set| set.field == field);
    set.map_or_else(
        || format!("{}{}", note.pointer, pointer_step(note.resource.fields[field].name)),
        |set| set.pointer.clone(),
    )
}

async fn foreign_key(notes: &[Note], constraint: Option<&str>, database: &Database) -> Problem {
    if notes.iter().any(|note| note.purpose == Purpose::Delete) {
        return Problem::new(Code::Restricted);
    }
    let code = Code::ForeignKeyViolation;
    let mut errors = Vec::new();
    for note in notes {
        for relation in note.resource.relations {
            let Link::Holds { fields, constraint: name, .. } = relation.link else { continue };
            let broken = match constraint {
                Some(constraint) => constraint == name,
                None => points_nowhere(note, relation, database).await,
            };
            if broken {
                let message = format!("There is no such {}", relation.target.name);
                errors.extend(
                    fields.iter().map(|&field| Violation::at(pointer(note, field), code.as_str(), message.clone())),
                );
            }
        }
    }
    let changes = notes.iter().any(|note| note.purpose == Purpose::Row);
    if errors.is_empty() && changes {
        // The row points nowhere wrong: something points at what was changed.
        return Problem::new(Code::Restricted);
    }
    Problem::new(code).errors(errors)
}

/// Whether a relation's row is missing, as far as its values are known.
async fn points_nowhere(note: &Note, relation: &Relation, database: &Database) -> bool {
    let Link::Holds { fields, references, .. } = relation.link else { return false };
    let value = |field: &usize| {
        note.set
            .iter()
            .find(|set| set.field == *field)
            .and_then(|set| set.value.clone())
            .filter(|it| *it != Value::Null)
    };
    let Some(values) = fields.iter().map(value).collect::<Option<Vec<Value>>>() else { return false };
    let exists = query::exists(relation.target, references, &values, &Viewer::PROGRAM, database.dialect());
    matches!(read::any(database, exists).await, Ok(false))
}
