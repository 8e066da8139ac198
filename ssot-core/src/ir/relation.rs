//! Relations: both ends in one place.

use crate::source::Span;

use super::{FieldId, ModelId, Provider, Schema};

/// A relation between two models, or of a model with itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Its name: given, or the two models' names sorted and joined by `To`.
    pub name: String,
    /// Whether the name was given.
    pub named: bool,
    /// How it is stored.
    pub kind: RelationKind,
    /// The field that declares it.
    pub span: Span,
}

/// A relation field seen from the relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct End {
    /// The model that has the field.
    pub model: ModelId,
    /// The relation field.
    pub field: FieldId,
}

/// How a relation is stored.
#[derive(Debug, Clone, PartialEq)]
pub enum RelationKind {
    /// One to one or one to many: columns on one side.
    ForeignKey(ForeignKey),
    /// Many to many without a model of its own.
    JoinTable(JoinTable),
}

/// Columns that point at another row.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignKey {
    /// The end that holds the columns.
    pub from: End,
    /// The end that is pointed at.
    pub to: End,
    /// The columns, fields of `from.model`.
    pub fields: Vec<FieldId>,
    /// What they point at, fields of `to.model`, pairwise.
    pub references: Vec<FieldId>,
    /// Whether at most one row points at a row: one to one.
    pub one_to_one: bool,
    /// When the row pointed at is deleted; the default is worked out.
    pub on_delete: ReferentialAction,
    /// When its key changes; the default is worked out.
    pub on_update: ReferentialAction,
    /// `map`: the constraint's name, if written.
    pub map: Option<String>,
    /// Where its parts were written.
    pub spans: ForeignKeySpans,
}

/// Where the parts of a [`ForeignKey`] were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ForeignKeySpans {
    /// The `@relation` attribute.
    pub attribute: Span,
    /// The value of `fields`.
    pub fields: Span,
    /// The value of `references`.
    pub references: Span,
    /// The value of `onDelete`; `None`: the action is the default.
    pub on_delete: Option<Span>,
    /// The value of `onUpdate`; `None`: the action is the default.
    pub on_update: Option<Span>,
    /// The value of `map`.
    pub map: Option<Span>,
}

/// An implicit many-to-many table `_{name}` with columns `A` and `B`; in MongoDB, lists on both ends.
#[derive(Debug, Clone, PartialEq)]
pub struct JoinTable {
    /// The end whose model has the smaller name (of one model: whose field has); its rows are in column `A`.
    pub a: End,
    /// The other end; column `B`.
    pub b: End,
    /// MongoDB has no join table: each document lists what it belongs to. `None` for all other databases.
    pub lists: Option<KeyLists>,
}

/// The lists that stand for a join table in MongoDB.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyLists {
    /// The field of `a.model` that lists keys of `b.model`, and the field that they are keys of.
    pub a: (FieldId, FieldId),
    /// The field of `b.model` that lists keys of `a.model`, and the field that they are keys of.
    pub b: (FieldId, FieldId),
}

/// What happens to rows that point at a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReferentialAction {
    /// They go or change too.
    Cascade,
    /// The change is refused.
    Restrict,
    /// The database decides at the end of the statement or transaction.
    NoAction,
    /// They point nowhere.
    SetNull,
    /// They get their default.
    SetDefault,
}

impl ForeignKey {
    /// The actions on delete and on update as the schema's database carries them out. SQL Server has no `Restrict`, and lets no
    /// row be reached on two ways: what was not written there becomes `NoAction` when the schema moves.
    pub fn carried_actions(&self, schema: &Schema) -> [ReferentialAction; 2] {
        let written = [(self.on_delete, self.spans.on_delete), (self.on_update, self.spans.on_update)];
        written.map(|(action, span)| match (schema.provider, action) {
            (Provider::SqlServer, ReferentialAction::Restrict) => ReferentialAction::NoAction,
            (Provider::SqlServer, _) if schema.is_moved() && span.is_none() => ReferentialAction::NoAction,
            _ => action,
        })
    }
}

impl Relation {
    /// The two ends: holder and target of the columns, or A and B.
    pub const fn ends(&self) -> [End; 2] {
        match &self.kind {
            RelationKind::ForeignKey(key) => [key.from, key.to],
            RelationKind::JoinTable(table) => [table.a, table.b],
        }
    }

    /// Whether both ends are of one model.
    pub fn is_self(&self) -> bool {
        let [one, two] = self.ends();
        one.model == two.model
    }

    /// The end across from `end`.
    pub fn opposite(&self, end: End) -> End {
        let [one, two] = self.ends();
        if one == end { two } else { one }
    }
}
