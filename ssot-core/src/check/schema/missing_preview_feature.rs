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
use crate::ir::{ModelKind, PrismaVersion, Provider, Schema};
use crate::nearest::nearest;
use crate::source::Span;

pub(crate) struct MissingPreviewFeature {
    what: &'static str,
    feature: &'static str,
    /// Whether the version of Prisma whose rules hold does not know it at all.
    is_later: bool,
    /// Where it is used, in order; not empty.
    places: Vec<Span>,
}

impl MissingPreviewFeature {
    pub(crate) const CODE: Code = Code(274);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let is_six = schema.prisma == Some(PrismaVersion::Six);
    let mut need = |what: &'static str, feature: &'static str, mut places: Vec<Span>| {
        places.sort_unstable();
        let is_later = is_six && feature == "partialIndexes";
        let is_asked_for = !is_later && (schema.previews(feature) || is_misspelled(schema, feature));
        if !places.is_empty() && !is_asked_for {
            diagnostics.push(MissingPreviewFeature { what, feature, is_later, places });
        }
    };
    let models = || schema.models.iter();
    let views = models().filter(|model| model.kind == ModelKind::View).map(|view| view.name_span);
    need("views", "views", views.collect());
    let extensions = schema.datasource.as_ref().and_then(|datasource| datasource.extensions_span);
    need("extensions", "postgresqlExtensions", extensions.into_iter().collect());
    if schema.declared() == Provider::Mysql {
        need("shard keys", "shardKeys", models().filter_map(|model| model.shard_key_span).collect());
    }
    let indexes = models().flat_map(|model| &model.indexes);
    let indexes = indexes.filter(|index| index.predicate.is_some()).map(|index| index.key.span);
    let uniques = models().flat_map(|model| &model.uniques);
    let uniques = uniques.filter(|unique| unique.predicate.is_some()).map(|unique| unique.key.span);
    need("conditions of indexes", "partialIndexes", indexes.chain(uniques).collect());
}

/// Whether a generator lists something like it, which is reported there.
fn is_misspelled(schema: &Schema, feature: &str) -> bool {
    let features = schema.generators.iter().flat_map(|generator| &generator.preview_features);
    features.into_iter().any(|given| nearest(&given.value, [feature]).is_some())
}

impl From<MissingPreviewFeature> for Diagnostic {
    fn from(rule: MissingPreviewFeature) -> Self {
        let MissingPreviewFeature { what, feature, is_later, places } = rule;
        let (message, help) = if is_later {
            (format!("{what} came with Prisma 7, and the rules of Prisma 6 hold"), "remove the condition".to_owned())
        } else {
            (
                format!("{what} need the preview feature `{feature}`"),
                format!("add `previewFeatures = [\"{feature}\"]` to a `generator` block"),
            )
        };
        let first = Self::error(MissingPreviewFeature::CODE, places[0], message);
        let all = places[1..].iter().fold(first, |diagnostic, place| diagnostic.also(*place, "here too"));
        all.help(help)
    }
}
