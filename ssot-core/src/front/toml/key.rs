//! Every key there is, as data: the reader and the JSON Schema for editors both follow these tables.
//!
//! Keys are the words of the schema language, spelled as there (`updatedAt`, `onDelete`), so that one vocabulary serves every
//! language. An attribute is a key with its name: `true` or its one plain value stands behind it, or a table of its arguments.

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    /// For editors: a sentence without its full stop.
    pub(super) about: &'static str,
}

/// What may stand behind a key.
#[derive(Debug)]
pub(super) enum Shape {
    /// `true` or `false`, a word of its own to the reader.
    Boolean,
    /// Text as it is.
    Text,
    /// Documentation.
    Doc,
    /// Text, or several.
    Texts,
    /// One of these words, as a string.
    Word(&'static [&'static str]),
    /// A number.
    Number,
    /// A string in the notation of the schema language.
    Notation(Notation),
    /// The names of mixins: one, or a list.
    Mixins,
    /// The names of fields: one, or a list.
    Names,
    /// The fields of a key: one, or a list. Each is a name, a name with arguments, or a table of [`PART`].
    Parts,
    /// What a field starts with.
    Default,
    /// A setting of another tool: anything.
    Setting,
    /// Extensions of the database: names, calls, or tables of [`EXTENSION`].
    Extensions,
    /// An attribute.
    Attribute(Attribute),
    /// Tables or strings under names of the user's: what each of them is.
    Named(Item),
    /// A list of the values of an enumeration: strings, or tables of [`VARIANT`].
    Variants,
    /// An expression: a string, or a plain `true`, `false` or number.
    Formula,
    /// A table of expressions, by field or parameter.
    Formulas,
    /// Conditions by operations, in a table or a list of tables.
    Policies,
    /// The steps of an action: lines of the step language, or a list of these and of tables of [`STEPS`].
    Steps,
    /// Parameters or fields of an event, by name: types, or tables of [`VALUE`].
    Values,
}

/// What a named table declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Model,
    View,
    Composite,
    Enumeration,
    Datasource,
    Generator,
    Field,
    Action,
    Event,
}

/// What the notation in a string is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// `Int`, `String?`, `Post[]`, `Unsupported("circle")`
    Type,
    /// `VarChar(200)`
    Native,
    /// Any value.
    Value,
}

/// How an attribute is written.
#[derive(Debug)]
pub(super) struct Attribute {
    /// What stands behind the key if not a table: `true`, or the value of the first argument.
    pub(super) plain: Plain,
    /// The keys of its table.
    pub(super) arguments: &'static [Key],
    /// Whether a model can have several, as a list.
    pub(super) repeats: bool,
}

/// What an attribute can be without a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    /// `true`
    Flag,
    /// The value of its first argument, which stands without a name.
    First,
    /// Nothing: there is always a table.
    Table,
}

const fn key(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, about }
}

/// An attribute without arguments.
const fn flag(name: &'static str, about: &'static str) -> Key {
    key(name, Shape::Attribute(Attribute { plain: Plain::Flag, arguments: &[], repeats: false }), about)
}

/// An attribute whose first argument is enough.
const fn first(name: &'static str, arguments: &'static [Key], about: &'static str) -> Key {
    key(name, Shape::Attribute(Attribute { plain: Plain::First, arguments, repeats: false }), about)
}

/// An attribute of a model that can stand there several times.
const fn keys(name: &'static str, arguments: &'static [Key], about: &'static str) -> Key {
    key(name, Shape::Attribute(Attribute { plain: Plain::First, arguments, repeats: true }), about)
}

const SORT: Shape = Shape::Word(&["Asc", "Desc"]);
const REFERENTIAL: Shape = Shape::Word(&["Cascade", "Restrict", "NoAction", "SetNull", "SetDefault"]);
const CONSTRAINT: &str = "The name of the constraint in the database";
const CLUSTERED: &str = "Whether rows are stored in this order; SQL Server";
const CONDITION: &str = "Which rows count, in the notation of the schema language: `{ active: true }` or `raw(\"…\")`";
const LENGTH: &str = "How many characters count; MySQL";
const ORDER: &str = "In which order";
const FIELDS: &str = "The fields, in order";

/// The whole file.
pub(super) const DOCUMENT: &[Key] = &[
    key("import", Shape::Texts, "Files that belong to the schema, too: paths from this file's folder"),
    key("datasource", Shape::Named(Item::Datasource), "The database, under a name: `[datasource.db]`"),
    key("generator", Shape::Named(Item::Generator), "Settings of other tools, passed through: `[generator.client]`"),
    key("enum", Shape::Named(Item::Enumeration), "Enumerations: `[enum.Role]`"),
    key("type", Shape::Named(Item::Composite), "Composite types, and mixins for `with`: `[type.Timestamps]`"),
    key("model", Shape::Named(Item::Model), "Models: `[model.Post]`"),
    key("view", Shape::Named(Item::View), "Database views: `[view.Statistics]`"),
    key(
        "action",
        Shape::Named(Item::Action),
        "Actions: `[action.publish]`; `[[action.publish]]` if models share the name",
    ),
    key("event", Shape::Named(Item::Event), "Events: `[event.PostPublished]`"),
];

/// A datasource.
pub(super) const DATASOURCE: &[Key] = &[
    key(
        "provider",
        Shape::Word(&["postgresql", "mysql", "sqlite", "sqlserver", "mongodb", "cockroachdb"]),
        "Which database",
    ),
    key("relationMode", Shape::Word(&["foreignKeys", "prisma"]), "Who keeps relations whole"),
    key("schemas", Shape::Texts, "The schemas of the database that are used"),
    key("extensions", Shape::Extensions, "The extensions of PostgreSQL that are used"),
    key("url", Shape::Setting, "Where it is: text, or `{ env = \"DATABASE_URL\" }`"),
    key("directUrl", Shape::Setting, "Where it is without a pool in between"),
    key("shadowDatabaseUrl", Shape::Setting, "Where migrations are tried out"),
    key("doc", Shape::Doc, "What it is"),
];

/// An extension of PostgreSQL.
pub(super) const EXTENSION: &[Key] = &[
    key("name", Shape::Text, "Its name in the schema"),
    key("map", Shape::Text, "Its name in the database"),
    key("schema", Shape::Text, "Where it is installed"),
    key("version", Shape::Text, "Which version"),
];

/// A generator; every other key is a setting of its own.
pub(super) const GENERATOR: &[Key] = &[
    key("provider", Shape::Setting, "Its package: text, or `{ env = \"…\" }`"),
    key("output", Shape::Setting, "Where it writes"),
    key("engineType", Shape::Setting, "Which engine it uses"),
    key("binaryTargets", Shape::Setting, "The platforms it is built for"),
    key("previewFeatures", Shape::Texts, "What it tries out"),
    key("doc", Shape::Doc, "What it is"),
];

/// An enumeration.
pub(super) const ENUMERATION: &[Key] = &[
    key("doc", Shape::Doc, "What it is"),
    key("values", Shape::Variants, "Its values, in order: names, or tables with `name`"),
    first("map", NAME, "Its name in the database"),
    first("schema", MAP, "The schema of the database it lives in"),
    first("was", NAME, "What it was called before"),
];

/// A value of an enumeration.
pub(super) const VARIANT: &[Key] = &[
    key("name", Shape::Text, "Its name"),
    key("doc", Shape::Doc, "What it means"),
    first("map", NAME, "Its name in the database"),
    first("was", NAME, "What it was called before"),
];

/// A model, view or composite type.
pub(super) const MODEL: &[Key] = &[
    key("doc", Shape::Doc, "What it is"),
    key("with", Shape::Mixins, "The types whose fields it has, too: `\"Timestamps\"`, or a list"),
    key("fields", Shape::Named(Item::Field), "Its fields, in order"),
    first("id", BLOCK_ID, "The fields that identify a row"),
    keys("unique", BLOCK_UNIQUE, "Fields that no two rows have the same values of"),
    keys("index", INDEX, "Fields that rows are looked up by"),
    keys("fulltext", FULLTEXT, "Fields whose words are searched; MySQL and MongoDB"),
    first("map", NAME, "Its name in the database"),
    first("schema", MAP, "The schema of the database it lives in"),
    first("was", NAME, "What it was called before"),
    flag("ignore", "Whether clients leave it out"),
    first("shardKey", SHARD_KEY, "The fields that rows are spread by; MySQL"),
    key(
        "api",
        Shape::Attribute(Attribute { plain: Plain::Table, arguments: API, repeats: false }),
        "How it appears in HTTP APIs",
    ),
    key("allow", Shape::Policies, ALLOW),
    key("deny", Shape::Policies, DENY),
    first("tenant", TENANT, "The column that holds the tenant of a row"),
];

/// An action.
pub(super) const ACTION: &[Key] = &[
    key("doc", Shape::Doc, "What it does"),
    key(
        "on",
        Shape::Notation(Notation::Type),
        "The model whose row it is about: `Post`; `Post[]` is the model as a whole",
    ),
    key("parameters", Shape::Values, "What it is given: `parameters.reason = \"String?\"`"),
    key("steps", Shape::Steps, "What it does: lines of the step language, or a list of lines and tables"),
];

/// An event.
pub(super) const EVENT: &[Key] = &[
    key("doc", Shape::Doc, "When it is told"),
    key("fields", Shape::Values, "What it tells: `fields.postId = \"Int\"`"),
];

/// A parameter, or a field of an event.
pub(super) const VALUE: &[Key] = &[
    key("type", Shape::Notation(Notation::Type), "Its type: `Int`, `String?` (optional), `Email[]` (a list)"),
    key("doc", Shape::Doc, "What it holds"),
    TEXT_LENGTH,
    LEAST,
    MOST,
    TEXT_PATTERN,
];

/// The steps as tables: the first key of each says which it is.
pub(super) const STEPS: &[&[Key]] = &[
    &[key("require", Shape::Formula, "What must be true"), key("else", Shape::Text, "The error's code")],
    &[key("reject", Shape::Text, "Fails with this code")],
    &[key("set", Shape::Formulas, "What fields of the row become: `{ status = \"DONE\" }`")],
    &[key("create", Shape::Text, "The model that a row is made of"), key("with", Shape::Formulas, "Its fields")],
    &[key("delete", Shape::Boolean, "Whether the row is removed")],
    &[
        key("if", Shape::Formula, "What decides"),
        key("then", Shape::Steps, "The steps if it is true"),
        key("else", Shape::Steps, "The steps if it is not"),
    ],
    &[key("emit", Shape::Text, "The event that is told"), key("with", Shape::Formulas, "Its fields")],
    &[
        key("call", Shape::Text, "The action that is run: `archive`, `author.greet`, `Post.sweep`"),
        key("with", Shape::Formulas, "Its parameters"),
    ],
    &[key("return", Shape::Boolean, "Whether the action ends here")],
];

const ALLOW: &str = "Who may: `{ read = \"published\", \"create, update\" = \"authorId == auth().id\" }`";
const DENY: &str = "Who may not, whatever is allowed";
const TENANT: &[Key] = &[key("field", Shape::Names, "The column")];

/// A field.
pub(super) const FIELD: &[Key] = &[
    key("type", Shape::Notation(Notation::Type), "Its type: `Int`, `String?` (optional), `Post[]` (a list)"),
    key("doc", Shape::Doc, "What it holds"),
    key("native", Shape::Notation(Notation::Native), "Its type in the database: `VarChar(200)`"),
    key(
        "id",
        Shape::Attribute(Attribute { plain: Plain::Flag, arguments: FIELD_ID, repeats: false }),
        "Whether it identifies a row",
    ),
    key(
        "unique",
        Shape::Attribute(Attribute { plain: Plain::Flag, arguments: FIELD_UNIQUE, repeats: false }),
        "Whether no two rows have the same value",
    ),
    first("default", DEFAULT, "What it starts with: a value, or `{ function = \"now()\" }`"),
    flag("updatedAt", "Whether it holds the moment of the last change"),
    first("relation", RELATION, "How it points at another model"),
    first("map", NAME, "Its name in the database"),
    flag("ignore", "Whether clients leave it out"),
    flag("shardKey", "Whether rows are spread by it; MySQL"),
    flag("hidden", "Whether APIs leave it out"),
    flag("readOnly", "Whether APIs show it and do not take it"),
    flag("writeOnly", "Whether APIs take it and do not show it"),
    flag("version", "Whether it counts the changes of its row"),
    key(
        "computed",
        Shape::Attribute(Attribute { plain: Plain::Table, arguments: SOURCES, repeats: false }),
        "That no column holds it, and what it is worked out from when a row is read",
    ),
    flag("pii", "Whether it tells something about a person, which logs mask"),
    TEXT_LENGTH,
    LEAST,
    MOST,
    TEXT_PATTERN,
    first("was", NAME, "What it was called before"),
    key("allow", Shape::Policies, ALLOW),
    key("deny", Shape::Policies, DENY),
];

const TEXT_LENGTH: Key = key(
    "length",
    Shape::Attribute(Attribute { plain: Plain::Table, arguments: LENGTHS, repeats: false }),
    "How many characters it has",
);
const LEAST: Key = first("min", NUMBER, "The smallest number");
const MOST: Key = first("max", NUMBER, "The largest number");
const TEXT_PATTERN: Key = first("pattern", PATTERN, "What its text must match as a whole");

const NAME: &[Key] = &[key("name", Shape::Text, "The name")];
const MAP: &[Key] = &[key("map", Shape::Text, "The name")];

const NUMBER: &[Key] = &[key("value", Shape::Number, "The number")];
const SOURCES: &[Key] = &[key("from", Shape::Names, "The columns that it is worked out from")];
const PATTERN: &[Key] = &[key("value", Shape::Text, "The pattern")];
const LENGTHS: &[Key] =
    &[key("min", Shape::Number, "The fewest characters"), key("max", Shape::Number, "The most characters")];

const FIELD_ID: &[Key] = &[
    key("map", Shape::Text, CONSTRAINT),
    key("sort", SORT, ORDER),
    key("length", Shape::Number, LENGTH),
    key("clustered", Shape::Boolean, CLUSTERED),
];

const FIELD_UNIQUE: &[Key] = &[
    key("map", Shape::Text, CONSTRAINT),
    key("sort", SORT, ORDER),
    key("length", Shape::Number, LENGTH),
    key("clustered", Shape::Boolean, CLUSTERED),
    key("where", Shape::Notation(Notation::Value), CONDITION),
];

const DEFAULT: &[Key] = &[
    key("value", Shape::Default, "The value, also if it reads like a function"),
    key("function", Shape::Notation(Notation::Value), "What makes the value: `now()`, `autoincrement()`, `uuid(7)`"),
    key("map", Shape::Text, "The name of the constraint in the database; SQL Server"),
];

const RELATION: &[Key] = &[
    key("name", Shape::Text, "Its name, where two models have several"),
    key("fields", Shape::Names, "The fields here that hold the key of the other row"),
    key("references", Shape::Names, "The fields there that they point at"),
    key("onDelete", REFERENTIAL, "What happens here when the other row goes"),
    key("onUpdate", REFERENTIAL, "What happens here when the key of the other row changes"),
    key("map", Shape::Text, CONSTRAINT),
];

const BLOCK_ID: &[Key] = &[
    key("fields", Shape::Parts, FIELDS),
    key("name", Shape::Text, "Its name for clients"),
    key("map", Shape::Text, CONSTRAINT),
    key("clustered", Shape::Boolean, CLUSTERED),
];

const BLOCK_UNIQUE: &[Key] = &[
    key("fields", Shape::Parts, FIELDS),
    key("name", Shape::Text, "Its name for clients"),
    key("map", Shape::Text, CONSTRAINT),
    key("clustered", Shape::Boolean, CLUSTERED),
    key("where", Shape::Notation(Notation::Value), CONDITION),
];

const INDEX: &[Key] = &[
    key("fields", Shape::Parts, FIELDS),
    key("map", Shape::Text, "Its name in the database"),
    key("type", Shape::Word(&["BTree", "Hash", "Gin", "Gist", "SpGist", "Brin"]), "Which kind"),
    key("clustered", Shape::Boolean, CLUSTERED),
    key("where", Shape::Notation(Notation::Value), CONDITION),
];

const FULLTEXT: &[Key] = &[key("fields", Shape::Parts, FIELDS), key("map", Shape::Text, "Its name in the database")];

const SHARD_KEY: &[Key] = &[key("fields", Shape::Parts, FIELDS)];

/// A field of a key.
pub(super) const PART: &[Key] = &[
    key("field", Shape::Text, "Its name; in a composite type a path: `address.city`"),
    key("sort", SORT, ORDER),
    key("length", Shape::Number, LENGTH),
    key("ops", Shape::Notation(Notation::Value), "The operator class: `JsonbPathOps` or `raw(\"…\")`; PostgreSQL"),
];

const API: &[Key] = &[
    key("path", Shape::Text, "Its part of the address: `blog-posts`"),
    key("include", Shape::Texts, "The relations that may be asked for: `comments.author`"),
    key("maxTake", Shape::Number, "The most rows of a page"),
    key("defaultTake", Shape::Number, "The rows of a page that nobody asked a size of"),
    key("none", Shape::Boolean, "Whether it has no API"),
    key("aggregate", Shape::Boolean, "Whether it can be counted and summed up"),
    key("export", Shape::Boolean, "Whether all rows can be fetched at once"),
    key("changes", Shape::Boolean, "Whether changes can be followed"),
    key("upsert", Shape::Boolean, "Whether rows can be written without knowing whether they are there"),
    key("requireIfMatch", Shape::Boolean, "Whether writing asks for the version that was read"),
    key("softDelete", Shape::Names, "The field that says since when a row is deleted, instead of the row going away"),
];

impl Item {
    /// The keys of its table.
    pub(super) const fn keys(self) -> &'static [Key] {
        match self {
            Self::Model | Self::View | Self::Composite => MODEL,
            Self::Enumeration => ENUMERATION,
            Self::Datasource => DATASOURCE,
            Self::Generator => GENERATOR,
            Self::Field => FIELD,
            Self::Action => ACTION,
            Self::Event => EVENT,
        }
    }

    /// The key of the whole file that it stands below.
    pub(super) const fn keyword(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::View => "view",
            Self::Composite => "type",
            Self::Enumeration => "enum",
            Self::Datasource => "datasource",
            Self::Generator => "generator",
            Self::Field => "fields",
            Self::Action => "action",
            Self::Event => "event",
        }
    }

    /// Whether other keys are settings of its own.
    pub(super) const fn is_open(self) -> bool {
        matches!(self, Self::Generator)
    }

    /// For messages, with article.
    pub(super) const fn describe(self) -> &'static str {
        match self {
            Self::Model => "a model",
            Self::View => "a view",
            Self::Composite => "a composite type",
            Self::Enumeration => "an enum",
            Self::Datasource => "a datasource",
            Self::Generator => "a generator",
            Self::Field => "a field",
            Self::Action => "an action",
            Self::Event => "an event",
        }
    }
}
