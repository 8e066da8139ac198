//! `@default`: a literal of the field's type, or a function.

use crate::ast::{Argument, Attribute, Expression, ExpressionKind};
use crate::diagnostic::{Diagnostic, Severity, alternatives};
use crate::ir::{Arity, Default, Enumeration, Function, Provider, Scalar, Type, Value};
use crate::lower::rule::{
    DefaultArity, DefaultType, FunctionArgument, FunctionProvider, FunctionType, UnknownFunction,
};
use crate::nearest::nearest;
use crate::source::Spanned;

use super::Context;
use super::argument::Arguments;
use super::expression::{boolean, integer, mismatch, string};
use super::literal;

const FUNCTIONS: [&str; 9] =
    ["autoincrement", "now", "cuid", "uuid", "ulid", "nanoid", "dbgenerated", "sequence", "auto"];

/// Reads the attribute for a field of that type.
pub(super) fn lower(
    context: &mut Context<'_>,
    attribute: &Attribute,
    ty: &Type,
    arity: Arity,
    enumerations: &[Enumeration],
) -> Option<Default> {
    let arguments = Arguments::of(attribute, &["value", "map"], Some("value"), context.diagnostics);
    let value = arguments.require("value", context.diagnostics)?;
    let name = arguments.get("map").and_then(|map| string(map, context.diagnostics));
    let kind = match &value.kind {
        ExpressionKind::Call { name, arguments } => function(context, name, arguments, value, ty, arity)?,
        _ => Function::Literal(constant(context, value, ty, arity, enumerations)?),
    };
    Some(Default { kind, name, value_span: value.span, span: attribute.span })
}

fn constant(
    context: &mut Context<'_>,
    value: &Expression,
    ty: &Type,
    arity: Arity,
    enumerations: &[Enumeration],
) -> Option<Value> {
    let mut one = |expression: &Expression| match literal::read(expression, ty, enumerations) {
        Some(Ok(value)) => Some(value),
        Some(Err(diagnostic)) => {
            context.diagnostics.push(diagnostic);
            None
        }
        None => {
            context.diagnostics.push(
                Diagnostic::error(DefaultType::CODE, expression.span, "a field of this type has no literal")
                    .help("only `dbgenerated(\"…\")` can be its default"),
            );
            None
        }
    };
    match (&value.kind, arity) {
        (ExpressionKind::Array(elements), Arity::List) => {
            let values: Vec<Option<Value>> = elements.iter().map(one).collect();
            Some(Value::List(values.into_iter().collect::<Option<_>>()?))
        }
        (_, Arity::List) => {
            let text = context.sources.text(value.span).to_owned();
            context.diagnostics.push(
                Diagnostic::error(DefaultArity::CODE, value.span, "the default of a list is a list")
                    .help("put it in brackets")
                    .fix("put it in brackets", value.span, format!("[{text}]")),
            );
            None
        }
        (ExpressionKind::Array(elements), _) => {
            let diagnostic =
                Diagnostic::error(DefaultArity::CODE, value.span, "this field is no list, its default is one");
            context.diagnostics.push(match elements.as_slice() {
                [element] => {
                    let text = context.sources.text(element.span).to_owned();
                    diagnostic.help("remove the brackets").fix("remove the brackets", value.span, text)
                }
                _ => diagnostic.help("write one value, or make the field a list with `[]`"),
            });
            None
        }
        _ => one(value),
    }
}

fn function(
    context: &mut Context<'_>,
    name: &Spanned<String>,
    arguments: &[Argument],
    call: &Expression,
    ty: &Type,
    arity: Arity,
) -> Option<Function> {
    let word = name.value.as_str();
    if !FUNCTIONS.contains(&word) {
        context.diagnostics.push(unknown(name, call, ty, arity));
        return None;
    }
    if !functions_for(ty).contains(&word) {
        let unfit = unfit(context.sources.text(call.span), call, ty);
        // Prisma lets a sequence fill any scalar; CockroachDB does not.
        let is_accepted =
            word == "sequence" && context.declared == Provider::CockroachDb && matches!(ty, Type::Scalar(_));
        let severity = if is_accepted { Severity::Warning } else { unfit.severity };
        context.diagnostics.push(Diagnostic { severity, ..unfit });
        if is_accepted {
            sequence(context, arguments, call);
        }
        return None;
    }
    let only = match word {
        "sequence" => Some(Provider::CockroachDb),
        "auto" => Some(Provider::MongoDb),
        _ => None,
    };
    if let Some(provider) = only.filter(|&provider| provider != context.declared) {
        context.diagnostics.push(
            Diagnostic::error(
                FunctionProvider::CODE,
                call.span,
                format!("`{word}()` is for {} only", provider.title()),
            )
            .help("`autoincrement()` and `dbgenerated(\"…\")` are for the others"),
        );
        return None;
    }
    match word {
        "cuid" => version(context, word, arguments, call, &[1, 2], 1).map(Function::Cuid),
        "uuid" => version(context, word, arguments, call, &[4, 7], 4).map(Function::Uuid),
        "nanoid" => nanoid(context, arguments, call),
        "dbgenerated" => dbgenerated(context, arguments, call),
        "sequence" => sequence(context, arguments, call),
        _ => {
            if let Some(argument) = arguments.first() {
                context.diagnostics.push(
                    Diagnostic::error(FunctionArgument::CODE, argument.span, format!("`{word}()` takes no arguments"))
                        .help(format!("write `{word}()`"))
                        .fix(format!("write `{word}()`"), call.span, format!("{word}()")),
                );
                return None;
            }
            Some(match word {
                "autoincrement" => Function::Autoincrement,
                "now" => Function::Now,
                "ulid" => Function::Ulid,
                _ => Function::Auto,
            })
        }
    }
}

/// The functions that can fill a field of the type.
fn functions_for(ty: &Type) -> &'static [&'static str] {
    match ty {
        Type::Scalar(Scalar::Int | Scalar::BigInt) => &["autoincrement", "sequence", "dbgenerated"],
        Type::Scalar(Scalar::DateTime) => &["now", "dbgenerated"],
        Type::Scalar(Scalar::String) => &["cuid", "uuid", "ulid", "nanoid", "dbgenerated", "auto"],
        Type::Scalar(Scalar::Bytes) => &["dbgenerated", "auto"],
        Type::Scalar(_) | Type::Enumeration(_) | Type::Unsupported(_) => &["dbgenerated"],
        Type::Composite(_) | Type::Relation(_) => &[],
    }
}

fn unknown(name: &Spanned<String>, call: &Expression, ty: &Type, arity: Arity) -> Diagnostic {
    let unknown = Diagnostic::error(UnknownFunction::CODE, name.span, format!("there is no function `{}`", name.value));
    let word = name.value.to_ascii_lowercase();
    // What such a function returns in Rust.
    let returned = match word.as_str() {
        "new" | "default" => empty(ty, arity),
        "new_v4" if functions_for(ty).contains(&"uuid") => Some("uuid()"),
        "now_v7" if functions_for(ty).contains(&"uuid") => Some("uuid(7)"),
        _ => None,
    };
    if let Some(value) = returned {
        return unknown.help(format!("write `{value}`")).fix(format!("write `{value}`"), call.span, value);
    }
    let alias = match word.as_str() {
        "auto_increment" | "serial" | "identity" => Some("autoincrement"),
        "current_timestamp" | "currenttimestamp" | "getdate" => Some("now"),
        "uuidv4" | "guid" | "gen_random_uuid" => Some("uuid"),
        "raw" | "sql" | "db" => Some("dbgenerated"),
        "env" | "new" | "default" => None,
        word => nearest(word, FUNCTIONS),
    };
    match alias {
        Some(known) => {
            unknown.help(format!("did you mean `{known}()`?")).fix(format!("write `{known}`"), name.span, known)
        }
        None => match functions_for(ty) {
            [] => unknown.help("such a field has no default"),
            fitting => unknown.help(format!("for this type there is {}", alternatives(fitting.iter().copied()))),
        },
    }
}

/// The value of the type that has nothing in it, as a default says it.
fn empty(ty: &Type, arity: Arity) -> Option<&'static str> {
    match ty {
        _ if arity == Arity::List => Some("[]"),
        Type::Scalar(Scalar::String) => Some("\"\""),
        Type::Scalar(Scalar::Boolean) => Some("false"),
        Type::Scalar(Scalar::Int | Scalar::BigInt | Scalar::Float | Scalar::Decimal) => Some("0"),
        _ => None,
    }
}

fn unfit(text: &str, call: &Expression, ty: &Type) -> Diagnostic {
    let what = match ty {
        Type::Scalar(scalar) => format!("`{}`", scalar.as_str()),
        Type::Enumeration(_) => "an enum".to_owned(),
        Type::Composite(_) => "a composite type".to_owned(),
        Type::Relation(_) => "a relation".to_owned(),
        Type::Unsupported(_) => "an unsupported type".to_owned(),
    };
    let diagnostic =
        Diagnostic::error(FunctionType::CODE, call.span, format!("`{text}` cannot fill a field of {what}"));
    match functions_for(ty) {
        [] => diagnostic.help("such a field has no default"),
        fitting => diagnostic.help(format!("for {what} there is {}", alternatives(fitting.iter().copied()))),
    }
}

fn version(
    context: &mut Context<'_>,
    word: &str,
    arguments: &[Argument],
    call: &Expression,
    versions: &[u8],
    default: u8,
) -> Option<u8> {
    let given = match arguments {
        [] => return Some(default),
        [argument] => match &argument.value.kind {
            ExpressionKind::Number(digits) => digits.parse().ok().filter(|version| versions.contains(version)),
            _ => None,
        },
        _ => None,
    };
    if given.is_none() {
        let (one, two) = (versions[0], versions[1]);
        context.diagnostics.push(
            Diagnostic::error(
                FunctionArgument::CODE,
                call.span,
                format!("`{word}()` takes no argument or a version, {one} or {two}"),
            )
            .help(format!("write `{word}()` or `{word}({two})`")),
        );
    }
    given
}

fn nanoid(context: &mut Context<'_>, arguments: &[Argument], call: &Expression) -> Option<Function> {
    let length = match arguments {
        [] => return Some(Function::Nanoid(21)),
        [argument] => match &argument.value.kind {
            ExpressionKind::Number(digits) => digits.parse().ok().filter(|&length: &u8| length >= 2),
            _ => None,
        },
        _ => None,
    };
    if length.is_none() {
        context.diagnostics.push(
            Diagnostic::error(
                FunctionArgument::CODE,
                call.span,
                "`nanoid()` takes no argument or a length from 2 to 255",
            )
            .help("write `nanoid()` for 21 characters"),
        );
    }
    length.map(Function::Nanoid)
}

fn dbgenerated(context: &mut Context<'_>, arguments: &[Argument], call: &Expression) -> Option<Function> {
    if context.declared == Provider::MongoDb {
        context.diagnostics.push(
            Diagnostic::error(FunctionProvider::CODE, call.span, "MongoDB has no `dbgenerated()`")
                .help("write the value, or leave the default out"),
        );
        return None;
    }
    match arguments {
        [] => Some(Function::Database(None)),
        [argument] => {
            let text = string(&argument.value, context.diagnostics)?;
            if text.is_empty() {
                context.diagnostics.push(
                    Diagnostic::error(
                        FunctionArgument::CODE,
                        argument.span,
                        "`dbgenerated()` cannot have an empty expression",
                    )
                    .help("write the expression, or `dbgenerated()` for a default that the schema does not tell")
                    .fix("write `dbgenerated()`", call.span, "dbgenerated()"),
                );
                return None;
            }
            Some(Function::Database(Some(text)))
        }
        _ => {
            context.diagnostics.push(
                Diagnostic::error(FunctionArgument::CODE, call.span, "`dbgenerated()` takes one string")
                    .help("put the whole expression in one string"),
            );
            None
        }
    }
}

fn sequence(context: &mut Context<'_>, given: &[Argument], call: &Expression) -> Option<Function> {
    let allowed = ["virtual", "minValue", "maxValue", "increment", "start", "cache"];
    let (unnamed, named): (Vec<&Argument>, Vec<&Argument>) = given.iter().partition(|argument| argument.name.is_none());
    for argument in unnamed {
        let wrong = mismatch(&argument.value, "a named argument");
        context.diagnostics.push(match &argument.value.kind {
            ExpressionKind::Path(word) if word == "virtual" => {
                wrong.help("write `virtual: true`").fix("write `virtual: true`", argument.span, "virtual: true")
            }
            _ => wrong
                .help("`minValue`, `maxValue`, `cache`, `increment`, `start` and `virtual` have their names in front"),
        });
    }
    let named: Vec<Argument> = named.into_iter().cloned().collect();
    let arguments = Arguments::read("sequence()", call.span, &named, &allowed, None, context.diagnostics);
    let is_virtual = match arguments.get("virtual") {
        Some(value) => boolean(value, context.diagnostics)?,
        None => false,
    };
    let mut number =
        |name| arguments.get(name).and_then(|value| integer::<i64>(value, "an integer", context.diagnostics));
    Some(Function::Sequence {
        is_virtual,
        min: number("minValue"),
        max: number("maxValue"),
        increment: number("increment"),
        start: number("start"),
        cache: number("cache"),
    })
}
