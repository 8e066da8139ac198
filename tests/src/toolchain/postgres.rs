//! A throwaway PostgreSQL.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

use super::server::{Server, as_user, folder, free_port, is_root, run, wait_until};
use super::{find, missing};

/// There may be more than one in a process.
static STARTED: AtomicU32 = AtomicU32::new(0);
/// Roles belong to the whole cluster: they are made one at a time.
static OWNERS: Mutex<()> = Mutex::new(());

/// A PostgreSQL cluster, trusted on the loopback address.
#[derive(Debug)]
pub struct Postgres {
    /// Unless somebody else runs it.
    server: Option<Server>,
    psql: PathBuf,
    port: u16,
    databases: AtomicU32,
}

/// How a cluster ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shutdown {
    /// In order: what runs is rolled back and connections are told.
    Fast,
    /// As in a crash: the next start recovers from the log.
    Immediate,
}

impl Postgres {
    /// The cluster of this test process; `None` (after [`missing`]) where PostgreSQL is not installed.
    ///
    /// `SSOT_TEST_POSTGRES_PORT` names the port of a running throwaway cluster to use instead.
    ///
    /// # Panics
    /// If it is installed and does not start.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Postgres>> = OnceLock::new();
        let shared = SHARED.get_or_init(Self::start).as_ref();
        if shared.is_none() {
            missing("PostgreSQL");
        }
        shared
    }

    /// A cluster of its own.
    ///
    /// # Panics
    /// If it is installed and does not start.
    pub fn start() -> Option<Self> {
        let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
            .unwrap_or_default();
        folders.sort();
        folders.reverse();
        let psql = find("psql", &folders)?;
        if let Some(port) = std::env::var("SSOT_TEST_POSTGRES_PORT").ok().and_then(|port| port.parse().ok()) {
            return Some(Self { server: None, psql, port, databases: AtomicU32::new(0) });
        }
        let initdb = find("initdb", &folders)?;
        let postgres = find("postgres", &folders)?;
        let user = is_root().then_some("postgres");
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let folder = folder(&format!("postgres-{number}"), user).expect("a folder for the cluster");
        let data = folder.join("data");
        run(as_user(user, initdb.to_str()?)
            .current_dir(&folder)
            .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data));
        let port = free_port();
        let arguments = [
            postgres.to_str()?.to_owned(),
            "-D".into(),
            data.to_str()?.to_owned(),
            "-p".into(),
            port.to_string(),
            "-k".into(),
            folder.to_str()?.to_owned(),
            "-c".into(),
            "listen_addresses=127.0.0.1".into(),
            "-c".into(),
            "fsync=off".into(),
            "-c".into(),
            "max_connections=200".into(),
        ];
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let server = Server::start(&folder, user, &arguments, || answers(&psql, port));
        Some(Self { server: Some(server), psql, port, databases: AtomicU32::new(0) })
    }

    /// Makes an empty database and returns its URL.
    ///
    /// # Panics
    /// If the server refuses.
    pub fn database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", std::process::id());
        self.psql_in("postgres", &format!("create database {name}"));
        format!("postgresql://postgres@127.0.0.1:{}/{name}", self.port)
    }

    /// Makes an empty database that belongs to a role which is no superuser, and returns its URL as that role. The role may make others.
    ///
    /// # Panics
    /// If the server refuses.
    pub fn owned_database(&self, owner: &str) -> String {
        let url = self.database();
        let name = url.rsplit('/').next().expect("a URL has a path");
        let _turn = OWNERS.lock().expect("no test panics here");
        self.psql_in(
            name,
            &format!(
                "do $$ begin if not exists (select from pg_roles where rolname = '{owner}') then \
                 create role {owner} login createrole; end if; end $$; alter database {name} owner to {owner}"
            ),
        );
        url.replace("postgres@", &format!("{owner}@"))
    }

    /// Lets a role log in, and returns the URL of a database as that role.
    ///
    /// # Panics
    /// If the server refuses.
    pub fn database_as(&self, role: &str, url: &str) -> String {
        let name = url.rsplit('/').next().expect("a URL has a path");
        let _turn = OWNERS.lock().expect("no test panics here");
        self.psql_in(name, &format!("alter role {role} login"));
        format!("postgresql://{role}@127.0.0.1:{}/{name}", self.port)
    }

    /// Whether it is this process's own, to do with as it likes.
    pub fn can_restart(&self) -> bool {
        self.server.is_some()
    }

    /// Lets it crash and come back.
    ///
    /// # Panics
    /// If it is somebody else's, or does not come back.
    pub fn restart(&self) {
        self.end(Shutdown::Immediate);
        self.begin();
        wait_until(|| answers(&self.psql, self.port), || "PostgreSQL after a restart".to_owned());
    }

    /// Ends it, and waits for that.
    ///
    /// # Panics
    /// If it is somebody else's.
    pub fn end(&self, shutdown: Shutdown) {
        // Source: PostgreSQL manual, "Shutting Down the Server".
        self.own().end(match shutdown {
            Shutdown::Fast => "INT",
            Shutdown::Immediate => "QUIT",
        });
    }

    /// Starts it again after [`Postgres::end`], without waiting until it answers.
    ///
    /// # Panics
    /// If it is somebody else's.
    pub fn begin(&self) {
        self.own().begin();
    }

    fn own(&self) -> &Server {
        self.server.as_ref().expect("a cluster of this process")
    }

    /// The port on the loopback address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Runs SQL text in a database given by name or URL, stopping at the first error; returns unaligned rows.
    ///
    /// # Panics
    /// If the text fails; the message carries the error.
    pub fn psql_in(&self, database: &str, sql: &str) -> String {
        let mut command = Command::new(&self.psql);
        command.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "postgres"]);
        command.args(["-v", "ON_ERROR_STOP=1", "-qAtX", "-c", sql, database]);
        run(&mut command)
    }
}

fn answers(psql: &Path, port: u16) -> bool {
    Command::new(psql)
        .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-U", "postgres", "-c", "select 1", "postgres"])
        .output()
        .is_ok_and(|output| output.status.success())
}
