//! Edits from rules that know nothing of Rust, made to fit it.
//!
//! Lowering and the checks offer edits in the schema language. In a file in Rust an edit holds if it gives a field another type or
//! attributes, adds a field in front of one (it comes behind it), adds arguments to an attribute, or puts a name, a call, a number, a text or an
//! empty list in the place of one. Every other edit is taken away; the help in words stays.

use super::advice::{as_rust, attributes, field};
use super::case::snake;
use super::ty::type_of;
use crate::ast::{Arity, Attribute, Declaration, Document, Field, Model};
use crate::diagnostic::{Diagnostics, Edit};
use crate::number;
use crate::source::{SourceMap, Span};

/// Fits the edits of all findings in files in Rust.
pub(in crate::front) fn fit(sources: &SourceMap, documents: &[Document], diagnostics: &mut Diagnostics) {
    for found in diagnostics.iter_mut() {
        // The rules of this room know where they are.
        let is_own = super::RULES.iter().any(|rule| rule.code == found.code);
        let Some(fix) = found.fix.as_mut().filter(|_| !is_own) else { continue };
        let mut renamed = Vec::new();
        let holds = fix.edits.iter_mut().all(|edit| {
            let source = sources.file(edit.span.file);
            if crate::front::extension(source) != Some("rs") {
                return true;
            }
            let offered = edit.replacement.clone();
            let holds = Place { text: &source.text, documents }.fit(edit).is_some();
            if edit.span.start < edit.span.end && offered != edit.replacement {
                renamed.push([offered, edit.replacement.clone()].map(|code| format!("`{code}`")));
            }
            holds
        });
        for [offered, written] in renamed {
            fix.title = fix.title.replace(&offered, &written);
            found.help = found.help.take().map(|help| help.replace(&offered, &written));
        }
        fix.title = crate::front::rewrite_code(&fix.title, as_rust);
        found.fix = found.fix.take().filter(|_| holds);
    }
}

struct Place<'a> {
    text: &'a str,
    documents: &'a [Document],
}

impl<'a> Place<'a> {
    /// Says the edit in Rust; `None` if it cannot be.
    fn fit(&self, edit: &mut Edit) -> Option<()> {
        let span = edit.span;
        if span.start < span.end {
            // In `#[ssot(type = …)]` it has its name in the schema.
            let is_inside =
                |field: &Field| field.ty.full_span.start <= span.start && span.end <= field.ty.full_span.end;
            let is_type = self.fields().any(|(_, field)| field.ty.span == span && is_inside(field));
            edit.replacement = if is_type {
                let scalar = type_of(&edit.replacement, Arity::Required, false);
                scalar.unwrap_or_else(|| edit.replacement.clone())
            } else {
                self.value(span, &edit.replacement)?
            };
            return Some(());
        }
        for (model, field) in self.fields() {
            if span == field.span.before() {
                return self.behind(model, field, edit);
            }
            if span == field.span.after() {
                return self.attribute(model, field, edit);
            }
            if let Some(attribute) = field.attributes.iter().find(|attribute| span.end + 1 == attribute.span.end) {
                return self.arguments(model, field, attribute, edit);
            }
        }
        // Lines at the end of a model, whose place here is its name.
        let model = self.models().find(|model| span.end + 1 == model.span.end && span.file == model.span.file)?;
        let of_file = model.fields.iter().filter(|field| field.span.file == span.file);
        let last = of_file.max_by_key(|field| field.span.end)?;
        self.behind(model, last, edit)
    }

    fn models(&self) -> impl Iterator<Item = &'a Model> {
        let declarations = self.documents.iter().flat_map(|document| &document.declarations);
        declarations.filter_map(|declaration| match declaration {
            Declaration::Model(model) => Some(model),
            _ => None,
        })
    }

    fn fields(&self) -> impl Iterator<Item = (&'a Model, &'a Field)> {
        self.models().flat_map(|model| model.fields.iter().map(move |field| (model, field)))
    }

    /// A name, a call, a number, a truth value, a text or an empty list in the place of one.
    fn value(&self, span: Span, value: &str) -> Option<String> {
        let written = self.text.get(span.start as usize..span.end as usize)?;
        let is_name = |text: &str| text.split("::").all(|part| !part.is_empty() && part.chars().all(is_part_of_name));
        let is_text =
            |text: &str| text.len() > 1 && text.starts_with('"') && text.ends_with('"') && !text.contains('\\');
        let is_call = |text: &str| match text.strip_suffix(')').and_then(|text| text.split_once('(')) {
            Some((name, argument)) => is_name(name) && (argument.is_empty() || number::is_plain(argument)),
            None => false,
        };
        let is_value =
            |text: &str| is_name(text) || is_call(text) || is_text(text) || number::is_plain(text) || text == "[]";
        if !is_value(written) || !is_value(value) {
            return None;
        }
        let aliases =
            || self.documents.iter().filter_map(|document| document.code.as_ref()).flat_map(|code| &code.aliases);
        let mut names = aliases().filter(|alias| alias.name == value).map(|alias| alias.written.as_str());
        let name = names.next().filter(|name| names.all(|other| other == *name));
        Some(name.unwrap_or(value).to_owned())
    }

    /// Attributes behind a field stand in front of it.
    fn attribute(&self, model: &Model, field: &Field, edit: &mut Edit) -> Option<()> {
        let line = format!("{} {}", field.ty.name.text(), edit.replacement.trim_start());
        let words = attributes(&line, &|owner, name| self.name(owner.unwrap_or(&model.name.value), name))?;
        let start = self.start(field);
        edit.span = Span { start, end: start, ..edit.span };
        edit.replacement = format!("#[ssot({words})]{}", self.gap(start));
        Some(())
    }

    /// Further arguments of an attribute, which may have been a word with one value.
    fn arguments(&self, model: &Model, field: &Field, attribute: &Attribute, edit: &mut Edit) -> Option<()> {
        let further = edit.replacement.trim_start_matches([',', ' ']);
        let line = format!("{} @{}({further})", field.ty.name.text(), attribute.name.value);
        let words = attributes(&line, &|owner, name| self.name(owner.unwrap_or(&model.name.value), name))?;
        let (_, further) = words.strip_suffix(')')?.split_once('(')?;
        let written = self.text.get(attribute.span.start as usize..attribute.span.end as usize)?;
        if written.ends_with(')') {
            edit.replacement = format!(", {further}");
        } else {
            let (word, value) = written.split_once('=')?;
            edit.span = attribute.span;
            edit.replacement = format!("{}({}, {further})", word.trim_end(), value.trim_start());
        }
        Some(())
    }

    /// What is written before a field belongs to it, so new fields come behind it.
    fn behind(&self, model: &Model, before: &Field, edit: &mut Edit) -> Option<()> {
        let start = self.start(before);
        let gap = self.gap(start);
        let visibility = self.text.get(start as usize..before.name.span.start as usize)?;
        let mut written = String::new();
        for line in edit.replacement.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (name, line) = line.split_once(' ')?;
            let name_of = |owner: Option<&str>, name: &str| self.name(owner.unwrap_or(&model.name.value), name);
            let (words, field) = field(name, line, &name_of)?;
            let words = words.map(|words| format!("{words}{gap}")).unwrap_or_default();
            written.push_str(&format!(",{gap}{words}{visibility}{field}"));
        }
        edit.span = before.span.after();
        edit.replacement = written;
        Some(())
    }

    /// What code calls a field.
    fn name(&self, owner: &str, name: &str) -> String {
        let mut aliases =
            self.documents.iter().filter_map(|document| document.code.as_ref()).flat_map(|code| &code.aliases);
        let alias = aliases.find(|alias| alias.owner == owner && alias.name == name);
        let is_there = || self.fields().any(|(model, field)| model.name.value == owner && field.name.value == name);
        match alias {
            Some(alias) => alias.written.clone(),
            None if is_there() => name.to_owned(),
            None => snake(name),
        }
    }

    /// Where a field starts, its attributes aside: at its visibility.
    fn start(&self, field: &Field) -> u32 {
        let name = field.name.span.start as usize;
        let before = self.text.get(..name).unwrap_or("");
        let raw = before.strip_suffix("r#").unwrap_or(before);
        let rest = raw.trim_end();
        let rest = match rest.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
            Some((outside, _)) => outside.trim_end(),
            None => rest,
        };
        let is_public = rest.ends_with("pub") && !rest[..rest.len() - 3].ends_with(is_part_of_name);
        if is_public { rest.len() as u32 - 3 } else { raw.len() as u32 }
    }

    /// What separates what is put there from what follows: the line break and indentation in front of it, or a blank.
    fn gap(&self, at: u32) -> String {
        let before = self.text.get(..at as usize).unwrap_or("");
        let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
        if line.trim().is_empty() && line.len() < before.len() { format!("\n{line}") } else { " ".to_owned() }
    }
}

fn is_part_of_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}
