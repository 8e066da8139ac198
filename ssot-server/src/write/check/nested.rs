//! Related rows inside a body: `connect`, `create`, `disconnect`, `set`.

use super::{Checker, Mode, Name, Place, held_fields, resolve, unknown};
use crate::problem::{Violation, rule};
use crate::request::nearest;
use crate::resource::{Link, Relation, Resource};
use crate::wire::decode;
use crate::wire::json::{Json, pointer_step};
use crate::write::input::{Draft, Find, Many, Nested, One};

/// How many levels of related rows a body can have.
const MAX_DEPTH: usize = 4;
/// How many related rows a body can name.
const MAX_ROWS: usize = 1000;

impl Checker {
    /// Reads what happens to a relation into the draft.
    pub(super) fn relation(
        &mut self,
        place: &Place,
        draft: &mut Draft,
        index: usize,
        json: &Json,
        at: &str,
        mode: Mode,
    ) {
        let relation = &place.resource.relations[index];
        if place.parent.is_some_and(|parent| std::ptr::eq(parent, relation)) {
            let message = format!("`{}` is the row above", relation.name);
            self.error(Violation::at(at, rule::READ_ONLY, message));
            return;
        }
        let held = held_fields(relation);
        let is_tenant = |field: &usize| place.resource.tenant == Some(*field);
        if !held.is_empty() && held.iter().all(is_tenant) && !self.viewer.is_program() {
            self.error(Violation::at(at, rule::READ_ONLY, format!("`{}` is set by the server", relation.name)));
            return;
        }
        if relation.gives_tenant() && !self.viewer.is_program() {
            let message = format!("A row of {} belongs to the tenant of who asks", relation.target.name);
            self.error(Violation::at(at, rule::READ_ONLY, message).help("Write it by itself"));
            return;
        }
        if mode == Mode::Upsert {
            let message = "Related rows are not written in a bulk upsert";
            self.error(Violation::at(at, rule::READ_ONLY, message).help("Set the foreign key"));
            return;
        }
        if mode != Mode::Create && held_fields(relation).iter().any(|field| place.resource.key.contains(field)) {
            let message = format!("`{}` is part of the row's identity and cannot change", relation.name);
            self.error(Violation::at(at, rule::READ_ONLY, message));
            return;
        }
        if relation.target.read_only && !matches!(relation.link, Link::Holds { .. }) {
            let message = format!("Rows of {} cannot be written", relation.target.name);
            self.error(Violation::at(at, rule::READ_ONLY, message));
            return;
        }
        if place.depth == MAX_DEPTH {
            let message = format!("Related rows nest at most {MAX_DEPTH} levels deep");
            self.error(Violation::at(at, rule::TOO_LARGE, message));
            return;
        }
        let Json::Object(verbs) = json else {
            let message = format!("An object is expected, not {}", json.what());
            self.error(Violation::at(at, rule::WRONG_TYPE, message).help(example(relation)));
            return;
        };
        let nested = if relation.list {
            Some(Nested::Many(self.many(place, relation, verbs, at, mode)))
        } else {
            self.one(place, relation, verbs, at, mode).map(Nested::One)
        };
        if let Some(nested) = nested {
            draft.relations.push((index, nested));
        }
    }

    fn one(
        &mut self,
        place: &Place,
        relation: &'static Relation,
        verbs: &[(String, Json)],
        at: &str,
        mode: Mode,
    ) -> Option<One> {
        let mut found = None;
        for (verb, json) in verbs {
            let at = format!("{at}{}", pointer_step(verb));
            let one = match verb.as_str() {
                "connect" => self.find(relation.target, json, &at).map(One::Connect),
                "create" if relation.target.read_only => {
                    let message = format!("Rows of {} cannot be written", relation.target.name);
                    self.error(Violation::at(at, rule::READ_ONLY, message));
                    None
                }
                "create" => Some(One::Create(Box::new(self.child(place, relation, json, at)))),
                "disconnect" if mode != Mode::Create => self.disconnect(place, relation, json, &at),
                _ => {
                    self.unknown_verb(relation, verb, mode, at);
                    None
                }
            };
            found = found.or(one);
        }
        if verbs.len() != 1 {
            let message = format!("`{}` takes exactly one of `connect` and `create`", relation.name);
            self.error(Violation::at(at, rule::FORMAT, message).help(example(relation)));
        }
        found
    }

    fn disconnect(&mut self, place: &Place, relation: &'static Relation, json: &Json, at: &str) -> Option<One> {
        if !matches!(json, Json::Boolean(true)) {
            self.error(Violation::at(at, rule::WRONG_TYPE, "Only `true` is expected here"));
            return None;
        }
        self.can_let_go(place, relation, at).then_some(One::Disconnect)
    }

    fn many(
        &mut self,
        place: &Place,
        relation: &'static Relation,
        verbs: &[(String, Json)],
        at: &str,
        mode: Mode,
    ) -> Many {
        let mut many = Many::default();
        for (verb, json) in verbs {
            let at = format!("{at}{}", pointer_step(verb));
            let verb = verb.as_str();
            let known =
                matches!(verb, "connect" | "create") || (mode != Mode::Create && matches!(verb, "disconnect" | "set"));
            if !known {
                self.unknown_verb(relation, verb, mode, at);
                continue;
            }
            let Json::List(items) = json else {
                let message = format!("An array is expected, not {}", json.what());
                self.error(Violation::at(at, rule::WRONG_TYPE, message).help(example(relation)));
                continue;
            };
            if !self.count(items.len(), &at) {
                continue;
            }
            if matches!(verb, "disconnect" | "set") && !self.can_let_go(place, relation, &at) {
                continue;
            }
            let places = items.iter().enumerate().map(|(index, item)| (item, format!("{at}/{index}")));
            if verb == "create" {
                many.create = places.map(|(item, at)| self.child(place, relation, item, at)).collect();
                continue;
            }
            let finds = places.filter_map(|(item, at)| self.find(relation.target, item, &at)).collect();
            match verb {
                "connect" => many.connect = finds,
                "disconnect" => many.disconnect = finds,
                _ => many.set = Some(finds),
            }
        }
        many
    }

    fn count(&mut self, rows: usize, at: &str) -> bool {
        self.rows += rows;
        let fits = self.rows <= MAX_ROWS;
        if !fits {
            let message = format!("A body names at most {MAX_ROWS} related rows");
            self.error(Violation::at(at, rule::TOO_LONG, message));
        }
        fits
    }

    /// Whether rows can be without the relation.
    fn can_let_go(&mut self, place: &Place, relation: &Relation, at: &str) -> bool {
        let (holder, fields) = match relation.link {
            Link::Holds { fields, .. } => (place.resource, fields),
            Link::Held { fields, .. } => (relation.target, fields),
            Link::Join { .. } => return true,
        };
        // The tenant stays as it is.
        let is_kept = |field: usize| holder.tenant == Some(field) && !self.viewer.is_program();
        let required = fields.iter().find(|field| !holder.fields[**field].nullable && !is_kept(**field));
        if required.is_some() {
            let message = format!("`{}` cannot be without a row", relation.name);
            let message = if relation.list { "These rows cannot be without this one".to_owned() } else { message };
            self.error(Violation::at(at, rule::NULL_NOT_ALLOWED, message));
        }
        required.is_none()
    }

    /// A related row to create.
    fn child(&mut self, place: &Place, relation: &'static Relation, json: &Json, pointer: String) -> Draft {
        let inverse = &relation.target.relations[relation.inverse];
        let parent = matches!(relation.link, Link::Held { .. }).then_some(inverse);
        self.row(&Place { resource: relation.target, pointer, depth: place.depth + 1, parent }, json, Mode::Create)
    }

    /// The key of a row that exists.
    fn find(&mut self, target: &'static Resource, json: &Json, at: &str) -> Option<Find> {
        let Json::Object(entries) = json else {
            let message = format!("An object is expected, not {}", json.what());
            self.error(Violation::at(at, rule::WRONG_TYPE, message).help(keys(target)));
            return None;
        };
        let errors = self.errors.len();
        let mut fields = Vec::new();
        for (key, value) in entries {
            let at = format!("{at}{}", pointer_step(key));
            let Some(Name::Field(index)) = resolve(target, key).filter(|_| target.readable(key).is_some()) else {
                self.error(unknown(target, key, at));
                continue;
            };
            match decode::json(&target.fields[index], value) {
                Ok(value) => fields.push((index, value)),
                Err(flaws) => flaws.into_iter().for_each(|flaw| self.flaw(&at, flaw)),
            }
        }
        if self.errors.len() > errors {
            return None;
        }
        let is_key = |key: &[usize]| {
            key.len() == fields.len() && key.iter().all(|field| fields.iter().any(|(index, _)| index == field))
        };
        if !is_key(target.key) && !target.uniques.iter().any(|unique| is_key(unique.fields)) {
            let message = format!("This does not name one {}", target.name);
            self.error(Violation::at(at, rule::REQUIRED, message).help(keys(target)));
            return None;
        }
        let pointer = match fields.as_slice() {
            [(field, _)] => format!("{at}{}", pointer_step(target.fields[*field].name)),
            _ => at.to_owned(),
        };
        Some(Find { fields, pointer })
    }

    fn unknown_verb(&mut self, relation: &Relation, verb: &str, mode: Mode, at: String) {
        let known: &[&str] = match (relation.list, mode) {
            (_, Mode::Create) => &["connect", "create"],
            (false, _) => &["connect", "create", "disconnect"],
            (true, _) => &["connect", "create", "disconnect", "set"],
        };
        let violation = Violation::at(at, rule::UNKNOWN_FIELD, format!("There is no `{verb}` here"));
        self.error(match nearest(verb, known.iter().copied()) {
            Some(word) => violation.help(format!("Did you mean `{word}`?")),
            None => violation.help(format!("Known here: {}", known.join(", "))),
        });
    }
}

fn example(relation: &Relation) -> String {
    let key = relation.target.key.first().map_or("id", |field| relation.target.fields[*field].name);
    if relation.list {
        format!("Write `{{\"{}\": {{\"connect\": [{{\"{key}\": …}}]}}}}`", relation.name)
    } else {
        format!("Write `{{\"{}\": {{\"connect\": {{\"{key}\": …}}}}}}`", relation.name)
    }
}

/// The keys that find a row, in words.
fn keys(target: &Resource) -> String {
    let names = |fields: &[usize]| {
        let names: Vec<_> = fields.iter().map(|field| format!("`{}`", target.fields[*field].name)).collect();
        names.join(" and ")
    };
    let mut keys = vec![names(target.key)];
    keys.extend(target.uniques.iter().map(|unique| names(unique.fields)));
    format!("Give {}", keys.join(", or "))
}
