//! Processes that end when the test process does, however it ends.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A server process in a folder of its own. A shell stands between: it waits on a pipe from the test process, ends and begins
/// the server when that says so, and kills it and removes the folder when the pipe closes.
#[derive(Debug)]
pub(super) struct Server {
    guard: Mutex<Guard>,
}

/// The shell, and the pipes to it and from it.
#[derive(Debug)]
struct Guard {
    _process: Child,
    tell: ChildStdin,
    hear: BufReader<ChildStdout>,
}

impl Server {
    /// Starts `command` (a program and its arguments) under a guard and waits until `ready` says so.
    ///
    /// # Panics
    /// If the server is not ready within a minute; the message carries its log.
    pub(super) fn start(folder: &Path, user: Option<&str>, command: &[&str], ready: impl Fn() -> bool) -> Self {
        let log = folder.join("server.log");
        let script = r#"folder=$1; log=$2; shift 2
"$@" >"$log" 2>&1 &
server=$!
while read -r word; do
  case $word in
    begin) "$@" >>"$log" 2>&1 & server=$! ;;
    *) kill -"$word" "$server"; wait "$server" ;;
  esac
  echo done
done
kill -QUIT "$server" 2>/dev/null
wait "$server" 2>/dev/null
rm -rf "$folder""#;
        let mut guard = as_user(user, "sh")
            .args(["-c", script, "guard"])
            .arg(folder)
            .arg(&log)
            .args(command)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .current_dir(folder)
            .spawn()
            .expect("a shell starts");
        let (tell, hear) = (guard.stdin.take().expect("a pipe"), guard.stdout.take().expect("a pipe"));
        wait_until(&ready, || format!("{}:\n{}", command[0], fs::read_to_string(&log).unwrap_or_default()));
        Self { guard: Mutex::new(Guard { _process: guard, tell, hear: BufReader::new(hear) }) }
    }

    /// Sends the process a signal that ends it, and waits for its end.
    ///
    /// # Panics
    /// If the guard is gone.
    pub(super) fn end(&self, signal: &str) {
        self.tell(signal);
    }

    /// Starts it again as it was, after [`Server::end`]; it need not be ready yet.
    ///
    /// # Panics
    /// If the guard is gone.
    pub(super) fn begin(&self) {
        self.tell("begin");
    }

    fn tell(&self, word: &str) {
        let mut guard = self.guard.lock().expect("no test panics here");
        writeln!(guard.tell, "{word}").expect("the guard listens");
        let mut answer = String::new();
        guard.hear.read_line(&mut answer).expect("the guard answers");
        assert_eq!(answer, "done\n");
    }
}

/// Waits until `ready` says so.
///
/// # Panics
/// After a minute, with what `otherwise` says.
pub(super) fn wait_until(ready: impl Fn() -> bool, otherwise: impl Fn() -> String) {
    let start = Instant::now();
    while !ready() {
        assert!(start.elapsed() < Duration::from_secs(60), "not ready: {}", otherwise());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A command, as another user if one is named.
pub(super) fn as_user(user: Option<&str>, program: &str) -> Command {
    match user {
        None => Command::new(program),
        Some(user) => {
            let mut command = Command::new("runuser");
            command.args(["-u", user, "--", program]);
            command
        }
    }
}

/// Runs a command to its end.
///
/// # Panics
/// If it fails; the message carries what it printed.
pub(super) fn run(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A new folder that `user` owns.
pub(super) fn folder(name: &str, user: Option<&str>) -> io::Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("ssot-{name}-{}", std::process::id()));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    if let Some(user) = user {
        run(Command::new("chown").arg(user).arg(&folder));
    }
    Ok(folder)
}

/// A TCP port that is free now.
pub(super) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

/// Whether this process is the superuser, whom database servers refuse to run as.
pub(super) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
