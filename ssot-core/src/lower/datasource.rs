//! `datasource`: which database, and how.

use crate::ast::{Argument, Block, Declaration, Expression, ExpressionKind, Property};
use crate::diagnostic::{Diagnostic, Diagnostics, alternatives};
use crate::ir::{Datasource, Extension, PrismaVersion, Provider, RelationMode, Setting, Value};
use crate::lower::rule::{
    ConnectionUrl, PropertyValue, RenamedProperty, RepeatedProperty, SeveralDatasources, UnknownProvider,
};
use crate::nearest::nearest;

use super::argument::Arguments;
use super::expression::{describe, elements, mismatch, string};
use super::generator::setting;

/// Properties that are kept as they are.
const PASSED_THROUGH: [&str; 3] = ["url", "directUrl", "shadowDatabaseUrl"];
const KNOWN: [&str; 5] = ["provider", "relationMode", "referentialIntegrity", "schemas", "extensions"];

/// The datasource; further ones are mistakes. A datasource whose provider cannot be read is `None`.
pub(super) fn lower<'a>(
    declarations: impl Iterator<Item = &'a Declaration>,
    version: Option<PrismaVersion>,
    diagnostics: &mut Diagnostics,
) -> Option<Datasource> {
    let blocks: Vec<&Block> = declarations
        .filter_map(|declaration| match declaration {
            Declaration::Datasource(block) => Some(block),
            _ => None,
        })
        .collect();
    let (first, rest) = blocks.split_first()?;
    for again in rest {
        diagnostics.push(
            Diagnostic::error(SeveralDatasources::CODE, again.name.span, "a schema has one datasource")
                .label("a second one")
                .also(first.name.span, "the first one")
                .help("remove one of them"),
        );
    }
    let datasource = lower_block(first, version, diagnostics);
    for again in rest {
        lower_block(again, version, diagnostics);
    }
    datasource
}

fn lower_block(block: &Block, version: Option<PrismaVersion>, diagnostics: &mut Diagnostics) -> Option<Datasource> {
    let mut datasource = Datasource {
        name: block.name.value.clone(),
        provider: Provider::Sqlite,
        relation_mode: RelationMode::ForeignKeys,
        schemas: Vec::new(),
        extensions: Vec::new(),
        extensions_span: None,
        settings: Vec::new(),
        incomplete: block.incomplete,
        span: block.span,
    };
    let properties = properties(block, diagnostics);
    check_urls(block, &properties, version, diagnostics);
    let provider = provider(block, &properties, diagnostics)?;
    datasource.provider = provider;
    if provider == Provider::MongoDb {
        datasource.relation_mode = RelationMode::Application;
    }
    let named = |key: &str| properties.iter().find(|(property, _)| property.key.value == key);
    if let (Some((old, _)), Some((new, _))) = (named("referentialIntegrity"), named("relationMode")) {
        diagnostics.push(
            Diagnostic::error(
                RepeatedProperty::CODE,
                old.key.span,
                "`referentialIntegrity` is the old name of `relationMode`",
            )
            .label("set again here")
            .also(new.key.span, "set here")
            .help("remove `referentialIntegrity`"),
        );
    }
    for (property, value) in properties {
        let key = property.key.value.as_str();
        match key {
            "provider" => {}
            "relationMode" | "referentialIntegrity" => {
                if key == "referentialIntegrity" {
                    diagnostics.push(renamed(property));
                }
                match relation_mode(value, diagnostics) {
                    Some(RelationMode::ForeignKeys) if provider == Provider::MongoDb => diagnostics.push(
                        Diagnostic::error(PropertyValue::CODE, value.span, "MongoDB has no foreign keys")
                            .help("write `\"prisma\"`, or remove the property")
                            .fix("write `\"prisma\"`", value.span, "\"prisma\""),
                    ),
                    Some(mode) => datasource.relation_mode = mode,
                    None => {}
                }
            }
            "schemas" => datasource.schemas = schemas(property, value, provider, diagnostics),
            "extensions" if provider == Provider::Postgres => {
                datasource.extensions = extensions(value, diagnostics);
                datasource.extensions_span = Some(property.key.span);
            }
            "previewFeatures" => diagnostics.push(
                Diagnostic::error(PropertyValue::CODE, property.key.span, "a datasource has no `previewFeatures`")
                    .help("write them in a `generator` block"),
            ),
            _ if PASSED_THROUGH.contains(&key) => {
                datasource.settings.push(Setting { key: key.to_owned(), value: setting(value) });
            }
            _ => diagnostics.push(unknown_property(property)),
        }
    }
    Some(datasource)
}

/// Where the connection may stand, and what it may be.
fn check_urls(
    block: &Block,
    properties: &[(&Property, &Expression)],
    version: Option<PrismaVersion>,
    diagnostics: &mut Diagnostics,
) {
    let urls = || properties.iter().filter(|(property, _)| PASSED_THROUGH.contains(&property.key.value.as_str()));
    if version == Some(PrismaVersion::Seven) {
        for (property, _) in urls() {
            let key = &property.key.value;
            diagnostics.push(
                Diagnostic::error(ConnectionUrl::CODE, property.span, format!("Prisma 7 has no `{key}` in schemas"))
                    .help("move it to `prisma.config.ts`"),
            );
        }
        return;
    }
    for (property, value) in urls() {
        let is_environment = matches!(setting(value), Value::Environment(_));
        if !is_environment && !matches!(value.kind, ExpressionKind::String(_)) {
            let key = &property.key.value;
            diagnostics.push(
                Diagnostic::error(ConnectionUrl::CODE, value.span, format!("`{key}` is a string or `env(\"…\")`"))
                    .label(format!("this is {}", describe(&value.kind))),
            );
        }
    }
    if let (None, Some((property, _))) = (version, urls().next()) {
        let key = &property.key.value;
        diagnostics.push(
            Diagnostic::note(
                ConnectionUrl::CODE,
                property.key.span,
                format!("`{key}` is for Prisma 6; Prisma 7 refuses it"),
            )
            .help("for Prisma 7 move it to `prisma.config.ts`"),
        );
    }
    let has_url = block.properties.iter().any(|property| property.key.value == "url");
    if version == Some(PrismaVersion::Six) && !has_url && !block.incomplete {
        diagnostics.push(
            Diagnostic::error(
                ConnectionUrl::CODE,
                block.name.span,
                format!("datasource `{}` has no `url`, which Prisma 6 needs", block.name.value),
            )
            .help("add `url = env(\"DATABASE_URL\")`"),
        );
    }
}

/// The properties that have a value, each key once; of several the last counts.
pub(super) fn properties<'a>(block: &'a Block, diagnostics: &mut Diagnostics) -> Vec<(&'a Property, &'a Expression)> {
    let mut kept: Vec<(&Property, &Expression)> = Vec::new();
    for property in &block.properties {
        if let Some((first, kept_value)) = kept.iter_mut().find(|(first, _)| first.key.value == property.key.value) {
            diagnostics.push(
                Diagnostic::error(
                    RepeatedProperty::CODE,
                    property.key.span,
                    format!("`{}` is set twice", property.key.value),
                )
                .label("set again here")
                .also(first.key.span, "first set here")
                .help("remove one of them"),
            );
            if let Some(value) = &property.value {
                (*first, *kept_value) = (property, value);
            }
        } else if let Some(value) = &property.value {
            kept.push((property, value));
        } else {
            diagnostics.push(
                Diagnostic::error(
                    PropertyValue::CODE,
                    property.key.span,
                    format!("`{}` has no value", property.key.value),
                )
                .help(format!("write `{} = \"…\"`", property.key.value)),
            );
        }
    }
    kept
}

fn provider(block: &Block, properties: &[(&Property, &Expression)], diagnostics: &mut Diagnostics) -> Option<Provider> {
    let Some((_, value)) = properties.iter().find(|(property, _)| property.key.value == "provider") else {
        if !block.incomplete && !block.properties.iter().any(|property| property.key.value == "provider") {
            diagnostics.push(
                Diagnostic::error(
                    PropertyValue::CODE,
                    block.name.span,
                    format!("datasource `{}` names no provider", block.name.value),
                )
                .help(format!("add `provider = \"postgresql\"`; it can be {}", known_providers())),
            );
        }
        return None;
    };
    if let ExpressionKind::Call { name, .. } = &value.kind
        && name.value == "env"
    {
        diagnostics.push(
            Diagnostic::error(UnknownProvider::CODE, value.span, "the provider cannot come from the environment")
                .help("write it as a string: what is generated depends on it"),
        );
        return None;
    }
    let ExpressionKind::String(word) = &value.kind else {
        diagnostics.push(
            Diagnostic::error(
                UnknownProvider::CODE,
                value.span,
                format!("the provider is a string, not {}", describe(&value.kind)),
            )
            .help(format!("it can be {}", known_providers())),
        );
        return None;
    };
    Provider::parse(word).or_else(|| {
        let meant = meant_provider(word);
        diagnostics.push(unknown_provider(word, value, meant));
        // The rest of the schema is read as what was meant.
        meant
    })
}

fn known_providers() -> String {
    alternatives(Provider::ALL.into_iter().map(Provider::as_str))
}

/// The database that a word stands for elsewhere, or that it nearly names.
fn meant_provider(word: &str) -> Option<Provider> {
    let lower = word.to_ascii_lowercase();
    let name = match lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') {
        "pg" | "psql" | "pgsql" => "postgresql",
        "mariadb" => "mysql",
        "libsql" => "sqlite",
        "mssql" => "sqlserver",
        "mongo" => "mongodb",
        "cockroach" | "crdb" => "cockroachdb",
        name => return Provider::parse(name).or_else(|| Provider::parse(nearest(word, NAMES)?)),
    };
    Provider::parse(name)
}

/// The names of the databases, with the short one of PostgreSQL.
const NAMES: [&str; 7] = ["postgresql", "postgres", "mysql", "sqlite", "sqlserver", "mongodb", "cockroachdb"];

fn unknown_provider(word: &str, value: &Expression, meant: Option<Provider>) -> Diagnostic {
    let unknown =
        Diagnostic::error(UnknownProvider::CODE, value.span, format!("`{word}` is no database that ssot knows"));
    match meant {
        Some(known) => unknown.help(format!("did you mean `{known}`?")).fix(
            format!("write `{known}`"),
            value.span,
            format!("\"{known}\""),
        ),
        None => unknown.help(format!("it can be {}", known_providers())),
    }
}

fn relation_mode(value: &Expression, diagnostics: &mut Diagnostics) -> Option<RelationMode> {
    match string(value, diagnostics)?.as_str() {
        "foreignKeys" => Some(RelationMode::ForeignKeys),
        "prisma" => Some(RelationMode::Application),
        other => {
            diagnostics.push(
                Diagnostic::error(PropertyValue::CODE, value.span, format!("`{other}` is no relation mode"))
                    .help("it can be `foreignKeys` or `prisma`"),
            );
            None
        }
    }
}

fn renamed(property: &Property) -> Diagnostic {
    Diagnostic::warning(RenamedProperty::CODE, property.key.span, "`referentialIntegrity` is now called `relationMode`")
        .fix("write `relationMode`", property.key.span, "relationMode")
}

fn schemas(property: &Property, value: &Expression, provider: Provider, diagnostics: &mut Diagnostics) -> Vec<String> {
    if !matches!(provider, Provider::Postgres | Provider::CockroachDb | Provider::SqlServer) {
        diagnostics.push(
            Diagnostic::error(PropertyValue::CODE, property.key.span, format!("{} has no schemas", provider.title()))
                .help("`schemas` is for postgresql, cockroachdb and sqlserver; remove it"),
        );
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    for element in elements(value) {
        match string(element, diagnostics) {
            Some(name) if names.contains(&name) => diagnostics.push(
                Diagnostic::error(RepeatedProperty::CODE, element.span, format!("the schema `{name}` is listed twice"))
                    .help("remove one of them"),
            ),
            Some(name) => names.push(name),
            None => {}
        }
    }
    if elements(value).is_empty() {
        diagnostics.push(
            Diagnostic::error(PropertyValue::CODE, value.span, "`schemas` is empty")
                .help("list at least one schema, or remove the property"),
        );
    }
    names.sort();
    names
}

fn extensions(value: &Expression, diagnostics: &mut Diagnostics) -> Vec<Extension> {
    let mut extensions = Vec::new();
    for element in elements(value) {
        match &element.kind {
            ExpressionKind::Path(name) => {
                extensions.push(Extension { name: name.clone(), map: None, schema: None, version: None });
            }
            ExpressionKind::Call { name, arguments } => {
                extensions.push(extension(&name.value, element, arguments, diagnostics));
            }
            _ => diagnostics.push(mismatch(element, "the name of an extension")),
        }
    }
    extensions
}

fn extension(name: &str, call: &Expression, given: &[Argument], diagnostics: &mut Diagnostics) -> Extension {
    let allowed = ["map", "schema", "version"];
    let arguments = Arguments::read(name, call.span, given, &allowed, None, diagnostics);
    let mut text = |key| arguments.get(key).and_then(|value| string(value, diagnostics));
    Extension { name: name.to_owned(), map: text("map"), schema: text("schema"), version: text("version") }
}

fn unknown_property(property: &Property) -> Diagnostic {
    let key = property.key.value.as_str();
    let unknown =
        Diagnostic::error(PropertyValue::CODE, property.key.span, format!("a datasource has no property `{key}`"));
    match nearest(key, KNOWN.into_iter().chain(PASSED_THROUGH)) {
        Some(known) => {
            unknown.help(format!("did you mean `{known}`?")).fix(format!("write `{known}`"), property.key.span, known)
        }
        None => unknown.help("remove it"),
    }
}
