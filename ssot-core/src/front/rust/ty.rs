//! The types of fields: what each is in the schema.

use proc_macro2::Span as TokenSpan;
use syn::spanned::Spanned as _;
use syn::{GenericArgument, PathArguments, PathSegment, Type, TypePath};

use super::reader::Reader;
use super::rule::{TypeForm, UnknownType};
use crate::ast::{self, Arity, TypeName, Use};
use crate::source::{Span, Spanned};

/// Types of Rust and of well-known crates, by their last name, and what they are in the schema.
const SCALARS: [(&str, &str); 15] = [
    ("String", "String"),
    ("i32", "Int"),
    ("i64", "BigInt"),
    ("f64", "Float"),
    ("bool", "Boolean"),
    ("Decimal", "Decimal"),
    ("DateTime", "DateTime"),
    ("OffsetDateTime", "DateTime"),
    ("Timestamp", "DateTime"),
    ("NaiveDate", "Date"),
    ("NaiveTime", "Time"),
    ("Uuid", "Uuid"),
    ("Value", "Json"),
    ("Json", "Json"),
    ("Bytes", "Bytes"),
];

/// What people write, and what to write instead.
const OTHERS: [(&str, &str); 33] = [
    ("i8", "write `i32`; `native = TinyInt` or `native = SmallInt` makes its column small"),
    ("i16", "write `i32`; `native = SmallInt` makes its column small"),
    ("u8", "write `i32`, with `min = 0, max = 255`"),
    ("u16", "write `i32`, with `min = 0, max = 65535`"),
    ("u32", "write `i64`, with `min = 0`"),
    ("u64", "write `i64`, with `min = 0`; larger numbers are a `Decimal`"),
    ("usize", "write `i64`, with `min = 0`: its size depends on the machine"),
    ("isize", "write `i64`: its size depends on the machine"),
    ("i128", "write `Decimal`"),
    ("u128", "write `Decimal`"),
    ("f32", "write `f64`"),
    ("char", "write `String`, with `length(min = 1, max = 1)`"),
    ("str", "write `String`"),
    ("Cow", "write `String`"),
    ("OsString", "write `String`"),
    ("PathBuf", "write `String`"),
    ("HashMap", "write `serde_json::Value`, or make it a model of its own"),
    ("BTreeMap", "write `serde_json::Value`, or make it a model of its own"),
    ("IndexMap", "write `serde_json::Value`, or make it a model of its own"),
    ("HashSet", "write `Vec`"),
    ("BTreeSet", "write `Vec`"),
    ("VecDeque", "write `Vec`"),
    ("NaiveDateTime", "write `DateTime<Utc>`: a moment without a time zone is no moment"),
    ("SystemTime", "write `DateTime<Utc>`"),
    ("Instant", "write `DateTime<Utc>`"),
    ("Duration", "write `i64`, and the unit into the field's name"),
    ("BigInt", "write `i64`, or `Decimal` for larger numbers"),
    ("BigDecimal", "write `Decimal`"),
    ("Int", "write `i32`"),
    ("Float", "write `f64`"),
    ("Boolean", "write `bool`"),
    ("Date", "write `NaiveDate`"),
    ("Time", "write `NaiveTime`"),
];

/// Whether a field of a table takes the name for a type of Rust, whatever is declared under it.
pub(super) fn is_taken(name: &str) -> bool {
    SCALARS.iter().chain(&OTHERS).any(|(taken, _)| *taken == name)
}

/// What to write for a type of the schema; `is_link` tells that it is a model. `None` if that is not known.
pub(super) fn type_of(name: &str, arity: Arity, is_link: bool) -> Option<String> {
    let base = match name {
        "DateTime" => "DateTime<Utc>",
        "Json" => "serde_json::Value",
        "Bytes" => "ssot::Bytes",
        _ => match SCALARS.iter().find(|(_, scalar)| *scalar == name) {
            Some((rust, _)) => rust,
            None if is_link => name,
            None => return None,
        },
    };
    let whole = match arity {
        Arity::Required => base.to_owned(),
        Arity::Optional => format!("Option<{base}>"),
        Arity::List => format!("Vec<{base}>"),
    };
    Some(if is_link { format!("ssot::Relation<{whole}>") } else { whole })
}

/// How the value is wrapped.
#[derive(Default)]
struct Wrappers {
    option: bool,
    list: bool,
    link: bool,
}

impl Reader<'_> {
    /// The type that `#[ssot(type = …)]` says, whatever it is in Rust; only `Option` counts.
    pub(super) fn given_type(&mut self, ty: &Type, given: &Spanned<String>, is_list: bool) -> ast::Type {
        let full_span = self.place(type_span(ty));
        let is_optional = last_segment(ty).is_some_and(|segment| segment.ident == "Option");
        let arity = match (is_list, is_optional) {
            (true, is_optional) => {
                if is_optional {
                    self.report(TypeForm { span: full_span, message: "a list cannot be optional" });
                }
                Arity::List
            }
            (false, true) => Arity::Optional,
            (false, false) => Arity::Required,
        };
        ast::Type { arity, ..named_type(given, full_span) }
    }

    /// The type of a field; `has_native` tells whether its column is said.
    pub(super) fn field_type(&mut self, ty: &Type, has_native: bool) -> Option<ast::Type> {
        let full_span = self.place(type_span(ty));
        let mut wrappers = Wrappers::default();
        let mut base = ty;
        loop {
            let Some(segment) = last_segment(base) else { return self.no_type(base, full_span) };
            let Some(inner) = argument(segment) else { break };
            let name = segment.ident.to_string();
            match name.as_str() {
                "Box" | "Arc" | "Rc" => {}
                "Option" if wrappers.list => return self.form(full_span, "a list cannot hold absent values"),
                "Option" if wrappers.option => return self.form(full_span, "a value is absent or it is not"),
                "Option" => wrappers.option = true,
                "Vec" if wrappers.option => return self.form(full_span, "a list cannot be optional"),
                "Vec" if wrappers.list => return self.form(full_span, "a list cannot hold lists"),
                "Vec" if is_byte(inner) => {
                    let help = "write `ssot::Bytes`: serde writes a `Vec<u8>` as a list of numbers";
                    return self.unknown(full_span, "Vec<u8>", Some(help));
                }
                "Vec" => wrappers.list = true,
                "Relation" if wrappers.option || wrappers.list => {
                    return self.form(full_span, "a relation stands around `Option` and `Vec`, not inside of them");
                }
                "Relation" => wrappers.link = true,
                _ => break,
            }
            base = inner;
        }
        let arity = match wrappers {
            Wrappers { option: true, .. } => Arity::Optional,
            Wrappers { list: true, .. } => Arity::List,
            _ => Arity::Required,
        };
        let (name, span) = self.base(base, full_span, has_native)?;
        let is_scalar = SCALARS.iter().any(|(_, scalar)| *scalar == name.text());
        if let (TypeName::Named(name), false) = (&name, is_scalar) {
            let name = Spanned::new(name.clone(), span);
            self.code.uses.push(Use { name, is_link: wrappers.link, span: full_span });
        } else if wrappers.link {
            return self.form(full_span, "a relation leads to a model");
        }
        Some(ast::Type { name, arity, span, full_span })
    }

    /// The type without what wraps it.
    fn base(&mut self, ty: &Type, full_span: Span, has_native: bool) -> Option<(TypeName, Span)> {
        let Some(segment) = last_segment(ty) else { return self.no_type(ty, full_span) };
        let span = self.place(segment.ident.span());
        let name = super::reader::plain(&segment.ident);
        if let Some((_, scalar)) = SCALARS.iter().find(|(rust, _)| *rust == name) {
            // Where the column is said, it tells what a day or a UUID is stored as.
            let name = match *scalar {
                "Date" | "Time" if has_native => TypeName::Named("DateTime".to_owned()),
                "Uuid" if has_native => TypeName::Named("String".to_owned()),
                // Names that a schema may declare.
                "Date" | "Time" => TypeName::Scalar(scalar),
                scalar => TypeName::Named(scalar.to_owned()),
            };
            return Some((name, span));
        }
        if let Some((_, help)) = OTHERS.iter().find(|(rust, _)| *rust == name) {
            return self.unknown(full_span, &name, Some(help));
        }
        if !matches!(segment.arguments, PathArguments::None) {
            return self.unknown(full_span, &format!("{name}<…>"), None);
        }
        Some((TypeName::Named(name), span))
    }

    fn no_type<T>(&mut self, ty: &Type, span: Span) -> Option<T> {
        let (what, help) = match ty {
            Type::Tuple(_) => ("a tuple", "write `serde_json::Value`, or a field for each part"),
            Type::Array(_) | Type::Slice(_) => ("an array", "write `Vec`"),
            Type::Reference(_) | Type::Ptr(_) => ("a reference", "a row owns its values: write `String` or `Vec`"),
            _ => ("this type", "write the type's name"),
        };
        self.report(UnknownType { span, what: what.to_owned(), help: Some(help.to_owned()) });
        None
    }

    fn unknown<T>(&mut self, span: Span, name: &str, help: Option<&str>) -> Option<T> {
        self.report(UnknownType { span, what: format!("`{name}`"), help: help.map(str::to_owned) });
        None
    }

    fn form<T>(&mut self, span: Span, message: &'static str) -> Option<T> {
        self.report(TypeForm { span, message });
        None
    }
}

/// The last name of a path, whatever macros put around it.
fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

/// Where a type stands: what `ty.span()` says, for a path without making tokens of it.
pub(super) fn type_span(ty: &Type) -> TokenSpan {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return ty.span() };
    let (Some(first), Some(last)) = (path.segments.first(), path.segments.last()) else { return ty.span() };
    let first = path.leading_colon.as_ref().map_or_else(|| first.ident.span(), |sign| sign.spans[0]);
    let last = match &last.arguments {
        PathArguments::None => last.ident.span(),
        PathArguments::AngleBracketed(arguments) => arguments.gt_token.spans[0],
        PathArguments::Parenthesized(_) => return ty.span(),
    };
    first.join(last).unwrap_or(first)
}

/// The one type between `<` and `>`.
fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) if arguments.args.len() == 1 => Some(ty),
        _ => None,
    }
}

/// One value of the type with that name.
fn named_type(given: &Spanned<String>, full_span: Span) -> ast::Type {
    ast::Type { name: TypeName::Named(given.value.clone()), arity: Arity::Required, span: given.span, full_span }
}

fn is_byte(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == "u8")
}
