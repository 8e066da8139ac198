//! What only documents in a programming language need: the schema's names for what code calls otherwise, links told from values, and
//! modules looked up.

use std::collections::{HashMap, HashSet};

use crate::ast::{Argument, Declaration, Document, Expression, ExpressionKind, Field, ModelKind, TypeName};
use crate::diagnostic::Diagnostics;
use crate::front::{ModuleMissing, NoItem, NotARow, RowInRow};
use crate::source::{SourceMap, Span};

/// Completes the documents that are code.
pub(super) fn complete(documents: &mut [Document], sources: &SourceMap, diagnostics: &mut Diagnostics) {
    if documents.iter().all(|document| document.code.is_none()) {
        return;
    }
    let before = diagnostics.len();
    check_modules(documents, sources, diagnostics);
    let says_nothing = |document: &Document| document.declarations.is_empty() && !document.incomplete;
    if diagnostics.len() == before
        && documents.iter().all(|document| document.code.is_some() && says_nothing(document))
        && let Some((file, _)) = sources.files().next()
    {
        diagnostics.push(NoItem { span: Span::new(file, 0, 0) });
    }
    check_uses(documents, sources, diagnostics);
    rename(documents);
}

fn check_modules(documents: &[Document], sources: &SourceMap, diagnostics: &mut Diagnostics) {
    let names: HashSet<&str> = sources.files().map(|(_, file)| file.name.as_str()).collect();
    for module in documents.iter().filter_map(|document| document.code.as_ref()).flat_map(|code| &code.modules) {
        if module.is_conditional || module.paths.iter().any(|path| names.contains(path.as_str())) {
            continue;
        }
        let (name, paths) = (module.name.value.clone(), module.paths.clone());
        diagnostics.push(ModuleMissing { span: module.name.span, name, paths });
    }
}

fn check_uses(documents: &[Document], sources: &SourceMap, diagnostics: &mut Diagnostics) {
    let declarations = || documents.iter().flat_map(|document| &document.declarations);
    let rows: HashSet<&str> = declarations()
        .filter_map(|declaration| match declaration {
            Declaration::Model(model) if model.kind != ModelKind::Composite => Some(&*model.name.value),
            _ => None,
        })
        .collect();
    let others: HashSet<&str> = declarations()
        .filter_map(|declaration| match declaration {
            Declaration::Model(model) => Some(&*model.name.value),
            Declaration::Enumeration(enumeration) => Some(&*enumeration.name.value),
            Declaration::Data(data) if data.scalar.is_some() => Some(&*data.name.value),
            _ => None,
        })
        .filter(|name| !rows.contains(name))
        .collect();
    for found in documents.iter().filter_map(|document| document.code.as_ref()).flat_map(|code| &code.uses) {
        let name = found.name.value.as_str();
        if !found.is_link && rows.contains(name) {
            let (model, written) = (name.to_owned(), sources.text(found.span).to_owned());
            diagnostics.push(RowInRow { span: found.span, model, written });
        } else if found.is_link && others.contains(name) {
            diagnostics.push(NotARow { span: found.name.span, name: name.to_owned() });
        }
    }
}

/// The schema's names by owner and name in code.
type Names = HashMap<String, HashMap<String, String>>;

/// Gives what relations and defaults name the schema's name for it.
fn rename(documents: &mut [Document]) {
    let mut names: Names = HashMap::new();
    for alias in documents.iter().filter_map(|document| document.code.as_ref()).flat_map(|code| &code.aliases) {
        names.entry(alias.owner.clone()).or_default().insert(alias.written.clone(), alias.name.clone());
    }
    if names.is_empty() {
        return;
    }
    for document in documents.iter_mut().filter(|document| document.code.is_some()) {
        for declaration in &mut document.declarations {
            if let Declaration::Model(model) = declaration {
                model.fields.iter_mut().for_each(|field| rename_field(field, &names));
            }
        }
    }
}

fn rename_field(field: &mut Field, names: &Names) {
    let TypeName::Named(ty) = &field.ty.name else { return };
    let Some(names) = names.get(ty) else { return };
    for attribute in &mut field.attributes {
        let is_named = |argument: &&mut Argument, word: Option<&str>| {
            argument.name.as_ref().map(|name| name.value.as_str()) == word
        };
        let word = match attribute.name.value.as_str() {
            "relation" => Some("references"),
            "default" => None,
            _ => continue,
        };
        let arguments = attribute.arguments.iter_mut().flatten().filter(|argument| is_named(argument, word));
        arguments.for_each(|argument| rename_value(&mut argument.value, names));
    }
}

fn rename_value(value: &mut Expression, names: &HashMap<String, String>) {
    match &mut value.kind {
        ExpressionKind::Path(path) => {
            if let Some(name) = names.get(path) {
                path.clone_from(name);
            }
        }
        ExpressionKind::Array(items) => items.iter_mut().for_each(|item| rename_value(item, names)),
        _ => {}
    }
}
