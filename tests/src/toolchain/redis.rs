//! A throwaway Redis.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use super::server::{Server, folder, free_port, run, wait_until};
use super::{find, missing};

/// There may be more than one in a process.
static STARTED: AtomicU32 = AtomicU32::new(0);

/// A Redis on the loopback address, without a password. It writes down what it knows when it ends in order.
#[derive(Debug)]
pub struct Redis {
    server: Server,
    client: PathBuf,
    port: u16,
}

impl Redis {
    /// A server of its own; `None` (after [`missing`]) where Redis is not installed.
    ///
    /// # Panics
    /// If it is installed and does not start.
    pub fn start() -> Option<Self> {
        let (Some(server), Some(client)) = (find("redis-server", &[]), find("redis-cli", &[])) else {
            missing("Redis");
            return None;
        };
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let folder = folder(&format!("redis-{number}"), None).expect("a folder for the server");
        let port = free_port();
        let (text, path) = (port.to_string(), folder.to_string_lossy().into_owned());
        let command = [
            server.to_str()?,
            "--port",
            &text,
            "--bind",
            "127.0.0.1",
            "--dir",
            &path,
            "--save",
            "3600 1",
            "--appendonly",
            "no",
        ];
        let server = Server::start(&folder, None, &command, || answers(&client, port));
        Some(Self { server, client, port })
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Ends it in order.
    ///
    /// # Panics
    /// If it is gone already.
    pub fn end(&self) {
        self.server.end("TERM");
    }

    /// Starts it again after [`Redis::end`].
    ///
    /// # Panics
    /// If it does not come back.
    pub fn begin(&self) {
        self.server.begin();
        wait_until(|| answers(&self.client, self.port), || "Redis after a restart".to_owned());
    }

    /// Sends a command, and gives the lines of its answer.
    ///
    /// # Panics
    /// If the client cannot be started, or reach it.
    pub fn command(&self, words: &[&str]) -> Vec<String> {
        let port = self.port.to_string();
        let out = run(Command::new(&self.client).args(["-h", "127.0.0.1", "-p", &port]).args(words));
        out.lines().map(str::to_owned).collect()
    }
}

fn answers(client: &PathBuf, port: u16) -> bool {
    Command::new(client)
        .args(["-h", "127.0.0.1", "-p", &port.to_string(), "ping"])
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"PONG")
}
