//! A client of web sockets for tests (RFC 6455): texts without continuation.

use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A socket, open until it is dropped.
#[derive(Debug)]
pub struct Socket {
    stream: TcpStream,
    raw: Vec<u8>,
}

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A text.
    Text(String),
    /// The server says goodbye, with this code.
    Close(u16),
    /// Whether the client is still there.
    Ping,
    /// The connection has ended.
    End,
}

impl Socket {
    /// Shakes hands; the status of the answer if that is not 101.
    ///
    /// # Errors
    /// If the connection breaks.
    pub fn open(address: SocketAddr, headers: &[(&str, &str)]) -> io::Result<Result<Self, u16>> {
        let mut head = format!(
            "GET /-/ws HTTP/1.1\r\nhost: {address}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\
            sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        );
        for (name, value) in headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream.write_all(head.as_bytes())?;
        let mut socket = Self { stream, raw: Vec::new() };
        let end = loop {
            if let Some(end) = socket.raw.windows(4).position(|window| window == b"\r\n\r\n") {
                break end;
            }
            if socket.read()? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        };
        let head = String::from_utf8_lossy(&socket.raw[..end]).into_owned();
        socket.raw.drain(..end + 4);
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
        // The answer to that key in section 1.3 of the RFC.
        let accepted = head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        Ok(if status == 101 && accepted { Ok(socket) } else { Err(status) })
    }

    /// Sends a text of less than 64 KiB.
    ///
    /// # Errors
    /// If the connection breaks.
    pub fn send(&mut self, text: &str) -> io::Result<()> {
        self.frame(0x81, text.as_bytes())
    }

    fn frame(&mut self, kind: u8, payload: &[u8]) -> io::Result<()> {
        let mut frame = vec![kind];
        match u8::try_from(payload.len()) {
            Ok(length) if length < 126 => frame.push(0x80 | length),
            _ => {
                frame.push(0x80 | 0x7e);
                frame.extend(u16::try_from(payload.len()).map_err(io::Error::other)?.to_be_bytes());
            }
        }
        let mask = [1, 2, 3, 4];
        frame.extend(mask);
        frame.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
        self.stream.write_all(&frame)
    }

    /// The next frame; pings are answered.
    ///
    /// # Errors
    /// If none comes in time.
    pub fn next(&mut self, patience: Duration) -> io::Result<Frame> {
        self.stream.set_read_timeout(Some(patience))?;
        loop {
            if let Some((kind, payload)) = self.take() {
                return Ok(match kind & 0x0f {
                    1 => Frame::Text(String::from_utf8_lossy(&payload).into_owned()),
                    8 => Frame::Close(payload.get(..2).map_or(0, |code| u16::from_be_bytes([code[0], code[1]]))),
                    9 => {
                        self.frame(0x8a, &payload)?;
                        Frame::Ping
                    }
                    _ => continue,
                });
            }
            if self.read()? == 0 {
                return Ok(Frame::End);
            }
        }
    }

    fn take(&mut self) -> Option<(u8, Vec<u8>)> {
        let (kind, length) = (*self.raw.first()?, *self.raw.get(1)? & 0x7f);
        let (start, length) = match length {
            126 => (4, usize::from(u16::from_be_bytes([*self.raw.get(2)?, *self.raw.get(3)?]))),
            127 => (10, usize::try_from(u64::from_be_bytes(self.raw.get(2..10)?.try_into().ok()?)).ok()?),
            length => (2, usize::from(length)),
        };
        let payload = self.raw.get(start..start + length)?.to_vec();
        self.raw.drain(..start + length);
        Some((kind, payload))
    }

    fn read(&mut self) -> io::Result<usize> {
        let mut buffer = [0; 4096];
        let count = self.stream.read(&mut buffer)?;
        self.raw.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}
