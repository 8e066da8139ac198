//! APIs of one's own.

use std::collections::BTreeMap;

use crate::ast::{Api, Declaration};
use crate::diagnostic::Diagnostic;
use crate::ir::EndpointApi;
use crate::lower::rule::DuplicateDeclaration;
use crate::name::Name;

use super::{Context, data};

/// All of them, in the order of files and text.
pub(super) fn lower<'a>(
    context: &mut Context<'_>,
    declarations: impl Iterator<Item = &'a Declaration>,
) -> Vec<EndpointApi> {
    let mut seen = BTreeMap::new();
    let mut apis = Vec::new();
    for declaration in declarations {
        let Declaration::Api(Api { name, endpoints, doc, span, .. }) = declaration else { continue };
        if let Some(first) = seen.insert(name.value.as_str(), *span) {
            let message = format!("`{}` is declared twice", name.value);
            let found = Diagnostic::error(DuplicateDeclaration::CODE, *span, message).label("declared again here");
            context.diagnostics.push(found.also(first, "first declared here").help("rename one of the traits"));
        }
        // The front-end has reported names that are not legal.
        let Ok(checked) = Name::new(&name.value) else { continue };
        let endpoints = endpoints
            .iter()
            .map(|endpoint| endpoint.map(&mut |name, arguments, span| data::resolve(context, name, arguments, span)))
            .collect();
        apis.push(EndpointApi { name: checked, endpoints, doc: doc.text(), name_span: *span });
    }
    apis
}
