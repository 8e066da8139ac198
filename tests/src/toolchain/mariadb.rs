//! A throwaway MariaDB, for the MySQL dialect. MariaDB is not MySQL 8; what only the latter takes is not proven here.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::server::{Server, as_user, folder, free_port, is_root, run};
use super::{find, missing};

/// There may be more than one in a process.
static STARTED: AtomicU32 = AtomicU32::new(0);

/// A MariaDB server on the loopback address, user `root` without a password.
#[derive(Debug)]
pub struct MariaDb {
    server: Server,
    client: PathBuf,
    port: u16,
    databases: AtomicU32,
}

impl MariaDb {
    /// The server of this test process; `None` (after [`missing`]) where MariaDB is not installed.
    ///
    /// # Panics
    /// If it is installed and does not start.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<MariaDb>> = OnceLock::new();
        let shared = SHARED.get_or_init(Self::start).as_ref();
        if shared.is_none() {
            missing("MariaDB");
        }
        shared
    }

    /// A server of its own.
    ///
    /// # Panics
    /// If it is installed and does not start.
    pub fn start() -> Option<Self> {
        let folders = [PathBuf::from("/usr/sbin"), PathBuf::from("/usr/bin")];
        let client = find("mariadb", &folders)?;
        let install = find("mariadb-install-db", &folders)?;
        let server = find("mariadbd", &folders)?;
        let user = is_root().then_some("mysql");
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let folder = folder(&format!("mariadb-{number}"), user).expect("a folder for the server");
        let data = format!("--datadir={}", folder.join("data").display());
        run(as_user(user, install.to_str()?).current_dir(&folder).args([
            "--no-defaults",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            &data,
        ]));
        let port = free_port();
        let socket = format!("--socket={}", folder.join("server.sock").display());
        let port_argument = format!("--port={port}");
        let arguments = [
            server.to_str()?,
            "--no-defaults",
            &data,
            &socket,
            &port_argument,
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            // Nothing here outlives the machine, so nothing has to reach the disk: only the system, for when the process is killed.
            "--innodb-flush-log-at-trx-commit=2",
            "--innodb-flush-method=nosync",
        ];
        let ready = || {
            Command::new(&client)
                .args(["--no-defaults", "-h", "127.0.0.1", "-P", &port.to_string(), "-u", "root", "-e", "select 1"])
                .output()
                .is_ok_and(|output| output.status.success())
        };
        let server = Server::start(&folder, user, &arguments, ready);
        Some(Self { server, client, port, databases: AtomicU32::new(0) })
    }

    /// Kills it, and waits for its end.
    ///
    /// # Panics
    /// If it is gone already.
    pub fn kill(&self) {
        self.server.end("KILL");
    }

    /// Starts it again after [`MariaDb::kill`], without waiting until it answers.
    ///
    /// # Panics
    /// If nobody is there who could.
    pub fn begin(&self) {
        self.server.begin();
    }

    /// Makes an empty database and returns its name.
    ///
    /// # Panics
    /// If the server refuses.
    pub fn database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        self.execute("mysql", &format!("create database {name} character set utf8mb4")).expect("a new database");
        name
    }

    /// Makes an empty database and returns its address.
    ///
    /// # Panics
    /// If the server refuses.
    pub fn url(&self) -> String {
        format!("mysql://root@127.0.0.1:{}/{}", self.port, self.database())
    }

    /// The port on the loopback address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Runs SQL text in a database, stopping at the first error; returns tab-separated rows.
    ///
    /// # Errors
    /// What the client printed.
    ///
    /// # Panics
    /// If the client cannot be started.
    pub fn execute(&self, database: &str, sql: &str) -> Result<String, String> {
        let mut child = Command::new(&self.client)
            .args([
                "--no-defaults",
                "-h",
                "127.0.0.1",
                "-P",
                &self.port.to_string(),
                "-u",
                "root",
                "-N",
                "-B",
                database,
            ])
            .args(["--default-character-set=utf8mb4"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the client starts");
        let written = child.stdin.take().expect("a pipe").write_all(sql.as_bytes());
        let output = child.wait_with_output().map_err(|error| error.to_string())?;
        if output.status.success() && written.is_ok() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}
