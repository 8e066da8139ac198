//! A preview feature that Prisma does not know, or no longer needs.
//!
//! ```prisma
//! generator client {
//!   provider        = "prisma-client"
//!   previewFeatures = ["veiws"]
//! }
//!
//! model A {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics, alternatives};
use crate::ir::{Provider, Schema};
use crate::nearest::nearest;
use crate::source::Span;

const KNOWN: [&str; 12] = [
    "fullTextSearchPostgres",
    "nativeDistinct",
    "partialIndexes",
    "postgresqlExtensions",
    "relationJoins",
    "schemaEngineDriverAdapters",
    "shardKeys",
    "strictUndefinedChecks",
    "typedSql",
    "views",
    "metrics",
    "reactNative",
];

/// Part of Prisma by now, or gone.
const RETIRED: [&str; 40] = [
    "aggregateApi",
    "atomicNumberOperations",
    "clientExtensions",
    "cockroachDb",
    "connectOrCreate",
    "createMany",
    "dataProxy",
    "deno",
    "distinct",
    "driverAdapters",
    "extendedIndexes",
    "extendedWhereUnique",
    "fieldReference",
    "filteredRelationCount",
    "filterJson",
    "fullTextIndex",
    "fullTextSearch",
    "groupBy",
    "improvedQueryRaw",
    "interactiveTransactions",
    "jsonProtocol",
    "microsoftSqlServer",
    "middlewares",
    "mongoDb",
    "multiSchema",
    "namedConstraints",
    "nApi",
    "nativeTypes",
    "omitApi",
    "orderByAggregateGroup",
    "orderByNulls",
    "orderByRelation",
    "prismaSchemaFolder",
    "queryCompiler",
    "referentialActions",
    "referentialIntegrity",
    "selectRelationCount",
    "tracing",
    "transactionApi",
    "uncheckedScalarInputs",
];

pub(crate) struct PreviewFeature {
    name: String,
    span: Span,
    kind: Kind,
}

enum Kind {
    Unknown,
    Retired,
    Renamed(&'static str),
}

impl PreviewFeature {
    pub(crate) const CODE: Code = Code(273);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for feature in schema.generators.iter().flat_map(|generator| &generator.preview_features) {
        let is = |known: &&str| known.eq_ignore_ascii_case(&feature.value);
        let renamed = schema.declared() == Provider::Postgres && is(&"fullTextSearch");
        let kind = if KNOWN.iter().any(is) {
            continue;
        } else if renamed {
            Kind::Renamed("fullTextSearchPostgres")
        } else if RETIRED.iter().any(is) {
            Kind::Retired
        } else {
            Kind::Unknown
        };
        diagnostics.push(PreviewFeature { name: feature.value.clone(), span: feature.span, kind });
    }
}

impl From<PreviewFeature> for Diagnostic {
    fn from(rule: PreviewFeature) -> Self {
        let (name, span) = (rule.name, rule.span);
        match rule.kind {
            Kind::Retired => {
                Self::warning(PreviewFeature::CODE, span, format!("`{name}` is no preview feature any more"))
                    .help("remove it")
            }
            Kind::Renamed(to) => Self::warning(PreviewFeature::CODE, span, format!("`{name}` is now called `{to}`"))
                .fix(format!("write `{to}`"), span, format!("\"{to}\"")),
            Kind::Unknown => {
                let unknown = Self::error(PreviewFeature::CODE, span, format!("there is no preview feature `{name}`"));
                match nearest(&name, KNOWN) {
                    Some(known) => unknown.help(format!("did you mean `{known}`?")).fix(
                        format!("write `{known}`"),
                        span,
                        format!("\"{known}\""),
                    ),
                    None => unknown.help(format!("there is {}", alternatives(KNOWN.into_iter().take(10)))),
                }
            }
        }
    }
}
