//! What every front-end makes: declarations as written, nothing resolved.
//!
//! A [`Document`] is one file. Attributes carry everything that is not a name, a type or an arity, in the vocabulary of
//! the Prisma schema language (`id`, `unique`, `relation`, `db.VarChar`, …); front-ends with another syntax translate to
//! it, so that lowering and the checks exist once.
//!
//! What a front-end could not read it has diagnosed and left out, and the item around it is `incomplete`: rules about
//! something that is missing stay silent there. A declared name that is no legal [`Name`](crate::Name) has been diagnosed too.

mod action;
mod api;
mod code;
mod data;
mod operator;
mod spans;

use crate::source::{Span, Spanned};

pub use action::{Action, Event, Parameter, Step, StepKind};
pub use api::Api;
pub use code::{Alias, Code, Module, TypeAlias, Use};
pub use data::{Data, OwnScalar, TypeReference};
pub use operator::{BinaryOperator, UnaryOperator};
pub use spans::Spans;

/// One file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Files that belong to the schema, too: `import "./other.ssot"`.
    pub imports: Vec<Import>,
    /// In the order of the text.
    pub declarations: Vec<Declaration>,
    /// What a document in a programming language has beside them; `None` in a schema language.
    pub code: Option<Code>,
    /// Whether a declaration could not be read; a name that nobody declares may have stood there.
    pub incomplete: bool,
}

/// `import "./other.ssot"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The path as written, relative to the file that it stands in; the place of the string.
    pub path: Spanned<String>,
    /// The whole line.
    pub span: Span,
}

/// A top-level item.
#[derive(Debug, Clone, PartialEq)]
pub enum Declaration {
    /// `model`, `view` or `type`.
    Model(Model),
    /// `enum`.
    Enumeration(Enumeration),
    /// `datasource`.
    Datasource(Block),
    /// `generator`.
    Generator(Block),
    /// `action`.
    Action(Action),
    /// `event`.
    Event(Event),
    /// A type that is stored nowhere; only in Rust.
    Data(Data),
    /// A trait whose methods are endpoints; only in Rust.
    Api(Api),
}

/// Which kind of model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelKind {
    /// A table.
    Model,
    /// A database view.
    View,
    /// An embedded type.
    Composite,
}

/// A model, view or composite type.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Which of them.
    pub kind: ModelKind,
    /// Its name.
    pub name: Spanned<String>,
    /// The types behind `with`, whose fields it has, too. Empty once they are expanded.
    pub mixins: Vec<Spanned<String>>,
    /// In the order of the text.
    pub fields: Vec<Field>,
    /// Block attributes (`@@id`), directives from doc comments included.
    pub attributes: Vec<Attribute>,
    /// Whether a part of it could not be read and was left out; what seems to be missing may have stood there.
    pub incomplete: bool,
    /// Its documentation, directives taken out.
    pub doc: Doc,
    /// From keyword to closing brace.
    pub span: Span,
}

/// A field of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Spanned<String>,
    /// Its type.
    pub ty: Type,
    /// Field attributes (`@id`), directives from doc comments included.
    pub attributes: Vec<Attribute>,
    /// Whether a part of its line could not be read and was left out; an attribute may have stood there.
    pub incomplete: bool,
    /// Its documentation, directives taken out.
    pub doc: Doc,
    /// From the name to the end of the last attribute.
    pub span: Span,
}

/// How many values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arity {
    /// Exactly one.
    Required,
    /// One or none: `?`.
    Optional,
    /// Any number: `[]`.
    List,
}

/// The type of a field as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Type {
    /// The bare name.
    pub name: TypeName,
    /// `?` or `[]`.
    pub arity: Arity,
    /// The bare name's place.
    pub span: Span,
    /// The place with `?` or `[]`.
    pub full_span: Span,
}

/// What a type is called.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeName {
    /// A scalar, model, enum or composite: to be resolved.
    Named(String),
    /// A scalar of the catalogue, whatever is declared under its name: `Date`, from `NaiveDate` in Rust.
    Scalar(&'static str),
    /// `Unsupported("circle")`: a database type that no front-end knows.
    Unsupported(String),
}

impl TypeName {
    /// The name, or the text of an unsupported type.
    pub fn text(&self) -> &str {
        match self {
            Self::Named(text) | Self::Unsupported(text) => text,
            Self::Scalar(name) => name,
        }
    }
}

/// An enumeration.
#[derive(Debug, Clone, PartialEq)]
pub struct Enumeration {
    /// Its name.
    pub name: Spanned<String>,
    /// In the order of the text.
    pub variants: Vec<Variant>,
    /// Block attributes.
    pub attributes: Vec<Attribute>,
    /// Whether a part of it could not be read and was left out; what seems to be missing may have stood there.
    pub incomplete: bool,
    /// Its documentation.
    pub doc: Doc,
    /// From keyword to closing brace.
    pub span: Span,
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Its name.
    pub name: Spanned<String>,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Its documentation.
    pub doc: Doc,
    /// From the name to the end of the last attribute.
    pub span: Span,
}

/// A block of `key = value` lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its name.
    pub name: Spanned<String>,
    /// In the order of the text.
    pub properties: Vec<Property>,
    /// Whether a part of it could not be read and was left out; what seems to be missing may have stood there.
    pub incomplete: bool,
    /// Its documentation.
    pub doc: Doc,
    /// From keyword to closing brace.
    pub span: Span,
}

/// One line of a [`Block`].
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// The key.
    pub key: Spanned<String>,
    /// The value, absent if nothing follows `=`.
    pub value: Option<Expression>,
    /// The whole line, without its break.
    pub span: Span,
}

/// Where an attribute was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// As syntax of the language.
    Bare,
    /// As a directive in a doc comment.
    Doc,
}

/// `@name(arguments)` or `@@name(arguments)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// The dotted name without `@`: `id`, `db.VarChar`.
    pub name: Spanned<String>,
    /// What stands between the parentheses; `None` without parentheses.
    pub arguments: Option<Vec<Argument>>,
    /// Where it was written.
    pub origin: Origin,
    /// From `@` to the closing parenthesis.
    pub span: Span,
}

/// One argument.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// `name:` in front, if any.
    pub name: Option<Spanned<String>>,
    /// The value.
    pub value: Expression,
    /// Name and value.
    pub span: Span,
}

/// A value as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Its place.
    pub span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpressionKind {
    /// A number, digits as written.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// A dotted name: `true`, `Desc`, `author.id`.
    Path(String),
    /// `name(arguments)`.
    Call {
        /// The dotted name.
        name: Spanned<String>,
        /// The arguments.
        arguments: Vec<Argument>,
    },
    /// `[a, b]`.
    Array(Vec<Expression>),
    /// `{ a: 1 }`.
    Object(Vec<(Spanned<String>, Expression)>),
    /// `auth().id`: a name behind something that is no name.
    Member {
        /// What it belongs to.
        object: Box<Expression>,
        /// The dotted name.
        name: Spanned<String>,
    },
    /// `!a`
    Unary {
        /// The operator and its place.
        operator: Spanned<UnaryOperator>,
        /// What it applies to.
        operand: Box<Expression>,
    },
    /// `a && b`. Parentheses leave no trace but the shape.
    Binary {
        /// The operator and its place.
        operator: Spanned<BinaryOperator>,
        /// What stands in front of it.
        left: Box<Expression>,
        /// What stands behind it.
        right: Box<Expression>,
    },
}

/// Documentation: one entry a line, without the comment marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// The lines.
    pub lines: Vec<String>,
}

impl Doc {
    /// The lines joined by `\n`; empty if there are none.
    pub fn text(&self) -> String {
        self.lines.join("\n")
    }
}
