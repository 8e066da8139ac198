//! What keys and indexes lose.

use super::Losses;
use crate::ir::{Arity, Key, Model, ModelId, Predicate, Provider, Schema};

pub(super) fn check(schema: &Schema, losses: &mut Losses) {
    for (id, model) in schema.models() {
        indexes(schema, model, losses);
        uniques(schema, id, model, losses);
        let unique = model.unique_keys().map(|key| (key, true));
        for (key, unique) in unique.chain(model.indexes.iter().map(|index| (&index.key, false))) {
            parts(schema, key, unique, losses);
        }
        if !model.shard_key.is_empty() {
            let message = format!("{} has no shard keys", schema.provider.title());
            losses.lose(message, "all rows are in one place there", model.name_span);
        }
    }
}

/// A key with a condition would hold for all rows where conditions do not exist: that is another schema. SQL Server takes
/// NULL once in a key that is pointed at, because that cannot have the condition that others get.
fn uniques(schema: &Schema, id: ModelId, model: &Model, losses: &mut Losses) {
    let title = schema.provider.title();
    for unique in &model.uniques {
        if unique.predicate.is_some() && matches!(schema.provider, Provider::Mysql | Provider::MongoDb) {
            let message = format!("{title} has no conditions: this key would hold for all rows");
            let help = "leave the condition out, or stay with the schema's own database";
            losses.refuse(message, help, unique.key.span);
        }
        let fields: Vec<_> = unique.key.fields.iter().map(|part| part.field).collect();
        let optional = fields.iter().any(|&field| model.field(field).arity == Arity::Optional);
        if schema.provider == Provider::SqlServer && optional && schema.is_pointed_at(id, &fields) {
            let message = "SQL Server takes NULL once in a unique key that a relation points at".to_owned();
            losses.lose(message, "make the field required, or point at another key", unique.key.span);
        }
    }
}

/// Arguments of a key that the database does not have.
fn parts(schema: &Schema, key: &Key, unique: bool, losses: &mut Losses) {
    let (provider, title) = (schema.provider, schema.provider.title());
    for part in &key.fields {
        if part.length.is_some() && provider != Provider::Mysql {
            let message = format!("{title} has no prefixes in keys: the whole column is in it");
            let help = if unique { "two values with one beginning may stand side by side there" } else { "queries find the same rows" };
            losses.lose(message, help, part.span);
        }
        if part.operator.is_some() && provider != Provider::Postgres {
            let message = format!("{title} has no operator classes: the index has none");
            losses.lose(message, "queries find the same rows, perhaps slower", part.span);
        }
        if !part.path.is_empty() && provider != Provider::MongoDb {
            let message = format!("{title} has no keys into composite types");
            if unique {
                losses.refuse(message, "give the model a field of its own for the key", part.span);
            } else {
                losses.lose(message + ": there is no index", "queries read every row", part.span);
            }
        }
    }
    if key.clustered.is_some() && provider != Provider::SqlServer {
        let message = format!("{title} does not let a key order the rows");
        losses.lose(message, "queries find the same rows", key.span);
    }
}

/// What becomes of the kinds and conditions of indexes.
fn indexes(schema: &Schema, model: &Model, losses: &mut Losses) {
    let (provider, title) = (schema.provider, schema.provider.title());
    for index in &model.indexes {
        let span = index.kind_span.unwrap_or(index.key.span);
        match index.kind.on(provider) {
            Some(kind) if kind == index.kind => {}
            Some(_) => {
                let message = format!("{title} has no `{:?}` indexes: this becomes a plain one", index.kind);
                losses.lose(message, "queries find the same rows, perhaps slower", span);
            }
            None => {
                let message = format!("{title} has no `{:?}` indexes: there will be none", index.kind);
                losses.lose(message, "queries find the same rows, but read every one of them", span);
            }
        }
    }
    let has_conditions = !matches!(provider, Provider::Mysql | Provider::MongoDb);
    let predicates = model.indexes.iter().map(|index| (&index.predicate, index.key.span));
    let uniques = model.uniques.iter().map(|unique| (&unique.predicate, unique.key.span));
    for (predicate, span) in predicates.chain(uniques).filter(|_| has_conditions) {
        if let Some(Predicate::Raw(_)) = predicate {
            let message = format!("{title} may not know the condition of an index");
            losses.lose(message, "it is written to the database as it stands", span);
        }
    }
    for index in model.indexes.iter().filter(|index| index.predicate.is_some() && !has_conditions) {
        let message = format!("{title} has no conditions of indexes: this one holds all rows");
        losses.lose(message, "queries find the same rows", index.key.span);
    }
}
