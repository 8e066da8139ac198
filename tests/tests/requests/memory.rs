//! What earlier answers have told: ids, values of fields, cursors, tags.

use std::collections::BTreeMap;

use serde_json::Value;
use ssot_tests::generator::Random;
use ssot_tests::http::Answer;
use ssot_tests::openapi::Document;

use super::request::Request;

/// So many values of one kind are remembered.
const MOST: usize = 60;

/// What is known so far.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Values by the names of their fields.
    values: BTreeMap<String, Vec<Value>>,
    /// Rows by the names of their models.
    rows: BTreeMap<String, Vec<Value>>,
    /// Cursors by the paths of their lists.
    cursors: BTreeMap<String, Vec<String>>,
    tags: Vec<String>,
}

fn remember<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        if list.len() == MOST {
            list.remove(0);
        }
        list.push(value);
    }
}

impl Memory {
    /// Takes what an answer tells.
    pub(super) fn learn(&mut self, document: &Document, request: &Request, answer: &Answer) {
        if answer.status >= 300 || answer.header("content-type") != Some("application/json") {
            return;
        }
        if let Some(tag) = answer.header("etag") {
            remember(&mut self.tags, tag.to_owned());
        }
        let path = request.target.split('?').next().unwrap_or_default();
        let Some(template) = document.path(path) else { return };
        let method = request.method.to_lowercase();
        let Some(model) = document.json()["paths"][template][&method]["tags"][0].as_str() else { return };
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        for name in ["next", "prev"] {
            if let Some(cursor) = body["page"][name].as_str() {
                remember(self.cursors.entry(path.to_owned()).or_default(), cursor.to_owned());
            }
        }
        // Rows behind a relation are another model's.
        let is_own = !template.contains("}/");
        match body["data"].as_array() {
            Some(rows) => rows.iter().for_each(|row| self.row(model, is_own, row)),
            None => self.row(model, is_own, &body),
        }
    }

    fn row(&mut self, model: &str, is_own: bool, row: &Value) {
        let Some(fields) = row.as_object() else { return };
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_null() && !value.is_object()) {
            remember(self.values.entry(name.clone()).or_default(), value.clone());
        }
        if is_own {
            remember(self.rows.entry(model.to_owned()).or_default(), row.clone());
        }
    }

    /// A row of a model.
    pub(super) fn a_row(&self, model: &str, random: &mut Random) -> Option<&Value> {
        let rows = self.rows.get(model).filter(|rows| !rows.is_empty())?;
        rows.get(random.below(rows.len()))
    }

    /// A value of a field of that name.
    pub(super) fn a_value(&self, name: &str, random: &mut Random) -> Option<&Value> {
        let values = self.values.get(name).filter(|values| !values.is_empty())?;
        values.get(random.below(values.len()))
    }

    /// A cursor, of that list if there is one.
    pub(super) fn a_cursor(&self, path: &str, random: &mut Random) -> Option<&str> {
        let own = self.cursors.get(path).filter(|_| !random.one_in(5));
        let cursors = own.or_else(|| self.cursors.values().next())?;
        cursors.get(random.below(cursors.len())).map(String::as_str)
    }

    /// A tag.
    pub(super) fn a_tag(&self, random: &mut Random) -> Option<&str> {
        if self.tags.is_empty() { None } else { self.tags.get(random.below(self.tags.len())).map(String::as_str) }
    }
}
