//! A clock in a number, for what several threads look at.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// How long ago somebody first asked.
pub(crate) fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}
