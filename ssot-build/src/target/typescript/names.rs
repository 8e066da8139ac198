//! The only door to names of the output: types, files, methods and paths, and what they must not collide with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use foldhash::HashSet;
use ssot_core::diagnostic::{Code, Diagnostic, Diagnostics};
use ssot_core::ir::{Data, EndpointApi, Model, Schema};
use ssot_core::source::Span;

use super::rule::{ClientClash, FileClash, PathClash};
use crate::files::RelativePath;
use crate::text::naming;
use crate::text::typescript::{Ident, Import, ImportKind, Module};

/// The text of a file under `runtime/` in this wing.
#[derive(Debug)]
pub struct RuntimeText(&'static str);

impl RuntimeText {
    pub(super) fn as_str(&self) -> &'static str {
        self.0
    }
}

/// The files under `runtime/`, in the order of their names.
const RUNTIME: [(&str, RuntimeText); 19] = [
    ("action", RuntimeText(include_str!("runtime/action.ts"))),
    ("aggregate", RuntimeText(include_str!("runtime/aggregate.ts"))),
    ("bulk", RuntimeText(include_str!("runtime/bulk.ts"))),
    ("changes", RuntimeText(include_str!("runtime/changes.ts"))),
    ("checksum", RuntimeText(include_str!("runtime/checksum.ts"))),
    ("data", RuntimeText(include_str!("runtime/data.ts"))),
    ("endpoint", RuntimeText(include_str!("runtime/endpoint.ts"))),
    ("events", RuntimeText(include_str!("runtime/events.ts"))),
    ("export", RuntimeText(include_str!("runtime/export.ts"))),
    ("limit", RuntimeText(include_str!("runtime/limit.ts"))),
    ("pages", RuntimeText(include_str!("runtime/pages.ts"))),
    ("problem", RuntimeText(include_str!("runtime/problem.ts"))),
    ("query", RuntimeText(include_str!("runtime/query.ts"))),
    ("retry", RuntimeText(include_str!("runtime/retry.ts"))),
    ("scalars", RuntimeText(include_str!("runtime/scalars.ts"))),
    ("schema", RuntimeText(include_str!("runtime/schema.ts"))),
    ("tag", RuntimeText(include_str!("runtime/tag.ts"))),
    ("transport", RuntimeText(include_str!("runtime/transport.ts"))),
    ("types", RuntimeText(include_str!("runtime/types.ts"))),
];

/// The runtime files that only Zod schemas need. Generated files import them under one name each.
pub(super) const SCHEMA_RUNTIME: [&str; 4] = ["checksum", "data", "scalars", "schema"];

/// The one that only schemas with data need.
pub(super) const DATA_RUNTIME: &str = "data";

/// The one that only schemas with APIs of their own need.
pub(super) const ENDPOINT_RUNTIME: &str = "endpoint";

/// The one that only schemas with `@@api(aggregate)` need.
pub(super) const AGGREGATE_RUNTIME: &str = "aggregate";

/// The one that only schemas with rows to write need.
pub(super) const BULK_RUNTIME: &str = "bulk";

/// The one that only schemas with actions need.
pub(super) const ACTION_RUNTIME: &str = "action";

/// Those that only schemas with `@@api(changes)` need.
pub(super) const CHANGES_RUNTIME: [&str; 2] = ["changes", "events"];

/// The one that only schemas with `@@api(export)` need.
pub(super) const EXPORT_RUNTIME: &str = "export";

/// The one of them that only schemas with scalars of the catalogue need.
pub(super) const SCALARS_RUNTIME: &str = "scalars";

/// What generated files use of the language's own types, and a type parameter beside which rows are named: a model of such a name
/// gets another.
const GLOBALS: [&str; 9] = ["AsyncIterable", "Client", "Exclude", "Extract", "Omit", "Pick", "Promise", "R", "Record"];

/// The fixed files: names without ending, and their texts.
pub(super) fn runtime() -> &'static [(&'static str, RuntimeText)] {
    static FILES: &[(&str, RuntimeText)] = &RUNTIME;
    FILES
}

/// What a runtime file exports.
fn exports(text: &'static RuntimeText) -> impl Iterator<Item = &'static str> {
    text.as_str().lines().filter_map(|line| {
        let mut words = line.strip_prefix("export ")?.split(' ').skip_while(|word| {
            matches!(*word, "async" | "class" | "const" | "function" | "function*" | "interface" | "type")
        });
        words.next()?.split(|letter: char| !letter.is_alphanumeric()).next()
    })
}

/// A word of TypeScript or of the runtime that this target knows: never a user's.
pub(super) fn known(word: &'static str) -> Ident {
    Ident::own(word)
}

/// A type of `runtime/types`.
pub(super) fn runtime_type(name: &'static str) -> Import {
    runtime_import("runtime/types", name, ImportKind::Type)
}

/// A name of a runtime file.
pub(super) fn runtime_import(module: &'static str, name: &'static str, kind: ImportKind) -> Import {
    Import { module: Module::own(module), name: known(name), kind }
}

/// What `zod` calls itself.
pub(super) fn zod() -> &'static Import {
    static ZOD: LazyLock<Import> =
        LazyLock::new(|| Import { module: Module::Package("zod"), name: known("z"), kind: ImportKind::Value });
    &ZOD
}

/// The runtime's rules, under one name.
pub(super) fn rules() -> &'static Import {
    static RULES: LazyLock<Import> = LazyLock::new(|| runtime_import("runtime/schema", "rule", ImportKind::Namespace));
    &RULES
}

/// The runtime's scalars, under one name.
pub(super) fn scalars() -> &'static Import {
    static SCALARS: LazyLock<Import> =
        LazyLock::new(|| runtime_import("runtime/scalars", "scalar", ImportKind::Namespace));
    &SCALARS
}

/// The runtime's rules for data, under one name.
pub(super) fn wire() -> &'static Import {
    static WIRE: LazyLock<Import> = LazyLock::new(|| runtime_import("runtime/data", "wire", ImportKind::Namespace));
    &WIRE
}

/// Under what names schemas have modules at hand.
fn modules() -> impl Iterator<Item = Ident> {
    [zod(), rules(), scalars(), wire()].into_iter().map(|import| import.name.clone())
}

/// A file of the output, by its module.
pub(super) fn path(module: &str) -> RelativePath {
    RelativePath::new(&[module, ".ts"].concat()).expect("stems are ASCII words that no system refuses")
}

/// About so many names a type gives rise to.
const NAMES_OF_DATA: usize = 8;
/// About so many names a model gives rise to.
const NAMES_OF_MODEL: usize = 24;

/// All names of a model.
#[derive(Debug)]
pub(super) struct ModelNames {
    /// The stem of its files.
    pub(super) stem: String,
    /// The file of its types and client.
    pub(super) module: Module,
    /// The property of the client.
    pub(super) client_key: String,
    pub(super) row: Ident,
    pub(super) id: Ident,
    pub(super) key: Ident,
    pub(super) field: Ident,
    pub(super) create: Ident,
    pub(super) create_input: Ident,
    pub(super) nested: Ident,
    pub(super) connected: Ident,
    pub(super) update: Ident,
    pub(super) update_input: Ident,
    pub(super) where_: Ident,
    pub(super) order_by: Ident,
    pub(super) include: Ident,
    pub(super) default_include: Ident,
    pub(super) related: Ident,
    pub(super) included: Ident,
    pub(super) result: Ident,
    pub(super) sums: Ident,
    pub(super) ranges: Ident,
    pub(super) groups: Ident,
    pub(super) client: Ident,
    pub(super) schema: Ident,
    pub(super) create_schema: Ident,
    pub(super) update_schema: Ident,
}

/// All names of a type that is stored nowhere.
#[derive(Debug)]
pub(super) struct DataNames {
    pub(super) written: Ident,
    /// What is read, where that is another thing.
    pub(super) read: Ident,
    /// What is written as it stands in JSON: `written` where programs see nothing else.
    pub(super) json: Ident,
    /// The same of what is read.
    pub(super) read_json: Ident,
    pub(super) schema: Ident,
    pub(super) read_schema: Ident,
    /// What tells whether a call was refused with it, if there are endpoints.
    pub(super) guard: Option<Ident>,
    /// The constant with its rules, if it is a scalar.
    pub(super) rule: Option<Ident>,
    /// Its type parameters.
    pub(super) parameters: Vec<Ident>,
    /// Their schemas.
    pub(super) schemas: Vec<Ident>,
}

/// All names of an API.
#[derive(Debug)]
pub(super) struct EndpointNames {
    pub(super) class: Ident,
    /// By the index of the endpoint: the constant that says where it is.
    pub(super) routes: Vec<Ident>,
}

/// The names of everything.
#[derive(Debug)]
pub(super) struct Names {
    /// By the index of the API.
    pub(super) apis: Vec<EndpointNames>,
    /// By the index of the data type.
    pub(super) data: Vec<DataNames>,
    /// By the index of the model.
    pub(super) models: Vec<ModelNames>,
    /// By the index of the enumeration.
    pub(super) enumerations: Vec<Ident>,
    /// The names of enumerations that constants with rules make way for: those with `Rule` in them.
    rules: BTreeSet<Ident>,
}

impl Names {
    /// The constant with the rules of a column: `titleRule`, or with `_` behind it what no enumeration is called.
    pub(super) fn rule_constant(&self, field: &str) -> Ident {
        let mut name = [field, "Rule"].concat();
        loop {
            let ident = Ident::new(&name).unwrap_or_else(|| known("rule_"));
            if !self.rules.contains(&ident) {
                return ident;
            }
            name.push('_');
        }
    }
}

/// A scalar of the runtime: `phoneNumber`.
pub(super) fn scalar(name: &'static str) -> Ident {
    known(name)
}

/// Whether there are types that are stored nowhere, and no models: then there is no API either.
pub(super) fn is_data_alone(schema: &Schema) -> bool {
    schema.models.is_empty() && !schema.data.is_empty() && schema.apis.is_empty()
}

/// Gives names. What the schema names keeps its name, unless the language or the runtime needs it; what this target adds to
/// them makes way with a `_` at the end. `is_exact` tells for the index of a data type whether JSON has another form for a part of it when it
/// is written, and when it is read.
pub(super) fn plan_names(schema: &Schema, is_exact: impl Fn(usize) -> [bool; 2]) -> Names {
    let mut taken = if is_data_alone(schema) { Taken::of_data() } else { Taken::new() };
    taken.0.reserve(schema.data.len() * NAMES_OF_DATA + schema.models.len() * NAMES_OF_MODEL);
    let enumerations: Vec<Ident> =
        schema.enumerations.iter().map(|item| taken.own(item.name.as_str(), "Enum")).collect();
    let rules = enumerations.iter().filter(|name| name.as_str().contains("Rule")).cloned().collect();
    let rows: Vec<Ident> = schema.models.iter().map(|model| taken.own(model.name.as_str(), "Model")).collect();
    let data: Vec<Ident> = schema.data.iter().map(|data| taken.own(data.name.as_str(), "Data")).collect();
    let models = schema.models.iter().zip(rows).map(|(model, row)| plan_model(model, row, &mut taken)).collect();
    let has_apis = !schema.apis.is_empty();
    let data = schema.data.iter().zip(data).enumerate();
    let data = data.map(|(index, (data, own))| plan_data(data, own, is_exact(index), has_apis, &mut taken)).collect();
    let apis = schema.apis.iter().map(|api| plan_api(api, &mut taken)).collect();
    Names { apis, data, models, enumerations, rules }
}

fn plan_api(api: &EndpointApi, taken: &mut Taken) -> EndpointNames {
    let name = api.name.as_str();
    let mut derived = |endpoint: &str| {
        let name = [&naming::camel(name), &naming::pascal(endpoint), "Route"].concat();
        taken.derived(name)
    };
    let routes = api.endpoints.iter().map(|endpoint| derived(&endpoint.name)).collect();
    EndpointNames { routes, class: taken.derived([name, "Api"].concat()) }
}

fn plan_data(data: &Data, written: Ident, is_exact: [bool; 2], has_apis: bool, taken: &mut Taken) -> DataNames {
    let name = data.name.as_str();
    let parameters: Vec<Ident> = data
        .definition
        .parameters
        .iter()
        .map(|parameter| Ident::new(parameter).or_else(|| Ident::new(&[parameter, "_"].concat())))
        .map(|ident| ident.unwrap_or_else(|| known("T")))
        .collect();
    let schemas = parameters.iter().map(|parameter| {
        let name = [&naming::camel(parameter.as_str()), "Schema"].concat();
        Ident::new(&name).unwrap_or_else(|| known("schema"))
    });
    let schemas = schemas.collect();
    let read = taken.derived([name, "Input"].concat());
    let [exactly_written, exactly_read] = is_exact;
    DataNames {
        schemas,
        parameters,
        schema: taken.derived([name, "Schema"].concat()),
        read_schema: taken.derived([name, "InputSchema"].concat()),
        json: if exactly_written { taken.derived([name, "Json"].concat()) } else { written.clone() },
        read_json: if exactly_read { taken.derived([name, "InputJson"].concat()) } else { read.clone() },
        guard: has_apis.then(|| taken.derived(["is", name].concat())),
        rule: data.scalar.is_some().then(|| taken.derived([&naming::camel(name), "Rule"].concat())),
        read,
        written,
    }
}

fn plan_model(model: &Model, row: Ident, taken: &mut Taken) -> ModelNames {
    let name = model.name.as_str();
    let mut derived = |suffix: &str| taken.derived([name, suffix].concat());
    ModelNames {
        module: Module::file(&["models/", &stem(name)].concat()),
        stem: stem(name),
        client_key: naming::camel(name),
        id: derived("Id"),
        key: derived("Key"),
        field: derived("Field"),
        create: derived("Create"),
        create_input: derived("CreateInput"),
        nested: derived("Nested"),
        connected: derived("Connected"),
        update: derived("Update"),
        update_input: derived("UpdateInput"),
        where_: derived("Where"),
        order_by: derived("OrderBy"),
        include: derived("Include"),
        default_include: derived("DefaultInclude"),
        related: derived("Related"),
        included: derived("Included"),
        result: derived("Result"),
        sums: derived("Sums"),
        ranges: derived("Ranges"),
        groups: derived("Groups"),
        client: derived("Client"),
        schema: derived("Schema"),
        create_schema: derived("CreateSchema"),
        update_schema: derived("UpdateSchema"),
        row,
    }
}

/// Names of types that are given.
#[derive(Debug)]
struct Taken(HashSet<Ident>);

impl Taken {
    fn new() -> Self {
        let runtime = runtime().iter().filter(|(name, _)| !matches!(*name, "checksum" | "data" | "scalars"));
        let runtime = runtime.flat_map(|(_, text)| exports(text));
        Self(GLOBALS.into_iter().chain(runtime).map(known).chain(modules()).collect())
    }

    /// Where there is no API, little is needed.
    fn of_data() -> Self {
        Self(["Branded", "JsonValue", "Nothing"].into_iter().map(known).chain(modules()).collect())
    }

    /// The schema's own name, with `suffix` if the language or the runtime needs it.
    fn own(&mut self, name: &str, suffix: &str) -> Ident {
        if let Some(ident) = Ident::new(name)
            && self.0.insert(ident.clone())
        {
            return ident;
        }
        self.derived([name, suffix].concat())
    }

    fn derived(&mut self, mut name: String) -> Ident {
        loop {
            if let Some(ident) = Ident::new(&name).filter(|ident| self.0.insert(ident.clone())) {
                return ident;
            }
            name.push('_');
        }
    }
}

/// The stem of a model's files: kebab case in ASCII, with `_` behind what a system reads as a device.
fn stem(name: &str) -> String {
    let mut stem = String::new();
    for letter in naming::kebab(name).chars() {
        if letter.is_ascii_alphanumeric() || letter == '-' || letter == '_' {
            stem.push(letter.to_ascii_lowercase());
        } else {
            stem.push_str(&format!("u{:x}", u32::from(letter)));
        }
    }
    stem.truncate(150);
    if RelativePath::new(&[&stem, ".ts"].concat()).is_err() {
        stem.push('_');
    }
    stem
}

/// Reports models that cannot live side by side.
pub(super) fn check(schema: &Schema, names: &Names, diagnostics: &mut Diagnostics) {
    let mut files = BTreeMap::new();
    let mut keys = BTreeMap::new();
    let mut segments = BTreeMap::new();
    for (model, names) in schema.models.iter().zip(&names.models).filter(|(model, _)| !model.ignored) {
        let free = claim(FileClash::CODE, "file", &names.stem, model, &mut files, diagnostics);
        if free && !model.api.none {
            claim(ClientClash::CODE, "property of the client", &names.client_key, model, &mut keys, diagnostics);
            claim(PathClash::CODE, "collection path", &segment(model), model, &mut segments, diagnostics);
        }
    }
}

/// The segment of the URLs of a model.
pub(super) fn segment(model: &Model) -> String {
    match &model.api.path {
        Some(path) => path.value.clone(),
        None => naming::collection_segment(model.name.as_str()),
    }
}

fn claim<'a>(
    code: Code,
    what: &str,
    name: &str,
    model: &'a Model,
    taken: &mut BTreeMap<String, (&'a str, Span)>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Some((other, place)) = taken.get(name) else {
        taken.insert(name.to_owned(), (model.name.as_str(), model.name_span));
        return true;
    };
    let message = format!("`{other}` and `{}` would both be the {what} `{name}` in TypeScript", model.name);
    let help = match code {
        PathClash::CODE => "give one of them a path of its own: `@@api(path: \"…\")`",
        _ => "rename one of them; `@@map` keeps the name of the table",
    };
    diagnostics.push(
        Diagnostic::error(code, model.name_span, message)
            .label("needs the same name")
            .also(*place, "has it already")
            .help(help),
    );
    false
}

/// Names of the methods of one client; a later one makes way with a `_` at the end.
#[derive(Debug, Default)]
pub(super) struct Methods(BTreeSet<String>);

impl Methods {
    /// Gives `verb` and `noun` as one name, or the nearest that is free: `listComments`.
    pub(super) fn claim(&mut self, verb: &str, noun: &str) -> String {
        let mut letters = noun.chars();
        let noun = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
        let mut name = [verb, &noun.unwrap_or_default()].concat();
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_s_names_are_known() {
        let taken = Taken::new();
        for name in
            ["ApiError", "Page", "ListQuery", "Transport", "encodeQuery", "problemCodes", "readPages", "Promise", "z"]
        {
            assert!(taken.0.contains(&known(name)), "{name}");
        }
        assert_eq!(Taken::of_data().own("wire", "Data").as_str(), "wireData");
    }

    #[test]
    fn needed_names_get_a_suffix_and_added_ones_make_way() {
        let mut taken = Taken::new();
        assert_eq!(taken.own("Promise", "Model").as_str(), "PromiseModel");
        assert_eq!(taken.own("string", "Model").as_str(), "stringModel");
        assert_eq!(taken.own("ApiKey", "Model").as_str(), "ApiKey");
        assert_eq!(taken.derived("ApiKey".to_owned()).as_str(), "ApiKey_");
        assert_eq!(taken.own("Error", "Model").as_str(), "Error");
    }

    #[test]
    fn stems_are_files_on_every_system() {
        for (name, expected) in
            [("BlogPost", "blog-post"), ("AIResponse", "ai-response"), ("Con", "con_"), ("Größe", "gruf6udfe")]
        {
            assert_eq!(stem(name), expected);
            assert_eq!(path(&["models/", expected].concat()).as_str(), ["models/", expected, ".ts"].concat());
        }
    }

    #[test]
    fn methods_never_meet() {
        let mut methods = Methods::default();
        assert_eq!(methods.claim("list", "comments"), "listComments");
        assert_eq!(methods.claim("list", "Comments"), "listComments_");
        assert_eq!(methods.claim("list", ""), "list");
    }
}
