//! A throwaway PostgreSQL for those who bring none: in a folder of its own, gone with the program.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running cluster. It stops, and its folder goes away, with this value, and also if the program is killed: a shell
/// waits on a pipe from the program, and ends the cluster when the pipe closes.
#[derive(Debug)]
pub(crate) struct Cluster {
    guard: Child,
    port: u16,
}

/// Ends the server and removes the folder once its standard input ends.
const GUARD: &str = r#"folder=$1; shift
"$@" >"$folder/server.log" 2>&1 &
server=$!
cat >/dev/null
kill -INT "$server" 2>/dev/null
wait "$server" 2>/dev/null
rm -rf "$folder""#;

impl Cluster {
    /// Makes a cluster and starts it, in about two seconds.
    ///
    /// # Errors
    /// With what a person can do about it.
    pub(crate) fn start() -> Result<Self, String> {
        let initdb = find("initdb")?;
        let postgres = find("postgres")?;
        // The superuser cannot run a database server; Debian's packages bring a user who can.
        let user = is_superuser().then_some("postgres");
        let folder = env::temp_dir().join(format!("ssot-shop-{}", std::process::id()));
        let failed = |error: std::io::Error| format!("cannot make a database in {}: {error}", folder.display());
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(failed)?;
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).map_err(failed)?.port();
        let guard = Self::launch(&folder, user, &initdb, &postgres, port);
        if guard.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        let cluster = Self { guard: guard?, port };
        wait(&folder)?;
        Ok(cluster)
    }

    fn launch(folder: &Path, user: Option<&str>, initdb: &Path, postgres: &Path, port: u16) -> Result<Child, String> {
        if let Some(user) = user {
            run(Command::new("chown").arg(user).arg(folder))?;
        }
        let data = folder.join("data");
        let mut make = as_user(user, initdb);
        make.args(["--auth=trust", "--username=shop", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"]).arg(&data);
        run(make.current_dir(folder))?;
        let mut guard = as_user(user, Path::new("sh"));
        guard.args(["-c", GUARD, "guard"]).arg(folder).arg(postgres).arg("-D").arg(&data);
        guard.args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-k"]).arg(folder);
        // Ctrl-C is for the program, which ends the cluster when no request needs it any more.
        guard.process_group(0).current_dir(folder);
        guard.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        guard.spawn().map_err(|error| format!("cannot start a shell: {error}"))
    }

    /// Where its database is.
    pub(crate) fn url(&self) -> String {
        format!("postgres://shop@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// Waits until the server has written that it is ready.
fn wait(folder: &Path) -> Result<(), String> {
    let start = Instant::now();
    loop {
        let log = fs::read_to_string(folder.join("server.log")).unwrap_or_default();
        if log.contains("ready to accept connections") {
            return Ok(());
        }
        if start.elapsed() > Duration::from_secs(30) {
            return Err(format!("PostgreSQL does not start:\n{log}"));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A program of PostgreSQL: on `PATH`, or the newest where Debian keeps them.
fn find(name: &str) -> Result<PathBuf, String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut versions: Vec<PathBuf> = versions.map(|version| version.join("bin")).collect();
    versions.sort();
    let mut folders = env::split_paths(&path).chain(versions.into_iter().rev());
    folders.find_map(|folder| Some(folder.join(name)).filter(|program| program.is_file())).ok_or_else(|| {
        "the shop needs a PostgreSQL database, and none is installed here\n  \
         help: `DATABASE_URL=postgres://user:password@localhost/shop cargo run -p shop`, with an empty database `shop`\n  \
         help: or `cargo run -p shop --features sqlite`, which needs nothing"
            .to_owned()
    })
}

fn is_superuser() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// A command, as another user if one is named.
fn as_user(user: Option<&str>, program: &Path) -> Command {
    let Some(user) = user else { return Command::new(program) };
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--"]).arg(program);
    command
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
