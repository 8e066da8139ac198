//! Tables, their keys and their indexes.

use ssot_core::ir::{
    self, Arity, End, Field, FieldId, Function, IndexKind, IndexOperator, KeyField, Model, ModelId, ModelKind,
    ReferentialAction, Relation, RelationKind, RelationMode, Scalar, Sort, Type, constraint_name,
};

use crate::text::sql::{Dialect, Qualified, SqlIdent, SqlLiteral, SqlRaw, SqlWord};

use super::Planner;
use crate::target::sql::names::{qualified, table};
use crate::target::sql::nodes::{
    Column, ColumnKey, Condition, ForeignKey, Identity, Index, KeyColumn, Kind, Predicate, PrimaryKey, Table,
};
use crate::target::sql::types::{column_type, is_array};

const fn action(action: ReferentialAction) -> SqlWord {
    SqlWord::new(match action {
        ReferentialAction::Cascade => "CASCADE",
        ReferentialAction::Restrict => "RESTRICT",
        ReferentialAction::NoAction => "NO ACTION",
        ReferentialAction::SetNull => "SET NULL",
        ReferentialAction::SetDefault => "SET DEFAULT",
    })
}

/// Whether the database counts without a sequence.
fn counts(field: &Field, dialect: Dialect) -> bool {
    field.default.as_ref().is_some_and(|default| match default.kind {
        Function::Autoincrement => true,
        Function::Sequence { .. } => !dialect.is_postgres_like(),
        _ => false,
    })
}

impl Planner<'_> {
    pub(super) fn table(self, id: ModelId) -> Table {
        let model = self.schema.model(id);
        let key = model.primary_key.as_ref();
        let inline = match key.map(|key| key.key.fields.as_slice()) {
            Some([part]) if self.dialect == Dialect::Sqlite => Some(part.field),
            _ => None,
        };
        let fields = model.fields().filter(|(_, field)| field.is_column());
        let columns = fields.map(|(id, field)| {
            let column = self.column(field, inline == Some(id));
            let named = self.dialect == Dialect::SqlServer && column.default.is_some();
            let default_name = named.then(|| SqlIdent::new(constraint_name::default_name(self.schema, model, id)));
            Column { default_name, ..column }
        });
        let columns = columns.collect();
        let primary_key = key.filter(|_| inline.is_none()).map(|key| PrimaryKey {
            name: self
                .names_primary_keys()
                .then(|| SqlIdent::new(constraint_name::primary_key_name(self.schema, model))),
            clustering: self.clustering(key.key.clustered.unwrap_or(true)),
            columns: self.primary_key_columns(model, &key.key.fields),
        });
        Table {
            name: table(self.dialect, model),
            columns,
            primary_key,
            keys: self.keys(id).into_iter().filter(|key| self.stands_inside(key)).collect(),
            checks: self.checks(model),
            foreign_keys: if self.dialect == Dialect::Sqlite { self.foreign_keys_of(id) } else { Vec::new() },
        }
    }

    /// Only SQL Server sorts a primary key.
    fn primary_key_columns(self, model: &Model, parts: &[KeyField]) -> Vec<KeyColumn> {
        let columns = self.key_columns(model, parts).into_iter();
        let sorted = self.dialect == Dialect::SqlServer;
        columns.map(|column| KeyColumn { sort: column.sort.filter(|_| sorted), ..column }).collect()
    }

    const fn names_primary_keys(self) -> bool {
        !matches!(self.dialect, Dialect::Sqlite | Dialect::Mysql)
    }

    /// Whether rows lie in the order of the key, where that is said.
    fn clustering(self, clustered: bool) -> Option<SqlWord> {
        let word = SqlWord::new(if clustered { "CLUSTERED" } else { "NONCLUSTERED" });
        (self.dialect == Dialect::SqlServer).then_some(word)
    }

    /// Whether a key is part of `CREATE TABLE`: on SQL Server a constraint, which cannot have a condition.
    fn stands_inside(self, key: &Index) -> bool {
        match self.dialect {
            Dialect::Mysql => true,
            Dialect::SqlServer => key.kind == Kind::Unique && key.predicate.is_none(),
            Dialect::Postgres | Dialect::Sqlite | Dialect::Cockroach => false,
        }
    }

    /// Keys and indexes of a model that are statements of their own.
    pub(super) fn indexes(self, id: ModelId) -> impl Iterator<Item = Index> {
        self.keys(id).into_iter().filter(move |key| !self.stands_inside(key))
    }

    fn foreign_keys_of(self, model: ModelId) -> Vec<ForeignKey> {
        let kept = self.schema.relation_mode() == RelationMode::ForeignKeys;
        let ends = self.schema.model(model).fields().filter_map(|(field, found)| match found.ty {
            Type::Relation(relation) if kept => Some((End { model, field }, self.schema.relation(relation))),
            _ => None,
        });
        ends.filter_map(|(end, relation)| match &relation.kind {
            RelationKind::ForeignKey(key) if key.from == end => self.foreign_key(key),
            _ => None,
        })
        .collect()
    }

    fn column(self, field: &Field, inline_key: bool) -> Column {
        let counting = counts(field, self.dialect);
        let integer = matches!(field.ty, Type::Scalar(Scalar::Int));
        let key = match (self.dialect, inline_key) {
            (Dialect::Sqlite, true) if integer || counting => ColumnKey::PrimaryCounting,
            (Dialect::Sqlite, true) => ColumnKey::Primary,
            (Dialect::Mysql | Dialect::SqlServer, _) if counting => ColumnKey::Counting,
            _ => ColumnKey::None,
        };
        let ty = match key {
            // Only a column declared INTEGER counts.
            ColumnKey::PrimaryCounting => crate::target::sql::nodes::ColumnType::Word(SqlWord::new("INTEGER")),
            _ => column_type(self.schema, self.dialect, field),
        };
        Column {
            name: SqlIdent::new(&field.column),
            ty,
            nullable: field.arity == Arity::Optional || is_array(self.dialect, field),
            key,
            default: self.default(field),
            default_name: None,
            identity: self.identity(field),
        }
    }

    /// `sequence()`, and what counts in an `Int` where only `sequence()` can.
    fn identity(self, field: &Field) -> Option<Identity> {
        if !self.dialect.is_postgres_like() {
            return None;
        }
        match &field.default.as_ref()?.kind {
            Function::Sequence { is_virtual, min, max, increment, start, cache } => {
                let given = [*increment, *cache, *start, *min, *max];
                let words = ["INCREMENT", "CACHE", "START", "MINVALUE", "MAXVALUE"];
                // A default need not be said, but what is the default changes when a sequence goes down or below 1.
                let unusual = given.iter().flatten().any(|&number| number <= 0);
                let said = words.into_iter().zip(given).filter_map(|(word, number)| {
                    let number = number.filter(|&number| unusual || number > 1 || word == "MAXVALUE")?;
                    Some((SqlWord::new(word), Some(SqlLiteral::integer(number))))
                });
                let is_virtual = *is_virtual && self.dialect == Dialect::Cockroach;
                let first = is_virtual.then(|| (SqlWord::new("VIRTUAL"), None));
                Some(Identity { options: first.into_iter().chain(said).collect() })
            }
            Function::Autoincrement if self.dialect == Dialect::Cockroach && field.ty == Type::Scalar(Scalar::Int) => {
                Some(Identity { options: Vec::new() })
            }
            _ => None,
        }
    }

    fn key_columns(self, model: &Model, parts: &[KeyField]) -> Vec<KeyColumn> {
        let column = |part: &KeyField| KeyColumn {
            name: SqlIdent::new(&model.field(part.field).column),
            length: part.length.filter(|_| self.dialect == Dialect::Mysql).map(|n| SqlLiteral::integer(i64::from(n))),
            operator: part.operator.as_ref().filter(|_| self.dialect == Dialect::Postgres).map(
                |operator| match operator {
                    IndexOperator::Named(text) | IndexOperator::Raw(text) => SqlRaw::new(text),
                },
            ),
            sort: part.sort.map(|sort| {
                SqlWord::new(match sort {
                    Sort::Ascending => "ASC",
                    Sort::Descending => "DESC",
                })
            }),
        };
        parts.iter().map(column).collect()
    }

    /// Keys and indexes of a model: unique fields, indexes, unique blocks, full-text indexes.
    fn keys(self, id: ModelId) -> Vec<Index> {
        let model = self.schema.model(id);
        let unique = |on_field: bool| {
            let uniques = model.uniques.iter().filter(move |unique| unique.on_field == on_field);
            uniques.map(move |unique| Index {
                table: table(self.dialect, model),
                name: SqlIdent::new(constraint_name::unique_name(self.schema, model, unique)),
                kind: Kind::Unique,
                clustering: self.clustering(unique.key.clustered.unwrap_or(false)),
                method: None,
                columns: self.key_columns(model, &unique.key.fields),
                predicate: match &unique.predicate {
                    Some(predicate) => Some(self.predicate(model, predicate)),
                    None => self.present(id, model, &unique.key.fields),
                },
            })
        };
        let index = |fulltext: bool| {
            let indexes = model.indexes.iter().filter(move |index| (index.kind == IndexKind::Fulltext) == fulltext);
            indexes.filter_map(move |index| self.index(model, index))
        };
        unique(true).chain(index(false)).chain(unique(false)).chain(index(true)).collect()
    }

    /// The condition that lets a moved unique key of SQL Server take as many NULLs as that of the schema's own database. A key
    /// that is pointed at has to hold for all rows.
    fn present(self, id: ModelId, model: &Model, parts: &[KeyField]) -> Option<Predicate> {
        let fields: Vec<FieldId> = parts.iter().map(|part| part.field).collect();
        if self.dialect != Dialect::SqlServer || !self.schema.is_moved() || self.schema.is_pointed_at(id, &fields) {
            return None;
        }
        let optional = fields.iter().map(|&field| model.field(field)).filter(|field| field.arity == Arity::Optional);
        let conditions: Vec<Condition> = optional
            .map(|field| Condition { column: SqlIdent::new(&field.column), negated: true, value: None })
            .collect();
        (!conditions.is_empty()).then_some(Predicate::All(conditions))
    }

    /// An index; `None` if this database has no index of that kind, or none into a document.
    fn index(self, model: &Model, index: &ir::Index) -> Option<Index> {
        if index.key.fields.iter().any(|part| !part.path.is_empty()) {
            return None;
        }
        let kind = index.kind.on(self.schema.provider)?;
        let method = match kind {
            IndexKind::BTree | IndexKind::Fulltext => None,
            IndexKind::Hash => Some("HASH"),
            IndexKind::Gin => Some("GIN"),
            IndexKind::Gist => Some("GIST"),
            IndexKind::SpGist => Some("SPGIST"),
            IndexKind::Brin => Some("BRIN"),
        };
        Some(Index {
            table: table(self.dialect, model),
            name: SqlIdent::new(constraint_name::index_name(self.schema, model, index)),
            kind: if kind == IndexKind::Fulltext { Kind::Fulltext } else { Kind::Plain },
            clustering: self.clustering(index.key.clustered.unwrap_or(false)),
            method: method.map(SqlWord::new),
            columns: self.key_columns(model, &index.key.fields),
            predicate: index
                .predicate
                .as_ref()
                .filter(|_| self.dialect != Dialect::Mysql)
                .map(|predicate| self.predicate(model, predicate)),
        })
    }

    fn predicate(self, model: &Model, predicate: &ir::Predicate) -> Predicate {
        match predicate {
            ir::Predicate::Raw(text) => Predicate::Raw(SqlRaw::new(text)),
            ir::Predicate::Fields(conditions) => Predicate::All(
                conditions
                    .iter()
                    .map(|(field, negated, value)| Condition {
                        column: SqlIdent::new(&model.field(*field).column),
                        negated: *negated,
                        value: value.as_ref().map(|value| self.literal(model.field(*field), value)),
                    })
                    .collect(),
            ),
        }
    }

    /// A foreign key; `None` if it leads to or from a view.
    pub(super) fn foreign_key(self, key: &ir::ForeignKey) -> Option<ForeignKey> {
        let (from, to) = (self.schema.model(key.from.model), self.schema.model(key.to.model));
        if from.kind == ModelKind::View || to.kind == ModelKind::View {
            return None;
        }
        let [on_delete, on_update] = key.carried_actions(self.schema);
        Some(ForeignKey {
            table: table(self.dialect, from),
            name: SqlIdent::new(constraint_name::foreign_key_name(self.schema, key)),
            columns: self.columns(key.from.model, &key.fields),
            target: table(self.dialect, to),
            references: self.columns(key.to.model, &key.references),
            on_delete: action(on_delete),
            on_update: action(on_update),
        })
    }

    pub(super) fn join_name(self, relation: &Relation) -> Qualified {
        let [a, _] = relation.ends();
        let namespace = self.schema.model(a.model).namespace.as_deref();
        qualified(self.dialect, namespace, &constraint_name::join_table_name(self.schema, relation))
    }

    /// The field that a model of an implicit many-to-many relation is identified by.
    fn join_key(self, end: End) -> Option<FieldId> {
        self.schema.model(end.model).identity().first().copied()
    }

    pub(super) fn join_table(self, relation: &Relation) -> Table {
        let names = constraint_name::join_table_names(self.schema, relation);
        let ends = relation.ends();
        let columns = ["A", "B"].into_iter().zip(ends).filter_map(|(name, end)| {
            let mut field = self.schema.field(end.model, self.join_key(end)?).clone();
            field.default = None;
            Some(Column { name: SqlIdent::new(name), nullable: false, ..self.column(&field, false) })
        });
        let columns: Vec<Column> = columns.collect();
        let primary_key = (self.dialect == Dialect::Postgres).then(|| PrimaryKey {
            name: Some(SqlIdent::new(names.primary_key)),
            clustering: None,
            columns: both(),
        });
        Table {
            name: self.join_name(relation),
            columns,
            primary_key,
            keys: self.join_keys(relation).into_iter().filter(|key| self.stands_inside(key)).collect(),
            checks: Vec::new(),
            foreign_keys: if self.dialect == Dialect::Sqlite { self.join_foreign_keys(relation) } else { Vec::new() },
        }
    }

    fn join_keys(self, relation: &Relation) -> Vec<Index> {
        let names = constraint_name::join_table_names(self.schema, relation);
        let index = |name: String, kind: Kind, columns: Vec<KeyColumn>| Index {
            table: self.join_name(relation),
            name: SqlIdent::new(name),
            kind,
            clustering: self.clustering(false),
            method: None,
            columns,
            predicate: None,
        };
        let unique = (self.dialect != Dialect::Postgres).then(|| index(names.unique, Kind::Unique, both()));
        unique.into_iter().chain([index(names.index, Kind::Plain, vec![join_column("B")])]).collect()
    }

    /// Keys and indexes of a join table that are statements of their own.
    pub(super) fn join_indexes(self, relation: &Relation) -> impl Iterator<Item = Index> {
        self.join_keys(relation).into_iter().filter(move |key| !self.stands_inside(key))
    }

    pub(super) fn join_foreign_keys(self, relation: &Relation) -> Vec<ForeignKey> {
        if self.schema.relation_mode() == RelationMode::Application {
            return Vec::new();
        }
        let names = constraint_name::join_table_names(self.schema, relation);
        // SQL Server lets no row be reached on two ways.
        let safe = if self.dialect == Dialect::SqlServer && relation.is_self() {
            ReferentialAction::NoAction
        } else {
            ReferentialAction::Cascade
        };
        let sides = [("A", names.a_foreign_key), ("B", names.b_foreign_key)];
        let keys = sides.into_iter().zip(relation.ends()).filter_map(|((column, name), end)| {
            Some(ForeignKey {
                table: self.join_name(relation),
                name: SqlIdent::new(name),
                columns: vec![SqlIdent::new(column)],
                target: table(self.dialect, self.schema.model(end.model)),
                references: self.columns(end.model, &[self.join_key(end)?]),
                on_delete: action(safe),
                on_update: action(safe),
            })
        });
        keys.collect()
    }
}

fn join_column(name: &str) -> KeyColumn {
    KeyColumn { name: SqlIdent::new(name), length: None, operator: None, sort: None }
}

fn both() -> Vec<KeyColumn> {
    vec![join_column("A"), join_column("B")]
}
