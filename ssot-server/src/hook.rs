//! What a program does where rows are written over HTTP, without editing what was generated.
//!
//! Hooks are typed by the generated rows and columns, so one that no longer fits the schema does not compile. `before_…` looks at
//! what a request is about to write, completes it, or refuses it. `after_…` sees the row as it was written, in the same transaction:
//! it can refuse, which takes everything back, and say what is to be written along.

mod change;
mod registry;
mod then;

use crate::auth::Principal;
use crate::model::Writable;
use crate::policy::Viewer;
use crate::problem::Problem;

pub use change::Change;
pub(crate) use registry::{Kind, Registry};
pub use then::Then;

/// Hooks of the rows of `M`. Each has a default that does nothing.
///
/// A transaction that lost against another one runs again, and so do the `after_…` hooks: they keep nothing in mind and do nothing
/// outside of what they return.
pub trait Hooks<M: Writable>: Send + Sync + 'static {
    /// Before a row is made: by POST, as a related row in another body, in bulk.
    ///
    /// # Errors
    /// What the caller is refused with.
    fn before_create(&self, new: &mut Change<'_, M>, call: &Call<'_>) -> Result<(), Problem> {
        let _ = (new, call);
        Ok(())
    }

    /// Before a row, or in bulk any number of rows, are changed.
    ///
    /// # Errors
    /// What the caller is refused with.
    fn before_update(&self, change: &mut Change<'_, M>, call: &Call<'_>) -> Result<(), Problem> {
        let _ = (change, call);
        Ok(())
    }

    /// Before a row is made or changed, whichever it will be; unless told otherwise both of the above.
    ///
    /// # Errors
    /// What the caller is refused with.
    fn before_upsert(&self, row: &mut Change<'_, M>, call: &Call<'_>) -> Result<(), Problem> {
        self.before_create(row, call)?;
        self.before_update(row, call)
    }

    /// Before rows are deleted.
    ///
    /// # Errors
    /// What the caller is refused with.
    fn before_delete(&self, call: &Call<'_>) -> Result<(), Problem> {
        let _ = call;
        Ok(())
    }

    /// A row was made.
    ///
    /// # Errors
    /// What the caller is refused with; nothing is kept then.
    fn after_create(&self, row: &M, call: &Call<'_>, then: &mut Then) -> Result<(), Problem> {
        let _ = (row, call, then);
        Ok(())
    }

    /// A row was changed.
    ///
    /// # Errors
    /// What the caller is refused with; nothing is kept then.
    fn after_update(&self, row: &M, call: &Call<'_>, then: &mut Then) -> Result<(), Problem> {
        let _ = (row, call, then);
        Ok(())
    }

    /// A row was made or changed; unless told otherwise it was changed.
    ///
    /// # Errors
    /// What the caller is refused with; nothing is kept then.
    fn after_upsert(&self, row: &M, call: &Call<'_>, then: &mut Then) -> Result<(), Problem> {
        self.after_update(row, call, then)
    }

    /// A row was deleted; this is what it held.
    ///
    /// # Errors
    /// What the caller is refused with; nothing is kept then.
    fn after_delete(&self, row: &M, call: &Call<'_>, then: &mut Then) -> Result<(), Problem> {
        let _ = (row, call, then);
        Ok(())
    }

    /// Whether rows may be changed and deleted in bulk, unseen by `after_update` and `after_delete`. Unless told otherwise they may
    /// not: 403.
    fn in_bulk(&self) -> bool {
        false
    }
}

/// The request that hooks are called for.
#[derive(Debug, Clone, Copy)]
pub struct Call<'c> {
    viewer: &'c Viewer,
    now: i64,
}

impl<'c> Call<'c> {
    pub(crate) fn new(viewer: &'c Viewer, now: i64) -> Self {
        Self { viewer, now }
    }

    /// Who asks; `None`: nobody in particular.
    pub fn principal(&self) -> Option<&'c Principal> {
        self.viewer.principal()
    }

    /// The moment of the request, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        self.now
    }
}
