//! What the fuzz target asks of a server: whatever is sent, the answer is one of the contract.

use std::sync::LazyLock;

use press::Storage;
use ssot_server::axum::body::{Body, Bytes, to_bytes};
use ssot_server::axum::http::{HeaderName, HeaderValue, Request, Uri};
use ssot_server::{Access, Server};
use tokio::runtime::Runtime;

/// The press on a database in memory. What requests write stays for those that come later.
static PRESS: LazyLock<(Runtime, Server)> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let database = runtime.block_on(press::open(Storage::Temporary)).expect("a database");
    (runtime, press::app(database, Access::Public))
});

/// Larger than any answer to a request of a few kilobytes.
const MAX_ANSWER: usize = 8 << 20;

/// Sends a request as it would come over HTTP/1.1, with lines that end in `\n`: what is none is left out.
///
/// # Panics
/// If the answer is a defect of the server, or no problem where one is due: that is what the fuzzer looks for.
pub fn judge(bytes: &[u8]) {
    let Some(request) = read(bytes) else { return };
    let shown = format!("{} {}", request.method(), request.uri());
    let (runtime, server) = &*PRESS;
    let (head, body) = runtime.block_on(async {
        let (head, body) = server.call(request).await.into_parts();
        // The stream of changes has no end.
        let is_stream = head.headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
        let body = if is_stream { Ok(Bytes::new()) } else { to_bytes(body, MAX_ANSWER).await };
        (head, body.expect("the whole answer comes, and it has an end"))
    });
    let status = head.status.as_u16();
    assert!(status < 500, "{shown}: {status} {}", String::from_utf8_lossy(&body));
    if status >= 400 && !body.is_empty() {
        let kind = head.headers.get("content-type");
        assert!(kind.is_some_and(|kind| kind == "application/problem+json"), "{shown}: {status}");
        if !head.headers.contains_key("content-encoding") {
            let text = std::str::from_utf8(&body).expect("a problem is text");
            assert!(text.contains("\"code\":\"") && text.ends_with('}'), "{shown}: {text}");
        }
    }
}

/// A method and a target, headers, an empty line, a body.
fn read(bytes: &[u8]) -> Option<Request<Body>> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap_or(bytes.len());
    let (head, body) = bytes.split_at(end);
    let mut lines = std::str::from_utf8(head).ok()?.split('\n');
    let (method, target) = lines.next()?.split_once(' ')?;
    let uri: Uri = target.parse().ok()?;
    let mut request = Request::builder().method(method).uri(uri);
    for line in lines {
        let (name, value) = line.split_once(": ")?;
        let name: HeaderName = name.parse().ok()?;
        request = request.header(name, HeaderValue::from_str(value).ok()?);
    }
    request.body(Body::from(body.get(2..).unwrap_or_default().to_vec())).ok()
}
