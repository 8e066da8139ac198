//! One connection, and what it does with a statement.

use std::time::Duration;

use mysql_async::prelude::Queryable as _;
use mysql_async::{Conn, Params};

use super::address::Address;
use super::cell::Fetched;
use super::parameter::bound;
use crate::failure::{Failure, unavailable};
use crate::pool::Connector;
use crate::{Answer, Error, ErrorKind, Row as _, Sink, Statement, Value};

/// The oldest MariaDB that has what statements need: `JSON_OVERLAPS`, `JSON_NORMALIZE`, `JSON_TABLE`.
const OLDEST: (u16, u16) = (10, 11);

pub(super) struct Link {
    conn: Conn,
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Single reads.
    Reading,
    /// Transactions.
    Writing,
    /// Definitions and seeds, however long they take.
    SettingUp,
}

/// Makes connections for one caller at a time.
pub(super) struct Maker {
    pub(super) address: Address,
    pub(super) purpose: Purpose,
}

impl Connector for Maker {
    type Link = Link;

    fn patience(&self) -> Duration {
        self.address.timeout
    }

    async fn connect(&self) -> Result<Link, Error> {
        Link::connect(&self.address, self.purpose).await
    }

    /// The driver hears of it with the next statement.
    fn is_lost(_: &Link) -> bool {
        false
    }
}

impl Link {
    pub(super) async fn connect(address: &Address, purpose: Purpose) -> Result<Self, Error> {
        let open = async {
            let mut link = Self { conn: Conn::new(address.options()).await? };
            link.check_version().await?;
            for setting in address.settings(purpose) {
                link.command(&setting).await?;
            }
            Ok(link)
        };
        match tokio::time::timeout(address.timeout, open).await {
            Ok(Ok(link)) => Ok(link),
            Ok(Err(Failure { error, .. })) if error.kind == ErrorKind::Other => Err(error),
            Ok(Err(Failure { error, .. })) => Err(unavailable(format!("cannot connect: {}", error.detail))),
            Err(_) => Err(unavailable("cannot connect: no answer in time".into())),
        }
    }

    async fn check_version(&mut self) -> Result<(), Failure> {
        let version: Option<String> = self.conn.query_first("SELECT version()").await?;
        let version = version.unwrap_or_default();
        let mut numbers = version.split(['.', '-']).map_while(|part| part.parse::<u16>().ok());
        let number = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        if version.contains("MariaDB") && number >= OLDEST {
            return Ok(());
        }
        let (major, minor) = OLDEST;
        let detail = format!("the database is `{version}`: expected MariaDB {major}.{minor} or newer");
        Err(Error { kind: ErrorKind::Other, detail }.into())
    }

    /// Runs text of any number of statements without parameters.
    pub(super) async fn command(&mut self, sql: &str) -> Result<(), Failure> {
        Ok(self.conn.query_drop(sql).await?)
    }

    pub(super) async fn read<S: Sink>(&mut self, statement: &Statement, sink: &mut S) -> Result<(), Failure> {
        let parameters = statement.parameters.iter().map(bound).collect();
        let mut rows = self.conn.exec_iter(&*statement.sql, Params::Positional(parameters)).await?;
        while let Some(row) = rows.next().await? {
            sink.row(&Fetched(row))?;
        }
        Ok(())
    }

    /// Runs a statement and keeps what it returns.
    pub(super) async fn execute(&mut self, sql: &str, parameters: &[&Value]) -> Result<Answer, Failure> {
        let parameters = parameters.iter().map(|value| bound(value)).collect();
        let mut rows = self.conn.exec_iter(sql, Params::Positional(parameters)).await?;
        let mut answer = Answer::default();
        while let Some(row) = rows.next().await? {
            let row = Fetched(row);
            let values = (0..row.len()).map(|column| row.cell(column).map(Value::from));
            answer.rows.push(values.collect::<Result<_, _>>()?);
        }
        answer.affected = rows.affected_rows().max(answer.rows.len() as u64);
        Ok(answer)
    }
}
