//! Findings to errors of the compiler, each at its tokens.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use ssot_core::diagnostic::{Diagnostic, Diagnostics};

use crate::spans::Spans;

/// An error of the compiler for each mistake. Warnings cannot be said here; build scripts and the command say them.
pub(crate) fn errors(diagnostics: &Diagnostics, spans: &Spans) -> TokenStream {
    diagnostics.iter().filter(|found| found.is_error()).map(|found| error(found, spans)).collect()
}

fn error(found: &Diagnostic, spans: &Spans) -> TokenStream {
    let text = text(found);
    let (first, last) = spans.tokens(found.span);
    // The compiler points from the first token of the call to its last one.
    let call = quote_spanned!(first=> ::core::compile_error!);
    let arguments = quote_spanned!(last=> { #text });
    quote!(#call #arguments)
}

/// The code and the message, and on a line of its own what to do.
fn text(found: &Diagnostic) -> String {
    let mut text = format!("[{}] {}", found.code, found.message);
    if !found.label.is_empty() {
        text = format!("{text}\n{}", found.label);
    }
    if let Some(help) = &found.help {
        text = format!("{text}\nhelp: {help}");
    }
    text
}
