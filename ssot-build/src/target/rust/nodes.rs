//! What the Rust output will hold, everything decided. Names are [`Ident`]s, texts are [`Literal`]s or [`DocLine`]s:
//! nothing here can become code by accident.

use crate::files::RelativePath;

pub use super::names::{DocLine, Float, Ident, Literal};

/// All files.
#[derive(Debug)]
pub struct Plan {
    /// The first line of each.
    pub header: Header,
    /// `mod.rs`.
    pub root: Root,
    /// `enums.rs`; none without enumerations.
    pub enumerations: Option<EnumerationFile>,
    /// `events.rs`; none without events.
    pub events: Option<EventFile>,
    /// A file each.
    pub models: Vec<ModelFile>,
}

/// The line that tells tools and people where a file comes from: no line break inside.
#[derive(Debug)]
pub struct Header(pub(super) Box<str>);

/// Documentation, line by line.
#[derive(Debug, Clone, Default)]
pub struct Doc(pub(super) Vec<DocLine>);

/// A path to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Whether it starts at the crates (`::core::…`).
    pub absolute: bool,
    /// The steps.
    pub segments: Vec<Ident>,
}

/// A type.
#[derive(Debug, Clone)]
pub struct Type {
    /// Its name.
    pub path: Path,
    /// Its arguments.
    pub arguments: Vec<Type>,
}

/// `use module::{names};`
#[derive(Debug)]
pub struct Import {
    /// The module.
    pub module: Path,
    /// The names, sorted.
    pub names: Vec<Ident>,
}

/// `mod.rs`: made to be included, so it has no inner attributes and no inner documentation.
#[derive(Debug)]
pub struct Root {
    /// Where it goes.
    pub path: RelativePath,
    /// The modules, sorted.
    pub modules: Vec<Module>,
    /// The resources, in the order of the schema.
    pub resources: Vec<Path>,
    /// What works computed fields out, model by model.
    pub programs: Vec<Program>,
    /// What the code stands on: `::ssot_server`.
    pub runtime: Path,
}

/// A parameter of the function that makes the API: what works a model's computed fields out.
#[derive(Debug)]
pub struct Program {
    /// Its name: `post`.
    pub name: Ident,
    /// The trait: `post::PostComputed`.
    pub face: Path,
    /// The row type: `post::Post`.
    pub row: Path,
}

/// `pub mod post;` and what of it is offered one level up.
#[derive(Debug)]
pub struct Module {
    /// Documentation.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// What is offered, sorted.
    pub exports: Vec<Ident>,
}

/// `enums.rs`.
#[derive(Debug)]
pub struct EnumerationFile {
    /// Where it goes.
    pub path: RelativePath,
    /// What it imports.
    pub imports: Vec<Import>,
    /// The enumerations.
    pub enumerations: Vec<Enumeration>,
    /// What they stand on.
    pub paths: EnumerationPaths,
}

/// How `enums.rs` names what it stands on.
#[derive(Debug)]
pub struct EnumerationPaths {
    /// The table's type.
    pub table: Path,
    /// The trait.
    pub enumerated: Path,
}

/// A Rust enum and its table.
#[derive(Debug)]
pub struct Enumeration {
    /// Documentation.
    pub doc: Doc,
    /// The type.
    pub name: Ident,
    /// The table.
    pub table: Ident,
    /// Documentation of the table.
    pub table_doc: Doc,
    /// The name in the schema.
    pub schema_name: Literal,
    /// The schema and name in the database.
    pub database: (Option<Literal>, Literal),
    /// The variants.
    pub variants: Vec<Variant>,
}

/// A variant.
#[derive(Debug)]
pub struct Variant {
    /// Documentation.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// Its name on the wire.
    pub wire: Literal,
    /// Its name in the database.
    pub database: Literal,
}

/// `events.rs`.
#[derive(Debug)]
pub struct EventFile {
    /// Where it goes.
    pub path: RelativePath,
    /// Documentation of the module.
    pub doc: Doc,
    /// What it imports.
    pub imports: Vec<Import>,
    /// The events.
    pub events: Vec<Event>,
    /// The enum of all of them.
    pub any: Ident,
    /// Its documentation.
    pub any_doc: Doc,
    /// Its variant for what is none of them.
    pub unknown: Ident,
    /// Documentation of that variant.
    pub unknown_doc: Doc,
    /// What they stand on.
    pub paths: EventPaths,
}

/// How `events.rs` names what it stands on.
#[derive(Debug)]
pub struct EventPaths {
    /// The trait of events.
    pub payload: Path,
    /// The fields of an event that was told.
    pub fields: Path,
    /// Why one cannot be read.
    pub unreadable: Path,
    /// An event that was told.
    pub told: Path,
    /// `Result`.
    pub result: Path,
}

/// An event: a struct, and a variant of the enum.
#[derive(Debug)]
pub struct Event {
    /// Documentation.
    pub doc: Doc,
    /// The type and the variant.
    pub name: Ident,
    /// The name in the schema.
    pub schema_name: Literal,
    /// The fields.
    pub members: Vec<Member>,
    /// Their names on the wire, in the same order.
    pub wires: Vec<Literal>,
}

/// The file of a model.
#[derive(Debug)]
pub struct ModelFile {
    /// Where it goes.
    pub path: RelativePath,
    /// Documentation of the module.
    pub doc: Doc,
    /// What it imports.
    pub imports: Vec<Import>,
    /// How it names what it stands on.
    pub paths: ModelPaths,
    /// The table.
    pub table: Table,
    /// The row type.
    pub row: Row,
    /// The input types; none if rows cannot be written.
    pub inputs: Option<Inputs>,
    /// What works its computed fields out; none without.
    pub computed: Option<ComputedFace>,
    /// The names of the aliases.
    pub aliases: Aliases,
}

/// The trait of what works a model's computed fields out.
#[derive(Debug)]
pub struct ComputedFace {
    /// Documentation.
    pub doc: Doc,
    /// `PostComputed`.
    pub name: Ident,
    /// A method a field, in the order of the table.
    pub methods: Vec<Method>,
    /// What it stands on.
    pub paths: ComputedPaths,
}

/// What works one field out.
#[derive(Debug)]
pub struct Method {
    /// Documentation.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// The type of what it sees of a row.
    pub source_name: Ident,
    /// Its documentation.
    pub source_doc: Doc,
    /// What it sees of a row.
    pub source: Vec<Member>,
    /// The type of the value.
    pub ty: Type,
}

/// How a file names what computed fields stand on.
#[derive(Debug)]
pub struct ComputedPaths {
    /// `Answers<T>`.
    pub answers: Path,
    /// `Batch<F>`.
    pub batch: Path,
    /// The trait that ties a row type to a program.
    pub computes: Path,
    /// The trait of what is seen of a row.
    pub source: Path,
    /// Rows as they came.
    pub sources: Path,
    /// Values.
    pub worked: Path,
    /// `Call`.
    pub call: Path,
}

/// Short names of a model's instances of generic types.
#[derive(Debug)]
pub struct Aliases {
    /// `PostFilter`.
    pub filter: Ident,
    /// Its documentation.
    pub filter_doc: Doc,
    /// `PostOrder`.
    pub order: Ident,
    /// Its documentation.
    pub order_doc: Doc,
    /// `PostRepository`.
    pub repository: Ident,
    /// Its documentation.
    pub repository_doc: Doc,
}

/// How a model's file names what it stands on; each is a short name that the file imports, or a full path where the file
/// itself has such a name.
#[derive(Debug)]
pub struct ModelPaths {
    /// `Filter<M>`.
    pub filter: Path,
    /// `Order<M>`.
    pub order: Path,
    /// `Repository<M>`.
    pub repository: Path,
    /// The trait of row types.
    pub model: Path,
    /// A row of the database.
    pub row: Path,
    /// Why a row cannot be read.
    pub mismatch: Path,
    /// `Result`.
    pub result: Path,
    /// The types of the table.
    pub table: TablePaths,
}

/// How a file names the types of tables.
#[derive(Debug)]
pub struct TablePaths {
    /// `Resource`.
    pub resource: Path,
    /// `Field`; none without columns.
    pub field: Option<Path>,
    /// `Kind`; none without columns.
    pub kind: Option<Path>,
    /// `Computed`; none without computed fields.
    pub computed: Option<Path>,
    /// `Access`; none if every field is read and written.
    pub access: Option<Path>,
    /// `Default`; none without defaults.
    pub default: Option<Path>,
    /// `Pattern`; none without patterns.
    pub pattern: Option<Path>,
    /// `Rules`; none without limits.
    pub rules: Option<Path>,
    /// `Unique`; none without.
    pub unique: Option<Path>,
    /// `Relation`; none without.
    pub relation: Option<Path>,
    /// `Link`; none without relations.
    pub link: Option<Path>,
}

/// The static table of a model.
#[derive(Debug)]
pub struct Table {
    /// Documentation.
    pub doc: Doc,
    /// Its name: `POST`.
    pub name: Ident,
    /// The model's name in the schema.
    pub schema_name: Literal,
    /// The collection segment.
    pub segment: Literal,
    /// Whether it has routes.
    pub exposed: bool,
    /// The table in the database.
    pub table: Literal,
    /// Its schema in the database.
    pub namespace: Option<Literal>,
    /// The columns.
    pub fields: Vec<Field>,
    /// Fields that no column holds.
    pub computed: Vec<ComputedField>,
    /// The relations.
    pub relations: Vec<Relation>,
    /// The identity.
    pub key: Vec<usize>,
    /// The other unique keys.
    pub uniques: Vec<Unique>,
    /// Those of some rows only.
    pub partial: Vec<Unique>,
    /// What item reads carry.
    pub include: Vec<Literal>,
    /// Whether rows cannot be written.
    pub read_only: bool,
    /// Whether PUT may create.
    pub upsert: bool,
    /// Whether changes need `If-Match`.
    pub require_if_match: bool,
    /// Whether rows are aggregated.
    pub aggregate: bool,
    /// Whether rows are exported.
    pub export: bool,
    /// What can be asked for besides.
    pub actions: Vec<Constant>,
    /// Whether changes are told.
    pub changes: bool,
    /// The default page size.
    pub default_take: Option<u32>,
    /// The largest page size.
    pub max_take: Option<u32>,
    /// Who may do what with its rows.
    pub policies: Vec<Constant>,
    /// The place of the field that says whose row it is.
    pub tenant: Option<usize>,
    /// The place of the field that says since when a row is deleted.
    pub deleted: Option<usize>,
}

/// A column of a table.
#[derive(Debug)]
pub struct Field {
    /// The name in the schema.
    pub name: Literal,
    /// The column.
    pub column: Literal,
    /// What it holds.
    pub kind: Kind,
    /// Whether it holds a list.
    pub list: bool,
    /// Whether it can be null.
    pub nullable: bool,
    /// The variant of `Access`, unless read and written.
    pub access: Option<Ident>,
    /// The default, if any.
    pub default: Option<Default>,
    /// `@updatedAt`.
    pub updated_at: bool,
    /// `@version`.
    pub version: bool,
    /// Whether logs never show it.
    pub pii: bool,
    /// Whether MariaDB keeps it with the precision of 32 bits.
    pub single: bool,
    /// The limits, if any.
    pub rules: Option<Rules>,
    /// Who may read and update it.
    pub policies: Vec<Constant>,
}

/// A computed field of a table.
#[derive(Debug)]
pub struct ComputedField {
    /// What it is on the wire.
    pub field: Field,
    /// The places of the columns that it is computed from.
    pub from: Vec<usize>,
}

/// A value in static data.
#[derive(Debug)]
pub enum Constant {
    /// `true`
    Flag(bool),
    /// `7`
    Number(i64),
    /// `1.5`
    Float(Float),
    /// `"a"`
    Text(Literal),
    /// `&STATUS`
    Static(Path),
    /// `None`
    None,
    /// `Some(a)`
    Some(Box<Constant>),
    /// `&a`
    Borrowed(Box<Constant>),
    /// `&[a, b]`
    Slice(Vec<Constant>),
    /// `(a, b)`
    Pair(Vec<Constant>),
    /// `Class::Text`
    Word {
        /// The type.
        path: Path,
        /// The variant.
        variant: Ident,
    },
    /// `Literal::Text(a)`
    Call {
        /// The type.
        path: Path,
        /// The variant.
        variant: Ident,
        /// What it holds.
        arguments: Vec<Constant>,
    },
    /// `Path { root: a, steps: b }`
    Struct {
        /// The type.
        path: Path,
        /// The variant, if it has any.
        variant: Option<Ident>,
        /// What it holds.
        members: Vec<(Ident, Constant)>,
    },
}

/// What a column holds.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A variant without data.
    Plain(Ident),
    /// An exact number with or without precision and scale.
    Decimal(Option<(u32, u32)>),
    /// An enumeration's table.
    Enumeration(Path),
}

/// What an absent key gives.
#[derive(Debug, Clone)]
pub enum Default {
    /// A variant without data.
    Plain(Ident),
    /// A variant with a number.
    Number(Ident, u8),
    /// A value as JSON text.
    Json(Literal),
}

/// Limits.
#[derive(Debug, Clone, PartialEq, Eq, std::default::Default)]
pub struct Rules {
    /// Fewest characters.
    pub min_length: Option<u32>,
    /// Most characters.
    pub max_length: Option<u32>,
    /// Smallest integer.
    pub min: Option<i64>,
    /// Largest integer.
    pub max: Option<i64>,
    /// Smallest exact number or double.
    pub least: Option<Literal>,
    /// Largest exact number or double.
    pub most: Option<Literal>,
    /// The scalar that a text is: its constant.
    pub format: Option<Path>,
    /// What a text must match besides.
    pub pattern: Option<Literal>,
}

/// A unique key of a table.
#[derive(Debug)]
pub struct Unique {
    /// As in paths.
    pub name: Literal,
    /// The fields.
    pub fields: Vec<usize>,
    /// The constraint.
    pub constraint: Literal,
}

/// A relation of a table.
#[derive(Debug)]
pub struct Relation {
    /// The field's name.
    pub name: Literal,
    /// The target's table.
    pub target: Path,
    /// The index of the relation that looks back.
    pub inverse: usize,
    /// How rows find each other.
    pub link: Link,
    /// Whether it is to many.
    pub list: bool,
    /// Whether a to-one can be null.
    pub nullable: bool,
}

/// How rows find each other.
#[derive(Debug)]
pub enum Link {
    /// Columns here.
    Holds {
        /// Columns here.
        fields: Vec<usize>,
        /// Columns there.
        references: Vec<usize>,
        /// The foreign key.
        constraint: Literal,
    },
    /// Columns there.
    Held {
        /// Columns there.
        fields: Vec<usize>,
        /// Columns here.
        references: Vec<usize>,
    },
    /// A join table.
    Join {
        /// The table.
        table: Literal,
        /// Its schema.
        namespace: Option<Literal>,
        /// The column of this side.
        here: Literal,
        /// The column of the other side.
        there: Literal,
    },
}

/// The row type.
#[derive(Debug)]
pub struct Row {
    /// Documentation.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// A member a column.
    pub members: Vec<Member>,
    /// The types of the identity: one value, or a tuple of them.
    pub key: Vec<Type>,
    /// Handles to columns, relations and unique keys.
    pub handles: Vec<Handle>,
}

/// A member of a struct.
#[derive(Debug)]
pub struct Member {
    /// Documentation.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: Type,
    /// The index of its column.
    pub index: usize,
    /// What it is when it is not given; none if it must be.
    pub absent: Option<Path>,
}

/// `pub const TITLE: Column<Self, String> = Column::new(2);`
#[derive(Debug)]
pub struct Handle {
    /// Documentation.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// `Column`, `ToOne`, `ToMany` or `UniqueKey`.
    pub kind: Path,
    /// What it gives access to: one type, or a tuple of them.
    pub ty: Vec<Type>,
    /// The index.
    pub index: usize,
}

/// The types of a model's inputs.
#[derive(Debug)]
pub struct Inputs {
    /// `PostCreate`.
    pub create: Input,
    /// `PostUpdate`.
    pub update: Input,
    /// The trait of row types that can be written.
    pub writable: Path,
    /// The trait of inputs.
    pub input: Path,
    /// What an input becomes.
    pub values: Path,
}

/// An input type.
#[derive(Debug)]
pub struct Input {
    /// Documentation.
    pub doc: Doc,
    /// Its name.
    pub name: Ident,
    /// What can be given.
    pub members: Vec<Member>,
}
