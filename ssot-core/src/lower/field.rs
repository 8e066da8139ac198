//! Fields, now that their types are known.

use crate::ast::{self, Attribute};
use crate::diagnostic::Diagnostic;
use crate::ir::{Access, Annotation, Check, CheckRule, Enumeration, Field, NativeType, RichScalar, Type};
use crate::lower::rule::{RelationAttribute, ScalarBase};
use crate::source::Span;

use super::argument::Arguments;
use super::constraint::Subject;
use super::expression::string;
use super::generator::written;
use super::{Context, constraint, default, key, native, rename, scalar};

/// The attributes of a declaration by their bare names; a leading `ssot.` does not count.
pub(super) fn word(attribute: &Attribute) -> &str {
    let name = attribute.name.value.as_str();
    name.strip_prefix("ssot.").unwrap_or(name)
}

/// The first attribute with that name.
pub(super) fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|attribute| word(attribute) == name)
}

/// The attributes of a field that say something about its column; of each the first.
#[derive(Default)]
struct Said<'a> {
    relation: Option<&'a Attribute>,
    map: Option<&'a Attribute>,
    default: Option<&'a Attribute>,
    updated_at: Option<&'a Attribute>,
    ignore: Option<&'a Attribute>,
    hidden: Option<&'a Attribute>,
    read_only: Option<&'a Attribute>,
    write_only: Option<&'a Attribute>,
    version: Option<&'a Attribute>,
    pii: Option<&'a Attribute>,
}

impl<'a> Said<'a> {
    fn by(attributes: &'a [Attribute]) -> Self {
        let mut said = Self::default();
        for attribute in attributes {
            let place = match word(attribute) {
                "relation" => &mut said.relation,
                "map" => &mut said.map,
                "default" => &mut said.default,
                "updatedAt" => &mut said.updated_at,
                "ignore" => &mut said.ignore,
                "hidden" => &mut said.hidden,
                "readOnly" => &mut said.read_only,
                "writeOnly" => &mut said.write_only,
                "version" => &mut said.version,
                "pii" => &mut said.pii,
                _ => continue,
            };
            place.get_or_insert(attribute);
        }
        said
    }

    /// Those that take no arguments.
    fn plain(&self) -> [Option<&'a Attribute>; 7] {
        [self.updated_at, self.ignore, self.hidden, self.read_only, self.write_only, self.version, self.pii]
    }

    fn access(&self) -> Access {
        if self.hidden.is_some() {
            Access::Hidden
        } else if self.write_only.is_some() {
            Access::WriteOnly
        } else if self.read_only.is_some() {
            Access::ReadOnly
        } else {
            Access::ReadWrite
        }
    }
}

/// Lowers a field of a model or composite.
pub(super) fn lower(context: &mut Context<'_>, field: &ast::Field, ty: Type, enumerations: &[Enumeration]) -> Field {
    let attributes = &field.attributes;
    let said = Said::by(attributes);
    let is_relation = matches!(ty, Type::Relation(_));
    if is_relation {
        refuse_on_relation(context, field);
    } else if let Some(relation) = said.relation {
        context.diagnostics.push(not_a_relation(field, relation));
    }
    let map = said.map.filter(|_| !is_relation);
    let default = said.default.filter(|_| !is_relation);
    let scalar = scalar::lower(context, field, &ty);
    let default = default.and_then(|attribute| {
        let attribute = scalar::literal(attribute, scalar);
        if let Some(diagnostic) = scalar::misread(&attribute, scalar) {
            context.diagnostics.push(diagnostic);
            return None;
        }
        default::lower(context, &attribute, &ty, field.ty.arity, enumerations)
    });
    let own = context.own_scalar(&field.ty).map(|(id, own)| (id, own.checks.clone()));
    let (own, given) = own.map_or((None, Vec::new()), |(id, checks)| (Some(id), checks));
    let checks = constraint::lower(context, Subject { given: &given, ..field.into() }, &ty, scalar);
    let native = native(context, attributes, &ty);
    let native = column(context, field, scalar, native);
    constraint::judge_column(context, field, native.as_ref(), &checks);
    let (column, column_span) = mapped(context, map, &field.name);
    for attribute in said.plain() {
        if let Some(attribute) = attribute.filter(|attribute| attribute.arguments.is_some()) {
            Arguments::of(attribute, &[], None, context.diagnostics);
        }
    }
    Field {
        name: field.name.value.clone(),
        column,
        arity: field.ty.arity,
        native: native.map(Box::new),
        default: default.map(Box::new),
        updated_at: said.updated_at.is_some(),
        ignored: said.ignore.is_some(),
        access: said.access(),
        version: said.version.is_some(),
        pii: said.pii.is_some() || is_sensitive(scalar, &checks),
        was: rename::lower(context, attributes, &field.name.value),
        scalar,
        own,
        checks,
        policies: Vec::new(),
        doc: doc(context, &field.doc, attributes),
        annotations: annotations(attributes, &context.prefix),
        span: field.span,
        name_span: field.name.span,
        type_span: field.ty.span,
        arity_span: Span::new(field.ty.span.file, field.ty.span.end, field.ty.full_span.end.max(field.ty.span.end)),
        column_span,
        ty,
    }
}

/// The name in the database and where it was written.
pub(super) fn mapped(
    context: &mut Context<'_>,
    map: Option<&Attribute>,
    name: &crate::source::Spanned<String>,
) -> (String, Span) {
    let given = map.and_then(|attribute| {
        let arguments = Arguments::of(attribute, &["name"], Some("name"), context.diagnostics);
        let value = arguments.require("name", context.diagnostics)?;
        Some((string(value, context.diagnostics)?, attribute.span))
    });
    given.unwrap_or_else(|| (name.value.clone(), name.span))
}

/// The documentation, with what `@description` says.
pub(super) fn doc(context: &mut Context<'_>, doc: &ast::Doc, attributes: &[Attribute]) -> String {
    let mut text = doc.text();
    for attribute in attributes.iter().filter(|attribute| word(attribute) == "description") {
        let arguments = Arguments::of(attribute, &["text"], Some("text"), context.diagnostics);
        let described = arguments.require("text", context.diagnostics);
        if let Some(described) = described.and_then(|value| string(value, context.diagnostics)) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&described);
        }
    }
    text
}

/// Attributes with a namespace of their own, for the targets that own it.
pub(super) fn annotations(attributes: &[Attribute], prefix: &str) -> Vec<Annotation> {
    let mut annotations = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.origin == ast::Origin::Doc) {
        let Some((namespace, key)) = word(attribute).split_once('.') else { continue };
        if namespace == prefix {
            continue;
        }
        let arguments = attribute.arguments.as_deref().unwrap_or_default();
        let texts: Vec<String> = arguments
            .iter()
            .map(|argument| match &argument.name {
                Some(name) => format!("{}: {}", name.value, written(&argument.value)),
                None => written(&argument.value),
            })
            .collect();
        annotations.push(Annotation {
            namespace: namespace.to_owned(),
            key: key.to_owned(),
            value: texts.join(", "),
            span: attribute.span,
        });
    }
    annotations
}

fn native(context: &mut Context<'_>, attributes: &[Attribute], ty: &Type) -> Option<NativeType> {
    let dotted = |attribute: &Attribute| {
        let word = word(attribute);
        let (prefix, name) = word.split_at_checked(word.bytes().position(|byte| byte == b'.')?)?;
        let name = name.get(1..)?;
        let ours = attribute.origin == ast::Origin::Bare || prefix == context.prefix;
        ours.then(|| (prefix.to_owned(), name.to_owned()))
    };
    let (attribute, (prefix, name)) =
        attributes.iter().find_map(|attribute| dotted(attribute).map(|parts| (attribute, parts)))?;
    native::lower(context, attribute, &prefix, &name, ty)
}

/// The column type of a field with a scalar: the one that was asked for if it fits, else the scalar's own.
fn column(
    context: &mut Context<'_>,
    field: &ast::Field,
    scalar: Option<RichScalar>,
    native: Option<NativeType>,
) -> Option<NativeType> {
    let Some(scalar) = scalar else { return native };
    match native {
        Some(native) if !scalar::fits(scalar, &native) => {
            context.diagnostics.push(
                Diagnostic::error(
                    ScalarBase::CODE,
                    native.span,
                    format!("a column of the type `{}` cannot hold a `{}`", native.name, scalar.title),
                )
                .help("leave the column type out: the scalar has its own"),
            );
            None
        }
        Some(native) => Some(native),
        None => scalar::column(context.provider, scalar, field.ty.span),
    }
}

/// Whether what the field holds is a secret by itself.
fn is_sensitive(scalar: Option<RichScalar>, checks: &[Check]) -> bool {
    let formats = checks.iter().filter_map(|check| match check.rule {
        CheckRule::Format(format) => Some(format),
        _ => None,
    });
    scalar.into_iter().chain(formats).any(|scalar| scalar.sensitive)
}

/// What belongs to columns cannot stand on a relation field.
pub(super) fn refuse_on_relation(context: &mut Context<'_>, field: &ast::Field) {
    for name in ["id", "unique", "default", "map", "updatedAt", "shardKey", "version", "pii"] {
        let Some(attribute) = find(&field.attributes, name) else { continue };
        let diagnostic = Diagnostic::error(
            RelationAttribute::CODE,
            attribute.span,
            format!("`{}` is a relation: `@{name}` belongs on the column that holds the key", field.name.value),
        );
        context.diagnostics.push(match key::holders(field).as_slice() {
            [] => diagnostic.help("remove it"),
            [column] => diagnostic.help(format!("write `@{name}` on `{column}`")),
            columns => diagnostic.help(format!("write `@@{name}([{}])` on the model", columns.join(", "))),
        });
    }
}

/// A relation has no native type.
pub(super) fn refuse_native(context: &mut Context<'_>, field: &ast::Field) {
    let is_native = |attribute: &&Attribute| attribute.origin == ast::Origin::Bare && word(attribute).contains('.');
    if let Some(attribute) = field.attributes.iter().find(is_native) {
        context.diagnostics.push(native::without_scalar(attribute));
    }
}

fn not_a_relation(field: &ast::Field, attribute: &Attribute) -> Diagnostic {
    let ty = match &field.ty.name {
        ast::TypeName::Named(name) => name.as_str(),
        ast::TypeName::Scalar(name) => name,
        ast::TypeName::Unsupported(_) => "Unsupported",
    };
    Diagnostic::error(
        RelationAttribute::CODE,
        attribute.span,
        format!("`{}` is no relation: `{ty}` is no model", field.name.value),
    )
    .help("`@relation` stands on a field whose type is a model")
}
