//! A statement under construction: its text, the tables in it, and for whom it is made.

use ssot_db::Value;

use super::sql::{Alias, Sql};
use crate::policy::Viewer;
use crate::resource::{Expression, Field};

/// A statement under construction, the table names used in it so far, and for whom it is.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The text.
    pub sql: Sql<Value>,
    tables: usize,
    viewer: Viewer,
    personal: Vec<(usize, Personal)>,
}

/// A parameter that depends on nothing but the viewer, so that the text of a statement is the same for all.
#[derive(Debug, Clone, Copy)]
pub enum Personal {
    /// What an expression says that no row has a part in.
    Value(&'static Expression),
    /// The viewer's tenant as that field holds it.
    Tenant(&'static Field),
    /// Whether the viewer is somebody.
    Known,
}

impl Personal {
    /// The parameter for a viewer.
    pub fn of(self, viewer: &Viewer) -> Value {
        match self {
            Self::Value(expression) => viewer.value(expression),
            Self::Tenant(field) => viewer.tenant(field),
            Self::Known => Value::Boolean(viewer.principal().is_some()),
        }
    }
}

impl Scope {
    /// No tables yet.
    pub fn new(sql: Sql<Value>, viewer: &Viewer) -> Self {
        Self::with_tables(sql, viewer, 0)
    }

    /// A part of a statement that has so many tables already.
    pub fn with_tables(mut sql: Sql<Value>, viewer: &Viewer, tables: usize) -> Self {
        sql.context = viewer.context();
        Self { sql, tables, viewer: viewer.clone(), personal: Vec::new() }
    }

    /// A table name that is free.
    pub fn table(&mut self) -> Alias {
        self.tables += 1;
        Alias(self.tables - 1)
    }

    /// For whom the statement is made.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// Binds a parameter that depends on the viewer.
    pub fn bind_personal(&mut self, personal: Personal) -> &mut Sql<Value> {
        self.personal.push((self.sql.bound(), personal));
        let value = personal.of(&self.viewer);
        self.sql.bind(value)
    }

    /// The parameters that depend on the viewer, by their index.
    pub(super) fn take_personal(&mut self) -> Vec<(usize, Personal)> {
        std::mem::take(&mut self.personal)
    }
}
