//! Something that Prisma has only as a preview, without the preview feature.
//!
//! ```prisma
//! view Sales {
//!   day   DateTime @unique
//!   total Int
//! }
//! ```
//!
//! Prisma reads views, extensions, conditions of indexes and shard keys only if a generator lists their preview feature.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ModelKind, Schema};
use crate::source::Span;

pub(crate) struct MissingPreviewFeature {
    what: &'static str,
    feature: &'static str,
    span: Span,
}

impl MissingPreviewFeature {
    pub(crate) const CODE: Code = Code(274);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut need = |what: &'static str, feature: &'static str, span: Option<Span>| {
        if let Some(span) = span
            && !schema.previews(feature)
        {
            diagnostics.push(MissingPreviewFeature { what, feature, span });
        }
    };
    let view = schema.models.iter().find(|model| model.kind == ModelKind::View);
    need("views", "views", view.map(|view| view.name_span));
    let extensions = schema.datasource.as_ref().and_then(|datasource| datasource.extensions_span);
    need("extensions", "postgresqlExtensions", extensions);
    let sharded = schema.models.iter().find(|model| !model.shard_key.is_empty());
    need("shard keys", "shardKeys", sharded.map(|model| model.name_span));
    let indexes = schema.models.iter().flat_map(|model| &model.indexes);
    let indexes = indexes.filter(|index| index.predicate.is_some()).map(|index| index.key.span);
    let uniques = schema.models.iter().flat_map(|model| &model.uniques);
    let uniques = uniques.filter(|unique| unique.predicate.is_some()).map(|unique| unique.key.span);
    need("conditions of indexes", "partialIndexes", indexes.chain(uniques).min());
}

impl From<MissingPreviewFeature> for Diagnostic {
    fn from(rule: MissingPreviewFeature) -> Self {
        let MissingPreviewFeature { what, feature, span } = rule;
        Self::error(MissingPreviewFeature::CODE, span, format!("{what} need the preview feature `{feature}`"))
            .help(format!("add `previewFeatures = [\"{feature}\"]` to a `generator` block"))
    }
}
