//! The tables that generated code consists of: plain `static` data, no code.
//!
//! Indexes (`usize`) point into the slices of the same resource: a field index into [`Resource::fields`], a relation
//! index into [`Resource::relations`].

mod action;
mod pattern;
mod policy;

use std::fmt;

pub use action::{Action, Event, Parameter, Step};
pub use pattern::Pattern;
pub use policy::{
    Aggregate, Arithmetic, Claim, Class, Comparison, Effect, Expression, Function, Literal, Operation, Path, Policy,
    Quantifier, Root,
};

use crate::scalar::Format;

/// A model as the server knows it.
#[derive(Debug)]
pub struct Resource {
    /// The model's name: `Post`.
    pub name: &'static str,
    /// The collection segment: `posts`.
    pub segment: &'static str,
    /// Whether it has routes of its own (`@@api(none)` has none; relations to it still work).
    pub exposed: bool,
    /// The table.
    pub table: &'static str,
    /// The database schema of the table.
    pub namespace: Option<&'static str>,
    /// Columns in the order of the schema; ignored and unsupported ones are left out.
    pub fields: &'static [Field],
    /// Fields that no column holds, in the order of the schema: the program works them out when rows are read.
    pub computed: &'static [Computed],
    /// Relation fields in the order of the schema.
    pub relations: &'static [Relation],
    /// The fields that identify a row, in declared order.
    pub key: &'static [usize],
    /// The other unique keys without a predicate.
    pub uniques: &'static [Unique],
    /// The unique keys of some rows only: no row has an address by them, but they can be taken.
    pub partial: &'static [Unique],
    /// Relations that item reads carry by default, as dotted paths: `author`, `comments.author`.
    pub include: &'static [&'static str],
    /// Views and models without a key cannot be written.
    pub read_only: bool,
    /// Whether PUT may create.
    pub upsert: bool,
    /// Whether rows are changed only by those who say which state they have seen.
    pub require_if_match: bool,
    /// Whether `-/aggregate` is there.
    pub aggregate: bool,
    /// Whether `-/export` is there.
    pub export: bool,
    /// What can be asked for besides.
    pub actions: &'static [Action],
    /// Whether `-/changes` is there: the database writes its changes down.
    pub changes: bool,
    /// The page size unless asked; `None`: the server's.
    pub default_take: Option<u32>,
    /// The largest page size; `None`: the server's.
    pub max_take: Option<u32>,
    /// Who may do what with its rows; empty: whoever may use the API.
    pub policies: &'static [Policy],
    /// The field that says whose row it is: rows of other tenants do not exist for a caller.
    pub tenant: Option<usize>,
    /// The field that says since when a row is deleted: for callers such rows are not there. `None`: deleted rows go away.
    pub deleted: Option<usize>,
}

impl Resource {
    /// The field of that name which clients may see; a hidden one does not exist.
    pub fn readable(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name && field.is_readable())
    }

    /// The computed field of that name.
    pub fn computed(&self, name: &str) -> Option<usize> {
        self.computed.iter().position(|computed| computed.field.name == name)
    }

    /// Whether bodies of new rows may set a field, and neither the server nor the database makes its value.
    pub fn is_chosen(&self, index: usize) -> bool {
        let field = &self.fields[index];
        let is_made = self.key.contains(&index) && !matches!(field.default, Default::None);
        matches!(field.access, Access::ReadWrite | Access::WriteOnly)
            && !(is_made || field.updated_at || field.version || self.tenant == Some(index))
    }

    /// Whether callers choose some key of its rows, so that they can tell rows apart that are not there yet.
    pub fn has_chosen_key(&self) -> bool {
        let mut keys = std::iter::once(self.key).chain(self.uniques.iter().map(|unique| unique.fields));
        keys.any(|key| !key.is_empty() && key.iter().all(|&field| self.is_chosen(field)))
    }

    /// The relation of that name.
    pub fn relation(&self, name: &str) -> Option<usize> {
        self.relations.iter().position(|relation| relation.name == name)
    }
}

/// A column.
#[derive(Debug)]
pub struct Field {
    /// The name in the schema and on the wire.
    pub name: &'static str,
    /// The column's name.
    pub column: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it holds a list of them.
    pub list: bool,
    /// Whether NULL is allowed. Lists are never null on the wire.
    pub nullable: bool,
    /// Who may see and set it.
    pub access: Access,
    /// What an absent key gives on create.
    pub default: Default,
    /// `@updatedAt`: the time of the last write.
    pub updated_at: bool,
    /// `@version`: counts writes.
    pub version: bool,
    /// `@pii`: logs never show it.
    pub pii: bool,
    /// Whether MariaDB keeps its doubles with the precision of 32 bits, so that what they are compared with has to be so, too.
    pub single: bool,
    /// Rules beyond the kind's own.
    pub rules: Rules,
    /// Who may read and update it; empty: whoever may do so with the row.
    pub policies: &'static [Policy],
}

impl Field {
    /// A required column that clients may see and set, without default or limits: what generated tables start from.
    pub const fn new(name: &'static str, column: &'static str, kind: Kind) -> Self {
        Self {
            name,
            column,
            kind,
            list: false,
            nullable: false,
            access: Access::ReadWrite,
            default: Default::None,
            updated_at: false,
            version: false,
            pii: false,
            single: false,
            rules: Rules::NONE,
            policies: &[],
        }
    }

    /// Whether it may be null in what somebody sees.
    pub fn may_be_null(&self) -> bool {
        self.nullable || Policy::restrict(self.policies, Operation::Read)
    }

    /// Whether clients may see it, and so filter and sort by it.
    pub fn is_readable(&self) -> bool {
        matches!(self.access, Access::ReadWrite | Access::ReadOnly)
    }
}

/// A field that no column holds.
#[derive(Debug)]
pub struct Computed {
    /// What it is on the wire. Its column is none.
    pub field: Field,
    /// The columns that it is worked out from.
    pub from: &'static [usize],
}

/// What a column holds, and so its form on the wire (contract section 2).
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text.
    String,
    /// 32-bit integer.
    Int,
    /// 64-bit integer, a string on the wire.
    BigInt,
    /// Double.
    Float,
    /// Exact number, a string on the wire. Precision and scale if the column says; else ≤ 65 digits, ≤ 30 decimals.
    Decimal(Option<(u32, u32)>),
    /// Truth value.
    Boolean,
    /// Moment in UTC, milliseconds.
    DateTime,
    /// Calendar date (`@db.Date`).
    Date,
    /// Time of day (`@db.Time`).
    Time,
    /// Any JSON value.
    Json,
    /// Bytes, base64 on the wire.
    Bytes,
    /// Native UUID (`@db.Uuid`).
    Uuid,
    /// One of a set.
    Enumeration(&'static Enumeration),
}

/// A set of values.
#[derive(Debug)]
pub struct Enumeration {
    /// Its name in the schema.
    pub name: &'static str,
    /// Its type in the database, for databases that have enumeration types: schema and name.
    pub database: (Option<&'static str>, &'static str),
    /// Wire value and database value, in declared order.
    pub variants: &'static [(&'static str, &'static str)],
}

/// Who may see and set a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Returned and accepted.
    ReadWrite,
    /// Returned, refused in bodies.
    ReadOnly,
    /// Accepted in bodies; otherwise as if it did not exist.
    WriteOnly,
    /// Does not exist for clients.
    Hidden,
}

/// What an absent key gives on create.
#[derive(Debug, Clone, Copy)]
pub enum Default {
    /// Nothing: the key is required, or null if the column allows it, or the empty list.
    None,
    /// The database counts or computes it; the field is then optional on create.
    Database,
    /// A value in its wire form, as JSON text.
    Json(&'static str),
    /// The time of the request.
    Now,
    /// A CUID (1 or 2).
    Cuid(u8),
    /// A UUID (4 or 7).
    Uuid(u8),
    /// A ULID.
    Ulid,
    /// A Nano ID of so many characters.
    Nanoid(u8),
}

/// Limits on values.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Fewest characters (Unicode scalar values), list items or bytes.
    pub min_length: Option<u32>,
    /// Most characters, list items or bytes (`@db.VarChar(20)`).
    pub max_length: Option<u32>,
    /// Smallest integer (`@db.SmallInt`, unsigned types).
    pub min: Option<i64>,
    /// Largest integer.
    pub max: Option<i64>,
    /// Smallest exact number or double, as decimal digits.
    pub least: Option<&'static str>,
    /// Largest exact number or double, as decimal digits.
    pub most: Option<&'static str>,
    /// The scalar that a text is.
    pub format: Option<&'static Format>,
    /// What a text must match besides.
    pub pattern: Pattern,
}

impl Rules {
    /// No limits.
    pub const NONE: Self = Self {
        min_length: None,
        max_length: None,
        min: None,
        max: None,
        least: None,
        most: None,
        format: None,
        pattern: Pattern::ANY,
    };
}

/// A unique key besides the identity.
#[derive(Debug)]
pub struct Unique {
    /// As in paths: `slug`, `tenantId_email`.
    pub name: &'static str,
    /// The fields, in declared order.
    pub fields: &'static [usize],
    /// The constraint's or index's name in the database.
    pub constraint: &'static str,
}

/// A relation field.
pub struct Relation {
    /// The field's name.
    pub name: &'static str,
    /// The model on the other side.
    pub target: &'static Resource,
    /// Which relation of `target` looks back.
    pub inverse: usize,
    /// How rows find each other.
    pub link: Link,
    /// Whether the field holds a list.
    pub list: bool,
    /// Whether a to-one field can be null.
    pub nullable: bool,
}

/// Names the target only: relations lead back to where they come from.
impl fmt::Debug for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relation")
            .field("name", &self.name)
            .field("target", &self.target.name)
            .field("link", &self.link)
            .finish_non_exhaustive()
    }
}

impl Relation {
    /// Whether rows are linked through a table of their own.
    pub fn is_many_to_many(&self) -> bool {
        matches!(self.link, Link::Join { .. })
    }

    /// Whether it leads to rows by nothing but their tenant, which no caller sets.
    pub fn gives_tenant(&self) -> bool {
        match self.link {
            Link::Held { fields, .. } => fields.iter().all(|&field| self.target.tenant == Some(field)),
            Link::Holds { .. } | Link::Join { .. } => false,
        }
    }
}

/// How rows of two models find each other.
#[derive(Debug)]
pub enum Link {
    /// Columns of this model point at the target: `fields[i]` equals the target's `references[i]`.
    Holds {
        /// Fields of this resource.
        fields: &'static [usize],
        /// Fields of the target.
        references: &'static [usize],
        /// The foreign key's name in the database.
        constraint: &'static str,
    },
    /// Columns of the target point here: the target's `fields[i]` equals this `references[i]`.
    Held {
        /// Fields of the target.
        fields: &'static [usize],
        /// Fields of this resource.
        references: &'static [usize],
    },
    /// A join table of two columns, both pointing at the (single) keys.
    Join {
        /// The table.
        table: &'static str,
        /// Its database schema.
        namespace: Option<&'static str>,
        /// The column with this model's key.
        here: &'static str,
        /// The column with the target's key.
        there: &'static str,
    },
}
