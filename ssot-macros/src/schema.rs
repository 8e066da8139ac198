//! `ssot::schema!("schema.prisma")`: the models of a schema file, in place.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use heck::{ToPascalCase as _, ToSnakeCase as _};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use ssot_core::diagnostic::Diagnostic;
use ssot_core::ir::{Access, Arity, Field, Model, Scalar, Schema, Type};
use ssot_core::source::SourceMap;
use ssot_core::{Options, Valid, compile, imports, resolve_import};
use syn::parse::{Parse, ParseStream};
use syn::{DeriveInput, LitStr, Token, parse_quote};

use crate::serde;

/// What can be said behind the path: the types that hold values of these scalars.
const HELD: [&str; 3] = ["Bytes", "DateTime", "Json"];

/// The path and what stands behind it.
struct Arguments {
    path: LitStr,
    krate: TokenStream,
    types: BTreeMap<String, syn::Type>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let path = input.parse()?;
        let mut arguments = Self { path, krate: quote!(::ssot), types: BTreeMap::new() };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            if input.peek(Token![crate]) {
                input.parse::<Token![crate]>()?;
                input.parse::<Token![=]>()?;
                let krate: syn::Path = input.parse()?;
                arguments.krate = quote!(#krate);
                continue;
            }
            let name: Ident = input.parse()?;
            let word = name.to_string();
            if !HELD.contains(&word.as_str()) {
                let near = ssot_core::nearest(&word, HELD).map(|near| format!(": did you mean `{near}`?"));
                let near = near.unwrap_or_else(|| format!("; there are: crate, {}", HELD.join(", ")));
                return Err(syn::Error::new(name.span(), format!("`schema!` has no `{word}`{near}")));
            }
            input.parse::<Token![=]>()?;
            if arguments.types.insert(word.clone(), input.parse()?).is_some() {
                return Err(syn::Error::new(name.span(), format!("`{word}` is said twice")));
            }
        }
        Ok(arguments)
    }
}

/// The items of the schema, or what is wrong with it.
pub(crate) fn schema(tokens: TokenStream) -> TokenStream {
    let arguments = match syn::parse2::<Arguments>(tokens) {
        Ok(arguments) => arguments,
        Err(error) => return error.to_compile_error(),
    };
    let fail = |text: String| quote_spanned!(arguments.path.span()=> ::core::compile_error! { #text });
    let (sources, files) = match load(&arguments.path.value()) {
        Ok(loaded) => loaded,
        Err(text) => return fail(text),
    };
    // The compiler looks at these files, too, so that a change in them is one in this crate.
    let watched = files.iter().map(|file| file.display().to_string());
    let watched = quote!(#(const _: &[u8] = ::core::include_bytes!(#watched);)*);
    let compilation = compile(sources, &Options::default());
    let schema = match &compilation.schema {
        Ok(schema) if !compilation.diagnostics.has_errors() => schema,
        _ => {
            let errors = compilation.diagnostics.iter().filter(|found| found.is_error());
            let errors = errors.map(|found| fail(located(found, &compilation.sources)));
            return quote!(#(#errors)* #watched);
        }
    };
    match items(schema, &arguments) {
        Ok(items) => quote!(#items #watched),
        Err(errors) => {
            let errors = errors.into_iter().map(fail);
            quote!(#(#errors)* #watched)
        }
    }
}

/// The texts of the file and of what it imports, by their paths below the folder of the first one.
fn load(path: &str) -> Result<(SourceMap, Vec<PathBuf>), String> {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let first = Path::new(path);
    let folder = root.join(first.parent().unwrap_or(Path::new("")));
    let shown = |name: &str| first.parent().unwrap_or(Path::new("")).join(name).display().to_string();
    let mut waiting = vec![first.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()];
    let (mut sources, mut files) = (SourceMap::new(), Vec::new());
    while let Some(name) = waiting.pop() {
        let file = folder.join(&name);
        if files.contains(&file) {
            continue;
        }
        // Its items would be there twice, and the tokens of a macro are not those of a file.
        if file.extension().is_some_and(|extension| extension == "rs") {
            return Err(format!(
                "`{}` is in Rust: its models are there once it is a module of the crate",
                shown(&name)
            ));
        }
        let text = std::fs::read_to_string(&file)
            .map_err(|error| format!("cannot read `{}`, below the folder of the package: {error}", shown(&name)))?;
        waiting.extend(imports(&name, &text).iter().filter_map(|import| resolve_import(&name, import)));
        sources.add_named(shown(&name), name.clone(), text);
        files.push(file);
    }
    Ok((sources, files))
}

/// The message, with the place in the schema in front.
pub(crate) fn located(found: &Diagnostic, sources: &SourceMap) -> String {
    let place = sources.position(found.span.file, found.span.start);
    let path = &sources.file(found.span.file).path;
    let help = found.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    format!("{path}:{}:{}: [{}] {}{help}", place.line, place.column, found.code, found.message)
}

/// Structs and enums, or what Rust has no form for.
fn items(schema: &Valid<Schema>, arguments: &Arguments) -> Result<TokenStream, Vec<String>> {
    let mut errors = Vec::new();
    let mut taken = BTreeMap::new();
    let mut out = TokenStream::new();
    for enumeration in &schema.enumerations {
        let name = enumeration.name.as_str();
        let ident = type_name(name, &mut taken, &mut errors);
        let mut variants = BTreeMap::new();
        let variants: Vec<TokenStream> = enumeration
            .variants
            .iter()
            .map(|variant| {
                let written = claim(&variant.name.to_pascal_case(), &variant.name, name, &mut variants, &mut errors);
                let (doc, wire) = (docs_or(&variant.doc, &variant.name), &variant.name);
                quote!(#doc #[serde(rename = #wire)] #written)
            })
            .collect();
        let doc = docs_or(&enumeration.doc, name);
        let values = enumeration.variants.iter().map(|variant| &variant.name);
        let description = quote!(__ssot::Members::Values(&[#(#values),*]));
        let item = parse_quote! {
            #doc #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)] pub enum #ident { #(#variants),* }
        };
        out.extend(complete(item, name, &description, &arguments.krate));
    }
    let models = schema.models.iter().filter(|model| !model.ignored);
    let composites =
        schema.composites.iter().map(|it| (&it.name, it.fields.iter().map(Cow::Borrowed).collect(), &it.doc));
    let models = models.map(|it| (&it.name, shown(it), &it.doc));
    for (name, fields, doc) in composites.chain(models) {
        let name = name.as_str();
        let ident = type_name(name, &mut taken, &mut errors);
        let mut members = BTreeMap::new();
        let (mut written, mut described) = (Vec::new(), Vec::new());
        let fields: Vec<Cow<'_, Field>> = fields;
        for field in fields.iter().filter(|field| !field.ignored) {
            match field_type(schema, field, arguments) {
                Ok(Some((ty, schema_name))) => {
                    let ident = claim(&field.name.to_snake_case(), &field.name, name, &mut members, &mut errors);
                    let (doc, wire) = (docs_or(&field.doc, &field.name), &field.name);
                    let mut member: syn::Field = parse_quote!(#doc #[serde(rename = #wire)] pub #ident: #ty);
                    let unshown = matches!(field.access, Access::Hidden | Access::WriteOnly);
                    serde::field(&mut member, unshown, &arguments.krate);
                    written.push(member);
                    let arity = match field.arity {
                        Arity::Required => quote!(Required),
                        Arity::Optional => quote!(Optional),
                        Arity::List => quote!(List),
                    };
                    described
                        .push(quote!(__ssot::Field { name: #wire, ty: #schema_name, arity: __ssot::Arity::#arity }));
                }
                Ok(None) => {}
                Err(text) => errors.push(format!("the field `{}` of `{name}` {text}", field.name)),
            }
        }
        let doc = docs_or(doc, name);
        let description = quote!(__ssot::Members::Fields(&[#(#described),*]));
        let item = parse_quote!(#doc #[derive(Debug, Clone, PartialEq)] pub struct #ident { #(#written),* });
        out.extend(complete(item, name, &description, &arguments.krate));
    }
    if errors.is_empty() { Ok(out) } else { Err(errors) }
}

/// What answers show of a row: computed fields too.
fn shown(model: &Model) -> Vec<Cow<'_, Field>> {
    let computed = model.computed.iter().map(|computed| {
        let arity = if computed.is_nullable(model) { Arity::Optional } else { Arity::Required };
        Cow::Owned(Field { arity, ..computed.field.clone() })
    });
    model.fields.iter().map(Cow::Borrowed).chain(computed).collect()
}

/// The item with everything that the attribute gives to one.
fn complete(mut item: DeriveInput, name: &str, members: &TokenStream, krate: &TokenStream) -> TokenStream {
    let implementations = serde::complete(&mut item, krate);
    let ident = &item.ident;
    quote! {
        #item
        const _: () = {
            use #krate::__private as __ssot;
            impl __ssot::Model for #ident {
                const DESCRIPTION: __ssot::Description = __ssot::Description { name: #name, members: #members };
            }
            #implementations
        };
    }
}

/// The type of a field in Rust, and what it is called in the schema; none for what only the database knows.
fn field_type(schema: &Schema, field: &Field, arguments: &Arguments) -> Result<Option<(TokenStream, String)>, String> {
    let krate = &arguments.krate;
    let held = |name: &str, own: TokenStream| arguments.types.get(name).map_or(own, |ty| quote!(#ty));
    let named = |name: &str| (ident(&pascal(name)), name.to_owned());
    let text = || quote!(::std::string::String);
    let (ty, name) = match &field.ty {
        Type::Scalar(scalar) => {
            let ty = match scalar {
                Scalar::Int => quote!(i32),
                Scalar::BigInt => quote!(i64),
                Scalar::Float => quote!(f64),
                Scalar::Boolean => quote!(bool),
                Scalar::Decimal => quote!(#krate::Decimal),
                Scalar::Bytes => held("Bytes", quote!(#krate::Bytes)),
                Scalar::DateTime if is_moment(field) => held("DateTime", text()),
                // A day or a time of day is no moment.
                Scalar::String | Scalar::DateTime => text(),
                Scalar::Json => {
                    let Some(ty) = arguments.types.get("Json") else {
                        let path = arguments.path.value();
                        return Err(format!(
                            "is JSON: say which type holds it, `schema!({path:?}, Json = serde_json::Value)`"
                        ));
                    };
                    quote!(#ty)
                }
            };
            (ty, scalar.as_str().to_owned())
        }
        Type::Enumeration(id) => {
            let (ident, name) = named(schema.enumeration(*id).name.as_str());
            (quote!(#ident), name)
        }
        Type::Composite(id) => {
            let (ident, name) = named(schema.composite(*id).name.as_str());
            (quote!(#ident), name)
        }
        Type::Relation(_) => {
            let Some((model, id)) = schema.models().find_map(|(model, of)| {
                of.fields().find(|(_, other)| std::ptr::eq(*other, field)).map(|(id, _)| (model, id))
            }) else {
                return Ok(None);
            };
            let Some((_, end)) = schema.across(model, id) else { return Ok(None) };
            let (ident, name) = named(schema.model(end.model).name.as_str());
            let inner = wrapped(quote!(#ident), field.arity);
            return Ok(Some((quote!(#krate::Relation<#inner>), name)));
        }
        Type::Unsupported(_) => return Ok(None),
    };
    Ok(Some((wrapped(ty, field.arity), name)))
}

fn is_moment(field: &Field) -> bool {
    let is_part = |name: &str| matches!(name, "Date" | "Time" | "Timetz");
    let scalar = field.scalar.is_some();
    !scalar && field.native.as_ref().is_none_or(|native| !is_part(&native.name))
}

fn wrapped(ty: TokenStream, arity: Arity) -> TokenStream {
    match arity {
        Arity::Required => ty,
        Arity::Optional => quote!(::core::option::Option<#ty>),
        Arity::List => quote!(::std::vec::Vec<#ty>),
    }
}

/// The schema's name of a type, in camel case if it is not.
fn pascal(name: &str) -> String {
    let is_camel = name.starts_with(char::is_uppercase) && !name.contains('_') && name.contains(char::is_lowercase);
    if is_camel { name.to_owned() } else { name.to_pascal_case() }
}

fn type_name(name: &str, taken: &mut BTreeMap<String, String>, errors: &mut Vec<String>) -> Ident {
    claim(&pascal(name), name, "the schema", taken, errors)
}

/// An identifier that nothing else has.
fn claim(text: &str, name: &str, owner: &str, taken: &mut BTreeMap<String, String>, errors: &mut Vec<String>) -> Ident {
    if let Some(other) = taken.insert(text.to_owned(), name.to_owned()) {
        errors.push(format!("`{other}` and `{name}` of {owner} are both `{text}` in Rust"));
    }
    ident(text)
}

/// An identifier: raw where it is a word of Rust, with `_` behind where it cannot be raw.
fn ident(text: &str) -> Ident {
    let text =
        if text.starts_with(|first: char| first.is_ascii_digit()) { format!("_{text}") } else { text.to_owned() };
    match syn::parse_str::<Ident>(&text) {
        Ok(ident) => Ident::new(&ident.to_string(), Span::call_site()),
        Err(_) if matches!(text.as_str(), "self" | "Self" | "super" | "crate" | "_" | "") => {
            Ident::new(&format!("{text}_"), Span::call_site())
        }
        Err(_) => Ident::new_raw(&text, Span::call_site()),
    }
}

fn docs(doc: &str) -> TokenStream {
    let lines = doc.lines().map(|line| format!(" {line}"));
    quote!(#(#[doc = #lines])*)
}

/// Documentation, or the name where there is none, so that no lint asks for it.
fn docs_or(doc: &str, name: &str) -> TokenStream {
    if doc.is_empty() { docs(&format!("`{name}`.")) } else { docs(doc) }
}
