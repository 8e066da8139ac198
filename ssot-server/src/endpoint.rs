//! Endpoints of one's own: what the output of `#[ssot::api]` stands on.
//!
//! A table of paths and methods becomes a router whose answers keep the HTTP contract: what is wrong with a request is a problem (RFC
//! 9457) that names the place, other methods are refused with `Allow`, HEAD and OPTIONS work.

mod arguments;
mod refusal;
mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Once};

use axum::Router;
use axum::body::Body;
use futures_util::future::BoxFuture;
use http::header::ALLOW;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use serde::Serialize;
use ssot_wire::definition::Definition;

use crate::problem::{Code, Problem};
use crate::response::Answer;
use crate::serve::{MaxBody, REQUEST_ID};

pub use arguments::Arguments;
pub use refusal::Failure;
pub(crate) use refusal::{kind, title};

/// Largest body where no shell says otherwise, in bytes: 1 MiB.
const MAX_BODY: usize = 1 << 20;

/// What an endpoint takes, by name.
#[derive(Debug, Clone, Copy)]
pub struct Takes {
    /// The parameters of the path, and the number of their segment, the first one being 0.
    pub path: &'static [(&'static str, usize)],
    /// The parameters of the query.
    pub query: &'static [&'static str],
    /// Whether it has a body, which is JSON.
    pub body: bool,
    /// What it wants to know of who asks.
    pub asks: Asks,
}

/// What an endpoint wants to know of who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Nothing: credentials are not looked at.
    Nobody,
    /// Who asks, or that nobody in particular does.
    Caller,
    /// Who asks: nobody in particular is refused.
    Principal,
}

type Handler = Arc<dyn Fn(Arguments) -> BoxFuture<'static, Result<Answer, Failure>> + Send + Sync>;

/// One method at one path.
#[derive(Clone)]
struct Route {
    method: Method,
    takes: Takes,
    handler: Handler,
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Route").field("method", &self.method).field("takes", &self.takes).finish_non_exhaustive()
    }
}

/// Endpoints by path and method, with what they say of themselves.
///
/// [`Server::routes`](crate::Server::routes) takes them, and lists them in its document. In a router of their own they are listed
/// nowhere.
#[derive(Debug, Clone)]
#[must_use = "endpoints answer once a server has them"]
pub struct Endpoints {
    routes: BTreeMap<&'static str, Vec<Route>>,
    definition: &'static Definition,
}

/// What the document of a server lists: for its own routes.
#[derive(Debug, Clone)]
pub(crate) struct Listed(pub(crate) Arc<[&'static Definition]>);

impl Endpoints {
    /// None so far of an API that says this of itself.
    pub const fn of(definition: &'static Definition) -> Self {
        Self { routes: BTreeMap::new(), definition }
    }

    /// What the API says of itself.
    pub(crate) const fn definition(&self) -> &'static Definition {
        self.definition
    }

    /// With one more. `path` is written as axum writes it, with one word for all parameters at one place: `/notes/{0}`.
    pub fn with<F, R>(mut self, method: Method, path: &'static str, takes: Takes, handler: F) -> Self
    where
        F: Fn(Arguments) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Answer, Failure>> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |arguments| Box::pin(handler(arguments)));
        self.routes.entry(path).or_default().push(Route { method, takes, handler });
        self
    }

    /// The endpoints as a router of axum, to stand alone or below another path. No document of a server lists what it is handed in
    /// such a router; it warns when the first of them is asked.
    pub fn into_router(self) -> Router {
        let definition = self.definition;
        self.routes.into_iter().fold(Router::new(), |router, (path, routes)| {
            let routes: Arc<[Route]> = routes.into();
            let warned = Arc::new(Once::new());
            let handler = move |request: Request<Body>| {
                if let Some(Listed(listed)) = request.extensions().get() {
                    warn_unlisted(definition, listed, &warned);
                }
                serve(Arc::clone(&routes), request)
            };
            router.route(path, axum::routing::any(handler))
        })
    }
}

/// Tells once that a server has endpoints that its document does not list.
fn warn_unlisted(definition: &Definition, listed: &[&Definition], warned: &Once) {
    if listed.iter().all(|other| other.path != definition.path) {
        warned.call_once(|| {
            tracing::warn!(
                target: "ssot",
                api = definition.path,
                "these endpoints are served and not in the document: give them to `Server::routes` as they are, in no router",
            );
        });
    }
}

async fn serve(routes: Arc<[Route]>, request: Request<Body>) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let id = request.headers().get(REQUEST_ID).cloned();
    let id = id.as_ref().and_then(|id| id.to_str().ok()).unwrap_or_default();
    match answer(&routes, request).await {
        Ok(answer) => answer.into_response(),
        Err(failure) => failure.response(&path, id),
    }
}

async fn answer(routes: &[Route], request: Request<Body>) -> Result<Answer, Failure> {
    let method = request.method();
    let wanted = if *method == Method::HEAD { &Method::GET } else { method };
    let Some(route) = routes.iter().find(|route| route.method == *wanted) else {
        let allowed = allowed(routes);
        if *method == Method::OPTIONS {
            return Ok(Answer::no_content().header(ALLOW, allowed));
        }
        let mut problem = Problem::new(Code::MethodNotAllowed);
        problem.headers.extend(HeaderValue::try_from(allowed).ok().map(|allowed| (ALLOW, allowed)));
        return Err(problem.into());
    };
    let most = request.extensions().get::<MaxBody>().map_or(MAX_BODY, |most| most.0);
    let arguments = Arguments::read(route.takes, request, most).await?;
    (route.handler)(arguments).await
}

/// The methods of a path: `GET, HEAD, OPTIONS`.
fn allowed(routes: &[Route]) -> String {
    let mut methods: Vec<&str> = routes.iter().map(|route| route.method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    methods.sort_unstable();
    methods.join(", ")
}

/// An answer with a value.
///
/// # Errors
/// If the value has no form in JSON.
pub fn json<T: Serialize + ?Sized>(status: u16, value: &T) -> Result<Answer, Failure> {
    match serde_json::to_vec(value) {
        Ok(body) => Ok(Answer::json(body).status(StatusCode::from_u16(status).unwrap_or(StatusCode::OK))),
        Err(error) => {
            tracing::error!(target: "ssot", %error, "an answer has no form in JSON");
            Err(Problem::internal().into())
        }
    }
}

/// An answer without a body.
pub fn empty(status: u16) -> Answer {
    Answer::no_content().status(StatusCode::from_u16(status).unwrap_or(StatusCode::NO_CONTENT))
}
