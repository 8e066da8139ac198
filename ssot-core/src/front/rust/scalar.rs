//! Structs around one value, marked `#[ssot::scalar]`, to data with rules.

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::{Attribute, DeriveInput, Fields, Meta, Type, Visibility};

use super::attribute::Owner;
use super::data::Around;
use super::reader::{Reader, plain};
use super::rule::ScalarForm;
use super::ty::is_taken;
use super::word;
use crate::ast::{self, Arity, Data, Declaration, OwnScalar, TypeName};
use crate::data::{Body, Content, Definition, IntegerForm};
use crate::front::psl::{Place, check_name};
use crate::scalar::Form;
use crate::source::{Span, Spanned};

/// Types that a column has.
const COLUMNS: [&str; 11] =
    ["String", "i32", "i64", "f64", "bool", "Decimal", "DateTime", "Timestamp", "NaiveDate", "NaiveTime", "Uuid"];
/// Types that only travel, and the scalar whose rules they can have.
const NUMBERS: [(&str, &str); 6] =
    [("i8", "Int"), ("i16", "Int"), ("u8", "Int"), ("u16", "Int"), ("u32", "BigInt"), ("u64", "BigInt")];

impl Reader<'_> {
    /// A marked item; `arguments` are those of the mark itself.
    pub(super) fn scalar(&mut self, arguments: TokenStream, item: &DeriveInput) {
        self.incomplete = false;
        self.unconditional(&item.attrs, "a scalar");
        let name = self.name(&item.ident);
        self.check(|found| check_name(&name, Place::Model, found));
        if is_taken(&name.value) {
            let message = format!("a field takes `{}` for another type", name.value);
            self.scalar_form(name.span, message, "give the scalar another name");
        }
        let owner = Owner { what: "a scalar", words: word::SCALAR, model: &name.value, fields: &[] };
        let said = self.said(&item.attrs, Some(arguments), &owner, None);
        self.no_serde(&item.attrs);
        let Some(field) = self.one_value(item, &name) else { return self.lacks_items = true };
        self.no_serde(&field.attrs);
        self.no_words(field);
        if let (Some(rule), false) = (said.attributes.first(), matches!(field.vis, Visibility::Inherited)) {
            let message = format!("whoever sees the value can set it to what `{}` forbids", rule.name.value);
            let span = self.place(field.vis.span());
            self.scalar_form(span, message, "remove `pub`: `get` and `into_inner` give the value");
        }
        self.stored_otherwise(&said.attributes);
        let (Some(shape), Some((ty, is_column))) =
            (self.shape(&field.ty, Around::new(&name.value, &[], IntegerForm::Text)), self.scalar_type(&field.ty))
        else {
            return self.lacks_items = true;
        };
        let value = ast::Field {
            name: name.clone(),
            ty,
            attributes: said.attributes,
            incomplete: false,
            doc: ast::Doc::default(),
            span: name.span,
        };
        let definition =
            Definition { parameters: Vec::new(), body: Body::Plain(Content::Value(shape)), into: None, from: None };
        let (doc, incomplete, span) = (self.doc(&item.attrs), self.incomplete, name.span);
        let int64 = IntegerForm::Text;
        let scalar = Some(Box::new(OwnScalar { value, is_column }));
        self.declarations.push(Declaration::Data(Data { name, definition, int64, scalar, incomplete, doc, span }));
    }

    /// The one field of a struct without names.
    fn one_value<'a>(&mut self, item: &'a DeriveInput, name: &Spanned<String>) -> Option<&'a syn::Field> {
        let help = "write a struct around one value: `struct Slug(String);`";
        if let Some(first) = item.generics.params.first() {
            let span = self.place(first.span());
            self.scalar_form(span, "a scalar has no parameters".to_owned(), "write the type of its value");
            return None;
        }
        let syn::Data::Struct(data) = &item.data else {
            self.scalar_form(name.span, format!("`{}` is one of several", name.value), help);
            return None;
        };
        match &data.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.first(),
            Fields::Unnamed(fields) => {
                let second = fields.unnamed.get(1).map(|field| self.place(field.span()));
                let what = if second.is_some() { "more than one value" } else { "no value" };
                self.scalar_form(second.unwrap_or(name.span), format!("`{}` holds {what}", name.value), help);
                None
            }
            Fields::Named(_) => {
                self.scalar_form(name.span, format!("the value of `{}` has a name", name.value), help);
                None
            }
            Fields::Unit => {
                self.scalar_form(name.span, format!("`{}` holds no value", name.value), help);
                None
            }
        }
    }

    /// Refuses what would write or read it in another way.
    fn no_serde(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            let Meta::List(list) = &attribute.meta else { continue };
            if list.path.is_ident("serde") {
                let span = self.place(attribute.path().span());
                self.scalar_form(span, "a scalar is written as what it holds".to_owned(), "remove the attribute");
            }
            if !list.path.is_ident("derive") {
                continue;
            }
            for token in list.tokens.clone() {
                let TokenTree::Ident(word) = token else { continue };
                if word == "Serialize" || word == "Deserialize" {
                    let span = self.place(word.span());
                    let message = format!("the mark implements `{word}`, with the rules");
                    self.scalar_form(span, message, "remove it");
                }
            }
        }
    }

    /// A scalar of the catalogue that is a moment, a day or any JSON is the type in Rust.
    fn stored_otherwise(&mut self, attributes: &[ast::Attribute]) {
        let asked = attributes.iter().find(|attribute| attribute.name.value == "scalar");
        let value = asked.and_then(|attribute| attribute.arguments.as_deref()?.first()).map(|given| &given.value);
        let Some(ast::Expression { kind: ast::ExpressionKind::Path(title), span }) = value else { return };
        let Some(scalar) = crate::scalar::titled(title) else { return };
        let help = match scalar.form {
            Form::Text | Form::Decimal { .. } | Form::Uuid => return,
            Form::Moment => "hold a `DateTime<Utc>`",
            Form::Date => "hold a `NaiveDate`",
            Form::Time => "hold a `NaiveTime`",
            Form::Json => "use `serde_json::Value` itself",
        };
        self.scalar_form(*span, format!("`{title}` says how a value is written, which its type in Rust does"), help);
    }

    /// The type of its value as that of a column, and whether there is such a column.
    fn scalar_type(&mut self, ty: &Type) -> Option<(ast::Type, bool)> {
        let span = self.place(ty.span());
        let last = match ty {
            Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
            _ => None,
        };
        let name = last.map(|last| plain(&last.ident)).unwrap_or_default();
        if let Some((_, base)) = NUMBERS.iter().find(|(number, _)| *number == name) {
            let ty =
                ast::Type { name: TypeName::Named((*base).to_owned()), arity: Arity::Required, span, full_span: span };
            return Some((ty, false));
        }
        // Types of columns that have arguments are moments.
        let is_plain = last.is_some_and(|last| last.arguments.is_none()) || name == "DateTime";
        if COLUMNS.contains(&name.as_str()) && is_plain {
            return self.field_type(ty, false).map(|ty| (ty, true));
        }
        let message =
            "a scalar holds text, a number, a truth value, a moment, a day, a time of day or a UUID".to_owned();
        let help = "write `String`, an integer of up to 64 bits, `f64`, `Decimal`, `bool`, `DateTime<Utc>`, `NaiveDate`, \
                    `NaiveTime` or `Uuid`";
        self.scalar_form(span, message, help);
        None
    }

    fn scalar_form(&mut self, span: Span, message: String, help: &'static str) {
        self.report(ScalarForm { span, message, help });
    }
}
