//! Threads by number, for what each has for itself.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of this thread: how many have asked before it.
pub(crate) fn number() -> usize {
    thread_local! {
        static NUMBER: Cell<usize> = {
            static NEXT: AtomicUsize = AtomicUsize::new(0);
            Cell::new(NEXT.fetch_add(1, Ordering::Relaxed))
        };
    }
    NUMBER.get()
}
