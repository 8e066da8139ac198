//! What is asked of a database: single reads, and scripts that are one transaction.

use std::sync::Arc;

use crate::{Cell, Context, Error, Row, Value};

/// SQL text and its parameters. Equal texts share one prepared statement per connection.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The text, in the dialect of the database.
    pub sql: Arc<str>,
    /// In the order of the placeholders.
    pub parameters: Vec<Value>,
    /// For whom.
    pub context: Context,
    /// If it finds one row by its key: how several such become one statement.
    pub by_key: Option<Arc<ByKey>>,
}

/// The text that finds several rows by their keys in place of one, and is the same otherwise: its other parameters, its columns, the form of its rows.
///
/// PostgreSQL runs it for reads that come at once. Statements share it that share the object, not only the text.
#[derive(Debug, PartialEq, Eq)]
pub struct ByKey {
    /// The text, in which the key is a list.
    pub sql: Arc<str>,
    /// Which parameter the key is, from 0.
    pub parameter: usize,
    /// Which column the key is, from 0.
    pub column: usize,
}

impl Statement {
    /// A statement by itself.
    pub fn new(sql: impl Into<Arc<str>>, parameters: Vec<Value>, context: Context) -> Self {
        Self { sql: sql.into(), parameters, context, by_key: None }
    }

    /// The same statement for the program itself.
    #[must_use]
    pub fn for_program(self) -> Self {
        Self { context: Context::Program, ..self }
    }
}

/// Receives the rows of a read.
pub trait Sink: Send + 'static {
    /// Takes a row.
    ///
    /// # Errors
    /// Ends the read with that error.
    fn row(&mut self, row: &dyn Row) -> Result<(), Error>;

    /// Forgets all rows: the read starts again (it was moved to another thread or connection).
    fn reset(&mut self);
}

/// A sink that is large stays where it is while reads move it on.
impl<S: Sink + ?Sized> Sink for Box<S> {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        (**self).row(row)
    }

    fn reset(&mut self) {
        (**self).reset();
    }
}

/// Statements that are one transaction: all of them take effect or none.
#[derive(Debug, Clone, Default)]
pub struct Script {
    /// In order.
    pub steps: Vec<Step>,
    /// Roll back at the end and answer as if it had been kept.
    pub dry_run: bool,
    /// What follows the steps, in the same transaction.
    pub further: Option<Arc<dyn Further>>,
    /// For whom all of it.
    pub context: Context,
}

/// Steps that depend on what the steps before have answered.
pub trait Further: std::fmt::Debug + Send + Sync {
    /// The next steps after all those that `outcome` has answers of; none: the script is at its end.
    ///
    /// A script that lost against another transaction runs again, so this must depend on nothing but the outcome.
    ///
    /// # Errors
    /// Ends the script; nothing of it is kept.
    fn steps(&self, outcome: &Outcome) -> Result<Vec<Step>, Error>;
}

/// One statement of a script.
#[derive(Debug, Clone)]
pub struct Step {
    /// The text.
    pub sql: Arc<str>,
    /// In the order of the placeholders.
    pub parameters: Vec<Parameter>,
    /// What must come back, else the script fails here.
    pub expect: Expect,
    /// What goes with it on MariaDB, which does not return all that it writes; elsewhere there is nothing.
    pub beside: Option<Box<Beside>>,
}

/// What goes with a statement that cannot say all by itself, as if it were one.
#[derive(Debug, Clone)]
pub enum Beside {
    /// Runs before; what it returns are the rows of the step.
    Before(Query),
    /// Runs after the statement if that has changed something; what it returns are the rows of the step.
    After(Query),
    /// Runs in place of the statement where there is a row already.
    Instead {
        /// Finds out whether there is one.
        look: Query,
        /// Runs if there is.
        found: Query,
        /// Runs after either if that has changed something; what it returns are the rows of the step.
        after: Query,
    },
}

/// Text and parameters that go with a step.
#[derive(Debug, Clone)]
pub struct Query {
    /// The text.
    pub sql: Arc<str>,
    /// In the order of the placeholders.
    pub parameters: Vec<Parameter>,
}

impl Step {
    /// A statement by itself.
    pub fn new(sql: impl Into<Arc<str>>, parameters: Vec<Parameter>, expect: Expect) -> Self {
        Self { sql: sql.into(), parameters, expect, beside: None }
    }

    /// The same with something beside it.
    pub fn beside(self, beside: Beside) -> Self {
        Self { beside: Some(Box::new(beside)), ..self }
    }

    /// All parameters, those beside it too.
    pub fn parameters_mut(&mut self) -> impl Iterator<Item = &mut Parameter> {
        let beside = self.beside.as_deref_mut().into_iter().flat_map(Beside::queries_mut);
        self.parameters.iter_mut().chain(beside.flat_map(|query| &mut query.parameters))
    }

    /// Refuses what only MariaDB runs.
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(crate) fn alone(&self) -> Result<(), Error> {
        match self.beside {
            None => Ok(()),
            Some(_) => Err(Error {
                kind: crate::ErrorKind::Other,
                detail: "a step for MariaDB has come to another database".to_owned(),
            }),
        }
    }
}

impl Beside {
    fn queries_mut(&mut self) -> Vec<&mut Query> {
        match self {
            Self::Before(query) | Self::After(query) => vec![query],
            Self::Instead { look, found, after } => vec![look, found, after],
        }
    }
}

/// A parameter of a step.
#[derive(Debug, Clone)]
pub enum Parameter {
    /// Known beforehand.
    Value(Value),
    /// The first row of an earlier step's answer, by column; NULL if it had no row.
    Earlier {
        /// Index of the step.
        step: usize,
        /// Index of the column.
        column: usize,
    },
}

impl From<Value> for Parameter {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

impl Expect {
    /// Whether that is what a step had to do.
    #[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
    pub(crate) fn check(self, answer: &Answer, step: usize) -> Result<(), ScriptError> {
        let rows = answer.affected.max(answer.rows.len() as u64);
        match self {
            Self::Some if rows == 0 => Err(ScriptError::Missing { step }),
            Self::AtMost(most) if rows > most => Err(ScriptError::TooMany { step }),
            _ => Ok(()),
        }
    }
}

impl Parameter {
    /// The value, once the steps before have answered.
    #[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
    pub(crate) fn resolve<'a>(&'a self, answers: &'a [Answer]) -> &'a Value {
        match self {
            Self::Value(value) => value,
            Self::Earlier { step, column } => answers
                .get(*step)
                .and_then(|answer| answer.rows.first())
                .and_then(|row| row.get(*column))
                .unwrap_or(&Value::Null),
        }
    }
}

/// How many rows a step must return or change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Any number.
    Any,
    /// At least one row, else [`ScriptError::Missing`].
    Some,
    /// At most so many rows, else [`ScriptError::TooMany`]; later steps wait for that.
    AtMost(u64),
}

/// What a script did, step by step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// As many as the script has steps.
    pub steps: Vec<Answer>,
}

/// What one step did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The rows that it returned.
    pub rows: Vec<Vec<Value>>,
    /// How many rows it inserted, changed or deleted; what a read counts here is up to the engine.
    pub affected: u64,
}

/// A script that failed; nothing of it was kept.
#[derive(Debug)]
pub enum ScriptError {
    /// A step with [`Expect::Some`] had no row.
    Missing {
        /// Index of the step.
        step: usize,
    },
    /// A step with [`Expect::AtMost`] had more rows.
    TooMany {
        /// Index of the step.
        step: usize,
    },
    /// The database refused a step.
    Database {
        /// Index of the step; the number of steps if the commit failed.
        step: usize,
        /// Why.
        error: Error,
    },
}

/// Copies a cell into a value that a later step can bind.
impl From<Cell<'_>> for Value {
    fn from(cell: Cell<'_>) -> Self {
        match cell {
            Cell::Null => Self::Null,
            Cell::Boolean(value) => Self::Boolean(value),
            Cell::Integer(value) => Self::Integer(value),
            Cell::Float(value) => Self::Float(value),
            Cell::Text(value) => Self::Text(value.to_owned()),
            Cell::Bytes(value) => Self::Bytes(value.to_vec()),
            Cell::Timestamp(micros) => Self::Timestamp(micros.div_euclid(1000)),
            Cell::Date(value) => Self::Date(value),
            Cell::Time(value) => Self::Time(value),
            Cell::Decimal(value) => Self::Decimal(value.into_owned()),
            Cell::Uuid(value) => Self::Uuid(value),
            Cell::List(cells) => Self::List(cells.into_iter().map(Self::from).collect()),
        }
    }
}
