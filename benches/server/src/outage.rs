//! A load that goes on while the database goes away: connections that read and write, hold every answer against the
//! contract, and write down what the server has said it did.

mod client;
mod contract;
mod ledger;
mod question;
mod tally;

pub use ledger::{Audit, Ledger};
pub use tally::{Counts, Tally};

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::task::LocalSet;

/// A load on its way.
#[derive(Debug)]
pub struct Load {
    tally: Arc<Tally>,
    thread: JoinHandle<io::Result<Ledger>>,
}

impl Load {
    /// Begins to ask from one thread over so many connections.
    pub fn start(address: SocketAddr, connections: usize) -> Self {
        let tally = Arc::new(Tally::new(connections));
        let shared = Arc::clone(&tally);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            LocalSet::new().block_on(&runtime, async {
                let clients: Vec<_> = (0..connections)
                    .map(|number| tokio::task::spawn_local(client::run(address, number, Arc::clone(&shared))))
                    .collect();
                let mut ledger = Ledger::default();
                for client in clients {
                    ledger.add(client.await.map_err(io::Error::other)?);
                }
                Ok(ledger)
            })
        });
        Self { tally, thread }
    }

    /// What has happened so far.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Waits until it is so, and says whether it became so in time.
    pub fn wait(&self, most: Duration, until: impl Fn(&Tally) -> bool) -> bool {
        let start = Instant::now();
        while !until(&self.tally) {
            if start.elapsed() > most || self.thread.is_finished() {
                return false;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        true
    }

    /// Ends it, once every request has been answered: what the server has said it did.
    ///
    /// # Errors
    /// If the load itself broke.
    pub fn end(self) -> io::Result<Ledger> {
        self.tally.stop();
        self.thread.join().map_err(|_| io::Error::other("the load panicked"))?
    }
}
