//! The hooks of an API, by resource.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use ssot_db::{Dialect, Step};

use super::{Call, Change, Hooks, Then};
use crate::model::{Row, Writable};
use crate::policy::Viewer;
use crate::problem::Problem;
use crate::resource::Resource;
use crate::write::input::{Draft, Nested, One};
use crate::write::row::Returned;
use crate::write::script::Note;

/// What happens to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It is made.
    Create,
    /// It is changed.
    Update,
    /// It is made or changed.
    Upsert,
    /// It is deleted.
    Delete,
}

/// Hooks, without the type of their rows.
trait Erased: Send + Sync {
    fn resource(&self) -> &'static Resource;
    fn before(&self, kind: Kind, draft: Option<&mut Draft>, call: &Call<'_>) -> Result<(), Problem>;
    fn after(&self, kind: Kind, row: &Returned, call: &Call<'_>, then: &mut Then) -> Result<(), Problem>;
    fn in_bulk(&self) -> bool;
}

struct Typed<M, H> {
    hooks: H,
    model: PhantomData<fn() -> M>,
}

impl<M: Writable, H: Hooks<M>> Erased for Typed<M, H> {
    fn resource(&self) -> &'static Resource {
        M::RESOURCE
    }

    fn before(&self, kind: Kind, draft: Option<&mut Draft>, call: &Call<'_>) -> Result<(), Problem> {
        match (kind, draft) {
            (Kind::Create, Some(draft)) => self.hooks.before_create(&mut Change::new(draft), call),
            (Kind::Update, Some(draft)) => self.hooks.before_update(&mut Change::new(draft), call),
            (Kind::Upsert, Some(draft)) => self.hooks.before_upsert(&mut Change::new(draft), call),
            (Kind::Delete, _) => self.hooks.before_delete(call),
            (_, None) => Ok(()),
        }
    }

    fn after(&self, kind: Kind, row: &Returned, call: &Call<'_>, then: &mut Then) -> Result<(), Problem> {
        let row = M::read(&Row::new(row)).map_err(|mismatch| {
            tracing::error!(target: "ssot", %mismatch, "a row cannot be read");
            Problem::internal()
        })?;
        match kind {
            Kind::Create => self.hooks.after_create(&row, call, then),
            Kind::Update => self.hooks.after_update(&row, call, then),
            Kind::Upsert => self.hooks.after_upsert(&row, call, then),
            Kind::Delete => self.hooks.after_delete(&row, call, then),
        }
    }

    fn in_bulk(&self) -> bool {
        self.hooks.in_bulk()
    }
}

/// All hooks of an API. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Registry(Vec<Arc<dyn Erased>>);

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|hooks| hooks.resource().name)).finish()
    }
}

impl Registry {
    pub(crate) fn add<M: Writable>(&mut self, hooks: impl Hooks<M>) {
        self.0.push(Arc::new(Typed { hooks, model: PhantomData }));
    }

    fn of(&self, resource: &Resource) -> impl Iterator<Item = &dyn Erased> {
        let is = move |hooks: &&Arc<dyn Erased>| std::ptr::eq(hooks.resource(), resource);
        self.0.iter().filter(is).map(|hooks| &**hooks)
    }

    /// Whether a resource has any.
    pub(crate) fn has(&self, resource: &Resource) -> bool {
        self.of(resource).next().is_some()
    }

    /// Calls the hooks of a draft and of the new rows inside of it.
    pub(crate) fn before(&self, kind: Kind, draft: &mut Draft, call: &Call<'_>) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        for hooks in self.of(draft.resource) {
            hooks.before(kind, Some(draft), call)?;
        }
        for (_, nested) in &mut draft.relations {
            match nested {
                Nested::One(One::Create(child)) => self.before(Kind::Create, child, call)?,
                Nested::One(_) => {}
                Nested::Many(many) => {
                    for child in &mut many.create {
                        self.before(Kind::Create, child, call)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Calls the hooks before rows are deleted.
    pub(crate) fn before_delete(&self, resource: &Resource, call: &Call<'_>) -> Result<(), Problem> {
        self.of(resource).try_for_each(|hooks| hooks.before(Kind::Delete, None, call))
    }

    /// Refuses what nobody would see row by row.
    pub(crate) fn allow_bulk(&self, resource: &Resource, viewer: &Viewer) -> Result<(), Problem> {
        if self.of(resource).all(Erased::in_bulk) {
            return Ok(());
        }
        Err(viewer.refusal().detail("These rows are changed and deleted one by one"))
    }

    /// Calls the hooks after rows were written, and gives what is to be written along; `before` steps have run.
    pub(crate) fn after(
        &self,
        rows: impl Iterator<Item = (Kind, &'static Resource, Returned)>,
        call: &Call<'_>,
        dialect: Dialect,
        before: usize,
    ) -> Result<(Vec<Step>, Vec<Note>), Problem> {
        let mut then = Then::new(dialect, call.now(), before);
        for (kind, resource, row) in rows {
            for hooks in self.of(resource) {
                hooks.after(kind, &row, call, &mut then)?;
            }
        }
        Ok((then.steps, then.notes))
    }
}
