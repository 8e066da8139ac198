//! Servers under measurement, each a process of its own.

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server.
#[derive(Debug)]
pub struct Contender {
    /// What the table calls it.
    pub name: &'static str,
    /// Where it listens.
    pub address: SocketAddr,
    process: Child,
}

impl Contender {
    /// Starts a server: `command` gets the port that it is to listen on.
    ///
    /// # Errors
    /// If it does not listen within 20 seconds.
    pub fn start(name: &'static str, command: impl FnOnce(u16) -> Command) -> io::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = command(port).stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
        let contender = Self { name, address: SocketAddr::from(([127, 0, 0, 1], port)), process };
        let start = Instant::now();
        while TcpStream::connect(contender.address).is_err() {
            if start.elapsed() > Duration::from_secs(20) {
                return Err(io::Error::other(format!("{name} does not listen")));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(contender)
    }

    /// The most memory that it held, in MiB, as the kernel counts it.
    pub fn memory(&self) -> f64 {
        self.mebibytes("VmHWM:")
    }

    /// The memory that it holds, in MiB.
    pub fn resident(&self) -> f64 {
        self.mebibytes("VmRSS:")
    }

    fn mebibytes(&self, what: &str) -> f64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix(what));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }
}

impl Drop for Contender {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A command in a folder.
pub fn command(program: impl AsRef<Path>, folder: &Path) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(folder);
    command
}

/// Runs a command to its end.
///
/// # Errors
/// If it cannot be started or fails.
pub fn run(mut command: Command) -> io::Result<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{command:?}: {status}"))) }
}

/// Builds a release binary of a workspace and returns its path.
///
/// # Errors
/// If it does not compile.
pub fn build(folder: &Path, package: &str, target: &Path) -> io::Result<PathBuf> {
    let mut cargo = command(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()), folder);
    cargo.args(["build", "--release", "-q", "-p", package]).env("CARGO_TARGET_DIR", target);
    run(cargo)?;
    Ok(target.join("release").join(package))
}
