//! One connection and the statements prepared on it.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::TryStreamExt as _;
use tokio_postgres::{Client, NoTls};

use super::address::Address;
use super::cell::{Fetched, knows};
use super::parameter::Bound;
use super::security::said;
use super::shared::Arrivals;
use crate::failure::{Failure, unavailable};
use crate::pool::Connector;
use crate::{Answer, Error, ErrorKind, Row as _, Sink, Statement, Value};

/// Statements a connection keeps prepared. When there are more, all are dropped: that is rare and needs no bookkeeping.
const STATEMENTS: usize = 512;

pub(super) struct Link {
    pub(super) client: Client,
    statements: Prepared,
    /// Those of them that say for whom they run.
    said: Prepared,
}

/// Prepared statements by their text, as it was asked for.
#[derive(Default)]
struct Prepared(Mutex<HashMap<Arc<str>, tokio_postgres::Statement>>);

impl Prepared {
    fn get(&self, sql: &str) -> Option<tokio_postgres::Statement> {
        self.lock().get(sql).cloned()
    }

    fn keep(&self, sql: &Arc<str>, prepared: &tokio_postgres::Statement) {
        let mut statements = self.lock();
        if statements.len() >= STATEMENTS {
            statements.clear();
        }
        statements.insert(Arc::clone(sql), prepared.clone());
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<str>, tokio_postgres::Statement>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Receives rows as they arrive, to keep.
pub(super) trait Rows {
    fn take(&mut self, row: Fetched) -> Result<(), Error>;
}

impl<S: Sink> Rows for S {
    fn take(&mut self, row: Fetched) -> Result<(), Error> {
        self.row(&row)
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// Reads of many callers at once.
    Sharing,
    /// One caller at a time, who may write.
    Writing,
    /// Waiting for notifications.
    Listening,
}

/// Makes connections for one caller at a time.
pub(super) struct Writing {
    pub(super) address: Address,
    pub(super) statement_timeout: Duration,
    pub(super) arrivals: Arc<Arrivals>,
}

impl Connector for Writing {
    type Link = Link;

    fn patience(&self) -> Duration {
        self.address.timeout
    }

    async fn connect(&self) -> Result<Link, Error> {
        let link = Link::connect(&self.address, Purpose::Writing, self.statement_timeout).await?;
        self.arrivals.count();
        Ok(link)
    }

    fn is_lost(link: &Link) -> bool {
        link.client.is_closed()
    }
}

impl Link {
    /// Connects, and moves bytes on a task of its own until the link is dropped.
    pub(super) async fn connect(
        address: &Address,
        purpose: Purpose,
        statement_timeout: Duration,
    ) -> Result<Self, Error> {
        let config = address.config(purpose, statement_timeout);
        let attempt = tokio::time::timeout(address.timeout, config.connect(NoTls)).await;
        let (client, connection) = match attempt {
            Ok(Ok(pair)) => pair,
            Ok(Err(error)) => {
                let detail = Failure::from(error).error.detail;
                return Err(unavailable(format!("cannot connect: {detail}")));
            }
            Err(_) => return Err(unavailable("cannot connect: no answer in time".into())),
        };
        // Its end shows in `client.is_closed()`.
        tokio::spawn(async move { drop(connection.await) });
        Ok(Self { client, statements: Prepared::default(), said: Prepared::default() })
    }

    pub(super) async fn read<R: Rows>(&self, statement: &Statement, rows: &mut R) -> Result<(), Failure> {
        let prepared = self.prepare(&statement.sql, statement.parameters.len()).await?;
        self.fetch(&prepared, statement.parameters.iter().map(Bound), rows).await
    }

    /// Hands on the rows of a prepared statement.
    pub(super) async fn fetch<'a, R: Rows>(
        &self,
        prepared: &tokio_postgres::Statement,
        parameters: impl IntoIterator<Item = Bound<'a>, IntoIter: ExactSizeIterator>,
        into: &mut R,
    ) -> Result<(), Failure> {
        let mut rows = pin!(self.client.query_raw(prepared, parameters).await?);
        while let Some(row) = rows.try_next().await? {
            into.take(Fetched(row))?;
        }
        Ok(())
    }

    /// Runs a prepared statement and keeps what it returns. The request leaves when the future is first polled.
    pub(super) async fn execute(
        &self,
        prepared: &tokio_postgres::Statement,
        parameters: &[&Value],
    ) -> Result<Answer, Failure> {
        let parameters = parameters.iter().map(|value| Bound(value));
        let mut rows = pin!(self.client.query_raw(prepared, parameters).await?);
        let mut answer = Answer::default();
        while let Some(row) = rows.try_next().await? {
            let row = Fetched(row);
            let values = (0..row.len()).map(|column| row.cell(column).map(Value::from));
            answer.rows.push(values.collect::<Result<_, _>>()?);
        }
        answer.affected = rows.rows_affected().unwrap_or(0);
        Ok(answer)
    }

    /// The statement, prepared; refused if it takes another number of parameters, or returns what we cannot read.
    pub(super) async fn prepare(
        &self,
        sql: &Arc<str>,
        parameters: usize,
    ) -> Result<tokio_postgres::Statement, Failure> {
        let prepared = if let Some(prepared) = self.statements.get(sql) {
            prepared
        } else {
            let prepared = Box::pin(self.prepare_anew(sql)).await?;
            self.statements.keep(sql, &prepared);
            prepared
        };
        expect(prepared, parameters)
    }

    /// The same for a read that takes one parameter more, for whom it runs.
    pub(super) async fn prepare_said(
        &self,
        sql: &Arc<str>,
        parameters: usize,
    ) -> Result<tokio_postgres::Statement, Failure> {
        let prepared = if let Some(prepared) = self.said.get(sql) {
            prepared
        } else {
            let prepared = Box::pin(self.prepare_anew(&said(sql, parameters))).await?;
            self.said.keep(sql, &prepared);
            prepared
        };
        expect(prepared, parameters + 1)
    }

    async fn prepare_anew(&self, sql: &str) -> Result<tokio_postgres::Statement, Failure> {
        let prepared = self.client.prepare(sql).await?;
        match prepared.columns().iter().find(|column| !knows(column.type_())) {
            None => Ok(prepared),
            Some(column) => {
                let (name, ty) = (column.name(), column.type_());
                Err(defect(format!("column `{name}` has the type `{ty}`, which is not supported")).into())
            }
        }
    }

    /// Prepares everything anew from now on.
    pub(super) fn forget_statements(&self) {
        self.statements.lock().clear();
        self.said.lock().clear();
        self.client.clear_type_cache();
    }
}

/// Refuses a statement that takes another number of parameters.
fn expect(prepared: tokio_postgres::Statement, parameters: usize) -> Result<tokio_postgres::Statement, Failure> {
    let expected = prepared.params().len();
    if expected == parameters {
        return Ok(prepared);
    }
    Err(defect(format!("{parameters} parameters for a statement of {expected}")).into())
}

fn defect(detail: String) -> Error {
    Error { kind: ErrorKind::Other, detail }
}
