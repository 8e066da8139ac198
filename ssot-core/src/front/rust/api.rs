//! Traits marked `#[ssot::api]`: every method is an endpoint.

mod ambient;
mod argument;
mod endpoint;
mod path;
mod syntax;

use proc_macro2::{TokenStream, TokenTree};

use super::attribute::Owner;
use super::reader::Reader;
use super::rule::{EndpointForm, EndpointPath, ItemKind, RustSyntax};
use super::word;
use crate::ast::{Api, Declaration, TypeReference};
use crate::endpoint::Endpoint;
use crate::front::psl::{Place, check_name};
use crate::source::Span;

pub use ambient::Ambient;
pub use syntax::{ApiArgument, ApiMethod, ApiTrait};

impl Reader<'_> {
    /// A marked item that should be a trait; `place` is where it starts.
    pub(super) fn api(&mut self, arguments: TokenStream, place: Span, tokens: &[TokenTree]) -> Option<ApiTrait> {
        self.lacks_items = true;
        let visible = tokens.iter().filter(|token| matches!(token, TokenTree::Ident(_)));
        let first = visible.map(ToString::to_string).find(|word| word != "pub" && word != "unsafe");
        if first.as_deref() != Some("trait") {
            let found = first.map_or_else(|| "this".to_owned(), |word| format!("`{word}`"));
            self.report(ItemKind { span: place, message: format!("{found} is no API"), help: "mark a trait" });
            return None;
        }
        match syn::parse2::<ApiTrait>(tokens.iter().cloned().collect()) {
            Ok(item) => {
                self.lacks_items = false;
                self.api_trait(arguments, &item);
                Some(item)
            }
            Err(error) => {
                let span = self.place(error.span());
                self.report(RustSyntax::of_item(span, &error.to_string()));
                None
            }
        }
    }

    fn api_trait(&mut self, arguments: TokenStream, item: &ApiTrait) {
        self.incomplete = false;
        self.unconditional(&item.attributes, "an API");
        let name = self.name(&item.ident);
        self.check(|found| check_name(&name, Place::Model, found));
        let owner = Owner { what: "an API", words: word::TRAIT, model: &name.value, fields: &[] };
        self.said(&item.attributes, Some(arguments), &owner, None);
        for fault in &item.faults {
            let span = self.place(fault.span);
            self.report(EndpointForm { span, message: fault.message.clone(), help: fault.help });
        }
        let endpoints: Vec<Endpoint<TypeReference>> =
            item.methods.iter().filter_map(|method| self.endpoint(method, &name.value)).collect();
        self.distinct_paths(&endpoints);
        let (doc, incomplete, span) = (self.doc(&item.attributes), self.incomplete, name.span);
        self.declarations.push(Declaration::Api(Api { name, endpoints, incomplete, doc, span }));
    }

    fn distinct_paths(&mut self, endpoints: &[Endpoint<TypeReference>]) {
        for (index, endpoint) in endpoints.iter().enumerate() {
            let same = |other: &&Endpoint<_>| other.method == endpoint.method && other.outline() == endpoint.outline();
            if let Some(first) = endpoints[..index].iter().find(same) {
                let (method, name) = (endpoint.method.as_str(), &first.name);
                self.report(EndpointPath {
                    span: endpoint.path_span,
                    message: format!("{method} at this path is `{name}` already"),
                    help: "give one of them another path".to_owned(),
                });
            }
        }
    }
}
