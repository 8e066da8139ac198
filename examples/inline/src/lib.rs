//! A blog without a schema file: its models are structs, and everything else is made of them.

mod models;

use ssot::server::database::{Database, Error};
use ssot::server::{Access, Server};

pub use models::{Category, Comment, Magazine, Membership, Post, PostStatus, Role, Tag, User};

ssot::datasource! { provider = "sqlite" }

/// What `build.rs` made of the models.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/ssot/mod.rs"));
}

/// The tables, and the first rows.
pub const START: &str =
    concat!(include_str!(concat!(env!("OUT_DIR"), "/sql/schema.sql")), include_str!("../../blog/seed.sql"));

/// The server: the API below `/api` for callers that `access` admits. A database without tables gets them, and the first rows.
///
/// # Errors
/// If the database holds something else.
pub async fn app(database: Database, access: Access) -> Result<Server, Error> {
    database.apply(START).await?;
    Ok(Server::new(api::api(database).access(access)))
}
