//! What keys, indexes and join tables are called in the database: as written, else Prisma's default names.
//!
//! Defaults are built of the names in the database (`{table}_{columns}_{suffix}`) and cut to what the schema's provider
//! keeps of a name, so that two tools give one constraint one name.
//! Source: the engines of Prisma 6 and 7 (`psl/parser-database`, `ConstraintNames`).

use super::{Field, FieldId, ForeignKey, Index, Key, KeyField, Model, Provider, Relation, Schema, Unique};

/// The most bytes of a constraint's name on that database.
pub const fn limit(provider: Provider) -> usize {
    match provider {
        Provider::Postgres | Provider::CockroachDb => 63,
        Provider::Mysql => 64,
        Provider::SqlServer => 128,
        Provider::MongoDb => 127,
        Provider::Sqlite => 10_000,
    }
}

/// The name of the primary key's constraint: `User_pkey`. Databases that do not name it (MySQL, SQLite) ignore it.
pub fn primary_key_name(schema: &Schema, model: &Model) -> String {
    let written = model.primary_key.as_ref().and_then(|key| key.key.map.clone());
    written.unwrap_or_else(|| cut(schema, stem(&model.table, std::iter::empty()), "_pkey"))
}

/// The name of a unique key: `User_email_key`.
pub fn unique_name(schema: &Schema, model: &Model, unique: &Unique) -> String {
    key_name(schema, model, &unique.key, "_key")
}

/// The name of an index, `@@fulltext` too: `Post_authorId_idx`.
pub fn index_name(schema: &Schema, model: &Model, index: &Index) -> String {
    key_name(schema, model, &index.key, "_idx")
}

/// The name of a foreign key's constraint: `Post_authorId_fkey`.
pub fn foreign_key_name(schema: &Schema, key: &ForeignKey) -> String {
    if let Some(name) = &key.map {
        return name.clone();
    }
    let model = schema.model(key.from.model);
    let columns = key.fields.iter().map(|&field| model.field(field).column.as_str());
    cut(schema, stem(&model.table, columns), "_fkey")
}

/// The name of a default's constraint on SQL Server: `User_role_df`.
pub fn default_name(schema: &Schema, model: &Model, field: FieldId) -> String {
    let field: &Field = model.field(field);
    let written = field.default.as_ref().and_then(|default| default.name.clone());
    written.unwrap_or_else(|| cut(schema, stem(&model.table, [field.column.as_str()].into_iter()), "_df"))
}

/// The name of the constraint with the rules for the values of a column: `User_email_check`.
pub fn check_name(schema: &Schema, model: &Model, field: &Field) -> String {
    cut(schema, stem(&model.table, [field.column.as_str()].into_iter()), "_check")
}

/// The name of an implicit many-to-many table: `_PostToTag`.
pub fn join_table_name(schema: &Schema, relation: &Relation) -> String {
    std::iter::once('_').chain(relation.name.chars()).take(limit(schema.provider)).collect()
}

/// The names of what belongs to an implicit many-to-many table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinTableNames {
    /// The primary key over `A` and `B` (PostgreSQL): `_PostToTag_AB_pkey`.
    pub primary_key: String,
    /// The unique index over `A` and `B` (all others): `_PostToTag_AB_unique`.
    pub unique: String,
    /// The index over `B`: `_PostToTag_B_index`.
    pub index: String,
    /// The foreign key of `A`: `_PostToTag_A_fkey`.
    pub a_foreign_key: String,
    /// The foreign key of `B`: `_PostToTag_B_fkey`.
    pub b_foreign_key: String,
}

/// The names of the keys and indexes of an implicit many-to-many table.
pub fn join_table_names(schema: &Schema, relation: &Relation) -> JoinTableNames {
    let table = join_table_name(schema, relation);
    let name = |suffix: &str| {
        let kept = limit(schema.provider) - suffix.len();
        table.chars().take(kept).collect::<String>() + suffix
    };
    JoinTableNames {
        primary_key: name("_AB_pkey"),
        unique: name("_AB_unique"),
        index: name("_B_index"),
        a_foreign_key: cut(schema, table.clone(), "_A_fkey"),
        b_foreign_key: cut(schema, table, "_B_fkey"),
    }
}

fn key_name(schema: &Schema, model: &Model, key: &Key, suffix: &str) -> String {
    if let Some(name) = &key.map {
        return name.clone();
    }
    let columns = key.fields.iter().flat_map(|part| columns(schema, model, part));
    cut(schema, stem(&model.table, columns), suffix)
}

/// The column of a part of a key, and those of a path into composites below it.
fn columns<'a>(schema: &'a Schema, model: &'a Model, part: &'a KeyField) -> impl Iterator<Item = &'a str> {
    let first = model.field(part.field);
    let below = part.path.iter().scan(first, |field, &step| {
        let super::Type::Composite(composite) = field.ty else { return None };
        *field = &schema.composite(composite).fields[step.index()];
        Some(field.column.as_str())
    });
    std::iter::once(first.column.as_str()).chain(below)
}

/// Table and columns, joined by `_`.
fn stem<'a>(table: &str, columns: impl Iterator<Item = &'a str>) -> String {
    let mut stem = String::with_capacity(TYPICAL);
    stem.push_str(table);
    for column in columns {
        stem.push('_');
        stem.push_str(column);
    }
    stem
}

/// Room for most names.
const TYPICAL: usize = 48;

/// The stem, cut at a character border so that stem and suffix fit the limit in bytes, and the suffix.
fn cut(schema: &Schema, mut stem: String, suffix: &str) -> String {
    let mut kept = stem.len().min(limit(schema.provider) - suffix.len());
    while !stem.is_char_boundary(kept) {
        kept -= 1;
    }
    stem.truncate(kept);
    stem.push_str(suffix);
    stem
}
