//! `If-Match`: only the state that the client has seen is changed (contract section 5).

use ssot_db::Value;

use super::Request;
use crate::api::ApiState;
use crate::policy::Viewer;
use crate::problem::{Code, Problem, Violation};
use crate::query;
use crate::read;
use crate::resource::{Operation, Resource};
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
    viewer: &'r Viewer,
    /// What the request does to its row, and the fields that it sets.
    operation: Operation,
}

impl<'r> Precondition<'r> {
    pub(super) fn read(
        api: &'r ApiState,
        resource: &'static Resource,
        key: &'r [Value],
        request: Request<'r>,
        operation: Operation,
    ) -> Self {
        let tags = Tags::if_match(request.headers).map(|tags| tags.of_columns(resource));
        Self { api, resource, key, tags, viewer: request.viewer, operation }
    }

    /// Whether the request names a state.
    pub(super) fn is_given(&self) -> bool {
        self.tags.is_some()
    }

    /// What the statement that writes has to check. `errors` is what is wrong with the body: that the row is absent, or in
    /// another state, is told before.
    pub(super) async fn guard(&self, errors: Option<Vec<Violation>>) -> Result<Option<Guard>, Problem> {
        let Some(tags) = &self.tags else {
            if errors.is_some() || self.resource.require_if_match {
                self.may().await?;
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
        let seen = script::seen(self.resource, self.key, self.viewer, database.dialect());
        let row = read::first(database, seen).await?.ok_or(Problem::not_found())?;
        self.allowed().await?;
        let shown = Returned(script::as_seen(self.resource, &row, self.viewer, database.dialect()));
        if !tags.allow(&Tag::of_row(&shown, self.resource, self.api.signer())?) {
            return Err(Problem::new(Code::PreconditionFailed));
        }
        match errors {
            Some(errors) => Err(Problem::validation(errors)),
            None if *tags == Tags::Any => Ok(None),
            None => Ok(Guard::of(version, row, self.resource.fields.len())),
        }
    }

    /// A guarded statement that found no row: there is none, or it is in another state.
    pub(super) async fn explain(&self, problem: Problem) -> Problem {
        let asks = self.tags.is_some() || script::is_guarded(self.viewer, self.resource);
        // What is said of a row in the body is said of no other.
        let is_said = !asks || !matches!(problem.code, Code::NotFound | Code::Forbidden) || !problem.errors.is_empty();
        if is_said {
            return problem;
        }
        match self.may().await {
            Ok(()) if self.tags.is_some() && problem.code == Code::NotFound => Problem::new(Code::PreconditionFailed),
            // The row may be changed, but not these fields of it.
            Ok(()) => self.viewer.refusal(),
            Err(error) => error,
        }
    }

    /// Whether there is such a row for the viewer, and it may do that with it.
    async fn may(&self) -> Result<(), Problem> {
        if !self.exists().await? {
            return Err(Problem::not_found());
        }
        self.allowed().await
    }

    /// Whether the viewer may do that with a row that it sees.
    async fn allowed(&self) -> Result<(), Problem> {
        let Some(statement) =
            query::allows(self.resource, self.key, self.operation, self.viewer, self.api.database().dialect())
        else {
            return Ok(());
        };
        if read::any(self.api.database(), statement).await? { Ok(()) } else { Err(self.viewer.refusal()) }
    }

    pub(super) async fn exists(&self) -> Result<bool, Problem> {
        let database = self.api.database();
        let exists = query::exists(self.resource, self.resource.key, self.key, self.viewer, database.dialect());
        Ok(read::any(database, exists).await?)
    }
}
