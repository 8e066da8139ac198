//! What a server answers beside its API.

use axum::Router;
use ssot_wire::definition::Definition;

use crate::endpoint::Endpoints;

/// What [`Server::routes`](super::Server::routes) takes: the endpoints of a trait, or a router.
#[derive(Debug)]
pub struct Mounted {
    pub(super) router: Router,
    /// What they say of themselves, if they are endpoints.
    pub(super) definition: Option<&'static Definition>,
}

impl From<Router> for Mounted {
    fn from(router: Router) -> Self {
        Self { router, definition: None }
    }
}

impl From<Endpoints> for Mounted {
    fn from(endpoints: Endpoints) -> Self {
        Self { definition: Some(endpoints.definition()), router: endpoints.into_router() }
    }
}
