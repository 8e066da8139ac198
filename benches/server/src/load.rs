//! The load: keep-alive connections that each send a request and wait for its answer, bounded in time.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::LocalSet;

/// What a round measured.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    /// Answers per second.
    pub rate: f64,
    /// Half of the answers came within so many microseconds.
    pub p50: u32,
    /// 99 of 100 answers came within so many microseconds.
    pub p99: u32,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// `/api/posts/{id}`, ids 1 to the number given in turn.
    Get(u32),
    /// The first 20 posts with their authors.
    List,
}

impl Question {
    /// The request of step `step`.
    fn request(self, step: u32) -> String {
        let path = match self {
            Self::Get(posts) => format!("/api/posts/{}", step.wrapping_mul(7919) % posts + 1),
            Self::List => "/api/posts?include=author".to_owned(),
        };
        // Those with policies ask who it is; the others do not look.
        let caller = r#"{"id":"reader","roles":["editor"]}"#;
        format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\nx-caller: {caller}\r\n\r\n")
    }
}

/// Loads the server from one thread over `connections` connections for `time`.
///
/// # Errors
/// Any answer but 200 with a body, and any broken connection: a server that fails is not measured.
pub fn load(address: SocketAddr, question: Question, connections: u32, time: Duration) -> io::Result<Round> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let start = Instant::now();
    let mut all = LocalSet::new().block_on(&runtime, async {
        let tasks: Vec<_> = (0..connections)
            .map(|number| tokio::task::spawn_local(connection(address, question, number * 131, start + time)))
            .collect();
        let mut all = Vec::new();
        for task in tasks {
            all.append(&mut task.await.map_err(io::Error::other)??);
        }
        Ok::<_, io::Error>(all)
    })?;
    let seconds = start.elapsed().as_secs_f64();
    all.sort_unstable();
    let at = |share: f64| all.get(((all.len() as f64 * share) as usize).min(all.len() - 1)).copied().unwrap_or(0);
    Ok(Round { rate: all.len() as f64 / seconds, p50: at(0.5), p99: at(0.99) })
}

async fn connection(address: SocketAddr, question: Question, first: u32, end: Instant) -> io::Result<Vec<u32>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 256 * 1024];
    let mut times = Vec::new();
    let mut step = first;
    let mut now = Instant::now();
    while now < end {
        stream.write_all(question.request(step).as_bytes()).await?;
        read_answer(&mut stream, &mut buffer).await?;
        let done = Instant::now();
        times.push((done - now).as_micros() as u32);
        now = done;
        step += 1;
    }
    Ok(times)
}

/// Reads one answer; its body's bytes.
async fn read_answer<'a>(stream: &mut TcpStream, buffer: &'a mut [u8]) -> io::Result<&'a [u8]> {
    let mut filled = 0;
    let mut end = None;
    loop {
        let read = stream.read(&mut buffer[filled..]).await?;
        if read == 0 {
            return Err(io::Error::other("the server closed the connection"));
        }
        filled += read;
        if end.is_none() {
            end = head(&buffer[..filled])?;
        }
        match end {
            Some((start, length)) if filled >= start + length => return Ok(&buffer[start..start + length]),
            _ => {}
        }
    }
}

/// Where the body starts and how long it is, once the head is complete.
fn head(bytes: &[u8]) -> io::Result<Option<(usize, usize)>> {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
    let head = String::from_utf8_lossy(&bytes[..end]);
    if !head.starts_with("HTTP/1.1 200") {
        return Err(io::Error::other(format!("not 200: {head}")));
    }
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    match length {
        Some(length) if length > 0 => Ok(Some((end + 4, length))),
        _ => Err(io::Error::other(format!("no content-length: {head}"))),
    }
}

/// One answer's body as text.
///
/// # Errors
/// As [`load`].
pub fn ask(address: SocketAddr, question: Question) -> io::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(question.request(0).as_bytes()).await?;
        let mut buffer = vec![0; 256 * 1024];
        let body = read_answer(&mut stream, &mut buffer).await?;
        Ok(String::from_utf8_lossy(body).into_owned())
    })
}
