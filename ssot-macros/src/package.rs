//! What the `Cargo.toml` of the package says that holds the item, and the place where the compiler is told to look at it again.

use std::path::PathBuf;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use ssot_core::data::IntegerForm;
use ssot_core::source::SourceMap;

use crate::schema::located;

/// The endings of the types, in small letters, that it counts for.
const LARGE: [&str; 6] = ["i64", "u64", "i128", "u128", "isize", "usize"];

/// What counts for the integers of an item that a double does not hold.
#[derive(Default)]
pub(crate) struct Package {
    pub(crate) int64: IntegerForm,
    /// What is wrong with what is said.
    mistakes: Vec<String>,
    /// Whether there is a file, and the item depends on it.
    is_watched: bool,
}

impl Package {
    /// What counts for an item. For one without such integers nothing is read.
    pub(crate) fn of(item: &TokenStream) -> Self {
        if !holds_large(item.clone()) {
            return Self::default();
        }
        let Some(folder) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else { return Self::default() };
        let Ok(text) = std::fs::read_to_string(folder.join("Cargo.toml")) else { return Self::default() };
        let (package, diagnostics) = ssot_core::package(&text);
        let mut sources = SourceMap::new();
        sources.add("Cargo.toml", text);
        let mistakes = diagnostics.iter().filter(|found| found.is_error());
        Self {
            int64: package.int64,
            mistakes: mistakes.map(|found| located(found, &sources)).collect(),
            is_watched: true,
        }
    }

    /// The mistakes as errors of the compiler, at the mark.
    pub(crate) fn errors(&self) -> TokenStream {
        let texts = &self.mistakes;
        quote!(#(::core::compile_error! { #texts })*)
    }

    /// What makes a change in the file one in this crate.
    pub(crate) fn watch(&self) -> Option<TokenStream> {
        self.is_watched.then(|| {
            quote! {
                const _: &[u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
            }
        })
    }
}

/// Whether such a type is named somewhere, be it in the text of an attribute: `#[serde(from = "u64")]`.
fn holds_large(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => {
            let word = word.to_string().to_ascii_lowercase();
            LARGE.iter().any(|large| word.ends_with(large))
        }
        TokenTree::Literal(text) => {
            let text = text.to_string().to_ascii_lowercase();
            LARGE.iter().any(|large| text.contains(large))
        }
        TokenTree::Group(group) => holds_large(group.stream()),
        TokenTree::Punct(_) => false,
    })
}
