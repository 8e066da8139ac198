//! Word that something may have changed.

use crate::Error;

/// Hears that transactions have ended: on PostgreSQL those that notified the channel, of whatever process; on SQLite and MariaDB
/// those of this process, whatever they did.
///
/// It is a hint and no more: several transactions may be told as one.
#[derive(Debug)]
pub struct Listener {
    pub(crate) source: Source,
}

#[derive(Debug)]
pub(crate) enum Source {
    #[cfg(any(feature = "sqlite", feature = "mysql"))]
    Commits(tokio::sync::watch::Receiver<u64>),
    #[cfg(feature = "postgres")]
    Postgres(crate::postgres::Channel),
    /// Without a driver nothing is heard.
    #[cfg(not(any(feature = "sqlite", feature = "postgres", feature = "mysql")))]
    None(std::convert::Infallible),
}

impl Listener {
    /// Waits until something may have changed since the last call.
    ///
    /// # Errors
    /// If the connection is lost or the database closed: what happens from then on is not heard.
    pub async fn heard(&mut self) -> Result<(), Error> {
        match &mut self.source {
            #[cfg(any(feature = "sqlite", feature = "mysql"))]
            Source::Commits(commits) => {
                let gone = |_| Error { kind: crate::ErrorKind::Unavailable, detail: "the database is closed".into() };
                commits.changed().await.map_err(gone)
            }
            #[cfg(feature = "postgres")]
            Source::Postgres(channel) => channel.heard().await,
            #[cfg(not(any(feature = "sqlite", feature = "postgres", feature = "mysql")))]
            Source::None(never) => match *never {},
        }
    }
}
