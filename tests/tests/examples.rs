//! The examples as a newcomer runs them: `cargo run -p blog`, `cargo run -p shop`, and every line that they say to try.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use ssot_tests::http::{get, send};
use ssot_tests::toolchain::{find, missing, workspace};

/// `cargo run -p …` with a folder and port of its own, ended with the value.
struct Example {
    process: Child,
    address: SocketAddr,
    folder: PathBuf,
    /// What it has said.
    said: Vec<String>,
}

impl Drop for Example {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn command(package: &str, folder: &Path, port: u16) -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    command.args(["run", "--quiet", "--package", package]).current_dir(workspace());
    command.env("PORT", port.to_string()).env("BLOG_DB", folder.join("blog.db"));
    command.env_remove("DATABASE_URL").env_remove("JWT_SECRET");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("ssot-examples-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

impl Example {
    fn start(package: &str, name: &str) -> Self {
        let folder = scratch(name);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = command(package, &folder, port).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = Vec::new();
        for line in lines.by_ref().map_while(Result::ok) {
            let is_last = line.contains("Ctrl-C ends it");
            said.push(line);
            if is_last {
                break;
            }
        }
        if !said.last().is_some_and(|line| line.contains("Ctrl-C ends it")) {
            let status = process.wait().unwrap();
            let mut error = String::new();
            process.stderr.take().unwrap().read_to_string(&mut error).unwrap();
            panic!("{package} ended: {status}\n{error}");
        }
        std::thread::spawn(move || lines.count());
        Self { process, address: SocketAddr::from(([127, 0, 0, 1], port)), folder, said }
    }

    fn blog(name: &str) -> Self {
        Self::start("blog", name)
    }

    /// The header that the shell variable of a user holds.
    fn token(&self, user: &str) -> String {
        let line = self.said.iter().find_map(|line| line.trim().strip_prefix(&format!("{user}='authorization: ")));
        line.expect("the user's token").trim_end_matches('\'').to_owned()
    }

    /// Runs every line that the program says to try in a shell, with the variables that it says, and compares the status
    /// with the number behind `#`; lines without one answer below 300.
    fn try_all(&self) -> usize {
        if find("curl", &[]).is_none() {
            missing("curl");
            return 0;
        }
        let variables: Vec<&str> =
            self.said.iter().map(|line| line.trim()).filter(|line| line.contains("='authorization: ")).collect();
        let mut tried = 0;
        for line in self.said.iter().map(|line| line.trim()).filter(|line| line.starts_with("curl ")) {
            let (request, outcome) = line.split_once("  # ").unwrap_or((line, ""));
            let quiet = request.replacen("curl ", "curl -s -o /dev/null -w '%{http_code}' ", 1);
            let script = format!("{}\n{quiet}", variables.join("\n"));
            let output = Command::new("sh").args(["-c", &script]).stdin(Stdio::null()).output().unwrap();
            let status = String::from_utf8_lossy(&output.stdout).into_owned();
            let is_right = match outcome.split(':').next() {
                Some(expected) if !expected.is_empty() => status == expected,
                _ => status.starts_with('2'),
            };
            assert!(is_right, "{line}\nthe answer was {status}");
            tried += 1;
        }
        tried
    }
}

#[test]
fn the_blog_answers_the_readme() {
    let blog = Example::blog("readme");
    let target = "/api/posts?where[published]=true&orderBy=-createdAt&take=5&include=author";
    let answer = get(blog.address, target).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text());
    let data = answer.json()["data"].as_array().unwrap().clone();
    assert_eq!(data.len(), 5);
    let times: Vec<&str> = data.iter().map(|post| post["createdAt"].as_str().unwrap()).collect();
    assert!(times.windows(2).all(|pair| pair[0] >= pair[1]), "{times:?}");
    for post in &data {
        assert_eq!(post["published"], true);
        assert!(post["author"]["name"].is_string(), "{post}");
        assert!(post["author"].get("passwordHash").is_none(), "{post}");
    }
    assert!(
        fs::read_to_string(workspace().join("README.md")).unwrap().contains(target),
        "the README shows this request"
    );
}

#[test]
fn the_blog_serves_its_page_and_bundle() {
    let blog = Example::blog("page");
    let page = get(blog.address, "/").unwrap();
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").is_some_and(|ty| ty.starts_with("text/html")));
    let html = page.text();
    let script =
        html.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the page names its bundle");
    let bundle = get(blog.address, script).unwrap();
    assert_eq!(bundle.status, 200);
    assert!(bundle.header("content-type").is_some_and(|ty| ty.contains("javascript")));
    assert!(bundle.text().contains("/posts"));
}

#[test]
fn a_taken_port_is_a_clear_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let folder = scratch("port");
    let output = command("blog", &folder, port).output().unwrap();
    let _ = fs::remove_dir_all(&folder);
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains(&port.to_string()) && error.contains("PORT"), "{error}");
    assert!(!error.contains("panicked"), "{error}");
}

#[test]
fn a_short_secret_is_a_clear_error() {
    let folder = scratch("secret");
    let output = command("blog", &folder, 0).env("JWT_SECRET", "short").output().unwrap();
    let _ = fs::remove_dir_all(&folder);
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("JWT_SECRET") && error.contains("32 bytes"), "{error}");
}

#[test]
fn every_line_that_the_blog_says_to_try_answers_what_it_says() {
    let blog = Example::blog("try");
    let tried = blog.try_all();
    assert!(tried == 0 || tried >= 15, "{tried}");
}

#[test]
fn the_blog_keeps_what_its_users_write() {
    let blog = Example::blog("keep");
    let (ann, bruno) = (blog.token("ANN"), blog.token("BRUNO"));
    let author = "01930000-0000-7000-8000-000000000002";
    let body = format!(r#"{{"slug":"kept","title":"Kept","content":"…","authorId":"{author}"}}"#);
    let post = |headers: &[(&str, &str)]| {
        let headers = [headers, &[("content-type", "application/json")]].concat();
        send(blog.address, "POST", "/api/posts", &headers, body.as_bytes()).unwrap()
    };
    assert_eq!(post(&[]).status, 401, "nobody writes for another");
    let made = post(&[("authorization", &bruno)]);
    assert_eq!(made.status, 201, "{}", made.text());
    let location = made.header("location").unwrap().to_owned();
    let read = |headers: &[(&str, &str)]| send(blog.address, "GET", &location, headers, b"").unwrap();
    assert_eq!(read(&[("authorization", &bruno)]).json()["title"], "Kept");
    assert_eq!(read(&[("authorization", &ann)]).status, 200, "an admin sees drafts");
    assert_eq!(read(&[]).status, 404, "a draft is not there for strangers");
}

#[cfg(unix)]
#[test]
fn every_line_that_the_shop_says_to_try_answers_what_it_says_and_nothing_is_left() {
    if ssot_tests::toolchain::Postgres::shared().is_none() {
        return;
    }
    let mut shop = Example::start("shop", "shop");
    let tried = shop.try_all();
    assert!(tried == 0 || tried >= 13, "{tried}");
    // `cargo run` becomes the program that it runs.
    let folder = std::env::temp_dir().join(format!("ssot-shop-{}", shop.process.id()));
    assert!(folder.is_dir(), "{}", folder.display());
    let stopped = Command::new("kill").args(["-INT", &shop.process.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    let _ = shop.process.wait();
    assert!(!folder.exists(), "the cluster is gone: {}", folder.display());
}
