//! A struct around one value to a type whose values keep its rules: there is no way in but through them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use ssot_core::ir::{CheckRule, OwnScalar, RichScalar};
use ssot_core::scalar::{Checksum, Form};
use syn::{Data, DeriveInput, Fields, Type};

use crate::describe;
use crate::errors::errors;
use crate::expand::{crate_path, is_ours, plain};
use crate::serde;
use crate::spans::Spans;

/// `#[ssot::scalar]`. The item always comes out, so that one mistake does not make others.
pub(crate) fn scalar(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    let mut spans = Spans::default();
    let (scalar, parsed, diagnostics) = ssot_core::read_scalar(arguments.clone(), item.clone(), &mut spans);
    let errors = errors(&diagnostics, &spans);
    let Some(mut parsed) = parsed else { return quote!(#item #errors) };
    let krate = crate_path(arguments, &parsed.attrs);
    serde::each_attributes(&mut parsed, &mut |attributes| {
        attributes.retain(|attribute| !is_ours(attribute));
    });
    let rules_of = scalar.as_ref().and_then(|data| data.scalar.as_ref());
    let (Some(data), Some(own), Some(ty)) = (&scalar, rules_of, value_type(&parsed)) else {
        let stand_in = serde::stand_in(&mut parsed, &krate);
        return quote!(#parsed #stand_in #errors);
    };
    let implementations = {
        let value = Value::of(&ty);
        Subject { item: &parsed, ty: &ty, value, rules: rules(own, value) }.implement()
    };
    let definition = describe::scalar(&parsed, data);
    quote! {
        #parsed
        const _: () = {
            use #krate::__private as __ssot;
            #implementations
            #definition
        };
    }
}

/// The type of its one value.
fn value_type(item: &DeriveInput) -> Option<Type> {
    match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Unnamed(fields) => fields.unnamed.first().map(|field| field.ty.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// What kind of value it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Text,
    /// A whole number; whether a double holds every one.
    Integer(bool),
    Float,
    Decimal,
    Boolean,
    /// Anything else, and what it is called.
    Else(&'static str),
}

impl Value {
    fn of(ty: &Type) -> Self {
        let last = match ty {
            Type::Path(path) => path.path.segments.last().map(|last| plain(&last.ident)),
            _ => None,
        };
        match last.as_deref().unwrap_or_default() {
            "String" => Self::Text,
            "i64" | "u64" => Self::Integer(false),
            "i8" | "i16" | "i32" | "u8" | "u16" | "u32" => Self::Integer(true),
            "f64" => Self::Float,
            "Decimal" => Self::Decimal,
            "bool" => Self::Boolean,
            "NaiveDate" => Self::Else("a day"),
            "NaiveTime" => Self::Else("a time of day"),
            "Uuid" => Self::Else("a UUID"),
            _ => Self::Else("a moment"),
        }
    }

    /// What a text must be to be read as one.
    const fn article(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer(_) => "a whole number",
            Self::Float | Self::Decimal => "a number",
            Self::Boolean => "`true` or `false`",
            Self::Else(what) => what,
        }
    }
}

/// The rules as the program has them.
fn rules(scalar: &OwnScalar, value: Value) -> Vec<TokenStream> {
    let option = |count: Option<u32>| count.map_or_else(|| quote!(__ssot::None), |count| quote!(__ssot::Some(#count)));
    let mut rules = Vec::new();
    if let Some(Form::Decimal { precision, scale }) = scalar.scalar.map(|scalar| scalar.form) {
        rules.push(quote!(__ssot::Rule::Digits { precision: #precision, scale: #scale }));
    }
    if value == Value::Text && scalar.scalar.is_some_and(|scalar| scalar.form == Form::Uuid) {
        rules.push(quote!(__ssot::Rule::Uuid));
    }
    let bounds = scalar.bounds();
    if bounds.min_length.is_some() || bounds.max_length.is_some() {
        let (min, max) = (option(bounds.min_length), option(bounds.max_length));
        rules.push(quote!(__ssot::Rule::Length { min: #min, max: #max }));
    }
    rules.extend(bounds.min.map(|least| quote!(__ssot::Rule::Min(#least))));
    rules.extend(bounds.max.map(|most| quote!(__ssot::Rule::Max(#most))));
    rules.extend(scalar.format().and_then(format));
    let patterns = scalar.checks.iter().filter_map(|check| match &check.rule {
        CheckRule::Pattern(source) => Some(source),
        _ => None,
    });
    rules.extend(patterns.map(|source| quote!(__ssot::Rule::Pattern(#source))));
    rules
}

fn format(scalar: RichScalar) -> Option<TokenStream> {
    let (name, pattern) = (scalar.title, scalar.pattern?);
    let checksum = match scalar.checksum() {
        None => quote!(__ssot::None),
        Some(checksum) => {
            let kind = match checksum {
                Checksum::Isin => quote!(Isin),
                Checksum::Cusip => quote!(Cusip),
                Checksum::Sedol => quote!(Sedol),
                Checksum::Mod9710 => quote!(Mod9710),
                Checksum::Iban => quote!(Iban),
                Checksum::Iso6346 => quote!(Iso6346),
                Checksum::Vin => quote!(Vin),
            };
            quote!(__ssot::Some(__ssot::Checksum::#kind))
        }
    };
    Some(quote!(__ssot::Rule::Format { name: #name, pattern: #pattern, checksum: #checksum }))
}

/// What is written for one scalar.
struct Subject<'a> {
    item: &'a DeriveInput,
    ty: &'a Type,
    value: Value,
    rules: Vec<TokenStream>,
}

impl Subject<'_> {
    fn implement(&self) -> TokenStream {
        let ident = &self.item.ident;
        let (name, rules) = (plain(ident), &self.rules);
        let (entrance, access, text) = (self.entrance(), self.access(), self.text());
        let serde = serde::ON.then(|| self.serde());
        quote! {
            static __RULES: __ssot::Rules = __ssot::Rules::new(#name, &[#(#rules),*]);
            #entrance
            #access
            #text
            #serde
        }
    }

    /// From a value: always, or as far as it keeps the rules.
    fn entrance(&self) -> TokenStream {
        let Self { item, ty, value, rules } = self;
        let ident = &item.ident;
        let is_text = *value == Value::Text;
        if rules.is_empty() {
            let borrowed = is_text.then(|| {
                quote! {
                    impl ::core::convert::From<&::core::primitive::str> for #ident {
                        fn from(text: &::core::primitive::str) -> Self {
                            Self(<#ty as ::core::convert::From<&::core::primitive::str>>::from(text))
                        }
                    }
                }
            });
            return quote! {
                impl ::core::convert::From<#ty> for #ident {
                    fn from(value: #ty) -> Self {
                        Self(value)
                    }
                }
                #borrowed
            };
        }
        let check = match value {
            Value::Text => quote!(text(&value)),
            Value::Float => quote!(float(value)),
            _ => quote!(number(&::std::string::ToString::to_string(&value))),
        };
        let borrowed = is_text.then(|| {
            quote! {
                impl ::core::convert::TryFrom<&::core::primitive::str> for #ident {
                    type Error = __ssot::InvalidValue;
                    fn try_from(text: &::core::primitive::str) -> __ssot::Result<Self, __ssot::InvalidValue> {
                        let value = <#ty as ::core::convert::From<&::core::primitive::str>>::from(text);
                        <Self as ::core::convert::TryFrom<#ty>>::try_from(value)
                    }
                }
            }
        });
        quote! {
            impl ::core::convert::TryFrom<#ty> for #ident {
                type Error = __ssot::InvalidValue;
                fn try_from(value: #ty) -> __ssot::Result<Self, __ssot::InvalidValue> {
                    __RULES.#check?;
                    __ssot::Ok(Self(value))
                }
            }
            #borrowed
        }
    }

    /// The value, borrowed and by itself.
    fn access(&self) -> TokenStream {
        let Self { item, ty, value, .. } = self;
        let ident = &item.ident;
        let (output, given) = match value {
            Value::Text => (quote!(&::core::primitive::str), quote!(&self.0)),
            Value::Integer(_) | Value::Float | Value::Boolean => (quote!(#ty), quote!(self.0)),
            Value::Decimal | Value::Else(_) => (quote!(&#ty), quote!(&self.0)),
        };
        quote! {
            impl #ident {
                /// The value.
                #[allow(dead_code, reason = "not every program asks for it")]
                pub fn get(&self) -> #output {
                    #given
                }
                /// The value by itself.
                #[allow(dead_code, reason = "not every program asks for it")]
                pub fn into_inner(self) -> #ty {
                    self.0
                }
            }
            impl ::core::convert::From<#ident> for #ty {
                fn from(scalar: #ident) -> Self {
                    scalar.0
                }
            }
        }
    }

    /// From text and to text.
    fn text(&self) -> TokenStream {
        let Self { item, ty, value, rules } = self;
        let ident = &item.ident;
        let what = Literal::string(value.article());
        let parsed = if *value == Value::Text {
            quote!(<#ty as ::core::convert::From<&::core::primitive::str>>::from(text))
        } else {
            quote!(__RULES.parse::<#ty>(text, #what)?)
        };
        let checked = if rules.is_empty() {
            quote!(__ssot::Ok(Self(value)))
        } else {
            quote!(<Self as ::core::convert::TryFrom<#ty>>::try_from(value))
        };
        quote! {
            impl ::core::str::FromStr for #ident {
                type Err = __ssot::InvalidValue;
                fn from_str(text: &::core::primitive::str) -> __ssot::Result<Self, __ssot::InvalidValue> {
                    let value = #parsed;
                    #checked
                }
            }
            impl ::core::fmt::Display for #ident {
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::fmt::Display::fmt(&self.0, formatter)
                }
            }
        }
    }

    /// As what it holds, read with the rules.
    fn serde(&self) -> TokenStream {
        let Self { item, ty, value, rules } = self;
        let ident = &item.ident;
        let (write, read) = if *value == Value::Integer(false) {
            let codec = quote!(__ssot::codec::Codec::<__ssot::codec::Text>);
            (quote!(#codec::serialize(&self.0, serializer)), quote!(#codec::deserialize::<#ty, __D>(deserializer)))
        } else {
            let write = quote!(__ssot::Serialize::serialize(&self.0, serializer));
            (write, quote!(<#ty as __ssot::Deserialize<'de>>::deserialize(deserializer)))
        };
        let checked = if rules.is_empty() {
            quote!(__ssot::Ok(Self(value)))
        } else {
            quote! {
                <Self as ::core::convert::TryFrom<#ty>>::try_from(value)
                    .map_err(<__D::Error as __ssot::serde::de::Error>::custom)
            }
        };
        quote! {
            impl __ssot::Serialize for #ident {
                fn serialize<__S: __ssot::Serializer>(&self, serializer: __S) -> __ssot::Result<__S::Ok, __S::Error> {
                    #write
                }
            }
            impl<'de> __ssot::Deserialize<'de> for #ident {
                fn deserialize<__D: __ssot::Deserializer<'de>>(deserializer: __D) -> __ssot::Result<Self, __D::Error> {
                    let value = #read?;
                    #checked
                }
            }
        }
    }
}
