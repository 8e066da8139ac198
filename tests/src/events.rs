//! A client of server-sent events for tests.

use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::http::Answer;

/// An event as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its kind.
    pub kind: String,
    /// The position behind it.
    pub id: String,
    /// Its data.
    pub data: String,
}

/// A stream of events, open until it is dropped.
#[derive(Debug)]
pub struct Events {
    stream: TcpStream,
    /// The head of the answer, and the body of one that is no stream.
    pub answer: Answer,
    raw: Vec<u8>,
    text: String,
    /// The position that a client would come back with.
    pub id: String,
    ended: bool,
}

impl Events {
    /// Asks for a stream.
    ///
    /// # Errors
    /// If the connection breaks or the answer is no HTTP.
    pub fn open(address: SocketAddr, target: &str, headers: &[(&str, &str)]) -> io::Result<Self> {
        let mut head = format!("GET {target} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
        for (name, value) in headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream.write_all(head.as_bytes())?;
        let mut raw = Vec::new();
        let end = loop {
            if let Some(end) = raw.windows(4).position(|window| window == b"\r\n\r\n") {
                break end;
            }
            if read(&mut stream, &mut raw)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        };
        let text = String::from_utf8_lossy(&raw[..end]).into_owned();
        raw.drain(..end + 4);
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut answer = Answer { status: status.unwrap_or_default(), headers, body: Vec::new() };
        if answer.header("content-type") != Some("text/event-stream") {
            while read(&mut stream, &mut raw)? > 0 {}
            answer.body = std::mem::take(&mut raw);
        }
        let mut events = Self { stream, answer, raw, text: String::new(), id: String::new(), ended: false };
        // The first chunks may have come with the head.
        events.unchunk();
        Ok(events)
    }

    /// The next event; `None` if there is none within that time, or the stream has ended.
    ///
    /// # Errors
    /// If the connection breaks.
    pub fn next(&mut self, patience: Duration) -> io::Result<Option<Event>> {
        let until = Instant::now() + patience;
        loop {
            while let Some(end) = self.text.find("\n\n") {
                let block: String = self.text.drain(..end + 2).collect();
                if let Some(event) = self.read_block(&block) {
                    return Ok(Some(event));
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            if self.ended || left.is_zero() {
                return Ok(None);
            }
            self.stream.set_read_timeout(Some(left))?;
            match read(&mut self.stream, &mut self.raw) {
                Ok(0) => self.ended = true,
                Ok(_) => self.unchunk(),
                Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                    return Ok(None);
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Whether the server has ended the stream.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// A block without data is no event, but says where the stream is.
    fn read_block(&mut self, block: &str) -> Option<Event> {
        let (mut kind, mut data) = ("message".to_owned(), None);
        for line in block.lines() {
            match line.split_once(": ") {
                Some(("event", value)) => value.clone_into(&mut kind),
                Some(("id", value)) => value.clone_into(&mut self.id),
                Some(("data", value)) => data = Some(value.to_owned()),
                _ => {}
            }
        }
        data.map(|data| Event { kind, id: self.id.clone(), data })
    }

    /// Takes whole chunks out of what has come.
    fn unchunk(&mut self) {
        while let Some(line) = self.raw.windows(2).position(|window| window == b"\r\n") {
            let size = usize::from_str_radix(String::from_utf8_lossy(&self.raw[..line]).trim(), 16).unwrap_or(0);
            if self.raw.len() < line + 2 + size + 2 {
                return;
            }
            self.text.push_str(&String::from_utf8_lossy(&self.raw[line + 2..line + 2 + size]));
            self.raw.drain(..line + 2 + size + 2);
            if size == 0 {
                self.ended = true;
                return;
            }
        }
    }
}

fn read(stream: &mut TcpStream, raw: &mut Vec<u8>) -> io::Result<usize> {
    let mut buffer = [0; 4096];
    let count = stream.read(&mut buffer)?;
    raw.extend_from_slice(&buffer[..count]);
    Ok(count)
}
