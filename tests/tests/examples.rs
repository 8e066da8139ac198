//! The first command of the README, as a newcomer runs it.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use ssot_tests::http::{get, send};
use ssot_tests::toolchain::workspace;

/// `cargo run -p blog` with a database and port of its own, ended with the value.
struct Blog {
    process: Child,
    address: SocketAddr,
    folder: PathBuf,
}

impl Drop for Blog {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn command(folder: &Path, port: u16) -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    command.args(["run", "--quiet", "--package", "blog"]).current_dir(workspace());
    command.env("PORT", port.to_string()).env("BLOG_DB", folder.join("blog.db"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("ssot-examples-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

impl Blog {
    fn start(name: &str) -> Self {
        let folder = scratch(name);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = command(&folder, port).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut said = String::new();
        while std::net::TcpStream::connect(address).is_err() {
            if let Some(status) = process.try_wait().unwrap() {
                let mut error = String::new();
                process.stderr.take().unwrap().read_to_string(&mut error).unwrap();
                panic!("the blog ended: {status}\n{error}");
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        for line in lines.by_ref().take(3).map_while(Result::ok) {
            said.push_str(&line);
        }
        std::thread::spawn(move || lines.count());
        assert!(!said.is_empty(), "the blog says what to try");
        Self { process, address, folder }
    }
}

#[test]
fn the_blog_answers_the_readme() {
    let blog = Blog::start("readme");
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
    let blog = Blog::start("page");
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
    let output = command(&folder, port).output().unwrap();
    let _ = fs::remove_dir_all(&folder);
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains(&port.to_string()) && error.contains("PORT"), "{error}");
    assert!(!error.contains("panicked"), "{error}");
}

#[test]
fn the_blog_keeps_what_was_written() {
    let blog = Blog::start("keep");
    let users = get(blog.address, "/api/users?take=1").unwrap().json();
    let author = users["data"][0]["id"].as_str().unwrap().to_owned();
    let body = format!(r#"{{"slug":"kept","title":"Kept","content":"…","authorId":"{author}"}}"#);
    let headers = [("content-type", "application/json")];
    let made = send(blog.address, "POST", "/api/posts", &headers, body.as_bytes()).unwrap();
    assert_eq!(made.status, 201, "{}", made.text());
    let location = made.header("location").unwrap().to_owned();
    let read = get(blog.address, &location).unwrap();
    assert_eq!(read.json()["title"], "Kept");
}
