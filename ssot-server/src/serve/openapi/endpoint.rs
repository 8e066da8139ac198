//! Endpoints of one's own: what traits marked `#[ssot::api]` say of themselves, as operations.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use ssot_wire::definition::Definition;

use super::super::Inner;
use super::super::dispatch;
use super::{name_of, problem, reference};
use crate::auth::Scheme;
use crate::schema::{Refusal, Schemas, Shape, Told, Way, read};

/// What every endpoint may be refused with.
const ALWAYS: [u16; 5] = [400, 414, 429, 500, 503];

/// What an API says of itself.
#[derive(Debug, Deserialize)]
struct Api {
    name: String,
    endpoints: Vec<Endpoint>,
    doc: String,
}

#[derive(Debug, Deserialize)]
struct Endpoint {
    name: String,
    method: String,
    path: String,
    parameters: Vec<Parameter>,
    status: u16,
    answer: Option<Shape>,
    error: Option<Shape>,
    doc: String,
    asks: Asks,
}

#[derive(Debug, Deserialize)]
struct Parameter {
    name: String,
    #[serde(rename = "in")]
    place: Place,
    #[serde(rename = "type")]
    shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Place {
    Path,
    Query,
    Body,
}

/// What it wants to know of who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Asks {
    Nobody,
    Caller,
    Principal,
}

/// The endpoints among the routes of a server.
pub(super) struct Endpoints {
    apis: Vec<Api>,
    schemas: Schemas,
    schemes: Vec<Scheme>,
    /// The names of tags that others have.
    models: BTreeSet<&'static str>,
}

impl Endpoints {
    /// Those that answer: what the API of models has wins. `beside` are the schemas of that.
    pub(super) fn new(inner: &Inner, beside: &Map<String, Value>) -> Self {
        let mut schemas = Schemas::new("#/components/schemas/").beside(beside);
        let mut apis = Vec::new();
        for definition in &*inner.settings.listed {
            let Some(mut api) = read::<Api>(definition) else { continue };
            api.endpoints.retain(|endpoint| answers(inner, &endpoint.path));
            for endpoint in &mut api.endpoints {
                link(endpoint, &mut schemas, definition);
            }
            apis.push(api);
        }
        schemas.settle();
        for name in schemas.unknown() {
            tracing::warn!(
                target: "ssot",
                ty = name,
                "nothing in the document says what this type looks like: mark it, or say what serde writes, `#[ssot(type = \"…\")]`",
            );
        }
        let models = inner.api.resources().map(|resource| resource.name).collect();
        Self { apis, schemas, schemes: inner.api.schemes(), models }
    }

    /// A tag for each API.
    pub(super) fn tags(&self) -> Vec<Value> {
        let own = self.apis.iter().filter(|api| !self.models.contains(api.name.as_str()));
        own.map(|api| match Told::by(&api.doc).text.as_str() {
            "" => json!({"name": api.name}),
            doc => json!({"name": api.name, "description": doc}),
        })
        .collect()
    }

    /// The paths. Those that differ in the names of parameters alone are one.
    pub(super) fn paths(&mut self) -> Vec<(String, Value)> {
        let mut paths: Vec<(String, Value)> = Vec::new();
        let apis = std::mem::take(&mut self.apis);
        for api in &apis {
            for endpoint in &api.endpoints {
                let is_same = |(path, _): &(String, Value)| outline(path).eq(outline(&endpoint.path));
                let place = paths.iter().position(is_same).unwrap_or_else(|| {
                    paths.push((endpoint.path.clone(), json!({})));
                    paths.len() - 1
                });
                let (path, item) = &mut paths[place];
                item[endpoint.method.to_lowercase()] = self.operation(api, endpoint, path);
            }
        }
        self.apis = apis;
        paths
    }

    /// All schemas: those beside, and those that operations refer to.
    pub(super) fn into_schemas(self, beside: &Map<String, Value>) -> Map<String, Value> {
        self.schemas.into_components(beside)
    }

    fn operation(&mut self, api: &Api, endpoint: &Endpoint, path: &str) -> Value {
        let Told { text: doc, deprecated } = Told::by(&endpoint.doc);
        let summary = doc.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        let mut operation = json!({"operationId": format!("{}.{}", api.name, endpoint.name)});
        if !summary.is_empty() {
            operation["summary"] = json!(summary);
        }
        if doc.contains("\n\n") {
            operation["description"] = json!(doc);
        }
        operation["tags"] = json!([api.name]);
        if deprecated {
            operation["deprecated"] = json!(true);
        }
        let parameters = endpoint.parameters.iter().filter(|parameter| parameter.place != Place::Body);
        operation["parameters"] = parameters.map(|parameter| self.parameter(parameter, endpoint, path)).collect();
        let body = endpoint.parameters.iter().find(|parameter| parameter.place == Place::Body);
        if let Some(body) = body {
            let schema = self.schemas.schema(&body.shape, Way::Read);
            operation["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": schema}}});
        }
        operation["responses"] = Value::Object(self.responses(endpoint, body.is_some()));
        if let Some(security) = self.security(endpoint.asks) {
            operation["security"] = security;
        }
        operation
    }

    fn parameter(&mut self, parameter: &Parameter, endpoint: &Endpoint, path: &str) -> Value {
        let name = &parameter.name;
        if parameter.place == Place::Path {
            // The path may have another name for it, which the first endpoint there has given.
            let at = names(&endpoint.path).position(|other| other == name);
            let name = at.and_then(|at| names(path).nth(at)).unwrap_or(name);
            let mut schema = self.schemas.schema(&parameter.shape, Way::Read);
            if schema == json!({"type": "string"}) {
                schema["minLength"] = json!(1);
            }
            return json!({"name": name, "in": "path", "required": true, "schema": schema});
        }
        let (shape, required) = match &parameter.shape {
            Shape::Option { of } => (&**of, false),
            shape @ Shape::List { .. } => (shape, false),
            shape => (shape, true),
        };
        json!({"name": name, "in": "query", "required": required, "schema": self.schemas.schema(shape, Way::Read)})
    }

    fn responses(&mut self, endpoint: &Endpoint, has_body: bool) -> Map<String, Value> {
        let mut responses = Map::new();
        let success = match &endpoint.answer {
            Some(shape) => {
                let schema = self.schemas.schema(shape, Way::Written);
                json!({"description": "The answer", "content": {"application/json": {"schema": schema}}})
            }
            None => json!({"description": "Done; there is no body"}),
        };
        responses.insert(endpoint.status.to_string(), success);
        let mut general: Vec<u16> = ALWAYS.to_vec();
        general.extend(if endpoint.asks == Asks::Nobody { &[][..] } else { &[401, 403] });
        general.extend(if has_body { &[413, 415, 422][..] } else { &[] });
        let refusals = endpoint.error.as_ref().map(|error| self.schemas.refusals(error)).unwrap_or_default();
        let declared: BTreeSet<u16> = refusals.iter().map(|refusal| refusal.status).collect();
        let mut statuses: Vec<u16> = general.iter().copied().chain(declared.iter().copied()).collect();
        statuses.sort_unstable();
        statuses.dedup();
        for status in statuses {
            let own = || refusals.iter().filter(|refusal| refusal.status == status);
            if declared.contains(&status) {
                responses.insert(status.to_string(), refused(own(), general.contains(&status)));
            } else {
                responses.extend(problem::named(&[status]));
            }
        }
        responses
    }

    /// Who may; nothing is said where there is no way to be somebody.
    fn security(&self, asks: Asks) -> Option<Value> {
        let ways = self.schemes.iter().map(|scheme| json!({name_of(scheme): []}));
        match asks {
            _ if self.schemes.is_empty() => None,
            Asks::Nobody => Some(json!([])),
            Asks::Caller => Some(std::iter::once(json!({})).chain(ways).collect()),
            Asks::Principal => Some(ways.collect()),
        }
    }
}

/// Refusals with one status: those that the endpoint declares, and perhaps those that all have.
fn refused<'r>(refusals: impl Iterator<Item = &'r Refusal>, is_general: bool) -> Value {
    let mut options = Vec::new();
    let mut words = Vec::new();
    for refusal in refusals {
        let text = Told::by(&refusal.doc).text;
        let doc = text.lines().next().unwrap_or_default();
        words.push(if doc.is_empty() { format!("`{}`", refusal.code) } else { format!("`{}`: {doc}", refusal.code) });
        options.push(problem::declared(refusal));
    }
    if is_general {
        options.push(reference("ssot.Problem"));
    }
    let schema = if options.len() == 1 { options.remove(0) } else { json!({"anyOf": options}) };
    json!({"description": words.join("\n\n"), "content": {"application/problem+json": {"schema": schema}}})
}

fn link(endpoint: &mut Endpoint, schemas: &mut Schemas, definition: &'static Definition) {
    let parameters = endpoint.parameters.iter_mut().map(|parameter| &mut parameter.shape);
    for shape in parameters.chain(&mut endpoint.answer).chain(&mut endpoint.error) {
        schemas.link(shape, definition);
    }
}

/// Whether a request for such a path comes to the program's own routes at all.
fn answers(inner: &Inner, path: &str) -> bool {
    let base = inner.api.base_path();
    match dispatch::below(base, path) {
        Some(_) if !base.is_empty() => false,
        Some(below) => !dispatch::knows(&inner.api, below),
        None => true,
    }
}

/// The segments of a path, parameters without their names.
fn outline(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment })
}

/// The names of the parameters of a path.
fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}
