//! Fields that a body does not name.

use ssot_db::Value;

use super::{Checker, Mode, Place, held_fields};
use crate::generate;
use crate::problem::{Violation, rule};
use crate::resource::{Access, Default, Field};
use crate::wire::json::pointer_step;
use crate::write::input::Draft;

impl Checker {
    /// Gives absent fields their values. Those in `refused` were given and are wrong: they are not also missing.
    pub(super) fn fill(&mut self, place: &Place, draft: &mut Draft, mode: Mode, refused: &[usize]) {
        let resource = place.resource;
        for (index, field) in resource.fields.iter().enumerate() {
            if resource.tenant == Some(index) && !self.viewer.is_program() {
                self.tenant(draft, index, mode);
                continue;
            }
            let given = draft.value(index).is_some() || refused.contains(&index);
            if given || place.parent.is_some_and(|parent| held_fields(parent).contains(&index)) {
                continue;
            }
            let is_key = resource.key.contains(&index);
            let value = match mode {
                Mode::Patch => self.bump(place, draft, field),
                Mode::Replace if is_key => None,
                _ if field.updated_at => Some(generate::moment(field.kind, self.now)),
                Mode::Replace if field.version || !is_writable(field) => {
                    draft.initial.extend(self.first(field).map(|value| (index, value)));
                    None
                }
                Mode::Upsert => {
                    let value = if field.version { self.first(field) } else { self.absent(place, index, field, mode) };
                    draft.initial.extend(value.map(|value| (index, value)));
                    None
                }
                Mode::Create if field.version => self.first(field),
                Mode::Create | Mode::Replace => self.absent(place, index, field, mode),
            };
            if let Some(value) = value {
                draft.fields.push((index, value));
            }
        }
    }

    /// A new row belongs to the tenant of who asks; no row changes its tenant.
    fn tenant(&self, draft: &mut Draft, index: usize, mode: Mode) {
        draft.fields.retain(|(field, _)| *field != index);
        let value = self.viewer.tenant(&draft.resource.fields[index]);
        match mode {
            Mode::Create | Mode::Upsert => draft.fields.push((index, value)),
            Mode::Replace => draft.initial.push((index, value)),
            Mode::Patch => {}
        }
    }

    /// What a new row begins with in a field that clients do not set.
    fn first(&self, field: &Field) -> Option<Value> {
        let default = generate::default(field, self.now);
        if field.version { default.or(Some(Value::Integer(1))) } else { default }
    }

    /// `@updatedAt` follows every change of its row.
    fn bump(&self, place: &Place, draft: &Draft, field: &Field) -> Option<Value> {
        let relations = &place.resource.relations;
        let changes = draft.fields.iter().any(|(index, _)| !place.resource.key.contains(index))
            || draft.relations.iter().any(|(index, _)| !held_fields(&relations[*index]).is_empty());
        (field.updated_at && changes).then(|| generate::moment(field.kind, self.now))
    }

    /// The default, null, or a violation.
    fn absent(&mut self, place: &Place, index: usize, field: &Field, mode: Mode) -> Option<Value> {
        if let Some(value) = generate::default(field, self.now) {
            return Some(value);
        }
        if matches!(field.default, Default::Database) {
            return None;
        }
        if field.list {
            return Some(Value::List(Vec::new()));
        }
        if field.nullable {
            return (mode == Mode::Replace).then_some(Value::Null);
        }
        let at = format!("{}{}", place.pointer, pointer_step(field.name));
        let violation = Violation::at(at, rule::REQUIRED, format!("`{}` is required", field.name));
        let relation = place.resource.relations.iter().find(|relation| held_fields(relation).contains(&index));
        self.error(match relation {
            Some(relation) => violation.help(format!("Give `{}` or `{}`", field.name, relation.name)),
            None => violation,
        });
        None
    }
}

fn is_writable(field: &Field) -> bool {
    matches!(field.access, Access::ReadWrite | Access::WriteOnly)
}
