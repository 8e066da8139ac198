//! A trait as tokens: its methods, and what stands in it that is none.

use proc_macro2::{Ident, Span as TokenSpan, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Generics, Token, Type, Visibility, braced, parenthesized};

/// A trait whose methods are endpoints.
pub struct ApiTrait {
    /// Its attributes, documentation among them.
    pub attributes: Vec<Attribute>,
    /// Its visibility.
    pub visibility: Visibility,
    /// Its name.
    pub ident: Ident,
    /// What stands between its name and its methods: `: Send where …`.
    pub bounds: TokenStream,
    /// Its methods.
    pub methods: Vec<ApiMethod>,
    /// What is wrong with its form.
    pub(super) faults: Vec<Fault>,
}

/// A method of an API.
pub struct ApiMethod {
    /// Its attributes, documentation among them.
    pub attributes: Vec<Attribute>,
    /// Its name.
    pub ident: Ident,
    /// What it takes beside `&self`.
    pub arguments: Vec<ApiArgument>,
    /// What it gives; `None`: nothing.
    pub output: Option<Type>,
    /// What it does unless implemented, in braces.
    pub body: Option<TokenStream>,
}

/// An argument of a method.
pub struct ApiArgument {
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Its name.
    pub ident: Ident,
    /// Its type.
    pub ty: Type,
}

/// Something in a trait that no API has.
pub(super) struct Fault {
    pub(super) span: TokenSpan,
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Parse for ApiTrait {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility: Visibility = input.parse()?;
        input.parse::<Option<Token![unsafe]>>()?;
        input.parse::<Token![trait]>()?;
        let ident: Ident = input.parse()?;
        let mut faults = Vec::new();
        let generics: Generics = input.parse()?;
        if !generics.params.is_empty() {
            faults.push(Fault {
                span: ident.span(),
                message: "an API has no parameters".to_owned(),
                help: "write the types themselves: an endpoint takes what its path says",
            });
        }
        let mut bounds = TokenStream::new();
        while !input.peek(syn::token::Brace) {
            bounds.extend([input.parse::<TokenTree>()?]);
        }
        let content;
        braced!(content in input);
        let mut methods = Vec::new();
        while !content.is_empty() {
            methods.extend(member(&content, &mut faults)?);
        }
        Ok(Self { attributes, visibility, ident, bounds, methods, faults })
    }
}

/// What stands between the braces of a trait: a method, or something that is passed over.
fn member(input: ParseStream<'_>, faults: &mut Vec<Fault>) -> syn::Result<Option<ApiMethod>> {
    let attributes = input.call(Attribute::parse_outer)?;
    let start = input.span();
    let is_async = input.parse::<Option<Token![async]>>()?.is_some();
    if !input.peek(Token![fn]) {
        let (message, help) = ("an API has only methods".to_owned(), "move it to another trait");
        faults.push(Fault { span: start, message, help });
        pass_over(input)?;
        return Ok(None);
    }
    input.parse::<Token![fn]>()?;
    let ident: Ident = input.parse()?;
    if !is_async {
        let message = format!("`{ident}` is not async");
        faults.push(Fault { span: ident.span(), message, help: "write `async fn`: a server waits for nobody" });
    }
    if ident == "router" {
        let message = "`router` is what the API itself has".to_owned();
        faults.push(Fault { span: ident.span(), message, help: "give the method another name" });
    }
    let generics: Generics = input.parse()?;
    let (arguments, has_self) = {
        let content;
        parenthesized!(content in input);
        arguments(&content, faults)?
    };
    if !has_self {
        let message = format!("`{ident}` does not take `&self`");
        let help = "write `&self` in front: endpoints share what they stand on";
        faults.push(Fault { span: ident.span(), message, help });
    }
    let output = if input.parse::<Option<Token![->]>>()?.is_some() { Some(input.parse::<Type>()?) } else { None };
    let condition: Option<syn::WhereClause> = input.parse()?;
    if !generics.params.is_empty() || condition.is_some() {
        let message = format!("`{ident}` has parameters for types");
        let help = "write the types themselves: a request does not say which are meant";
        faults.push(Fault { span: ident.span(), message, help });
    }
    let body = if input.parse::<Option<Token![;]>>()?.is_some() {
        None
    } else if input.peek(syn::token::Brace) {
        Some(TokenStream::from(input.parse::<TokenTree>()?))
    } else {
        return Err(input.error("expected `;` or `{`"));
    };
    Ok(Some(ApiMethod { attributes, ident, arguments, output, body }))
}

/// The arguments of a method, and whether `&self` stands in front.
fn arguments(input: ParseStream<'_>, faults: &mut Vec<Fault>) -> syn::Result<(Vec<ApiArgument>, bool)> {
    let mut read = Vec::new();
    let mut has_self = false;
    while !input.is_empty() {
        let attributes = input.call(Attribute::parse_outer)?;
        let by_reference = input.peek(Token![&]);
        let is_receiver = |ahead: ParseStream<'_>| {
            ahead.parse::<Option<Token![&]>>()?;
            ahead.parse::<Option<syn::Lifetime>>()?;
            ahead.parse::<Option<Token![mut]>>()?;
            ahead.parse::<Token![self]>()
        };
        let ahead = input.fork();
        if is_receiver(&ahead).is_ok() {
            let span = input.span();
            let is_exclusive = input.peek2(Token![mut]) || input.peek3(Token![mut]);
            is_receiver(input)?;
            let is_typed = input.parse::<Option<Token![:]>>()?.is_some();
            if is_typed {
                input.parse::<Type>()?;
            }
            has_self = true;
            if !by_reference || is_exclusive || is_typed {
                let message = "an endpoint takes `&self`".to_owned();
                faults.push(Fault { span, message, help: "keep what changes behind a lock" });
            }
        } else {
            input.parse::<Option<Token![mut]>>()?;
            let span = input.span();
            if input.peek(syn::Ident) && input.peek2(Token![:]) {
                let ident: Ident = input.parse()?;
                input.parse::<Token![:]>()?;
                read.push(ApiArgument { attributes, ident, ty: input.parse()? });
            } else {
                let (message, help) = ("an argument needs a name".to_owned(), "write `name: Type`");
                faults.push(Fault { span, message, help });
                while !input.is_empty() && !input.peek(Token![:]) {
                    input.parse::<TokenTree>()?;
                }
                input.parse::<Token![:]>()?;
                input.parse::<Type>()?;
            }
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok((read, has_self))
}

/// Goes behind the next `;` or block.
fn pass_over(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        let is_end = input.peek(Token![;]) || input.peek(syn::token::Brace);
        input.parse::<TokenTree>()?;
        if is_end {
            break;
        }
    }
    Ok(())
}
