//! A trait to the trait as the compiler is to see it: its methods give futures that threads can share, and with the feature `server` it has a
//! router.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{format_ident, quote};
use ssot_core::ast::{Api, Declaration, TypeReference};
use ssot_core::endpoint::{Endpoint, Place, Segment};
use ssot_core::{Ambient, ApiMethod, ApiTrait, Aside};
use syn::Attribute;

use crate::describe;
use crate::errors::errors;
use crate::expand::crate_path;
use crate::package::Package;
use crate::spans::Spans;

/// `#[ssot::api]`. The trait always comes out, so that one mistake does not make others.
pub(crate) fn api(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    let mut spans = Spans::default();
    let package = Package::of(item);
    let (document, parsed, diagnostics) =
        ssot_core::read_api(arguments.clone(), item.clone(), package.int64, &mut spans);
    let mut errors = errors(&diagnostics, &spans);
    errors.extend(package.errors());
    let Some(parsed) = parsed else { return quote!(#item #errors) };
    let krate = crate_path(arguments, &parsed.attributes);
    let (Some(Declaration::Api(api)), true) = (document.declarations.first(), errors.is_empty()) else {
        let item = stand_in(item, &krate);
        return quote!(#item #errors);
    };
    let ApiTrait { attributes, visibility, ident, bounds, methods, .. } = &parsed;
    let attributes = others(attributes);
    let router = if cfg!(feature = "server") { router(&parsed, api, &spans, &krate) } else { TokenStream::new() };
    let methods = methods.iter().map(method);
    let watch = package.watch();
    quote! {
        #(#attributes)*
        #visibility trait #ident #bounds {
            #(#methods)*
            #router
        }
        #watch
    }
}

/// The attributes that are not ours.
fn others(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| !attribute.path().is_ident("ssot"))
}

fn method(method: &ApiMethod) -> TokenStream {
    let ApiMethod { attributes, ident, arguments, output, body } = method;
    let attributes = others(attributes);
    let arguments = arguments.iter().map(|argument| {
        let (attributes, ident, ty) = (others(&argument.attributes), &argument.ident, &argument.ty);
        quote!(#(#attributes)* #ident: #ty)
    });
    let output = output.as_ref().map_or_else(|| quote!(()), |ty| quote!(#ty));
    let body = body.as_ref().map_or_else(|| quote!(;), |body| quote!({ async move #body }));
    quote! {
        #(#attributes)*
        fn #ident(&self #(, #arguments)*) -> impl ::core::future::Future<Output = #output> + ::core::marker::Send #body
    }
}

fn router(item: &ApiTrait, api: &Api, spans: &Spans, krate: &TokenStream) -> TokenStream {
    let room = quote!(#krate::__private::server);
    let asides: Vec<Aside> = item.methods.iter().map(aside).collect();
    let definition = describe::api(api, &asides, spans);
    let routes = item.methods.iter().zip(&api.endpoints).map(|(method, endpoint)| route(item, method, endpoint, &room));
    quote! {
        /// The endpoints: for `Server::routes`, whose document lists them, or, `into_router`, to stand alone.
        #[allow(deprecated)]
        fn router(self) -> #room::Endpoints
        where
            Self: ::core::marker::Sized + ::core::marker::Send + ::core::marker::Sync + 'static,
        {
            use #krate::__private as __ssot;
            let __api = #room::Arc::new(self);
            let __routes = #room::Endpoints::of(#definition);
            #(#routes)*
            __routes
        }
    }
}

/// What is said of a method beside its types.
fn aside(method: &ApiMethod) -> Aside {
    let asks = |ambient| method.arguments.iter().any(|argument| Ambient::of(&argument.ty) == Some(ambient));
    let asks = if asks(Ambient::Principal) {
        "principal"
    } else if asks(Ambient::Caller) {
        "caller"
    } else {
        "nobody"
    };
    Aside { asks }
}

fn route(item: &ApiTrait, method: &ApiMethod, endpoint: &Endpoint<TypeReference>, room: &TokenStream) -> TokenStream {
    let verb = format_ident!("{}", endpoint.method.as_str());
    let mut path = String::new();
    let mut positions = Vec::new();
    for (index, segment) in endpoint.path.iter().enumerate() {
        match segment {
            Segment::Text(text) => path.push_str(&format!("/{text}")),
            Segment::Parameter(name) => {
                path.push_str(&format!("/{{p{index}}}"));
                positions.push(quote!((#name, #index)));
            }
        }
    }
    if path.is_empty() {
        path.push('/');
    }
    let query = endpoint.parameters.iter().filter(|given| given.place == Place::Query).map(|given| &given.name);
    let has_body = endpoint.parameters.iter().any(|given| given.place == Place::Body);
    let names: Vec<_> = (0..method.arguments.len()).map(|index| format_ident!("__{index}")).collect();
    let mut given = endpoint.parameters.iter();
    let reads = method.arguments.iter().zip(&names).filter_map(|(argument, name)| {
        let ty = &argument.ty;
        match Ambient::of(ty) {
            Some(Ambient::Caller) => {
                return Some(quote!(let #name = ::core::option::Option::Some(__arguments.caller());));
            }
            Some(Ambient::Principal) => return Some(quote!(let #name = __arguments.principal();)),
            Some(Ambient::Headers) => {
                return Some(quote!(let #name = ::core::option::Option::Some(__arguments.headers());));
            }
            None => {}
        }
        let given = given.next()?;
        let text = &given.name;
        Some(match given.place {
            Place::Path => quote!(let #name = __arguments.path::<#ty>(#text);),
            Place::Query => quote!(let #name = __arguments.query::<#ty>(#text);),
            Place::Body => quote!(let #name = __arguments.body::<#ty>();),
        })
    });
    let all_read = (!names.is_empty()).then(|| {
        quote! {
            let (#(::core::option::Option::Some(#names),)*) = (#(#names,)*) else {
                return ::core::result::Result::Err(#room::Problem::internal().into());
            };
        }
    });
    let asks = match aside(method).asks {
        "principal" => quote!(Principal),
        "caller" => quote!(Caller),
        _ => quote!(Nobody),
    };
    let mutable = (!names.is_empty()).then(|| quote!(mut));
    let (ident, trait_ident, status) = (&method.ident, &item.ident, endpoint.status);
    let answer = if endpoint.answer.is_some() {
        quote!(#room::json(#status, &__answer))
    } else {
        quote!({ let () = __answer; ::core::result::Result::Ok(#room::empty(#status)) })
    };
    let call = quote!(<Self as #trait_ident>::#ident(&*__api #(, #names)*).await);
    let outcome = if endpoint.error.is_some() {
        quote! {
            match #call {
                ::core::result::Result::Ok(__answer) => #answer,
                ::core::result::Result::Err(__error) => {
                    ::core::result::Result::Err(#room::Failure::declared(&__error))
                }
            }
        }
    } else {
        quote!({ let __answer = #call; #answer })
    };
    quote! {
        let __routes = __routes.with(
            #room::Method::#verb,
            #path,
            #room::Takes { path: &[#(#positions),*], query: &[#(#query),*], body: #has_body, asks: #room::Asks::#asks },
            {
                let __api = #room::Arc::clone(&__api);
                move |#mutable __arguments| {
                    let __api = #room::Arc::clone(&__api);
                    async move {
                        #(#reads)*
                        __arguments.settled()?;
                        #all_read
                        #outcome
                    }
                }
            },
        );
    }
}

/// The trait without our attributes and with a router that is none: it has been said what is wrong.
fn stand_in(item: &TokenStream, krate: &TokenStream) -> TokenStream {
    let router = cfg!(feature = "server").then(|| {
        quote! {
            /// The endpoints.
            fn router(self) -> #krate::__private::server::Endpoints where Self: ::core::marker::Sized { ::core::panic!() }
        }
    });
    let mut tokens: Vec<TokenTree> = without_ours(item.clone()).into_iter().collect();
    if let Some(TokenTree::Group(group)) = tokens.last_mut()
        && group.delimiter() == Delimiter::Brace
    {
        let inner = group.stream();
        *group = Group::new(Delimiter::Brace, quote!(#inner #router));
    }
    tokens.into_iter().collect()
}

/// The tokens without `#[ssot(…)]`.
fn without_ours(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = Vec::with_capacity(tokens.len());
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let is_mark = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '#');
        if is_mark && rest.next_if(is_ours).is_some() {
            continue;
        }
        out.push(match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_ours(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            token => token,
        });
    }
    out.into_iter().collect()
}

/// Whether it is the `[ssot(…)]` of an attribute.
fn is_ours(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    let mut inner = group.stream().into_iter();
    let is_ssot = matches!(inner.next(), Some(TokenTree::Ident(word)) if word == "ssot");
    group.delimiter() == Delimiter::Bracket && is_ssot && matches!(inner.next(), Some(TokenTree::Group(_)))
}
