//! Fields that no column holds: the program works them out when rows are read.
//!
//! A statement's rows are written as JSON with gaps. Once all of them are there, the program is asked for the values of each field
//! at once, and the gaps are filled. So a page costs one call per computed field, however many rows it has.

mod batch;
mod gaps;
mod registry;

use ssot_db::Error;

use crate::hook::Call;
use crate::policy::Viewer;
use crate::resource::{Computed, Resource};

pub use batch::{Answers, Batch, Source, Sources, Worked};
pub(crate) use gaps::Gaps;
pub(crate) use registry::Registry;
pub use registry::{Computes, Program, by};

/// Who works values out, and for whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Computing<'c> {
    registry: &'c Registry,
    call: Call<'c>,
}

impl<'c> Computing<'c> {
    pub(crate) fn new(registry: &'c Registry, viewer: &'c Viewer) -> Self {
        Self { registry, call: Call::new(viewer, viewer.now()) }
    }
}

/// What a request says of a field that is no column: its name, and what it may say instead.
pub(crate) fn no_column(resource: &Resource, name: &str) -> Option<(String, String)> {
    let Computed { field, from } = resource.computed.iter().find(|computed| computed.field.name == name)?;
    let columns = from.iter().map(|&index| &resource.fields[index]).filter(|column| column.is_readable());
    let columns: Vec<String> = columns.map(|column| format!("`{}`", column.name)).collect();
    let help = match columns.as_slice() {
        [] => "Only columns can be asked about".to_owned(),
        columns => format!("Only columns can be asked about, such as {}", columns.join(", ")),
    };
    Some((format!("`{}` is computed when rows are read", field.name), help))
}

/// What went wrong on the side of the program or of the database, for the log.
fn failed(detail: String) -> Error {
    Error { kind: ssot_db::ErrorKind::Other, detail }
}
