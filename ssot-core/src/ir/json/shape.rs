//! The shape of the schema as JSON, as a JSON Schema: the contract of tools outside of this workspace.
//!
//! The keys stand here once more, beside the writer: a test holds what is written for every schema of the workspace against them, and them
//! against what is written.
//!
//! Source: JSON Schema, draft 7.

use crate::json::Json;

use super::VERSION;

/// What a value can be.
enum Shape {
    Text,
    /// A whole number.
    Integer,
    Boolean,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A definition.
    Of(&'static str),
    /// The value, or null.
    Maybe(&'static Shape),
    List(&'static Shape),
}

/// Keys and their values; every key is always there.
type Keys = &'static [(&'static str, Shape)];

/// What a definition is.
enum Form {
    Object(Keys),
    /// An object with a `span`, if places were asked for.
    Placed(Keys),
    /// Objects of several kinds: a key tells them apart, and all of them have some keys.
    Kinds {
        tag: &'static str,
        is_placed: bool,
        common: Keys,
        kinds: &'static [(&'static str, Keys)],
    },
    /// One of several objects, told apart by their keys.
    Choice(&'static [Keys]),
}

use Form::{Choice, Kinds, Object, Placed};
use Shape::{Boolean, Integer, List, Maybe, Of, Text, Words};

const NAME: Shape = Text;
const PROVIDERS: Shape = Words(&["postgresql", "mysql", "sqlite", "sqlserver", "mongodb", "cockroachdb"]);
const SCALARS: &[&str] = &["String", "Int", "BigInt", "Float", "Decimal", "Boolean", "DateTime", "Json", "Bytes"];
const REFERENTIAL: Shape = Words(&["cascade", "restrict", "noAction", "setNull", "setDefault"]);
const WHERE: Shape = Maybe(&Of("predicate"));
const TREE: Shape = Of("tree");
const SHAPE: Shape = Of("shape");
const TEXT_FORMS: Shape = Words(&[
    "any",
    "char",
    "uuid",
    "moment",
    "day",
    "timeOfDay",
    "localMoment",
    "zoned",
    "span",
    "decimal",
    "base64",
    "url",
    "ip",
    "ipv4",
    "ipv6",
    "socket",
]);
const ROOT: (&str, Shape) = ("root", Words(&["this", "element"]));
const STEPS: (&str, Shape) = ("steps", List(&NAME));

const DOCUMENT: Keys = &[
    ("version", Integer),
    ("provider", PROVIDERS),
    ("sources", List(&Text)),
    ("datasource", Maybe(&Of("datasource"))),
    ("generators", List(&Of("generator"))),
    ("enumerations", List(&Of("enumeration"))),
    ("composites", List(&Of("composite"))),
    ("models", List(&Of("model"))),
    ("relations", List(&Of("relation"))),
    ("actions", List(&Of("action"))),
    ("events", List(&Of("event"))),
    ("data", List(&Of("data"))),
    ("apis", List(&Of("endpointApi"))),
    ("annotations", List(&Of("annotation"))),
];

/// Every definition: its name, what it is, its shape.
static DEFINITIONS: &[(&str, &str, Form)] = &[
    (
        "datasource",
        "The database",
        Placed(&[
            ("name", NAME),
            ("provider", PROVIDERS),
            ("relationMode", Words(&["foreignKeys", "application"])),
            ("schemas", List(&Text)),
            ("extensions", List(&Of("extension"))),
            ("settings", List(&Of("setting"))),
        ]),
    ),
    (
        "extension",
        "An extension of the database",
        Object(&[("name", NAME), ("map", Maybe(&Text)), ("schema", Maybe(&Text)), ("version", Maybe(&Text))]),
    ),
    (
        "generator",
        "A generator of another tool",
        Object(&[
            ("name", NAME),
            ("provider", Text),
            ("previewFeatures", List(&Text)),
            ("settings", List(&Of("setting"))),
        ]),
    ),
    ("setting", "A setting of another tool", Object(&[("key", Text), ("value", Of("value"))])),
    (
        "enumeration",
        "An enumeration",
        Placed(&[
            ("name", NAME),
            ("databaseName", Text),
            ("namespace", Maybe(&Text)),
            ("variants", List(&Of("variant"))),
            ("was", Maybe(&Text)),
            ("doc", Text),
            ("annotations", List(&Of("annotation"))),
        ]),
    ),
    (
        "variant",
        "A value of an enumeration",
        Placed(&[("name", NAME), ("databaseName", Text), ("was", Maybe(&Text)), ("doc", Text)]),
    ),
    ("composite", "An embedded type", Placed(&[("name", NAME), ("fields", List(&Of("field"))), ("doc", Text)])),
    (
        "model",
        "A table or view",
        Placed(&[
            ("name", NAME),
            ("kind", Words(&["table", "view"])),
            ("table", Text),
            ("namespace", Maybe(&Text)),
            ("fields", List(&Of("field"))),
            ("primaryKey", Maybe(&Of("primaryKey"))),
            ("uniques", List(&Of("unique"))),
            ("indexes", List(&Of("index"))),
            ("shardKey", List(&NAME)),
            ("ignored", Boolean),
            ("api", Of("api")),
            ("policies", List(&Of("policy"))),
            ("tenant", Maybe(&NAME)),
            ("was", Maybe(&Text)),
            ("doc", Text),
            ("annotations", List(&Of("annotation"))),
        ]),
    ),
    (
        "field",
        "A field; `column` is null for a relation",
        Placed(&[
            ("name", NAME),
            ("column", Maybe(&Text)),
            ("type", Of("type")),
            ("scalar", Maybe(&Text)),
            ("arity", Words(&["required", "optional", "list"])),
            ("native", Maybe(&Of("native"))),
            ("default", Maybe(&Of("default"))),
            ("defaultName", Maybe(&Text)),
            ("updatedAt", Boolean),
            ("ignored", Boolean),
            ("access", Words(&["readWrite", "readOnly", "writeOnly", "hidden"])),
            ("policies", List(&Of("policy"))),
            ("version", Boolean),
            ("checks", List(&Of("check"))),
            ("pii", Boolean),
            ("was", Maybe(&Text)),
            ("doc", Text),
            ("annotations", List(&Of("annotation"))),
        ]),
    ),
    (
        "type",
        "What a field holds; a relation names the model that it leads to",
        Kinds {
            tag: "kind",
            is_placed: false,
            common: &[],
            kinds: &[
                ("scalar", &[("name", Words(SCALARS))]),
                ("enumeration", &[("name", NAME)]),
                ("composite", &[("name", NAME)]),
                ("relation", &[("name", NAME), ("relation", NAME)]),
                ("unsupported", &[("name", Text)]),
            ],
        },
    ),
    ("native", "A column type", Object(&[("name", NAME), ("arguments", List(&Text))])),
    (
        "default",
        "What a field starts with: a literal, or the call of a function",
        Choice(&[
            &[("literal", Of("value"))],
            &[("function", Words(&["autoincrement", "now", "ulid", "auto"]))],
            &[("function", Words(&["cuid", "uuid"])), ("version", Integer)],
            &[("function", Words(&["nanoid"])), ("length", Integer)],
            &[("function", Words(&["database"])), ("expression", Maybe(&Text))],
            &[
                ("function", Words(&["sequence"])),
                ("virtual", Boolean),
                ("minValue", Maybe(&Integer)),
                ("maxValue", Maybe(&Integer)),
                ("increment", Maybe(&Integer)),
                ("start", Maybe(&Integer)),
                ("cache", Maybe(&Integer)),
            ],
        ]),
    ),
    (
        "value",
        "A value with its kind; numbers as text, bytes in hexadecimal digits",
        Kinds {
            tag: "kind",
            is_placed: false,
            common: &[],
            kinds: &[
                ("integer", &[("value", Text)]),
                ("float", &[("value", Text)]),
                ("decimal", &[("value", Text)]),
                ("boolean", &[("value", Boolean)]),
                ("string", &[("value", Text)]),
                ("dateTime", &[("value", Text)]),
                ("json", &[("value", Text)]),
                ("bytes", &[("value", Text)]),
                ("variant", &[("value", Maybe(&NAME))]),
                ("list", &[("value", List(&Of("value")))]),
                ("environment", &[("value", Text)]),
                ("word", &[("value", Text)]),
            ],
        },
    ),
    (
        "check",
        "A rule for values; numbers as text",
        Kinds {
            tag: "kind",
            is_placed: true,
            common: &[],
            kinds: &[
                ("length", &[("min", Maybe(&Integer)), ("max", Maybe(&Integer))]),
                ("min", &[("value", Text)]),
                ("max", &[("value", Text)]),
                ("pattern", &[("pattern", Text)]),
                ("format", &[("scalar", Text)]),
            ],
        },
    ),
    (
        "primaryKey",
        "The primary key",
        Placed(&[
            ("fields", List(&Of("keyField"))),
            ("databaseName", Text),
            ("map", Maybe(&Text)),
            ("clustered", Maybe(&Boolean)),
            ("name", Maybe(&Text)),
        ]),
    ),
    (
        "unique",
        "A unique key",
        Placed(&[
            ("fields", List(&Of("keyField"))),
            ("databaseName", Text),
            ("map", Maybe(&Text)),
            ("clustered", Maybe(&Boolean)),
            ("name", Maybe(&Text)),
            ("where", WHERE),
        ]),
    ),
    (
        "index",
        "An index",
        Placed(&[
            ("fields", List(&Of("keyField"))),
            ("databaseName", Text),
            ("map", Maybe(&Text)),
            ("clustered", Maybe(&Boolean)),
            ("kind", Words(&["bTree", "hash", "gin", "gist", "spGist", "brin", "fulltext"])),
            ("where", WHERE),
        ]),
    ),
    (
        "keyField",
        "A column of a key; `path` leads into composites",
        Object(&[
            ("field", NAME),
            ("path", List(&NAME)),
            ("sort", Maybe(&Words(&["ascending", "descending"]))),
            ("length", Maybe(&Integer)),
            ("operator", Maybe(&Of("operator"))),
        ]),
    ),
    ("operator", "An operator class of an index", Choice(&[&[("named", Text)], &[("raw", Text)]])),
    (
        "predicate",
        "Which rows an index has: SQL, or conditions that hold together",
        Choice(&[&[("raw", Text)], &[("all", List(&Of("fieldCondition")))]]),
    ),
    (
        "fieldCondition",
        "A field has a value, or has it not; null is no value",
        Object(&[("field", NAME), ("negated", Boolean), ("value", Maybe(&Of("value")))]),
    ),
    (
        "api",
        "How APIs show a model",
        Object(&[
            ("none", Boolean),
            ("path", Maybe(&Text)),
            ("include", List(&List(&NAME))),
            ("aggregate", Boolean),
            ("export", Boolean),
            ("changes", Boolean),
            ("upsert", Boolean),
            ("requireIfMatch", Boolean),
            ("softDelete", Maybe(&NAME)),
            ("maxTake", Maybe(&Integer)),
            ("defaultTake", Maybe(&Integer)),
        ]),
    ),
    (
        "policy",
        "Who may do what",
        Placed(&[
            ("effect", Words(&["allow", "deny"])),
            ("operations", List(&Words(&["create", "read", "update", "delete"]))),
            ("condition", Of("expression")),
        ]),
    ),
    (
        "relation",
        "A relation with both of its ends",
        Kinds {
            tag: "kind",
            is_placed: true,
            common: &[("name", NAME), ("named", Boolean)],
            kinds: &[
                (
                    "foreignKey",
                    &[
                        ("from", Of("end")),
                        ("to", Of("end")),
                        ("fields", List(&NAME)),
                        ("references", List(&NAME)),
                        ("oneToOne", Boolean),
                        ("onDelete", REFERENTIAL),
                        ("onUpdate", REFERENTIAL),
                        ("databaseName", Text),
                        ("map", Maybe(&Text)),
                    ],
                ),
                (
                    "joinTable",
                    &[
                        ("a", Of("end")),
                        ("b", Of("end")),
                        ("table", Text),
                        ("primaryKeyName", Text),
                        ("uniqueName", Text),
                        ("indexName", Text),
                        ("aForeignKeyName", Text),
                        ("bForeignKeyName", Text),
                    ],
                ),
            ],
        },
    ),
    ("end", "One end of a relation", Object(&[("model", NAME), ("field", NAME)])),
    (
        "action",
        "An action",
        Placed(&[
            ("name", NAME),
            ("owner", Of("owner")),
            ("parameters", List(&Of("given"))),
            ("steps", List(&Of("step"))),
            ("doc", Text),
        ]),
    ),
    (
        "owner",
        "What an action is about: a row, a model or the schema, which has no model",
        Object(&[("kind", Words(&["row", "model", "schema"])), ("model", Maybe(&NAME))]),
    ),
    ("event", "An event", Placed(&[("name", NAME), ("fields", List(&Of("given"))), ("doc", Text)])),
    (
        "given",
        "A parameter, or a field of an event",
        Placed(&[
            ("name", NAME),
            ("type", Of("valueType")),
            ("scalar", Maybe(&Text)),
            ("checks", List(&Of("check"))),
            ("doc", Text),
        ]),
    ),
    (
        "valueType",
        "The type of a value",
        Object(&[
            ("kind", Words(&["scalar", "enumeration", "row", "principal"])),
            ("name", NAME),
            ("list", Boolean),
            ("nullable", Boolean),
        ]),
    ),
    (
        "step",
        "A step of an action",
        Kinds {
            tag: "kind",
            is_placed: true,
            common: &[],
            kinds: &[
                ("require", &[("condition", Of("expression")), ("code", Text)]),
                ("reject", &[("code", Text)]),
                ("set", &[("field", Maybe(&NAME)), ("value", Of("expression"))]),
                ("create", &[("model", NAME), ("values", List(&Of("assignment")))]),
                ("delete", &[]),
                ("if", &[("condition", Of("expression")), ("then", List(&Of("step"))), ("else", List(&Of("step")))]),
                ("emit", &[("event", NAME), ("values", List(&Of("assignment")))]),
                (
                    "call",
                    &[
                        ("action", NAME),
                        ("model", Maybe(&NAME)),
                        ("row", Maybe(&Of("rowPath"))),
                        ("arguments", List(&Of("argument"))),
                    ],
                ),
                ("return", &[]),
            ],
        },
    ),
    (
        "data",
        "A type that is stored nowhere: a struct has `content`, an enum has `tagging` and `variants`",
        Placed(&[
            ("name", NAME),
            ("parameters", List(&Text)),
            ("into", Maybe(&SHAPE)),
            ("from", Maybe(&SHAPE)),
            ("content", Maybe(&Of("content"))),
            ("tagging", Maybe(&Of("tagging"))),
            ("variants", List(&Of("dataVariant"))),
            ("doc", Text),
        ]),
    ),
    (
        "dataVariant",
        "A variant of a type that is stored nowhere",
        Placed(&[
            ("names", Of("wireNames")),
            ("untagged", Boolean),
            ("status", Maybe(&Integer)),
            ("content", Of("content")),
            ("doc", Text),
        ]),
    ),
    (
        "content",
        "What a struct or a variant holds",
        Kinds {
            tag: "kind",
            is_placed: false,
            common: &[],
            kinds: &[
                ("nothing", &[]),
                ("value", &[("value", SHAPE)]),
                ("tuple", &[("items", List(&SHAPE))]),
                ("object", &[("closed", Boolean), ("tag", Maybe(&Of("wireTag"))), ("fields", List(&Of("dataField")))]),
            ],
        },
    ),
    ("wireTag", "A key that is always there, and its value", Object(&[("key", Text), ("value", Text)])),
    (
        "dataField",
        "A field of a type that is stored nowhere",
        Placed(&[
            ("names", Of("wireNames")),
            ("type", SHAPE),
            ("omitted", Words(&["never", "absent", "sometimes"])),
            ("optional", Boolean),
            ("flat", Boolean),
            ("doc", Text),
        ]),
    ),
    (
        "wireNames",
        "What a field or variant is called where it is written, where it is read, and what else is read",
        Object(&[("written", Maybe(&Text)), ("read", Maybe(&Text)), ("aliases", List(&Text))]),
    ),
    (
        "tagging",
        "How a value tells its variant",
        Object(&[
            ("kind", Words(&["external", "internal", "adjacent", "untagged"])),
            ("tag", Maybe(&Text)),
            ("content", Maybe(&Text)),
        ]),
    ),
    (
        "shape",
        "The form of a value on the wire",
        Kinds {
            tag: "kind",
            is_placed: false,
            common: &[],
            kinds: &[
                ("boolean", &[]),
                ("integer", &[("bits", Integer), ("signed", Boolean), ("zero", Boolean), ("text", Boolean)]),
                ("float", &[]),
                ("text", &[("form", TEXT_FORMS)]),
                ("null", &[]),
                ("json", &[]),
                ("literal", &[("value", Text)]),
                ("option", &[("of", SHAPE)]),
                ("list", &[("of", SHAPE)]),
                ("array", &[("of", SHAPE), ("length", Integer)]),
                ("tuple", &[("items", List(&SHAPE))]),
                ("map", &[("key", SHAPE), ("value", SHAPE)]),
                ("record", &[("fields", List(&Of("member")))]),
                ("union", &[("of", List(&SHAPE))]),
                ("parameter", &[("number", Integer)]),
                (
                    "named",
                    &[("of", Words(&["data", "enumeration", "model"])), ("name", NAME), ("arguments", List(&SHAPE))],
                ),
            ],
        },
    ),
    ("member", "A key of a record and its value", Object(&[("name", Text), ("type", SHAPE)])),
    (
        "endpointApi",
        "A trait whose methods are endpoints",
        Placed(&[("name", NAME), ("endpoints", List(&Of("endpoint"))), ("doc", Text)]),
    ),
    (
        "endpoint",
        "A method that is an endpoint",
        Placed(&[
            ("name", NAME),
            ("method", Text),
            ("path", Text),
            ("parameters", List(&Of("endpointParameter"))),
            ("status", Integer),
            ("answer", Maybe(&SHAPE)),
            ("error", Maybe(&SHAPE)),
            ("doc", Text),
        ]),
    ),
    (
        "endpointParameter",
        "An argument of an endpoint",
        Placed(&[("name", NAME), ("in", Words(&["path", "query", "body"])), ("type", SHAPE)]),
    ),
    ("assignment", "What a field becomes", Placed(&[("field", NAME), ("value", Of("expression"))])),
    ("argument", "What a parameter gets", Placed(&[("parameter", NAME), ("value", Of("expression"))])),
    ("rowPath", "A row, and the relations that lead to another one", Object(&[ROOT, STEPS])),
    ("expression", "An expression: as it is read again, and as a tree", Object(&[("text", Text), ("tree", TREE)])),
    (
        "tree",
        "A node of an expression",
        Kinds {
            tag: "kind",
            is_placed: false,
            common: &[("type", Of("valueType"))],
            kinds: &[
                ("literal", &[("value", Of("value"))]),
                ("null", &[]),
                ("list", &[("items", List(&TREE))]),
                ("field", &[ROOT, STEPS, ("model", NAME), ("field", NAME)]),
                ("row", &[ROOT, STEPS]),
                ("parameter", &[("name", NAME)]),
                ("principal", &[]),
                ("claim", &[("name", NAME)]),
                ("not", &[("operand", TREE)]),
                ("negate", &[("operand", TREE)]),
                ("logic", &[("operator", Words(&["&&", "||"])), ("left", TREE), ("right", TREE)]),
                (
                    "compare",
                    &[("operator", Words(&["==", "!=", "<", "<=", ">", ">="])), ("left", TREE), ("right", TREE)],
                ),
                ("arithmetic", &[("operator", Words(&["+", "-", "*", "/", "%"])), ("left", TREE), ("right", TREE)]),
                ("isNull", &[("operand", TREE), ("negated", Boolean)]),
                ("in", &[("operand", TREE), ("list", TREE), ("negated", Boolean)]),
                (
                    "quantified",
                    &[("quantifier", Words(&["some", "every", "none"])), ROOT, STEPS, ("condition", Maybe(&TREE))],
                ),
                (
                    "aggregate",
                    &[
                        ("function", Words(&["count", "sum", "avg", "min", "max"])),
                        ROOT,
                        STEPS,
                        ("value", Maybe(&TREE)),
                        ("condition", Maybe(&TREE)),
                    ],
                ),
                ("call", &[("function", NAME), ("arguments", List(&TREE))]),
            ],
        },
    ),
    (
        "annotation",
        "What a target reads that owns the namespace",
        Object(&[("namespace", Text), ("key", Text), ("value", Text)]),
    ),
    (
        "span",
        "A place; the end is behind the last character",
        Object(&[("file", Text), ("start", Of("point")), ("end", Of("point"))]),
    ),
    ("point", "A place in a file, both numbers from 1", Object(&[("line", Integer), ("column", Integer)])),
];

/// The JSON Schema of what [`to_json`](super::to_json) writes: version [`VERSION`] of it.
pub fn json_schema() -> String {
    let mut entries = vec![
        ("$schema", Json::string("http://json-schema.org/draft-07/schema#")),
        ("title", Json::string("A schema of ssot, resolved")),
        ("description", Json::String(format!("Version {VERSION}: `ssot print --stage ir --format json`"))),
    ];
    entries.extend(object(DOCUMENT, &[], None, false));
    let definitions = DEFINITIONS.iter().map(|(name, about, form)| {
        let mut entries = vec![("description", Json::string(*about))];
        entries.extend(definition(form));
        (*name, Json::Object(entries))
    });
    entries.push(("definitions", Json::Object(definitions.collect())));
    Json::Object(entries).text()
}

type Entries = Vec<(&'static str, Json)>;

fn definition(form: &Form) -> Entries {
    let any = |choices: Vec<Json>| vec![("anyOf", Json::Array(choices))];
    match form {
        Object(keys) => object(keys, &[], None, false),
        Placed(keys) => object(keys, &[], None, true),
        Choice(all) => any(all.iter().map(|keys| Json::Object(object(keys, &[], None, false))).collect()),
        Kinds { tag, is_placed, common, kinds } => any(kinds
            .iter()
            .map(|(kind, keys)| Json::Object(object(common, keys, Some((tag, kind)), *is_placed)))
            .collect()),
    }
}

/// An object with these keys and no others.
fn object(keys: Keys, more: Keys, tag: Option<(&'static str, &'static str)>, is_placed: bool) -> Entries {
    let tag = tag.map(|(tag, kind)| (tag, words(&[kind])));
    let mut properties: Entries =
        tag.into_iter().chain(keys.iter().chain(more).map(|(key, shape)| (*key, value(shape)))).collect();
    let required = Json::array(&properties, |(key, _)| Json::string(*key));
    if is_placed {
        properties.push(("span", value(&Of("span"))));
    }
    vec![
        ("type", Json::string("object")),
        ("properties", Json::Object(properties)),
        ("required", required),
        ("additionalProperties", Json::Boolean(false)),
    ]
}

fn value(shape: &Shape) -> Json {
    let plain = |ty: &str| Json::Object(vec![("type", Json::string(ty))]);
    match shape {
        Text => plain("string"),
        Integer => plain("integer"),
        Boolean => plain("boolean"),
        Words(list) => words(list),
        Of(name) => Json::Object(vec![("$ref", Json::String(format!("#/definitions/{name}")))]),
        Maybe(inner) => Json::Object(vec![("anyOf", Json::Array(vec![value(inner), plain("null")]))]),
        List(inner) => Json::Object(vec![("type", Json::string("array")), ("items", value(inner))]),
    }
}

fn words(list: &[&'static str]) -> Json {
    Json::Object(vec![("enum", Json::array(list, |word| Json::string(*word)))])
}
