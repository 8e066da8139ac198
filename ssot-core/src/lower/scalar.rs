//! Which scalar of the catalogue a field holds: by its type, or by `@scalar(Email)`.

use std::borrow::Cow;

use crate::ast::{self, Attribute, Expression, ExpressionKind, TypeName};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::ir::{NativeType, Provider, RichScalar, Type};
use crate::lower::rule::{CompositeScalar, DefaultFormat, FormatTwice, ScalarBase, ScalarInPrisma, UnknownScalar};
use crate::scalar::{Form, Guess, guess};
use crate::source::Span;

use super::Context;
use super::argument::Arguments;
use super::datetime::is_moment;
use super::expression::mismatch;
use super::field::find;

/// The scalar of a field whose base type is `ty`.
pub(super) fn lower(context: &mut Context<'_>, field: &ast::Field, ty: &Type) -> Option<RichScalar> {
    let own = context.own_scalar(&field.ty).map(|(_, own)| own.scalar);
    let declared = match (&field.ty.name, ty) {
        (TypeName::Named(_), Type::Scalar(_)) if own.is_some() => own.flatten(),
        (TypeName::Named(name), Type::Scalar(base)) if name != base.as_str() => RichScalar::titled(name),
        (TypeName::Scalar(name), Type::Scalar(_)) => RichScalar::titled(name),
        _ => None,
    };
    let Some(attribute) = find(&field.attributes, "scalar") else { return declared };
    let given = named(context, attribute)?;
    if let Some(declared) = declared {
        context.diagnostics.push(
            Diagnostic::error(
                FormatTwice::CODE,
                attribute.span,
                format!("`{}` is `{}` already", field.name.value, declared.title),
            )
            .also(field.ty.span, "the type says so")
            .help("remove the attribute"),
        );
        return Some(declared);
    }
    if *ty == Type::Scalar(given.base()) {
        return Some(given);
    }
    let base = given.base().as_str();
    let diagnostic =
        Diagnostic::error(ScalarBase::CODE, field.ty.span, format!("a `{}` is stored as `{base}`", given.title))
            .also(attribute.span, "asked for here");
    context.diagnostics.push(match ty {
        Type::Scalar(_) => {
            diagnostic.help(format!("write `{base}`")).fix(format!("write `{base}`"), field.ty.span, base)
        }
        _ => diagnostic.help("remove `@scalar`, or give the field a scalar type"),
    });
    None
}

/// The scalar that `@scalar(Email)` names.
fn named(context: &mut Context<'_>, attribute: &Attribute) -> Option<RichScalar> {
    let arguments = Arguments::of(attribute, &["name"], Some("name"), context.diagnostics);
    let value = arguments.require("name", context.diagnostics)?;
    let (ExpressionKind::Path(word) | ExpressionKind::String(word)) = &value.kind else {
        context.diagnostics.push(mismatch(value, "the name of a scalar"));
        return None;
    };
    if matches!(value.kind, ExpressionKind::String(_)) {
        context.diagnostics.push(mismatch(value, "the name of a scalar").help("write it without quotes"));
        return None;
    }
    let found = RichScalar::titled(word);
    if found.is_none() {
        let diagnostic = advise(word, value.span).unwrap_or_else(|| {
            Diagnostic::error(UnknownScalar::CODE, value.span, format!("there is no scalar `{word}`"))
                .help("docs/languages/ssot.md lists the catalogue")
        });
        context.diagnostics.push(diagnostic);
    }
    found
}

/// What to say about a word that is nearly a scalar.
pub(super) fn advise(word: &str, span: Span) -> Option<Diagnostic> {
    let unknown = || Diagnostic::error(UnknownScalar::CODE, span, format!("there is no scalar `{word}`"));
    Some(match guess(word)? {
        Guess::Title(title) => {
            unknown().help(format!("did you mean `{title}`?")).fix(format!("write `{title}`"), span, title)
        }
        Guess::Advice(advice) => unknown().help(advice),
        Guess::Composite(name) => Diagnostic::error(
            CompositeScalar::CODE,
            span,
            format!("`{name}` is a composite of the catalogue, and those cannot be used here yet"),
        )
        .help("write its parts as fields, or use `Json`"),
    })
}

/// A scalar of the catalogue as the type of a field in a `.prisma` file.
pub(super) fn in_prisma(context: &Context<'_>, field: &ast::Field, scalar: RichScalar) -> Diagnostic {
    let (title, base) = (scalar.title, scalar.base().as_str());
    let source = &context.sources.file(field.span.file).text;
    let before = source.get(..field.name.span.start as usize).unwrap_or("");
    let indent: String = before.chars().rev().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let mut diagnostic =
        Diagnostic::error(ScalarInPrisma::CODE, field.ty.span, format!("Prisma does not know the type `{title}`"))
            .help(format!(
                "write `{base}`, and `/// @scalar({title})` on the line above; or rename the file to `.ssot`"
            ));
    diagnostic.fix = Some(Fix {
        title: format!("write `{base}` with `@scalar({title})`"),
        edits: vec![
            Edit { span: field.name.span.before(), replacement: format!("/// @scalar({title})\n{indent}") },
            Edit { span: field.ty.span, replacement: base.to_owned() },
        ],
    });
    diagnostic
}

/// The default of a day or a time of day, as the moment that the base type wants: the day's midnight, or that time on 1970-01-01. What has
/// another form stays as it is.
pub(super) fn literal(attribute: &Attribute, scalar: Option<RichScalar>) -> Cow<'_, Attribute> {
    let form = scalar.map(|scalar| scalar.form);
    if !matches!(form, Some(Form::Date | Form::Time)) {
        return Cow::Borrowed(attribute);
    }
    let mut attribute = attribute.clone();
    for argument in attribute.arguments.iter_mut().flatten() {
        complete(&mut argument.value, form == Some(Form::Date));
    }
    Cow::Owned(attribute)
}

/// What is wrong with the default of a day or a time of day, [completed](literal), if it is a text that holds none.
pub(super) fn misread(attribute: &Attribute, scalar: Option<RichScalar>) -> Option<Diagnostic> {
    let (what, example) = match scalar?.form {
        Form::Date => ("day", "2020-01-31"),
        Form::Time => ("time of day", "12:30:00"),
        _ => return None,
    };
    let is_value = |argument: &&ast::Argument| argument.name.as_ref().is_none_or(|name| name.value == "value");
    let values = attribute.arguments.iter().flatten().filter(is_value).map(|argument| &argument.value);
    let single = values.flat_map(|value| match &value.kind {
        ExpressionKind::Array(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    });
    let mut texts =
        single.filter(|value| matches!(&value.kind, ExpressionKind::String(text) if !is_moment(text.as_str())));
    texts.next().map(|value| {
        Diagnostic::error(DefaultFormat::CODE, value.span, format!("this is no {what}"))
            .help(format!("write it as `\"{example}\"`"))
    })
}

fn complete(value: &mut Expression, is_date: bool) {
    match &mut value.kind {
        ExpressionKind::String(text) => {
            let moment = if is_date { format!("{text}T00:00:00Z") } else { format!("1970-01-01T{text}Z") };
            if is_moment(&moment) {
                *text = moment;
            }
        }
        ExpressionKind::Array(items) => items.iter_mut().for_each(|item| complete(item, is_date)),
        _ => {}
    }
}

/// The column type that a scalar asks for where the schema does not; `None` where the base type's own will do.
pub(super) fn column(provider: Provider, scalar: RichScalar, span: Span) -> Option<NativeType> {
    use Provider::{CockroachDb, MongoDb, Mysql, Postgres, SqlServer, Sqlite};
    let native = |name: &str, arguments: &[u32]| {
        let arguments = arguments.iter().map(u32::to_string).collect();
        Some(NativeType { name: name.to_owned(), arguments, span })
    };
    match (scalar.form, provider) {
        (_, Sqlite | MongoDb) => None,
        (Form::Decimal { precision, scale }, _) => native("Decimal", &[precision, scale]),
        (Form::Uuid, Postgres | CockroachDb) => native("Uuid", &[]),
        (Form::Uuid, SqlServer) => native("UniqueIdentifier", &[]),
        (Form::Uuid, Mysql) => native("Char", &[36]),
        (Form::Date, _) => native("Date", &[]),
        (Form::Time, SqlServer) => native("Time", &[]),
        (Form::Time, _) => native("Time", &[3]),
        (Form::Moment, Postgres | CockroachDb) => native("Timestamptz", &[3]),
        (Form::Text, Mysql) => match scalar.max_length {
            Some(length) => native("VarChar", &[length]),
            None if is_prose(scalar) => native("LongText", &[]),
            None => None,
        },
        (Form::Text, SqlServer) if is_prose(scalar) => {
            Some(NativeType { name: "NVarChar".to_owned(), arguments: vec!["Max".to_owned()], span })
        }
        (Form::Text, SqlServer) => match scalar.max_length {
            Some(length) => native("NVarChar", &[length]),
            None => None,
        },
        _ => None,
    }
}

/// Whether its texts have no natural end.
fn is_prose(scalar: RichScalar) -> bool {
    scalar.widget == "textarea"
}

/// Whether the column type that a field was given can hold its scalar.
pub(super) fn fits(scalar: RichScalar, native: &NativeType) -> bool {
    match scalar.form {
        Form::Time => matches!(native.name.as_str(), "Time" | "Timetz"),
        Form::Date | Form::Moment => !matches!(native.name.as_str(), "Time" | "Timetz"),
        _ => true,
    }
}
