//! Types of Rust to what serde writes of them.

use syn::{Expr, ExprLit, GenericArgument, Lit, PathArguments, PathSegment, Type};

use super::super::reader::{Reader, plain, spell};
use super::super::rule::{LossyInteger, NoWireForm, RustSyntax};
use super::super::ty::type_span;
use super::known::{self, Holder};
use crate::ast::TypeReference;
use crate::data::{Integer, IntegerForm, Shape, Text};
use crate::source::{Span, Spanned};

/// The longest array that serde reads.
const MAX_ARRAY: u32 = 32;
/// The deepest nesting of types.
const MAX_DEPTH: u32 = 64;

/// What counts for all types of an item.
#[derive(Debug, Clone, Copy)]
pub(in crate::front::rust) struct Around<'a> {
    /// The item's own name: `Self`.
    pub(super) own: &'a str,
    /// Its type parameters.
    pub(super) parameters: &'a [String],
    /// How integers stand that a double does not hold: `#[ssot(int64 = …)]`.
    pub(super) int64: IntegerForm,
    /// Whether the attribute can write an integer as text there.
    pub(super) reached: bool,
    pub(super) depth: u32,
}

impl<'a> Around<'a> {
    pub(in crate::front::rust) const fn new(own: &'a str, parameters: &'a [String], int64: IntegerForm) -> Self {
        Self { own, parameters, int64, reached: true, depth: 0 }
    }

    const fn within(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    pub(in crate::front::rust) const fn unreached(self) -> Self {
        Self { reached: false, depth: self.depth + 1, ..self }
    }
}

type Form = Option<Shape<TypeReference>>;

impl Reader<'_> {
    /// The type that stands in a string: that of `#[serde(into = "…")]`.
    pub(super) fn shape_of_text(&mut self, text: &Spanned<String>, around: Around<'_>) -> Form {
        let before = self.pinned.replace(text.span);
        let shape = match syn::parse_str::<Type>(&text.value) {
            Ok(ty) => self.shape(&ty, around),
            Err(error) => {
                let (span, written) = (text.span, text.value.clone());
                self.report(RustSyntax::in_text(span, &written, &error.to_string()));
                None
            }
        };
        self.pinned = before;
        shape
    }

    /// What serde writes of a type.
    pub(in crate::front::rust) fn shape(&mut self, ty: &Type, around: Around<'_>) -> Form {
        if around.depth > MAX_DEPTH {
            return self.no_form(ty, "a type that is nested so deep", "give a part of it a name");
        }
        let inner = around.within();
        match ty {
            Type::Group(group) => self.shape(&group.elem, around),
            Type::Paren(paren) => self.shape(&paren.elem, around),
            Type::Reference(reference) => self.shape(&reference.elem, around.unreached()),
            Type::Slice(slice) => Some(Shape::List(Box::new(self.shape(&slice.elem, around.unreached())?))),
            Type::Array(array) => {
                let item = self.shape(&array.elem, inner)?;
                let length = match &array.len {
                    Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse::<u32>().ok(),
                    _ => None,
                };
                match (length, &array.len) {
                    (Some(length @ ..=MAX_ARRAY), _) => Some(Shape::Array(Box::new(item), length)),
                    (_, Expr::Lit(_)) => {
                        self.no_form(ty, "this array", "serde reads arrays of up to 32 items; write `Vec`")
                    }
                    _ => {
                        let help = "write its length as a number, such as `[i32; 4]`, or write `Vec`";
                        self.no_form(ty, "an array whose length is not written out", help)
                    }
                }
            }
            Type::Tuple(tuple) if tuple.elems.is_empty() => Some(Shape::Null),
            Type::Tuple(tuple) => {
                let items: Vec<Form> = tuple.elems.iter().map(|item| self.shape(item, inner)).collect();
                Some(Shape::Tuple(items.into_iter().collect::<Option<_>>()?))
            }
            Type::Path(path) if path.qself.is_none() => {
                let Some(last) = path.path.segments.last() else {
                    return self.no_form(ty, "this type", "write its name");
                };
                let first = path.path.segments.first().filter(|_| path.path.segments.len() > 1);
                self.named(ty, first.map(|first| plain(&first.ident)).as_deref(), last, around)
            }
            Type::Path(_) => self.no_form(ty, "this type", "write the type that it stands for"),
            Type::TraitObject(_) | Type::ImplTrait(_) => {
                self.no_form(ty, "a trait object", "write an enum with a variant for each type")
            }
            _ => self.no_form(ty, "this type", "write the type's name"),
        }
    }

    /// A type by its last name; `first` is the first one of a longer path.
    fn named(&mut self, ty: &Type, first: Option<&str>, last: &PathSegment, around: Around<'_>) -> Form {
        let mut name = std::mem::take(&mut self.spelled);
        spell(&last.ident, &mut name);
        let form = self.called(ty, first, &name, last, around);
        self.spelled = name;
        form
    }

    fn called(&mut self, ty: &Type, first: Option<&str>, name: &str, last: &PathSegment, around: Around<'_>) -> Form {
        let is_alone = first.is_none();
        let span = self.place(last.ident.span());
        if let (Some(number), true) = (around.parameters.iter().position(|parameter| parameter == name), is_alone) {
            return Some(Shape::Parameter(number as u32));
        }
        if around.parameters.iter().any(|parameter| Some(parameter.as_str()) == first) {
            return self.no_form(ty, "an associated type", "make it a parameter of its own");
        }
        if name == "Self" && is_alone {
            let arguments = (0..around.parameters.len() as u32).map(Shape::Parameter).collect();
            self.names_type(span, ty);
            let reference = TypeReference { name: around.own.to_owned(), known: None, instead: None };
            return Some(Shape::Named(reference, arguments, span));
        }
        // The crate that the name comes from, as far as the module says.
        let brought = self.imports.iter().find(|import| import.name == name).map(|import| import.path[0].clone());
        let own = || if self.shadows.iter().any(|shadow| shadow == name) { "self".to_owned() } else { String::new() };
        let origin = first.map_or_else(|| brought.unwrap_or_else(own), str::to_owned);
        let types = arguments(last);
        match (name, types.as_slice()) {
            ("bool", []) => return Some(Shape::Boolean),
            ("f32", []) => return Some(Shape::Float(32)),
            ("f64", []) => return Some(Shape::Float(64)),
            ("char", []) => return Some(Shape::Text(Text::Char)),
            ("String", []) => return Some(Shape::Text(Text::Any)),
            ("Option", [inner]) => return Some(Shape::Option(Box::new(self.shape(inner, around.within())?))),
            ("Box", [inner]) => return self.shape(inner, around.within()),
            ("Vec", [inner]) => return Some(Shape::List(Box::new(self.shape(inner, around.within())?))),
            ("Digits", [inner]) => return self.digits(inner, around),
            ("Bytes", []) if origin == "bytes" => return known::known("ByteBuf", 0),
            _ => {}
        }
        if let ("NonZero", [inner]) = (name, types.as_slice()) {
            return match self.shape(inner, around.within())? {
                Shape::Integer(integer) => Some(Shape::Integer(Integer { zero: false, ..integer })),
                shape => Some(shape),
            };
        }
        if let (Some(integer), []) = (known::integer(name), types.as_slice()) {
            // Atomic ones cannot be read from text.
            let around = if name.starts_with("Atomic") { around.unreached() } else { around };
            return self.integer(name, span, integer, around);
        }
        // A path from another crate is none of our types, whatever they are called.
        let is_foreign = known::is_of(&origin, name);
        let instead = known::instead(name);
        if let (Some(help), Some(_)) = (instead, is_foreign) {
            return self.no_form(ty, &format!("`{name}`"), help);
        }
        if is_foreign == Some(false) {
            let what = format!("`{origin}::…::{name}`");
            return self.no_form(
                ty,
                &what,
                "say it as the type in Rust that is written like it: `#[ssot(type = \"String\")]`",
            );
        }
        if types.len() != count(last) {
            return self.no_form(
                ty,
                "a type with constants among its arguments",
                "say what serde writes: `#[ssot(type = \"…\")]`",
            );
        }
        // The attribute sees what holds the integer only in these.
        let inner = if Holder::named(name).is_some() { around.within() } else { around.unreached() };
        let is_map = matches!(name, "HashMap" | "BTreeMap" | "IndexMap" | "Map");
        let known = known::known(name, types.len()).map(Box::new);
        let counting = if known.is_some() { known::counting(name) } else { types.len() };
        let mut shapes = Vec::with_capacity(types.len());
        for (index, ty) in types.iter().enumerate().take(counting) {
            // Keys are text, whatever they are.
            let is_key = is_map && index == 0;
            let around = if is_key { Around { reached: true, int64: IntegerForm::Text, ..inner } } else { inner };
            shapes.push(self.shape(ty, around));
        }
        let shapes = shapes.into_iter().collect::<Option<Vec<_>>>()?;
        if let (Some(known), Some(true)) = (&known, is_foreign) {
            return Some(known.with(&shapes));
        }
        self.names_type(span, ty);
        // What comes from elsewhere is not what it is called like.
        let known = known.filter(|_| origin.is_empty());
        Some(Shape::Named(TypeReference { name: name.to_owned(), known, instead }, shapes, span))
    }

    /// `ssot::Digits<u64>`: text wherever it stands.
    fn digits(&mut self, inner: &Type, around: Around<'_>) -> Form {
        let int64 = if around.int64 == IntegerForm::Exact { IntegerForm::Exact } else { IntegerForm::Text };
        match self.shape(inner, Around { int64, reached: true, ..around.within() })? {
            Shape::Integer(integer) => Some(Shape::Integer(Integer { form: int64, ..integer })),
            _ => self.no_form(inner, "`Digits` of this", "`Digits` stands around an integer"),
        }
    }

    fn integer(&mut self, name: &str, span: Span, integer: Integer, around: Around<'_>) -> Form {
        self.holds_int64 |= integer.bits >= 64;
        let form = match (integer.bits, around.int64) {
            (..64, _) => IntegerForm::Number,
            // No reader holds so many digits in a number.
            (128, IntegerForm::Number) => IntegerForm::Text,
            (_, form) => form,
        };
        if form != IntegerForm::Number && !around.reached {
            let can_be_number = integer.bits == 64;
            self.report(LossyInteger { span, ty: name.to_owned(), can_be_number });
            return None;
        }
        Some(Shape::Integer(Integer { form, ..integer }))
    }

    fn no_form(&mut self, ty: &Type, what: &str, help: &'static str) -> Form {
        let span = self.place(type_span(ty));
        self.report(NoWireForm { span, what: what.to_owned(), help });
        None
    }
}

/// The types between `<` and `>`.
fn arguments(segment: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// How many arguments there are, lifetimes aside.
fn count(segment: &PathSegment) -> usize {
    match &segment.arguments {
        PathArguments::None => 0,
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().filter(|argument| !matches!(argument, GenericArgument::Lifetime(_))).count()
        }
        PathArguments::Parenthesized(_) => usize::MAX,
    }
}
