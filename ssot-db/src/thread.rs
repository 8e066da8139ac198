//! Threads by number, for what each has for itself.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::{Handle, RuntimeFlavor};

/// Whether everything that this thread waits for is done by itself.
pub(crate) fn has_own_runtime() -> bool {
    Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::CurrentThread)
}

/// The number of this thread among those that have a runtime of their own, or among the others: how many have asked before it.
pub(crate) fn number() -> usize {
    static OWN: AtomicUsize = AtomicUsize::new(0);
    static OTHERS: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static NUMBER: Cell<usize> =
            Cell::new(if has_own_runtime() { &OWN } else { &OTHERS }.fetch_add(1, Ordering::Relaxed));
    }
    NUMBER.get()
}
