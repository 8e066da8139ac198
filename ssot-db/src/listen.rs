//! Word that something may have changed.

use crate::Error;

/// Hears that transactions have ended: on PostgreSQL those that notified the channel, of whatever process; on SQLite those of
/// this process, whatever they did.
///
/// It is a hint and no more: several transactions may be told as one.
#[derive(Debug)]
pub struct Listener {
    pub(crate) source: Source,
}

#[derive(Debug)]
pub(crate) enum Source {
    #[cfg(feature = "sqlite")]
    Sqlite(tokio::sync::watch::Receiver<u64>),
    #[cfg(feature = "postgres")]
    Postgres(crate::postgres::Channel),
    /// Without a driver nothing is heard.
    #[cfg(not(any(feature = "sqlite", feature = "postgres")))]
    None(std::convert::Infallible),
}

impl Listener {
    /// Waits until something may have changed since the last call.
    ///
    /// # Errors
    /// If the connection is lost or the database closed: what happens from then on is not heard.
    pub async fn heard(&mut self) -> Result<(), Error> {
        match &mut self.source {
            #[cfg(feature = "sqlite")]
            Source::Sqlite(commits) => {
                let gone = |_| Error { kind: crate::ErrorKind::Unavailable, detail: "the database is closed".into() };
                commits.changed().await.map_err(gone)
            }
            #[cfg(feature = "postgres")]
            Source::Postgres(channel) => channel.heard().await,
            #[cfg(not(any(feature = "sqlite", feature = "postgres")))]
            Source::None(never) => match *never {},
        }
    }
}
