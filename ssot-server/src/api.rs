//! The resources of one database, ready to be served.

use std::collections::HashMap;
use std::sync::Arc;

use http::request::Parts;
use ssot_db::{Database, Value};

use crate::auth::{Authenticate, Caller, Scheme};
use crate::clock::Clock;
use crate::computed::{Computing, Program, Registry as Programs};
use crate::config::{Access, Limits, LiveLimits};
use crate::event::{Courier, Deliver, EventLimits, Outbox};
use crate::hook::{Hooks, Registry};
use crate::live::Feed;
use crate::model::{Model, Writable};
use crate::outage::Outage;
use crate::plan::{self, Shape, include};
use crate::policy::Viewer;
use crate::problem::Problem;
use crate::query::{self, Selection};
use crate::read::{self, Item};
use crate::request::query::Query;
use crate::resource::Resource;
use crate::signer::Signer;
use crate::write::idempotency::Memory;

/// The resources of one database behind the HTTP contract.
///
/// ```no_run
/// # async fn example(database: ssot_db::Database, resources: &'static [&'static ssot_server::resource::Resource]) {
/// use ssot_server::{Access, Api, Server};
///
/// let api = Api::new(database, resources).access(Access::Public).base_path("/api");
/// Server::new(api).listen("127.0.0.1:3000").await.unwrap();
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Api {
    database: Database,
    resources: &'static [&'static Resource],
    access: Access,
    title: String,
    base_path: String,
    limits: Limits,
    live: LiveLimits,
    hooks: Registry,
    programs: Vec<Program>,
    deliver: Option<Delivery>,
    event_limits: EventLimits,
    clock: Clock,
    signer: Option<Signer>,
    authenticate: Option<Arc<dyn Authenticate>>,
}

impl Api {
    /// These resources, below `/api`, for callers who have proven who they are.
    pub fn new(database: Database, resources: &'static [&'static Resource]) -> Self {
        Self {
            database,
            resources,
            access: Access::default(),
            title: "API".to_owned(),
            base_path: "/api".to_owned(),
            limits: Limits::default(),
            live: LiveLimits::default(),
            hooks: Registry::default(),
            programs: Vec::new(),
            deliver: None,
            event_limits: EventLimits::default(),
            clock: Clock::system(),
            signer: None,
            authenticate: None,
        }
    }

    /// The same, of models with computed fields: what works them out, model by model. The function that is generated for a schema
    /// with such fields asks for all of them.
    pub fn computing(
        database: Database,
        resources: &'static [&'static Resource],
        programs: impl Into<Vec<Program>>,
    ) -> Self {
        Self { programs: programs.into(), ..Self::new(database, resources) }
    }

    /// One model alone: `Api::of::<Post>(database)`. Its relations to others still work.
    pub fn of<M: Model>(database: Database) -> Self {
        Self::new(database, const { &[M::RESOURCE] })
    }

    /// Who may use models that have no policies.
    pub fn access(mut self, access: Access) -> Self {
        self.access = access;
        self
    }

    /// Where the collections are: `/api`, `/v1/things`. The empty path is the root.
    pub fn base_path(mut self, path: &str) -> Self {
        let path = path.trim_matches('/');
        self.base_path = if path.is_empty() { String::new() } else { format!("/{path}") };
        self
    }

    /// Where the collections are: `/api`, or empty for the root.
    pub fn path(&self) -> &str {
        &self.base_path
    }

    /// What it is called where it describes itself.
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// How much one request may ask for.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Calls these hooks where rows of `M` are written over HTTP; beside those that there are already, behind them.
    pub fn hooks<M: Writable>(mut self, hooks: impl Hooks<M>) -> Self {
        self.hooks.add(hooks);
        self
    }

    /// Takes the events that actions tell out of the database, one after the other. Of several servers with the same database one at
    /// a time does so; those without a handler never.
    pub fn deliver(mut self, handler: impl Deliver) -> Self {
        self.deliver = Some(Delivery(Arc::new(handler)));
        self
    }

    /// When events are tried again, and how long they are kept.
    pub fn event_limits(mut self, limits: EventLimits) -> Self {
        self.event_limits = limits;
        self
    }

    /// How many may follow changes, and how long.
    pub fn live(mut self, limits: LiveLimits) -> Self {
        self.live = limits;
        self
    }

    /// The clock that times in new and changed rows come from.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Signs cursors and tags with that key: 32 random bytes or more, the same for all servers of an API. Without one, each
    /// process makes up its own, and what one has signed is worth nothing to the others.
    pub fn signing_key(mut self, key: impl AsRef<[u8]>) -> Self {
        self.signer = Some(Signer::new(key.as_ref()));
        self
    }

    /// Finds out who asks. Without this every caller is anonymous.
    pub fn authenticate(mut self, authenticate: impl Authenticate + 'static) -> Self {
        self.authenticate = Some(Arc::new(authenticate));
        self
    }

    /// Prepares what does not depend on requests.
    pub(crate) fn into_state(self) -> ApiState {
        let Self {
            database,
            resources,
            access,
            title,
            base_path,
            limits,
            live,
            hooks,
            programs,
            deliver,
            event_limits,
            clock,
            signer,
            authenticate,
        } = self;
        let programs = Programs::new(programs);
        let uncomputed = programs.missing(resources);
        if !uncomputed.is_empty() {
            tracing::error!(target: "ssot", fields = %uncomputed.join(", "), "no program computes these fields");
        }
        let signer = signer.unwrap_or_else(|| {
            tracing::warn!(target: "ssot", "no signing key is set: cursors end with this process, and other servers refuse them");
            Signer::random()
        });
        let tables: Vec<Table> =
            resources.iter().map(|resource| Table::new(resource, &database, &limits, access)).collect();
        let collections = tables
            .iter()
            .enumerate()
            .filter(|(_, table)| table.resource.exposed)
            .map(|(index, table)| (table.resource.segment, index))
            .collect();
        let (memory, outbox) = (Memory::default(), Arc::new(Outbox::default()));
        let outage = Arc::new(Outage::default());
        let feed = Feed::new(&database, resources, (live, programs.clone()), Arc::clone(&outage));
        let way = (&database, Arc::clone(&outbox), Arc::clone(&outage));
        let courier = Courier::new(way, deliver.map(|Delivery(handler)| handler), event_limits);
        ApiState {
            feed,
            courier,
            hooks,
            programs,
            uncomputed,
            database,
            access,
            title,
            base_path,
            limits,
            clock,
            signer,
            authenticate,
            memory,
            outbox,
            outage,
            tables,
            collections,
        }
    }
}

/// Takes events out.
#[derive(Clone)]
struct Delivery(Arc<dyn Deliver>);

impl std::fmt::Debug for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Delivery")
    }
}

/// An [`Api`] with everything prepared that does not depend on requests.
#[derive(Debug)]
pub struct ApiState {
    feed: Feed,
    courier: Courier,
    hooks: Registry,
    programs: Programs,
    /// Computed fields that nobody works out.
    uncomputed: Vec<String>,
    database: Database,
    access: Access,
    title: String,
    base_path: String,
    limits: Limits,
    clock: Clock,
    signer: Signer,
    authenticate: Option<Arc<dyn Authenticate>>,
    memory: Memory,
    outbox: Arc<Outbox>,
    outage: Arc<Outage>,
    tables: Vec<Table>,
    collections: HashMap<&'static str, usize>,
}

/// A resource and the statements that read one row of it.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) resource: &'static Resource,
    /// What item reads show unless asked.
    pub(crate) shape: Shape,
    by_key: Selection,
    by_unique: Vec<Selection>,
}

impl Table {
    fn new(resource: &'static Resource, database: &Database, limits: &Limits, access: Access) -> Self {
        let all = (limits, &Viewer::PROGRAM);
        let shape = include::plan(resource, &Query::default(), resource.include, all, &mut Vec::new(), &mut 0);
        let dialect = database.dialect();
        // The text is the same for all callers; what differs is bound for each.
        let anybody = Viewer::new(Caller::Anonymous, access, 0).secured(database.has_row_security());
        let prepared = |key: &[usize]| query::kept_item(resource, key, &shape, &anybody, dialect);
        let by_key = prepared(resource.key);
        let by_unique = resource.uniques.iter().map(|unique| prepared(unique.fields)).collect();
        Self { resource, shape, by_key, by_unique }
    }
}

/// Which unique key finds a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The identity.
    Key,
    /// An index into [`Resource::uniques`].
    Unique(usize),
}

impl By {
    /// The fields of the key.
    pub fn fields(self, resource: &'static Resource) -> &'static [usize] {
        match self {
            Self::Key => resource.key,
            Self::Unique(index) => resource.uniques[index].fields,
        }
    }
}

impl ApiState {
    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// What the program does where rows are written.
    pub(crate) fn hooks(&self) -> &Registry {
        &self.hooks
    }

    /// What works out computed fields.
    pub(crate) fn programs(&self) -> &Programs {
        &self.programs
    }

    /// What works out computed fields for that viewer.
    pub(crate) fn computing<'c>(&'c self, viewer: &'c Viewer) -> Computing<'c> {
        Computing::new(&self.programs, viewer)
    }

    /// Computed fields that nobody works out, as `Model.field`.
    pub(crate) fn uncomputed(&self) -> &[String] {
        &self.uncomputed
    }

    /// Begins what goes on beside requests; does nothing once it has begun.
    pub(crate) fn start(&self) {
        self.feed.start();
        self.courier.start();
    }

    /// Who takes events out.
    pub(crate) fn courier(&self) -> &Courier {
        &self.courier
    }

    /// The changes of the database.
    pub(crate) fn feed(&self) -> &Feed {
        &self.feed
    }

    /// What became of the database.
    pub(crate) fn outage(&self) -> &Outage {
        &self.outage
    }

    /// How much one request may ask for.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where events go.
    pub(crate) fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// All resources, those without routes too.
    pub fn resources(&self) -> impl Iterator<Item = &'static Resource> {
        self.tables.iter().map(|table| table.resource)
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The ways to say who asks.
    pub fn schemes(&self) -> Vec<Scheme> {
        self.authenticate.as_ref().map(|authenticate| authenticate.schemes()).unwrap_or_default()
    }

    /// The requests with keys.
    pub(crate) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// What cursors and tags are signed with.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// Who sends a request.
    ///
    /// # Errors
    /// If its credentials do not hold.
    pub async fn caller(&self, parts: &Parts) -> Result<Caller, Problem> {
        match &self.authenticate {
            None => Ok(Caller::Anonymous),
            Some(authenticate) => authenticate.authenticate(parts).await,
        }
    }

    /// Who may use models that have no policies.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Where the collections are: `/api`, or empty for the root.
    pub fn base_path(&self) -> &str {
        &self.base_path
    }

    /// The path of a row: `/api/posts/7`.
    pub fn location(&self, resource: &Resource, id: &str) -> String {
        format!("{}/{}/{id}", self.base_path, resource.segment)
    }

    /// The resource behind a collection segment.
    pub(crate) fn table(&self, segment: &str) -> Option<&Table> {
        self.collections.get(segment).map(|&index| &self.tables[index])
    }

    /// What item reads of a resource show unless asked.
    ///
    /// Resources that are not this API's have all readable fields and no includes.
    pub fn default_shape(&self, resource: &'static Resource) -> Shape {
        self.table_of(resource).map_or_else(|| Shape::readable(resource), |table| table.shape.clone())
    }

    fn table_of(&self, resource: &'static Resource) -> Option<&Table> {
        self.tables.iter().find(|table| std::ptr::eq(table.resource, resource))
    }

    /// For whom a request is answered.
    pub fn viewer(&self, caller: Caller) -> Viewer {
        Viewer::new(caller, self.access, self.clock.now()).secured(self.database.has_row_security())
    }

    /// Reads one row as JSON, as far as the viewer may see it. `query` shapes it; without one it has its default shape.
    ///
    /// # Errors
    /// If the query is wrong or the database fails.
    pub async fn item(
        &self,
        resource: &'static Resource,
        by: By,
        values: Vec<Value>,
        query: Option<&Shape>,
        viewer: &Viewer,
    ) -> Result<Option<Item>, Problem> {
        let prepared = match (query, self.table_of(resource)) {
            (None, Some(table)) if !viewer.is_program() => Some(match by {
                By::Key => &table.by_key,
                By::Unique(index) => &table.by_unique[index],
            }),
            _ => None,
        };
        let mut selection = if let Some(prepared) = prepared {
            prepared.clone()
        } else {
            let shape = query.cloned().unwrap_or_else(|| self.default_shape(resource));
            query::item(resource, by.fields(resource), &shape, viewer, self.database.dialect())
        };
        selection.ask(values, viewer);
        Ok(read::one(&self.database, selection, &self.signer, &self.computing(viewer)).await?)
    }

    /// Reads what shapes one row out of a raw query string; `None` if there is nothing to read.
    ///
    /// # Errors
    /// With all that is wrong with it.
    pub fn shape(&self, resource: &'static Resource, raw: &str, viewer: &Viewer) -> Result<Option<Shape>, Problem> {
        if raw.is_empty() {
            return Ok(None);
        }
        let mut faults = Vec::new();
        let query = Query::parse(raw, crate::request::query::Scope::Item, &mut faults);
        Ok(Some(plan::item(resource, &query, &self.limits, viewer, faults)?))
    }
}

/// Shares a prepared API.
pub(crate) type Shared = Arc<ApiState>;
