//! The types of fields.

use crate::ast::{Field, Model, Type, TypeName};
use crate::diagnostic::Diagnostic;
use crate::ir::{CompositeId, EnumId, ModelId, RichScalar, Scalar};
use crate::lower::rule::UnknownType;
use crate::names::Names;
use crate::nearest::nearest;
use crate::source::Span;

use super::relation::{self, Half};
use super::scope::Entry;
use super::{Context, computed, scalar};

/// What a field holds, before relations are paired.
pub(super) enum Kind {
    Scalar(Scalar),
    Enumeration(EnumId),
    Composite(CompositeId),
    Unsupported(String),
    Relation(Box<Half>),
    /// Not to be resolved; reported.
    Broken,
}

/// A field and what it holds. Of fields with one name only the first is here.
pub(super) struct Candidate<'a> {
    pub(super) field: &'a Field,
    pub(super) kind: Kind,
}

/// The fields of every model, by [`ModelId`].
pub(super) fn resolve<'a>(context: &mut Context<'a>) -> Vec<Vec<Candidate<'a>>> {
    let models: Vec<&'a Model> = context.scope.models.iter().map(|(_, model)| *model).collect();
    context.each(models.len(), |context, index| resolve_model(context, ModelId(index as u32), models[index]))
}

fn resolve_model<'a>(context: &mut Context<'_>, id: ModelId, model: &'a Model) -> Vec<Candidate<'a>> {
    distinct(model)
        .map(|(index, field)| {
            let kind = match entry(context, field) {
                Found::Entry(Entry::Model(_)) if computed::is(field) => {
                    computed::refuse_type(context, field);
                    Kind::Broken
                }
                Found::Entry(Entry::Model(target)) => {
                    Kind::Relation(Box::new(relation::read(context, id, index, field, target)))
                }
                Found::Entry(Entry::Enumeration(id)) => Kind::Enumeration(id),
                Found::Entry(Entry::Composite(id)) => Kind::Composite(id),
                Found::Scalar(scalar) => Kind::Scalar(scalar),
                Found::Unsupported(text) => Kind::Unsupported(text),
                Found::Entry(Entry::Event(_) | Entry::Data(_) | Entry::Broken) | Found::Nothing => Kind::Broken,
                Found::Rich(scalar) => Kind::Scalar(scalar.base()),
            };
            Candidate { field, kind }
        })
        .collect()
}

/// The fields of a block, counted, each name once.
pub(super) fn distinct(model: &Model) -> impl Iterator<Item = (usize, &Field)> {
    let mut seen = Names::with_capacity(model.fields.len());
    model.fields.iter().filter(move |field| seen.insert(&field.name.value, ()).is_none()).enumerate()
}

/// What the type of a field refers to.
pub(super) enum Found {
    Scalar(Scalar),
    /// A scalar of the catalogue.
    Rich(RichScalar),
    Unsupported(String),
    /// Never an event: that is reported.
    Entry(Entry),
    /// Reported.
    Nothing,
}

/// Looks up the type of a field.
pub(super) fn entry(context: &mut Context<'_>, field: &Field) -> Found {
    match lookup(context, &field.ty) {
        Found::Rich(scalar) if context.is_prisma(field.ty.span) => {
            let diagnostic = scalar::in_prisma(context, field, scalar);
            context.diagnostics.push(diagnostic);
            Found::Nothing
        }
        found => found,
    }
}

/// Looks up a type.
pub(super) fn lookup(context: &mut Context<'_>, ty: &Type) -> Found {
    let name = match &ty.name {
        TypeName::Unsupported(text) => return Found::Unsupported(text.clone()),
        TypeName::Scalar(name) => return RichScalar::titled(name).map_or(Found::Nothing, Found::Rich),
        TypeName::Named(name) => name,
    };
    if let Some(scalar) = Scalar::ALL.into_iter().find(|scalar| scalar.as_str() == name) {
        if scalar == Scalar::Decimal {
            context.depends_on_database("`Decimal` fields", ty.span);
        }
        return Found::Scalar(scalar);
    }
    if let Some((_, own)) = context.own_scalar(ty) {
        if own.is_column {
            return Found::Scalar(own.base);
        }
        let message = format!("no column holds a `{name}`: its value has a type that only travels");
        let error = Diagnostic::error(UnknownType::CODE, ty.span, message);
        context.diagnostics.push(error.help(format!("let `{name}` hold an `i32` or `i64`, with `min` and `max`")));
        return Found::Nothing;
    }
    match context.scope.get(name) {
        Some(Entry::Event(_)) => {
            let error = Diagnostic::error(UnknownType::CODE, ty.span, format!("`{name}` is an event, and no type"));
            context.diagnostics.push(error.help("events are told by actions: `emit`"));
            return Found::Nothing;
        }
        Some(Entry::Data(_)) => {
            let message = format!("`{name}` is stored nowhere, so no column holds it");
            let error = Diagnostic::error(UnknownType::CODE, ty.span, message);
            context.diagnostics.push(error.help("say what the column is: `#[ssot(type = Json)]`"));
            return Found::Nothing;
        }
        Some(entry) => return Found::Entry(entry),
        None => {}
    }
    if let Some(scalar) = RichScalar::titled(name) {
        return Found::Rich(scalar);
    }
    if !context.unread_words.contains(name.as_str()) {
        let diagnostic = unknown(context, name, ty.span);
        // A declaration that could not be read may have had any name.
        if !context.lacks_declarations || diagnostic.fix.is_some() {
            context.diagnostics.push(diagnostic);
        }
    }
    Found::Nothing
}

/// Words of other languages, and what they are called here.
const ALIASES: [(&str, Scalar); 24] = [
    ("integer", Scalar::Int),
    ("number", Scalar::Int),
    ("int32", Scalar::Int),
    ("i32", Scalar::Int),
    ("long", Scalar::BigInt),
    ("int64", Scalar::BigInt),
    ("i64", Scalar::BigInt),
    ("text", Scalar::String),
    ("str", Scalar::String),
    ("varchar", Scalar::String),
    ("uuid", Scalar::String),
    ("email", Scalar::String),
    ("bool", Scalar::Boolean),
    ("date", Scalar::DateTime),
    ("time", Scalar::DateTime),
    ("timestamp", Scalar::DateTime),
    ("timestamptz", Scalar::DateTime),
    ("jsonb", Scalar::Json),
    ("object", Scalar::Json),
    ("double", Scalar::Float),
    ("real", Scalar::Float),
    ("numeric", Scalar::Decimal),
    ("blob", Scalar::Bytes),
    ("buffer", Scalar::Bytes),
];

/// The complaint about a type that nobody declares.
pub(super) fn no_type(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(UnknownType::CODE, span, format!("there is no type `{name}`")).label("not known")
}

/// What is said of it if it is another name of a type, which only code has.
pub(super) fn alias(context: &Context<'_>, name: &str, span: Span) -> Option<Diagnostic> {
    let ty = context.type_aliases.get(name).filter(|_| context.is_code(span))?;
    let help = format!("`{name}` is another name of `{ty}`, and nothing is looked up under it: write `{ty}`");
    Some(no_type(name, span).help(help).fix(format!("write `{ty}`"), span, *ty))
}

fn unknown(context: &Context<'_>, name: &str, span: Span) -> Diagnostic {
    if let Some(alias) = alias(context, name, span) {
        return alias;
    }
    if !context.is_prisma(span)
        && let Some(mut diagnostic) = scalar::advise(name, span)
        && nearest(name, context.scope.names()).is_none()
    {
        if diagnostic.fix.is_some() {
            diagnostic.code = UnknownType::CODE;
            diagnostic.message = format!("there is no type `{name}`");
        }
        return diagnostic.label("not known");
    }
    let unknown = no_type(name, span);
    let folded = name.to_ascii_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == folded).map(|(_, scalar)| scalar.as_str());
    let scalars = Scalar::ALL.into_iter().map(|scalar| -> &str { scalar.as_str() });
    match alias.or_else(|| nearest(name, scalars.chain(context.scope.names()))) {
        Some(known) => unknown.help(format!("did you mean `{known}`?")).fix(format!("write `{known}`"), span, known),
        None if context.is_code(span) => unknown.help(format!(
            "mark `{name}` with `#[ssot::model]` or `#[ssot::scalar]`; for another name of a type write the type itself; of a type of \
             another crate say what its column is: `#[ssot(type = String)]`"
        )),
        None => unknown.help("declare a model or an enum of that name, or use a scalar such as `String`"),
    }
}
