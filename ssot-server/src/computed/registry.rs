//! The programs that work fields out, by resource.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use ssot_db::{Error, Value};

use super::batch::{Sources, Worked};
use super::failed;
use crate::hook::Call;
use crate::model::{Mismatch, Model};
use crate::resource::Resource;
use crate::wire::decode;
use crate::write::row::Returned;

/// A row type whose computed fields `P` works out. Generated code implements it.
pub trait Computes<P>: Model {
    /// Has the values of the computed field at index `field` worked out.
    ///
    /// # Errors
    /// If a column holds what its field cannot.
    fn compute(program: &P, field: usize, rows: Sources<'_>, call: &Call<'_>) -> Result<Worked, Mismatch>;
}

/// What works out the computed fields of one model.
#[derive(Clone)]
pub struct Program(Arc<dyn Erased>);

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Program").field(&self.0.resource().name).finish()
    }
}

/// Has the computed fields of `M` worked out by `program`.
pub fn by<M: Computes<P>, P: Send + Sync + 'static>(program: P) -> Program {
    Program(Arc::new(Typed { program, model: PhantomData::<fn() -> M> }))
}

trait Erased: Send + Sync {
    fn resource(&self) -> &'static Resource;
    fn compute(&self, field: usize, rows: Sources<'_>, call: &Call<'_>) -> Result<Worked, Mismatch>;
}

struct Typed<M, P> {
    program: P,
    model: PhantomData<fn() -> M>,
}

impl<M: Computes<P>, P: Send + Sync + 'static> Erased for Typed<M, P> {
    fn resource(&self) -> &'static Resource {
        M::RESOURCE
    }

    fn compute(&self, field: usize, rows: Sources<'_>, call: &Call<'_>) -> Result<Worked, Mismatch> {
        M::compute(&self.program, field, rows, call)
    }
}

/// All programs of an API. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Registry(Arc<[Program]>);

impl Registry {
    pub(crate) fn new(programs: Vec<Program>) -> Self {
        Self(programs.into())
    }

    fn of(&self, resource: &Resource) -> Option<&Program> {
        self.0.iter().find(|program| std::ptr::eq(program.0.resource(), resource))
    }

    /// The computed fields of resources that nobody works out.
    pub(crate) fn missing(&self, resources: &[&'static Resource]) -> Vec<String> {
        let without = resources.iter().filter(|resource| self.of(resource).is_none());
        without
            .flat_map(|resource| {
                resource.computed.iter().map(|computed| format!("{}.{}", resource.name, computed.field.name))
            })
            .collect()
    }

    /// The values of a computed field, row by row.
    pub(super) fn values(
        &self,
        resource: &'static Resource,
        computed: usize,
        rows: Vec<&Returned>,
        call: &Call<'_>,
    ) -> Result<Vec<Value>, Error> {
        let field = &resource.computed[computed].field;
        let what = || format!("{}.{}", resource.name, field.name);
        let program = self.of(resource).ok_or_else(|| failed(format!("no program computes {}", what())))?;
        let worked = program.0.compute(computed, Sources::new(rows), call);
        let values = worked.map_err(|mismatch| failed(format!("{}: {mismatch}", what())))?.values;
        // What clients are told keeps to the schema, whoever says it.
        for value in &values {
            decode::typed(field, value)
                .map_err(|flaw| failed(format!("the program computed {} wrongly: {}", what(), flaw.message)))?;
        }
        Ok(values)
    }
}
