//! Sockets: accept, HTTP/1.1 with keep-alive and pipelining, and an orderly end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::Server;
use super::workers::Workers;

/// Serves connections until `stop` is ready; then idle ones are closed and the others finish what they do.
pub(super) async fn serve(server: Server, listener: TcpListener, stop: impl Future<Output = ()>) {
    let limits = server.inner.settings.limits;
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.header_timeout).pipeline_flush(true).max_buf_size(
        // The whole head has to fit: the longest path and the headers.
        limits.max_uri + 64 * 1024,
    );
    // Each connection has a receiver as long as it lives.
    let (ending, end) = watch::channel(false);
    server.inner.api.start();
    let mut stop = pin!(stop);
    let workers = Workers::get();
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    pause_after(&error).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let connection = Connection { server: server.clone(), builder: builder.clone(), end: end.clone(), peer };
        connection.start(stream, workers);
    }
    drop(listener);
    server.inner.api.feed().stop();
    drop(end);
    ending.send_replace(true);
    tracing::info!(target: "ssot", "stopping: requests in flight finish");
    let ended = async { tokio::join!(ending.closed(), server.inner.api.courier().stop()) };
    if tokio::time::timeout(limits.shutdown_timeout, ended).await.is_err() {
        tracing::warn!(target: "ssot", "some requests did not finish in time");
    }
}

/// What serves a socket.
struct Connection {
    server: Server,
    builder: http1::Builder,
    end: watch::Receiver<bool>,
    peer: SocketAddr,
}

impl Connection {
    /// Lets a worker serve it, or this runtime if there is none.
    fn start(self, stream: TcpStream, workers: Option<&Workers>) {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(target: "ssot", %error, "a socket keeps its delay");
        }
        let Some(workers) = workers else {
            tokio::spawn(self.serve(stream));
            return;
        };
        let stream = stream.into_std();
        workers.spawn(async move {
            match stream.and_then(TcpStream::from_std) {
                Ok(stream) => self.serve(stream).await,
                Err(error) => tracing::debug!(target: "ssot", %error, "a connection did not begin"),
            }
        });
    }

    async fn serve(self, stream: TcpStream) {
        let Self { server, builder, mut end, peer } = self;
        let service = service_fn(move |mut request: http::Request<Incoming>| {
            let server = server.clone();
            if server.inner.limiter.is_some() {
                request.extensions_mut().insert(ConnectInfo(peer));
            }
            async move { Ok::<_, Infallible>(server.call(request.map(Body::new)).await) }
        });
        let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service).with_upgrades());
        let result = tokio::select! {
            result = connection.as_mut() => result,
            _ = end.changed() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        // Broken connections are the peers' business.
        if let Err(error) = result {
            tracing::debug!(target: "ssot", %error, "a connection ended early");
        }
    }
}

/// Out of file descriptors: wait for some connections to end instead of spinning.
async fn pause_after(error: &std::io::Error) {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::warn!(target: "ssot", %error, "cannot accept connections");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Ready when the process is told to stop.
pub(super) async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
