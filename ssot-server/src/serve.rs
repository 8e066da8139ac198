//! The server: an API, the shell that every answer passes through, and the sockets.

mod about;
mod changes;
mod compress;
mod connection;
mod cors;
mod dispatch;
mod docs;
mod export;
mod health;
mod metrics;
mod mounted;
mod openapi;
mod rate;
mod router;
mod shell;
mod socket;
#[cfg(feature = "otel")]
mod telemetry;
mod trace;
mod workers;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use axum::Router;
use axum::body::Body;
use http::{Request, Response};
use ssot_wire::definition::Definition;
use tokio::net::{TcpListener, ToSocketAddrs};

use self::about::About;
pub use self::cors::Cors;
use self::metrics::Metrics;
pub use self::mounted::Mounted;
use self::rate::Limiter;
#[cfg(feature = "redis")]
pub use self::rate::{BadAddress, RedisRates};
use crate::api::{Api, Shared};
use crate::config::ServerLimits;

pub(crate) use dispatch::whole;
pub use router::Routes;
pub(crate) use shell::{Authority, MaxBody, REQUEST_ID};

/// An [`Api`] behind the shell that every answer passes through (contract section 10), with health checks and whatever
/// other routes a program has.
#[derive(Debug, Clone)]
pub struct Server {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    api: Shared,
    settings: Settings,
    /// Counts addresses.
    limiter: Option<Limiter<IpAddr>>,
    /// Counts principals.
    principals: Option<Limiter<String>>,
    metrics: Option<Metrics>,
    about: Option<About>,
    running: AtomicUsize,
}

/// What a program says about its server.
#[derive(Debug, Clone, Default)]
struct Settings {
    router: Option<Router>,
    /// What the endpoints among its routes say of themselves.
    listed: Arc<[&'static Definition]>,
    limits: ServerLimits,
    tls: bool,
    cors: Option<Cors>,
    /// Proxies in front that write down where requests come from.
    proxies: usize,
    metrics: bool,
    /// Where requests are counted together with other servers.
    #[cfg(feature = "redis")]
    rates: Option<Arc<rate::Store>>,
    /// Nothing is told of what the API is.
    silent: bool,
    /// Spans are parts of the callers' traces.
    #[cfg(feature = "otel")]
    trusts_traces: bool,
}

/// Why a server did not start.
#[derive(Debug)]
pub enum ServeError {
    /// The address is taken by another program.
    Taken(String),
    /// The address cannot be used.
    Address(String, std::io::Error),
    /// No program works out these computed fields, each as `Model.field`.
    Uncomputed(Vec<String>),
}

impl std::fmt::Display for ServeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Taken(address) => write!(f, "{address} is already in use by another program: choose another port"),
            Self::Address(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::Uncomputed(fields) => {
                write!(
                    f,
                    "no program computes {}: make the API with the generated function, or with Api::computing",
                    fields.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for ServeError {}

impl Server {
    /// Serves an API.
    pub fn new(api: Api) -> Self {
        Self::from_parts(Arc::new(api.into_state()), Settings::default())
    }

    fn from_parts(api: Shared, settings: Settings) -> Self {
        let limiter = settings.limits.rate.map(|rate| Limiter::new("default", rate));
        let principals = settings.limits.principal_rate.map(|rate| Limiter::new("principal", rate));
        #[cfg(feature = "redis")]
        let limiter = limiter.map(|limiter| limiter.counted_in(settings.rates.as_ref(), api.signer()));
        #[cfg(feature = "redis")]
        let principals = principals.map(|limiter| limiter.counted_in(settings.rates.as_ref(), api.signer()));
        let metrics = settings.metrics.then(Metrics::default);
        let about = (!settings.silent).then(About::default);
        Self {
            inner: Arc::new(Inner { api, settings, limiter, principals, metrics, about, running: AtomicUsize::new(0) }),
        }
    }

    fn with(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.inner.settings.clone();
        change(&mut settings);
        Self::from_parts(Arc::clone(&self.inner.api), settings)
    }

    /// Serves other routes beside the API: the endpoints of a trait, which the document then lists, or a router with pages and
    /// webhooks. What the API and the health checks have wins.
    pub fn routes(self, routes: impl Into<Mounted>) -> Self {
        let Mounted { router, definition } = routes.into();
        #[cfg(feature = "otel")]
        let router = router.layer(axum::middleware::from_fn(telemetry::matched));
        self.with(|settings| {
            settings.router = Some(settings.router.take().unwrap_or_default().merge(router));
            settings.listed = settings.listed.iter().copied().chain(definition).collect();
        })
    }

    /// Sets the limits of the shell.
    pub fn limits(self, limits: ServerLimits) -> Self {
        self.with(|settings| settings.limits = limits)
    }

    /// Says that clients reach this server through TLS (a proxy ends it), so that they may be told to insist on it.
    pub fn behind_tls(self, tls: bool) -> Self {
        self.with(|settings| settings.tls = tls)
    }

    /// Lets pages of other origins use the API. Without this, browsers let none.
    pub fn cors(self, cors: Cors) -> Self {
        self.with(|settings| settings.cors = Some(cors))
    }

    /// Says how many proxies stand in front, each of which appends to `X-Forwarded-For` where it was asked from. That is
    /// believed only of them.
    pub fn behind_proxies(self, proxies: usize) -> Self {
        self.with(|settings| settings.proxies = proxies)
    }

    /// Counts the requests that [`ServerLimits`] limits together with all servers that name the same Redis and the same prefix. They
    /// need the same [`Api::signing_key`] to know principals as the same: without one, each counts principals by itself.
    ///
    /// While Redis does not answer, this server counts by itself: no request is refused for that, and none is free.
    #[cfg(feature = "redis")]
    pub fn share_rates(self, rates: RedisRates) -> Self {
        let store = Arc::new(rate::Store::new(rates));
        self.with(|settings| settings.rates = Some(store))
    }

    /// Shows at `/-/metrics` what the server has done, in the text format of Prometheus. Everybody can read it: let no
    /// one reach that path who should not.
    pub fn metrics(self, metrics: bool) -> Self {
        self.with(|settings| settings.metrics = metrics)
    }

    /// Shows at `/-/openapi.json` what the API is, and at `/-/docs` the same as a page; unless said, it does. Everybody can
    /// read them.
    pub fn documented(self, documented: bool) -> Self {
        self.with(|settings| settings.silent = !documented)
    }

    /// Makes the spans of requests parts of the traces that callers name in `traceparent`, and lets callers decide whether
    /// they are sampled: right where only programs of one's own ask. Unless said, each request begins a trace, which is linked to
    /// the caller's.
    #[cfg(feature = "otel")]
    pub fn trust_traces(self, trust: bool) -> Self {
        self.with(|settings| settings.trusts_traces = trust)
    }

    /// Closes the database once what runs has ended.
    pub async fn close(&self) {
        self.inner.api.database().close().await;
    }

    /// The whole server as a router, for programs that listen by themselves or put it beside other things.
    pub fn into_router(self) -> Router {
        Router::new().fallback(move |request: Request<Body>| {
            let server = self.clone();
            async move { server.call(request).await }
        })
    }

    /// Answers one request.
    pub async fn call(&self, request: Request<Body>) -> Response<Body> {
        self.inner.api.start();
        shell::call(&self.inner, request).await
    }

    /// Listens on an address until the process is told to stop (SIGINT or SIGTERM), and lets requests in flight finish, as
    /// [`Server::serve`] does.
    ///
    /// # Errors
    /// If nobody can listen there, or a computed field has nobody who works it out.
    pub async fn listen(self, address: impl ToSocketAddrs + std::fmt::Display) -> Result<(), ServeError> {
        self.complete()?;
        let listener = bind(address).await?;
        self.serve(listener).await;
        Ok(())
    }

    /// Whether every computed field has somebody who works it out.
    pub(crate) fn complete(&self) -> Result<(), ServeError> {
        match self.inner.api.uncomputed() {
            [] => Ok(()),
            fields => Err(ServeError::Uncomputed(fields.to_vec())),
        }
    }

    /// Serves a socket until the process is told to stop (SIGINT or SIGTERM), and lets requests in flight finish.
    ///
    /// Where the runtime has several threads, as many others are started at the first call in a process, and each connection stays on one
    /// of them. What blocks, in hooks or routes, belongs into [`spawn_blocking`](tokio::task::spawn_blocking).
    pub async fn serve(self, listener: TcpListener) {
        connection::serve(self, listener, connection::stop_signal()).await;
    }

    /// Serves a socket until `stop` is ready, and lets requests in flight finish.
    pub async fn serve_until(self, listener: TcpListener, stop: impl Future<Output = ()>) {
        connection::serve(self, listener, stop).await;
    }
}

/// Takes an address to listen on; port 0 is any free one.
///
/// # Errors
/// If it is taken, or cannot be used.
pub async fn bind(address: impl ToSocketAddrs + std::fmt::Display) -> Result<TcpListener, ServeError> {
    let shown = address.to_string();
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Err(ServeError::Taken(shown)),
        Err(error) => Err(ServeError::Address(shown, error)),
    }
}

/// Where a listener listens, for messages.
pub fn address_of(listener: &TcpListener) -> Option<SocketAddr> {
    listener.local_addr().ok()
}
