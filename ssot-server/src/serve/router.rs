//! One model as a router of its own.

use axum::Router;
use ssot_db::Database;

use super::Server;
use crate::api::Api;
use crate::config::Access;
use crate::model::Model;

/// What every model with a table can be: a router of its own.
///
/// ```no_run
/// # use ssot_server::{Access, Database, Routes, model::Model};
/// # fn example<Post: Model>(database: Database) -> axum::Router {
/// axum::Router::new().merge(Post::router(database, Access::Public))
/// # }
/// ```
pub trait Routes: Model + Sized {
    /// The routes of this model alone, below `/api`, behind the shell that every answer passes through, for the callers
    /// that `access` admits. Its relations to other models still work; their own routes are not there.
    ///
    /// For another path, limits or clock: `Server::new(Api::of::<Post>(database).base_path("/v1")).into_router()`.
    fn router(database: Database, access: Access) -> Router {
        Server::new(Api::of::<Self>(database).access(access)).into_router()
    }
}

impl<M: Model> Routes for M {}
