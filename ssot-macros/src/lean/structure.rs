//! Structs with names for their fields.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{DeriveInput, ExprPath, FieldsNamed, GenericArgument, PathArguments, Type};

use super::attribute::{Container, Default_, Part};
use super::{is_inert, name, names};
use crate::expand::plain;

/// A field and what is said of it.
struct Field<'a> {
    ident: &'a Ident,
    ty: &'a Type,
    name: String,
    part: Part,
    codec: Option<Codec>,
}

/// How a field is written and read, if not as its type is.
enum Codec {
    /// As a text of digits.
    Int64,
    /// In the way of a type that is written beside.
    Own(Ident),
}

pub(super) fn implement(item: &DeriveInput, fields: &FieldsNamed) -> Option<TokenStream> {
    let container = Container::of(&item.attrs)?;
    let mut read = Vec::with_capacity(fields.named.len());
    for (index, field) in fields.named.iter().enumerate() {
        let ident = field.ident.as_ref()?;
        if !field.attrs.iter().all(is_inert) || !owns(&field.ty) {
            return None;
        }
        let part = Part::of(&field.attrs)?;
        let name = match (&part.rename, container.case) {
            (Some(name), _) => name.clone(),
            (None, Some(case)) => case.field(&plain(ident)),
            (None, None) => plain(ident),
        };
        let codec = codec(&part, index);
        read.push(Field { ident, ty: &field.ty, name, part, codec });
    }
    let codecs = read.iter().filter_map(Field::own_codec);
    let (writes, reads) = (serialize(item, &container, &read), deserialize(item, &container, &read));
    Some(quote!(#(#codecs)* #writes #reads))
}

/// The way of a field: that of big integers, or one of its own.
fn codec(part: &Part, index: usize) -> Option<Codec> {
    if part.module.is_none() && part.write_with.is_none() && part.read_with.is_none() {
        return None;
    }
    let is_ours = |path: &ExprPath| {
        let mut words = path.path.segments.iter().map(|segment| &segment.ident).skip_while(|word| *word != "__private");
        words.next().is_some() && words.next().is_some_and(|word| word == "int64")
    };
    match &part.module {
        Some(module) if is_ours(module) && part.write_with.is_none() && part.read_with.is_none() => Some(Codec::Int64),
        _ => Some(Codec::Own(numbered("__With", index))),
    }
}

impl Field<'_> {
    fn codec(&self) -> Option<TokenStream> {
        self.codec.as_ref().map(|codec| match codec {
            Codec::Int64 => quote!(__ssot::Int64),
            Codec::Own(ident) => quote!(#ident),
        })
    }

    /// The type that writes and reads the field by the functions that were named.
    fn own_codec(&self) -> Option<TokenStream> {
        let Some(Codec::Own(ident)) = &self.codec else { return None };
        let ty = self.ty;
        let function = |own: &Option<ExprPath>, name: &str| {
            let name = Ident::new(name, Span::call_site());
            match (own, &self.part.module) {
                (Some(path), _) => Some(quote!(#path)),
                (None, Some(module)) => Some(quote!(#module::#name)),
                (None, None) => None,
            }
        };
        let write = function(&self.part.write_with, "serialize").map(|function| {
            quote! {
                impl __ssot::Write<#ty> for #ident {
                    fn write<__S: __ssot::Serializer>(__value: &#ty, __serializer: __S) -> __ssot::Result<__S::Ok, __S::Error> {
                        #function(__value, __serializer)
                    }
                }
            }
        });
        let read = function(&self.part.read_with, "deserialize").map(|function| {
            quote! {
                impl<'de> __ssot::Read<'de, #ty> for #ident {
                    fn read<__D: __ssot::Deserializer<'de>>(__deserializer: __D) -> __ssot::Result<#ty, __D::Error> {
                        #function(__deserializer)
                    }
                }
            }
        });
        Some(quote!(struct #ident; #write #read))
    }

    /// Whether a function of its own writes it.
    fn writes_with(&self) -> bool {
        self.part.module.is_some() || self.part.write_with.is_some()
    }

    /// Whether a function of its own reads it.
    fn reads_with(&self) -> bool {
        self.part.module.is_some() || self.part.read_with.is_some()
    }
}

fn serialize(item: &DeriveInput, container: &Container, fields: &[Field<'_>]) -> TokenStream {
    let ident = &item.ident;
    let type_name = container.rename.clone().unwrap_or_else(|| plain(ident));
    let written: Vec<&Field<'_>> = fields.iter().filter(|field| !field.part.skip_writing).collect();
    let always = written.iter().filter(|field| field.part.skip_if.is_none()).count();
    let sometimes = written.iter().filter_map(|field| {
        let (path, ident) = (field.part.skip_if.as_ref()?, field.ident);
        Some(quote!(+ !#path(&self.#ident) as usize))
    });
    let lines = written.iter().map(|field| {
        let (ident, name) = (field.ident, &field.name);
        let write = if let Some(codec) = field.codec().filter(|_| field.writes_with()) {
            quote!(__writer.field_as::<#codec, _>(#name, &self.#ident))
        } else {
            quote!(__writer.field(#name, &self.#ident))
        };
        if let Some(path) = &field.part.skip_if {
            quote!(if #path(&self.#ident) { __writer.skip(#name) } else { #write };)
        } else {
            quote!(#write;)
        }
    });
    quote! {
        #[automatically_derived]
        impl __ssot::Serialize for #ident {
            fn serialize<__S: __ssot::Serializer>(&self, __serializer: __S) -> __ssot::Result<__S::Ok, __S::Error> {
                let mut __writer = __ssot::Writer::new(__serializer, #type_name, #always #(#sometimes)*);
                #(#lines)*
                __writer.end()
            }
        }
    }
}

fn deserialize(item: &DeriveInput, container: &Container, fields: &[Field<'_>]) -> TokenStream {
    let ident = &item.ident;
    let type_name = plain(ident);
    let read: Vec<&Field<'_>> = fields.iter().filter(|field| !field.part.skip_reading).collect();
    let names = names(read.iter().map(|field| (&field.name, field.part.aliases.as_slice())), &quote!(FIELDS));
    let name = name(container);
    let strict = container.is_strict.then(|| {
        quote!(
            const STRICT: bool = true;
        )
    });
    let slots: Vec<Ident> = (0..read.len()).map(|index| numbered("__field", index)).collect();
    let types = read.iter().map(|field| field.ty);
    let arms = read.iter().zip(&slots).enumerate().map(|(at, (field, slot))| {
        let value = if let Some(codec) = field.codec().filter(|_| field.reads_with()) {
            quote!(__source.value_as::<#codec, _>(&mut #slot))
        } else {
            quote!(__source.value(&mut #slot))
        };
        if at + 1 == read.len() { quote!(_ => #value) } else { quote!(#at => #value) }
    });
    let filled = read.iter().zip(&slots).enumerate().map(|(at, (field, slot))| match &field.part.default {
        Some(Default_::OfType) => quote!(__ssot::Some(#slot.unwrap_or_default())),
        Some(Default_::Call(path)) => quote!(__ssot::Some(#slot.unwrap_or_else(#path))),
        None if field.reads_with() => quote!(__source.need(#slot, #at)),
        None => quote!(__source.fill(#slot, #at)),
    });
    let mut next = slots.iter();
    let members = fields.iter().map(|field| {
        let ident = field.ident;
        match (&field.part.default, field.part.skip_reading) {
            (Some(Default_::Call(path)), true) => quote!(#ident: #path()),
            (_, true) => quote!(#ident: __ssot::Default::default()),
            (_, false) => {
                let slot = next.next();
                quote!(#ident: #slot)
            }
        }
    });
    let body = if read.is_empty() {
        quote! {
            while let __ssot::Some(_) = __source.next()? {}
            __ssot::Ok(Self { #(#members),* })
        }
    } else {
        quote! {
            #(let mut #slots: __ssot::Option<#types> = __ssot::None;)*
            while let __ssot::Some(__at) = __source.next()? {
                match __at { #(#arms,)* }?;
            }
            if let (#(__ssot::Some(#slots),)*) = (#(#filled,)*) {
                return __ssot::Ok(Self { #(#members),* });
            }
            __ssot::Err(__source.failed())
        }
    };
    quote! {
        #[automatically_derived]
        impl<'de> __ssot::Fields<'de> for #ident {
            const TYPE: &'static str = #type_name;
            #name
            #names
            #strict
            fn read<__S: __ssot::Source<'de>>(mut __source: __S) -> __ssot::Result<Self, __S::Error> {
                #body
            }
        }
        #[automatically_derived]
        impl<'de> __ssot::Deserialize<'de> for #ident {
            fn deserialize<__D: __ssot::Deserializer<'de>>(__deserializer: __D) -> __ssot::Result<Self, __D::Error> {
                __ssot::read(__deserializer)
            }
        }
    }
}

/// Whether the type surely borrows nothing, from the input or from elsewhere.
fn owns(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.iter().all(|segment| match &segment.arguments {
            PathArguments::None => true,
            PathArguments::AngleBracketed(arguments) => arguments.args.iter().all(|argument| match argument {
                GenericArgument::Type(ty) => owns(ty),
                GenericArgument::Lifetime(_) => false,
                _ => true,
            }),
            PathArguments::Parenthesized(_) => false,
        }),
        Type::Tuple(tuple) => tuple.elems.iter().all(owns),
        Type::Array(array) => owns(&array.elem),
        Type::Group(group) => owns(&group.elem),
        Type::Paren(paren) => owns(&paren.elem),
        _ => false,
    }
}

fn numbered(word: &str, index: usize) -> Ident {
    Ident::new(&format!("{word}{index}"), Span::call_site())
}
