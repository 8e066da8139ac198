//! Types that are stored nowhere.

use crate::ast::TypeReference;
use crate::data::Shape;
use crate::diagnostic::Diagnostic;
use crate::ir::{Data, TypeId};
use crate::lower::rule::{TypeArguments, UnknownType};
use crate::nearest::nearest;
use crate::source::Span;

use super::Context;
use super::scope::Entry;

/// All of them, by [`crate::ir::DataId`].
pub(super) fn lower(context: &mut Context<'_>) -> Vec<Data> {
    context.each(context.scope.data.len(), |context, index| {
        let (name, ast) = &context.scope.data[index];
        let (name, ast) = (name.clone(), *ast);
        Data {
            name,
            scalar: context.own_scalars[index].clone(),
            definition: ast
                .definition
                .map(&mut |reference, arguments, span| resolve(context, reference, arguments, span)),
            doc: ast.doc.text(),
            name_span: ast.name.span,
        }
    })
}

/// What a name stands for, with its arguments.
pub(super) fn resolve(
    context: &mut Context<'_>,
    reference: &TypeReference,
    arguments: Vec<Shape<TypeId>>,
    span: Span,
) -> Option<Shape<TypeId>> {
    let name = reference.name.as_str();
    let (id, expected) = match context.scope.get(name) {
        Some(Entry::Data(id)) => (TypeId::Data(id), context.scope.data[id.index()].1.definition.parameters.len()),
        Some(Entry::Enumeration(id)) => (TypeId::Enumeration(id), 0),
        Some(Entry::Model(id)) => (TypeId::Model(id), 0),
        Some(Entry::Composite(_)) => {
            let message = format!("`{name}` is a part of a row, and no data");
            let error = Diagnostic::error(UnknownType::CODE, span, message);
            context
                .diagnostics
                .push(error.help(format!("take `composite` away from `{name}` if it is stored nowhere")));
            return None;
        }
        Some(Entry::Event(_) | Entry::Broken) => return None,
        None => {
            if let Some(known) = &reference.known {
                return Some(fill(known, &arguments));
            }
            unknown(context, reference, span);
            return None;
        }
    };
    if arguments.len() != expected {
        context.diagnostics.push(TypeArguments { span, name: name.to_owned(), given: arguments.len(), expected });
        return None;
    }
    Some(Shape::Named(id, arguments, span))
}

/// A known shape with arguments in the place of its parameters. It names nothing.
fn fill(known: &Shape<TypeReference>, arguments: &[Shape<TypeId>]) -> Shape<TypeId> {
    let shape = known.map(&mut |_, _, _| None).unwrap_or(Shape::Null);
    shape.with(arguments)
}

fn unknown(context: &mut Context<'_>, reference: &TypeReference, span: Span) {
    let name = reference.name.as_str();
    if context.unread_words.contains(name) {
        return;
    }
    if let Some(alias) = super::resolve::alias(context, name, span) {
        return context.diagnostics.push(alias);
    }
    let error = super::resolve::no_type(name, span);
    if let Some(instead) = reference.instead {
        context.diagnostics.push(error.help(instead));
        return;
    }
    let diagnostic = match nearest(name, context.scope.names()) {
        Some(known) => error.help(format!("did you mean `{known}`?")).fix(format!("write `{known}`"), span, known),
        None => error.help(
            "mark it `#[ssot::model]`, too; of a type of another crate say what serde writes: `#[ssot(type = \"String\")]`",
        ),
    };
    // A declaration that could not be read may have had any name.
    if !context.lacks_declarations || diagnostic.fix.is_some() {
        context.diagnostics.push(diagnostic);
    }
}
