//! Fields that do not exist: each is reported once, however often it is named.

use foldhash::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;

/// What was found so far, in order.
#[derive(Default)]
pub(super) struct UnknownFields {
    found: Vec<Unknown>,
    /// Where in `found`: by model and field.
    places: HashMap<(String, String), usize>,
}

struct Unknown {
    model: String,
    name: String,
    /// What is said where it is named first.
    diagnostic: Diagnostic,
    /// Where it is named too.
    more: Vec<Span>,
}

impl UnknownFields {
    /// Notes that a model has no such field, and what to say of it if it is the first time.
    pub(super) fn add(&mut self, model: &str, name: &str, diagnostic: Diagnostic) {
        self.note(Unknown { model: model.to_owned(), name: name.to_owned(), diagnostic, more: Vec::new() });
    }

    /// Adds what was found later.
    pub(super) fn extend(&mut self, later: Self) {
        later.found.into_iter().for_each(|unknown| self.note(unknown));
    }

    fn note(&mut self, unknown: Unknown) {
        let key = (unknown.model.clone(), unknown.name.clone());
        if let Some(first) = self.places.get(&key).and_then(|&place| self.found.get_mut(place)) {
            first.more.push(unknown.diagnostic.span);
            first.more.extend(unknown.more);
        } else {
            self.places.insert(key, self.found.len());
            self.found.push(unknown);
        }
    }

    /// Reports each; further places become labels.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        for Unknown { mut diagnostic, more, .. } in self.found {
            for span in more {
                if span != diagnostic.span {
                    diagnostic = diagnostic.also(span, "named here too");
                }
            }
            diagnostics.push(diagnostic);
        }
    }
}
