//! `If-Match`: only the state that the client has seen is changed (contract section 5).

use http::HeaderMap;
use ssot_db::Value;

use crate::api::ApiState;
use crate::problem::{Code, Problem, Violation};
use crate::query;
use crate::read;
use crate::resource::Resource;
use crate::response::tag::{self, Tag, Tags};
use crate::write::row::Returned;
use crate::write::script::{self, Guard};

/// What a request says about the state of its row.
#[derive(Debug)]
pub(super) struct Precondition<'r> {
    api: &'r ApiState,
    resource: &'static Resource,
    key: &'r [Value],
    tags: Option<Tags>,
}

impl<'r> Precondition<'r> {
    pub(super) fn read(api: &'r ApiState, resource: &'static Resource, key: &'r [Value], headers: &HeaderMap) -> Self {
        Self { api, resource, key, tags: Tags::if_match(headers) }
    }

    /// Whether the request names a state.
    pub(super) fn is_given(&self) -> bool {
        self.tags.is_some()
    }

    /// What the statement that writes has to check. `errors` is what is wrong with the body: that the row is absent, or in
    /// another state, is told before.
    pub(super) async fn guard(&self, errors: Option<Vec<Violation>>) -> Result<Option<Guard>, Problem> {
        let Some(tags) = &self.tags else {
            if (errors.is_some() || self.resource.require_if_match) && !self.exists().await? {
                return Err(Problem::not_found());
            }
            if self.resource.require_if_match {
                let detail = "Send the `ETag` of the row that you have seen as `If-Match`";
                return Err(Problem::new(Code::PreconditionRequired).detail(detail));
            }
            return errors.map_or(Ok(None), |errors| Err(Problem::validation(errors)));
        };
        let version = tag::version(self.resource);
        if let (Some(field), Some(number), None) = (version, tags.version(), &errors) {
            return Ok(Some(Guard::Version(field, number)));
        }
        let database = self.api.database();
        let seen = script::seen(self.resource, self.key, database.dialect());
        let row = Returned(read::first(database, seen).await?.ok_or(Problem::not_found())?);
        if !tags.allow(&Tag::of_row(&row, self.resource, self.api.signer())?) {
            return Err(Problem::new(Code::PreconditionFailed));
        }
        match errors {
            Some(errors) => Err(Problem::validation(errors)),
            None if *tags == Tags::Any => Ok(None),
            None => Ok(Guard::of(version, row.0, self.resource.fields.len())),
        }
    }

    /// A guarded statement that found no row: there is none, or it is in another state.
    pub(super) async fn explain(&self, problem: Problem) -> Problem {
        if self.tags.is_none() || problem.code != Code::NotFound {
            return problem;
        }
        match self.exists().await {
            Ok(true) => Problem::new(Code::PreconditionFailed),
            Ok(false) => problem,
            Err(error) => error,
        }
    }

    pub(super) async fn exists(&self) -> Result<bool, Problem> {
        let database = self.api.database();
        let exists = query::exists(self.resource, self.resource.key, self.key, database.dialect());
        Ok(read::any(database, exists).await?)
    }
}
