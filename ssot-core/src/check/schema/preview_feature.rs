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
use crate::ir::{PrismaVersion, Provider, Schema};
use crate::nearest::nearest;
use crate::source::Span;

/// Those that both versions of Prisma know stand first.
const KNOWN: [&str; 12] = [
    POSTGRES,
    "nativeDistinct",
    "postgresqlExtensions",
    "relationJoins",
    "schemaEngineDriverAdapters",
    "shardKeys",
    "strictUndefinedChecks",
    "typedSql",
    "views",
    "reactNative",
    SIX,
    SEVEN,
];

/// It is known beside a datasource for PostgreSQL, and nowhere else.
const POSTGRES: &str = "fullTextSearchPostgres";
/// Only Prisma 6 knows it.
const SIX: &str = "metrics";
/// Only Prisma 7 knows it.
const SEVEN: &str = "partialIndexes";

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
    /// Only PostgreSQL has it.
    Elsewhere,
    /// The version that knows it, and the one whose rules hold.
    Foreign(u8, u8),
}

impl PreviewFeature {
    pub(crate) const CODE: Code = Code(273);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for feature in schema.generators.iter().flat_map(|generator| &generator.preview_features) {
        let is = |known: &&str| known.eq_ignore_ascii_case(&feature.value);
        let is_postgres = schema.declared() == Provider::Postgres;
        let renamed = is_postgres && is(&"fullTextSearch");
        let kind = if schema.prisma == Some(PrismaVersion::Six) && is(&SEVEN) {
            Kind::Foreign(7, 6)
        } else if schema.prisma == Some(PrismaVersion::Seven) && is(&SIX) {
            Kind::Foreign(6, 7)
        } else if !is_postgres && is(&POSTGRES) {
            Kind::Elsewhere
        } else if KNOWN.iter().any(is) {
            continue;
        } else if renamed {
            Kind::Renamed(POSTGRES)
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
            Kind::Elsewhere => {
                Self::error(PreviewFeature::CODE, span, format!("the preview feature `{name}` is known for PostgreSQL alone"))
                    .help("remove it")
            }
            Kind::Renamed(to) => Self::warning(PreviewFeature::CODE, span, format!("`{name}` is now called `{to}`"))
                .fix(format!("write `{to}`"), span, format!("\"{to}\"")),
            Kind::Foreign(knows, holds) => Self::error(
                PreviewFeature::CODE,
                span,
                format!("the preview feature `{name}` is known to Prisma {knows}, not to {holds}"),
            )
            .help("remove it"),
            Kind::Unknown => {
                let unknown = Self::error(PreviewFeature::CODE, span, format!("there is no preview feature `{name}`"));
                match nearest(&name, KNOWN) {
                    Some(known) => unknown.help(format!("did you mean `{known}`?")).fix(
                        format!("write `{known}`"),
                        span,
                        format!("\"{known}\""),
                    ),
                    None => unknown.help(format!("there is {}", alternatives(KNOWN.into_iter().filter(|known| *known != "reactNative")))),
                }
            }
        }
    }
}
