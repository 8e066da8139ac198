//! The catalogue as read from TOML.

use toml::{Table, Value};

use crate::run::Failure;

/// All of it.
pub(super) struct Catalog {
    pub(super) scalars: Vec<Scalar>,
    /// Names of composites.
    pub(super) composites: Vec<String>,
    /// Other spellings and what they mean.
    pub(super) aliases: Vec<(String, String)>,
    /// Words that are no types, and what to say about them.
    pub(super) undefined: Vec<(String, String)>,
}

/// One scalar.
pub(super) struct Scalar {
    pub(super) name: String,
    /// As languages with capital types spell it.
    pub(super) title: String,
    pub(super) form: Form,
    /// The rule of a text.
    pub(super) pattern: Option<String>,
    pub(super) min: Option<String>,
    pub(super) max: Option<String>,
    pub(super) max_length: Option<i64>,
    pub(super) checksum: Option<String>,
    /// Whether the check digit counts without being asked for.
    pub(super) checksum_default: bool,
    pub(super) sensitive: bool,
    pub(super) widget: String,
    pub(super) formats: Vec<String>,
    pub(super) description: String,
    pub(super) example: String,
    pub(super) valid: Vec<String>,
    pub(super) invalid: Vec<String>,
    pub(super) invalid_checksum: Vec<String>,
}

/// What it is stored as.
pub(super) enum Form {
    Text,
    Decimal(u32, u32),
    Uuid,
    Json,
    Moment,
    Date,
    Time,
}

/// Reads the catalogue.
pub(super) fn read(text: &str) -> Result<Catalog, Failure> {
    let root: Table = text.parse().map_err(|error| format!("catalog.toml: {error}"))?;
    let entries = |key: &str| root.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let pairs = |key: &str| {
        let table = root.get(key).and_then(Value::as_table).cloned().unwrap_or_default();
        let pairs = table.into_iter().filter_map(|(word, value)| Some((word, value.as_str()?.to_owned())));
        pairs.collect::<Vec<_>>()
    };
    let scalars = entries("scalar").iter().map(scalar).collect::<Result<Vec<_>, Failure>>()?;
    let counted = root.get("scalar_count").and_then(Value::as_integer);
    if counted != Some(scalars.len() as i64) {
        return Err(format!("catalog.toml: {} scalars, not `scalar_count`", scalars.len()));
    }
    let composites = entries("composite");
    let composites = composites.iter().filter_map(|entry| Some(entry.get("name")?.as_str()?.to_owned())).collect();
    Ok(Catalog { scalars, composites, aliases: pairs("aliases"), undefined: pairs("undefined") })
}

fn scalar(entry: &Value) -> Result<Scalar, Failure> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let name = text("name").ok_or("catalog.toml: a scalar has no name")?;
    let needed = |key: &str| text(key).ok_or_else(|| format!("catalog.toml: `{name}` has no `{key}`"));
    let list = |key: &str| {
        let items = entry.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let form = form(&needed("postgres")?).ok_or_else(|| format!("catalog.toml: the column of `{name}` is unknown"))?;
    let formats = text("format").into_iter().chain(list("formats")).collect();
    Ok(Scalar {
        title: title(&name),
        pattern: if matches!(form, Form::Text) { text("pattern").or_else(|| text("lexical")) } else { None },
        form,
        min: text("min"),
        max: text("max"),
        max_length: entry.get("max_length").and_then(Value::as_integer),
        checksum: text("checksum"),
        checksum_default: entry.get("checksum_default").and_then(Value::as_bool).unwrap_or(true),
        sensitive: entry.get("sensitive").and_then(Value::as_bool).unwrap_or(false),
        widget: needed("input")?,
        formats,
        description: needed("description")?,
        example: needed("example")?,
        valid: list("valid"),
        invalid: list("invalid"),
        invalid_checksum: list("invalid_checksum"),
        name: name.clone(),
    })
}

/// The first letter is a capital; `datetime` is `DateTime`, as these languages have always called it.
fn title(name: &str) -> String {
    if name == "datetime" {
        return "DateTime".to_owned();
    }
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn form(column: &str) -> Option<Form> {
    Some(match column {
        "TEXT" | "INET" | "MACADDR" | "POINT" | "INTERVAL" => Form::Text,
        "UUID" => Form::Uuid,
        "JSONB" => Form::Json,
        "TIMESTAMPTZ" => Form::Moment,
        "DATE" => Form::Date,
        "TIME" => Form::Time,
        other => {
            let (precision, scale) = other.strip_prefix("NUMERIC(")?.strip_suffix(')')?.split_once(',')?;
            Form::Decimal(precision.parse().ok()?, scale.parse().ok()?)
        }
    })
}
