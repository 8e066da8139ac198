//! Threads that each serve connections of their own.
//!
//! A connection stays with the thread it was given to, and with it all that its requests allocate, wake and wait for: no thread wakes
//! another to take a part of its work, and none frees memory that another must lock to use.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::{io, thread};

use futures_util::future::BoxFuture;
use tokio::runtime::{Builder, Handle, Runtime, RuntimeFlavor};
use tokio::sync::mpsc;

/// All servers of a process share its threads, which last as long as it does: what has been begun there, such as a connection to a
/// database, does not end with one of them.
static WORKERS: OnceLock<Workers> = OnceLock::new();

pub(super) struct Workers(Vec<Worker>);

/// A thread, and a runtime for it alone.
struct Worker {
    work: mpsc::UnboundedSender<Work>,
    /// Connections it has.
    load: Arc<AtomicUsize>,
}

type Work = BoxFuture<'static, ()>;

/// One connection, counted until it is dropped.
struct Count(Arc<AtomicUsize>);

impl Drop for Count {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Workers {
    /// As many as the runtime that serves first has; `None` if the current one has a single thread, which then is the one to serve.
    pub(super) fn get() -> Option<&'static Self> {
        let runtime = Handle::current();
        let count = runtime.metrics().num_workers();
        if runtime.runtime_flavor() == RuntimeFlavor::CurrentThread || count == 1 {
            return None;
        }
        let workers = WORKERS.get_or_init(|| match (0..count).map(Worker::start).collect() {
            Ok(workers) => Self(workers),
            Err(error) => {
                tracing::warn!(target: "ssot", %error, "no threads for connections: the runtime serves them");
                Self(Vec::new())
            }
        });
        (!workers.0.is_empty()).then_some(workers)
    }

    /// Gives a connection to the thread that has the fewest.
    pub(super) fn spawn(&self, connection: impl Future<Output = ()> + Send + 'static) {
        let Some(worker) = self.0.iter().min_by_key(|worker| worker.load.load(Ordering::Relaxed)) else { return };
        worker.load.fetch_add(1, Ordering::Relaxed);
        let count = Count(Arc::clone(&worker.load));
        let work = async move {
            let _count = count;
            connection.await;
        };
        // It listens as long as the process lasts.
        let _ = worker.work.send(Box::pin(work));
    }
}

impl Worker {
    fn start(number: usize) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (work, received) = mpsc::unbounded_channel();
        thread::Builder::new().name(format!("ssot-{number}")).spawn(move || run(&runtime, received))?;
        Ok(Self { work, load: Arc::default() })
    }
}

fn run(runtime: &Runtime, mut received: mpsc::UnboundedReceiver<Work>) {
    runtime.block_on(async {
        while let Some(work) = received.recv().await {
            tokio::spawn(work);
        }
    });
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn a_runtime_of_one_thread_serves_by_itself() {
        assert!(Workers::get().is_none());
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 3)]
    async fn connections_are_spread_and_stay() {
        let workers = Workers::get().unwrap();
        let (stop, _) = tokio::sync::broadcast::channel::<()>(1);
        let mut threads = HashSet::new();
        let mut ended = Vec::new();
        for _ in 0..workers.0.len() {
            let (tell, told) = oneshot::channel();
            let (end, at_end) = oneshot::channel();
            let mut stopped = stop.subscribe();
            workers.spawn(async move {
                let begun = thread::current().id();
                tell.send(begun).unwrap();
                tokio::task::yield_now().await;
                assert!(stopped.recv().await.is_err());
                end.send(thread::current().id() == begun).unwrap();
            });
            threads.insert(told.await.unwrap());
            ended.push(at_end);
        }
        assert_eq!(threads.len(), workers.0.len());
        assert!(!threads.contains(&thread::current().id()));
        drop(stop);
        for end in ended {
            assert!(end.await.unwrap());
        }
    }
}
