//! The plan: the files of the output and what stands in them, every name and type decided.

mod endpoint;
mod zod;

use super::names::RuntimeText;
use crate::files::RelativePath;
use crate::text::typescript::{Comment, Header, Ident, Import, Key, Literal, Module, UrlText};

pub use endpoint::{ErrorGuard, Route};
pub use zod::{DataSchema, Zod};

/// All files.
#[derive(Debug)]
pub struct Plan {
    /// The first line of every generated file.
    pub header: Header,
    /// Files made of the schema.
    pub files: Vec<File>,
    /// Files that are always the same.
    pub runtime: Vec<RuntimeFile>,
}

/// A file made of the schema.
#[derive(Debug)]
pub struct File {
    /// Where it goes.
    pub path: RelativePath,
    /// The same as a module.
    pub module: Module,
    /// What stands in it, in order, one blank line between two; in parts, as it was planned.
    pub parts: Vec<Vec<Item>>,
}

impl File {
    /// What stands in it.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.parts.iter().flatten()
    }
}

/// A file that is always the same.
#[derive(Debug)]
pub struct RuntimeFile {
    /// Where it goes.
    pub path: RelativePath,
    /// The whole text, without the first line.
    pub text: &'static RuntimeText,
}

/// A declaration.
#[derive(Debug)]
pub enum Item {
    /// `export const Role = […] as const;` and the type of its items.
    Enumeration(Enumeration),
    /// `export interface …`.
    Interface(Interface),
    /// `export type … = …;`.
    Alias(Alias),
    /// The mapped type that turns an include into what it brings.
    Included(Included),
    /// `const …: rule.TextRule = {…};`.
    Rule(RuleConstant),
    /// `export const … = z.object({…});`.
    Schema(SchemaConstant),
    /// `export const …: z.ZodType<…> = …;`, or a function that makes one.
    Data(DataSchema),
    /// `export const …: EndpointRoute = {…};`.
    Route(Route),
    /// `export function isNoteError`.
    ErrorGuard(ErrorGuard),
    /// `export class …Client`.
    Client(Client),
    /// `export function createClient`.
    CreateClient(CreateClient),
    /// `export * from …;`, all in a row.
    Reexports(Vec<Reexport>),
}

/// Values and their union.
#[derive(Debug)]
pub struct Enumeration {
    /// Its documentation.
    pub doc: Comment,
    /// The name of both.
    pub name: Ident,
    /// The values on the wire.
    pub variants: Vec<Variant>,
}

/// A value of an enumeration.
#[derive(Debug)]
pub struct Variant {
    /// Its documentation.
    pub doc: Comment,
    /// The value.
    pub value: Literal,
}

/// An object type with a name.
#[derive(Debug)]
pub struct Interface {
    /// Its documentation.
    pub doc: Comment,
    /// Whether other files can name it.
    pub exported: bool,
    /// Its name.
    pub name: Ident,
    /// Its type parameters, each declared invariant (`in out`): compilers that had to find the variance would walk from
    /// model to model along the relations, and run out of stack on a large schema.
    pub parameters: Vec<Ident>,
    /// Its type parameters whose variance the compiler finds.
    pub generics: Vec<Ident>,
    /// What it adds to.
    pub extends: Option<Ident>,
    /// Its properties.
    pub properties: Vec<Property>,
}

/// A property of an interface or of an object type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// Its documentation.
    pub doc: Comment,
    /// Its name.
    pub key: Key,
    /// `readonly`.
    pub readonly: bool,
    /// `?`.
    pub optional: bool,
    /// Its type.
    pub ty: Ty,
}

/// Another name for a type.
#[derive(Debug)]
pub struct Alias {
    /// Its documentation.
    pub doc: Comment,
    /// Its name.
    pub name: Ident,
    /// Its type parameters.
    pub parameters: Vec<TypeParameter>,
    /// What it stands for.
    pub ty: Ty,
}

/// `I extends PostInclude = Nothing`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeParameter {
    /// Its name.
    pub name: Ident,
    /// What it must fit.
    pub bound: Option<Ty>,
    /// What it is unless given or inferred.
    pub default: Option<Ty>,
}

/// `type PostIncluded<I> = { [R in keyof I]: … }`.
#[derive(Debug)]
pub struct Included {
    /// Its documentation.
    pub doc: Comment,
    /// Its name.
    pub name: Ident,
    /// The interface that holds a result for each relation.
    pub related: Ident,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ty {
    /// A word of the language.
    Keyword(Keyword),
    /// A name declared in the same file, or a type parameter.
    Local(Ident),
    /// A name of another file or package.
    Imported(Import),
    /// `name<arguments>`.
    Apply(Box<Ty>, Vec<Ty>),
    /// `T[]`, or `readonly T[]`.
    List(Box<Ty>, Mutability),
    /// `A | B`.
    Union(Vec<Ty>),
    /// `A & B`.
    Intersection(Vec<Ty>),
    /// A literal type.
    Literal(Literal),
    /// `{ … }` on one line.
    Object(Vec<Property>),
    /// `keyof T`.
    KeyOf(Box<Ty>),
    /// `[A, B]`.
    Tuple(Vec<Ty>),
    /// `{ [key: K]: V }`, with properties in front of it.
    Index {
        /// The properties.
        properties: Vec<Property>,
        /// What keys are.
        key: Box<Ty>,
        /// What stands behind them.
        value: Box<Ty>,
    },
    /// `{ [key in K]?: V }`.
    Mapped {
        /// The keys.
        keys: Box<Ty>,
        /// What stands behind them.
        value: Box<Ty>,
    },
}

/// Whether a list can be changed by who gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutability {
    /// `T[]`.
    Mutable,
    /// `readonly T[]`.
    Readonly,
}

/// Types that are words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyword {
    /// `string`.
    String,
    /// `number`.
    Number,
    /// `boolean`.
    Boolean,
    /// `null`.
    Null,
    /// `undefined`.
    Undefined,
    /// `true`.
    True,
    /// `false`.
    False,
    /// `never`.
    Never,
    /// `void`.
    Void,
    /// `unknown`.
    Unknown,
    /// `bigint`.
    Bigint,
    /// Digits of an integer: `` `${bigint}` ``.
    Digits,
}

/// A Zod schema of an object.
#[derive(Debug)]
pub struct SchemaConstant {
    /// Its documentation.
    pub doc: Comment,
    /// Its name.
    pub name: Ident,
    /// `z`.
    pub zod: Import,
    /// Whether unknown keys are refused.
    pub strict: bool,
    /// Its properties.
    pub shape: Vec<(Key, Rule)>,
}

/// What a value must be.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The rule of one value.
    pub check: Check,
    /// Whether a list of such values is meant.
    pub list: bool,
    /// Whether null is allowed.
    pub nullable: bool,
    /// Whether it may be absent.
    pub optional: bool,
}

/// The rule of one value.
#[derive(Debug, Clone)]
pub enum Check {
    /// `rule.text({ max: 20 })`: a function of the runtime and its arguments.
    Runtime {
        /// `rule`.
        module: Import,
        /// The function.
        function: Ident,
        /// Its arguments.
        arguments: Vec<Argument>,
    },
    /// `z.enum(Role)`.
    Enumeration {
        /// `z`.
        zod: Import,
        /// The values.
        values: Import,
    },
    /// `rule.branded<UserId>(…)`.
    Branded {
        /// `rule`.
        module: Import,
        /// The branded type.
        ty: Import,
        /// What is checked.
        check: Box<Check>,
    },
}

/// An argument of a rule.
#[derive(Debug, Clone)]
pub enum Argument {
    /// A number.
    Number(i64),
    /// A text.
    Text(Literal),
    /// `{ max: 20 }`.
    Max(u32),
    /// `scalar.email`: a scalar of the runtime.
    Scalar {
        /// `scalar`.
        module: Import,
        /// Its name.
        name: Ident,
    },
    /// A constant of the file.
    Constant(Ident),
}

/// `const titleRule: rule.TextRule = { … };`
#[derive(Debug)]
pub struct RuleConstant {
    /// Its name.
    pub name: Ident,
    /// `rule`.
    pub module: Import,
    /// Its type, a name of that module.
    pub ty: Ident,
    /// Its members; at least one.
    pub members: Vec<(Ident, RuleValue)>,
}

/// A member of a [`RuleConstant`].
#[derive(Debug)]
pub enum RuleValue {
    /// A count.
    Number(u32),
    /// A text.
    Text(Literal),
}

/// The class whose methods are the routes of a model.
#[derive(Debug)]
pub struct Client {
    /// Its documentation.
    pub doc: Comment,
    /// Its name.
    pub name: Ident,
    /// The type of what sends requests.
    pub transport: Import,
    /// Its methods.
    pub methods: Vec<Method>,
}

/// A method of a client.
#[derive(Debug)]
pub struct Method {
    /// Its documentation.
    pub doc: Comment,
    /// Its name.
    pub name: Key,
    /// Its type parameters.
    pub type_parameters: Vec<TypeParameter>,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Its type.
    pub result: Ty,
    /// What it does.
    pub body: Body,
}

/// A parameter of a method.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Ident,
    /// Whether it may be left out.
    pub optional: bool,
    /// Its type.
    pub ty: Ty,
}

/// What a method does.
#[derive(Debug)]
pub enum Body {
    /// Sends a request: `return this.#transport.write("POST", path, options, data);`.
    Request {
        /// `request`, or `write` for what changes rows.
        send: Ident,
        /// The method of HTTP.
        verb: Literal,
        /// The path and query.
        path: Vec<PathPart>,
        /// The body.
        body: Option<Ident>,
    },
    /// Lets the runtime ask: `return countRows(this.#transport, path, where, options);`.
    Ask {
        /// `countRows`.
        function: Import,
        /// The path.
        path: Vec<PathPart>,
        /// `where`; `undefined` if there is nothing to give.
        argument: Option<Ident>,
    },
    /// Reads pages: `return readPages(query, (next) => …);`.
    Pages {
        /// `readPages`.
        function: Import,
        /// The path and query of one page.
        path: Vec<PathPart>,
    },
    /// Calls an endpoint: `return callEndpoint(this.#transport, noteRoute, input, options);`.
    Call {
        /// `callEndpoint`.
        function: Import,
        /// The constant that says where it is.
        route: Ident,
        /// What it takes, if anything.
        input: Option<Ident>,
    },
    /// Reads rows: `return readRows(this.pages(query, options));`.
    Rows(Import),
}

/// A part of a URL.
#[derive(Debug)]
pub enum PathPart {
    /// Text, safe in URLs and in template literals.
    Text(UrlText),
    /// `${function(arguments)}`.
    Call(Import, Vec<Access>),
}

/// `id`, or `id.userId`.
#[derive(Debug)]
pub struct Access {
    /// The parameter.
    pub parameter: Ident,
    /// The property of it, if one is meant.
    pub property: Option<Key>,
}

/// What makes the client of an API.
#[derive(Debug)]
pub struct CreateClient {
    /// `ClientOptions`.
    pub options: Import,
    /// `Transport`.
    pub transport: Import,
    /// The clients of the models.
    pub clients: Vec<ModelClient>,
}

/// The client of a model as a property.
#[derive(Debug)]
pub struct ModelClient {
    /// Its documentation.
    pub doc: Comment,
    /// The property.
    pub key: Key,
    /// The class.
    pub class: Import,
}

/// `export * from "…";`
#[derive(Debug)]
pub struct Reexport {
    /// What is passed on.
    pub module: Literal,
    /// Whether only its types are.
    pub types: bool,
}
