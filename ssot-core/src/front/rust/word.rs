//! Every word that `#[ssot(…)]` knows, as data.
//!
//! A word is spelled as Rust spells names (`updated_at`, `on_delete`) and means the attribute of the schema language beside it.

use crate::nearest::nearest;

/// Words that people write, and what they are called here.
const ALIASES: [(&str, &str); 17] = [
    ("primarykey", "id"),
    ("primary", "id"),
    ("pk", "id"),
    ("key", "id"),
    ("column", "map"),
    ("table", "map"),
    ("tablename", "map"),
    ("rename", "map"),
    ("readonly", "read_only"),
    ("writeonly", "write_only"),
    ("ondelete", "on_delete"),
    ("onupdate", "on_update"),
    ("updatedat", "updated_at"),
    ("regex", "pattern"),
    ("indexes", "index"),
    ("to", "references"),
    ("from", "fields"),
];

/// The word that was probably meant, of those that are known.
pub(super) fn meant(word: &str, known: &[&'static str]) -> Option<&'static str> {
    let folded: String = word.chars().filter(|c| *c != '_').collect::<String>().to_ascii_lowercase();
    let meant = ALIASES.iter().find(|(alias, _)| *alias == folded).map(|(_, word)| *word);
    meant.filter(|word| known.contains(word)).or_else(|| nearest(word, known.iter().copied()))
}

/// The word of a table or of one of its fields that was probably meant, or one that says that there is none.
pub(super) fn meant_somewhere(word: &str) -> Option<&'static str> {
    let known: Vec<&'static str> = FIELD.iter().chain(MODEL).chain(DATA).map(|word| word.name).collect();
    meant(word, &known)
}

/// A word.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) name: &'static str,
    /// Its name in the schema language.
    pub(super) attribute: &'static str,
    pub(super) form: Form,
}

/// How a word is written.
#[derive(Debug)]
pub(super) enum Form {
    /// `word`, or `word(…)` with these parameters.
    Flag(&'static [Parameter]),
    /// `word = value`, or `word(value, …)` with further parameters.
    Value(Shape, &'static [Parameter]),
    /// `word(field, field, …)` with further parameters.
    Fields(&'static [Parameter]),
    /// `word(…)` with these parameters.
    Call(&'static [Parameter]),
    /// `allow("read", "condition")`
    Policy,
    /// `native = VarChar(200)`
    Native,
    /// `type = Json`: what the column is, whatever the type in Rust.
    Type,
    /// `index` on a field: a key of the model with one field.
    OneField(&'static [Parameter]),
    /// Which kind of model it is.
    Kind,
    /// `crate = path`: for the macro.
    Crate,
}

/// `name = value` inside of the parentheses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    /// Its name in the schema language.
    pub(super) argument: &'static str,
    pub(super) shape: Shape,
}

/// What a value is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// A string.
    Text,
    /// A string, or a list of them.
    Texts,
    /// A number.
    Number,
    /// A word, or `word = true`.
    Boolean,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A field of this struct, or a list of them.
    Own,
    /// A field of the other struct, or a list of them.
    Other,
    /// A string in the notation of the schema language.
    Notation,
    /// A name, or a string with one.
    Name,
    /// Any value.
    Any,
}

const fn word(name: &'static str, attribute: &'static str, form: Form) -> Word {
    Word { name, attribute, form }
}

const fn parameter(name: &'static str, argument: &'static str, shape: Shape) -> Parameter {
    Parameter { name, argument, shape }
}

const SORT: Shape = Shape::OneOf(&["Asc", "Desc"]);
const ACTION: Shape = Shape::OneOf(&["Cascade", "Restrict", "NoAction", "SetNull", "SetDefault"]);

const MAP: Parameter = parameter("map", "map", Shape::Text);
const NAME: Parameter = parameter("name", "name", Shape::Text);
const CLUSTERED: Parameter = parameter("clustered", "clustered", Shape::Boolean);
const WHERE: Parameter = parameter("where", "where", Shape::Notation);
const FIELDS: Parameter = parameter("fields", "fields", Shape::Own);

const FIELD_ID: &[Parameter] = &[MAP, PART[0], PART[1], CLUSTERED];
const FIELD_UNIQUE: &[Parameter] = &[MAP, PART[0], PART[1], CLUSTERED, WHERE];
const INDEX: &[Parameter] = &[
    FIELDS,
    MAP,
    parameter("type", "type", Shape::OneOf(&["BTree", "Hash", "Gin", "Gist", "SpGist", "Brin"])),
    CLUSTERED,
    WHERE,
];
const RELATION: &[Parameter] = &[
    NAME,
    parameter("fields", "fields", Shape::Own),
    parameter("references", "references", Shape::Other),
    parameter("on_delete", "onDelete", ACTION),
    parameter("on_update", "onUpdate", ACTION),
    MAP,
];

/// What may stand behind a field of a key: `created_at(sort = Desc)`.
pub(super) const PART: &[Parameter] = &[
    parameter("sort", "sort", SORT),
    parameter("length", "length", Shape::Number),
    parameter("ops", "ops", Shape::Notation),
];

const API: &[Parameter] = &[
    parameter("path", "path", Shape::Text),
    parameter("include", "include", Shape::Texts),
    parameter("max_take", "maxTake", Shape::Number),
    parameter("default_take", "defaultTake", Shape::Number),
    parameter("none", "none", Shape::Boolean),
    parameter("aggregate", "aggregate", Shape::Boolean),
    parameter("export", "export", Shape::Boolean),
    parameter("changes", "changes", Shape::Boolean),
    parameter("upsert", "upsert", Shape::Boolean),
    parameter("require_if_match", "requireIfMatch", Shape::Boolean),
    parameter("soft_delete", "softDelete", Shape::Own),
];

const LENGTH: &[Parameter] = &[parameter("min", "min", Shape::Number), parameter("max", "max", Shape::Number)];

/// On a field.
pub(super) const FIELD: &[Word] = &[
    word("id", "id", Form::Flag(FIELD_ID)),
    word("unique", "unique", Form::Flag(FIELD_UNIQUE)),
    word("index", "index", Form::OneField(INDEX)),
    word("default", "default", Form::Value(Shape::Any, &[MAP])),
    word("updated_at", "updatedAt", Form::Flag(&[])),
    word("relation", "relation", Form::Value(Shape::Text, RELATION)),
    word("map", "map", Form::Value(Shape::Text, &[])),
    word("native", "db", Form::Native),
    word("type", "", Form::Type),
    word("ignore", "ignore", Form::Flag(&[])),
    word("shard_key", "shardKey", Form::Flag(&[])),
    word("hidden", "hidden", Form::Flag(&[])),
    word("read_only", "readOnly", Form::Flag(&[])),
    word("write_only", "writeOnly", Form::Flag(&[])),
    word("version", "version", Form::Flag(&[])),
    word("computed", "computed", Form::Call(&[parameter("from", "from", Shape::Own)])),
    word("pii", "pii", Form::Flag(&[])),
    word("scalar", "scalar", Form::Value(Shape::Name, &[])),
    word("length", "length", Form::Call(LENGTH)),
    word("min", "min", Form::Value(Shape::Number, &[])),
    word("max", "max", Form::Value(Shape::Number, &[])),
    word("pattern", "pattern", Form::Value(Shape::Text, &[])),
    word("was", "was", Form::Value(Shape::Text, &[])),
    word("allow", "allow", Form::Policy),
    word("deny", "deny", Form::Policy),
];

/// On a struct.
pub(super) const MODEL: &[Word] = &[
    word("id", "id", Form::Fields(&[FIELDS, NAME, MAP, CLUSTERED])),
    word("unique", "unique", Form::Fields(&[FIELDS, NAME, MAP, CLUSTERED, WHERE])),
    word("index", "index", Form::Fields(INDEX)),
    word("fulltext", "fulltext", Form::Fields(&[FIELDS, MAP])),
    word("map", "map", Form::Value(Shape::Text, &[])),
    word("schema", "schema", Form::Value(Shape::Text, &[])),
    word("was", "was", Form::Value(Shape::Text, &[])),
    word("ignore", "ignore", Form::Flag(&[])),
    word("shard_key", "shardKey", Form::Fields(&[FIELDS])),
    word("api", "api", Form::Call(API)),
    word("tenant", "tenant", Form::Value(Shape::Own, &[])),
    word("allow", "allow", Form::Policy),
    word("deny", "deny", Form::Policy),
    word("view", "view", Form::Kind),
    word("composite", "type", Form::Kind),
    word("table", "", Form::Kind),
    word("crate", "", Form::Crate),
];

const INT64: Word = word("int64", "int64", Form::Value(Shape::OneOf(&crate::data::IntegerForm::WORDS), &[]));

/// On a struct or enum that is data.
pub(super) const DATA: &[Word] = &[word("data", "", Form::Kind), INT64, word("crate", "", Form::Crate)];

/// On a scalar.
pub(super) const SCALAR: &[Word] = &[
    word("scalar", "scalar", Form::Value(Shape::Name, &[])),
    word("length", "length", Form::Call(LENGTH)),
    word("min", "min", Form::Value(Shape::Number, &[])),
    word("max", "max", Form::Value(Shape::Number, &[])),
    word("pattern", "pattern", Form::Value(Shape::Text, &[])),
    word("crate", "", Form::Crate),
];

/// On a trait that is an API.
pub(super) const TRAIT: &[Word] = &[word("crate", "", Form::Crate)];

/// On a variant of data.
pub(super) const DATA_VARIANT: &[Word] = &[word("status", "status", Form::Value(Shape::Number, &[]))];

/// On a field that is data.
pub(super) const DATA_FIELD: &[Word] = &[word("type", "", Form::Type), INT64];

/// On an enum.
pub(super) const ENUMERATION: &[Word] = &[
    word("map", "map", Form::Value(Shape::Text, &[])),
    word("schema", "schema", Form::Value(Shape::Text, &[])),
    word("was", "was", Form::Value(Shape::Text, &[])),
    word("crate", "", Form::Crate),
];

/// On a value of an enum.
pub(super) const VARIANT: &[Word] =
    &[word("map", "map", Form::Value(Shape::Text, &[])), word("was", "was", Form::Value(Shape::Text, &[]))];

/// In `ssot::datasource! { … }`.
pub(super) const DATASOURCE: &[Parameter] = &[
    parameter(
        "provider",
        "provider",
        Shape::OneOf(&["postgresql", "mysql", "sqlite", "sqlserver", "mongodb", "cockroachdb"]),
    ),
    parameter("relation_mode", "relationMode", Shape::OneOf(&["foreignKeys", "prisma"])),
    parameter("schemas", "schemas", Shape::Texts),
    parameter("extensions", "extensions", Shape::Any),
];

impl Form {
    /// What stands behind the word, for messages.
    pub(super) const fn example(&self) -> &'static str {
        match self {
            Self::Flag(_) | Self::OneField(_) | Self::Kind => "a word of its own",
            Self::Value(Shape::Text, _) => "`= \"text\"`",
            Self::Value(Shape::Number, _) => "`= number`",
            Self::Value(_, _) => "`= value`",
            Self::Fields(_) => "`(field, …)`",
            Self::Call(_) => "`(name = value, …)`",
            Self::Policy => "`(\"operation\", \"condition\")`",
            Self::Native => "`= VarChar(200)`",
            Self::Type => "`= Json`",
            Self::Crate => "`= path`",
        }
    }
}
