//! Work that does not end with its caller.

use crate::{Error, ErrorKind};

/// Brings `work` to its end even if the caller goes away.
pub(crate) async fn finish<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Result<T, Error> {
    tokio::spawn(work)
        .await
        .map_err(|error| Error { kind: ErrorKind::Other, detail: format!("the work came to no end: {error}") })
}
