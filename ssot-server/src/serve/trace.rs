//! `traceparent` (W3C Trace Context): a request that belongs to a trace is answered as a part of it.

use http::{HeaderMap, HeaderName, HeaderValue};

/// The header.
pub(super) const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// A request's place in its trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trace {
    /// 32 hex digits.
    pub(super) id: String,
    /// 16 hex digits: the caller's span.
    #[cfg(feature = "otel")]
    pub(super) parent: String,
    /// Two hex digits.
    pub(super) flags: String,
}

impl Trace {
    /// What the request says; `None` if it says nothing that the specification allows.
    pub(super) fn read(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(&TRACEPARENT)?.to_str().ok()?;
        let mut parts = text.split('-');
        let (version, id, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let is_hex = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        let is_zero = |text: &str| text.bytes().all(|byte| byte == b'0');
        let is_known = is_hex(version, 2) && version != "ff" && (version != "00" || parts.next().is_none());
        let is_right = is_hex(id, 32) && is_hex(parent, 16) && is_hex(flags, 2) && !is_zero(id) && !is_zero(parent);
        (is_known && is_right).then(|| Self {
            id: id.to_owned(),
            #[cfg(feature = "otel")]
            parent: parent.to_owned(),
            flags: flags.to_owned(),
        })
    }

    /// The header of a part of the trace with that number: the request as this server has seen it.
    pub(super) fn header(&self, span: u64) -> Option<HeaderValue> {
        HeaderValue::try_from(format!("00-{}-{:016x}-{}", self.id, span.max(1), self.flags)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Option<Trace> {
        Trace::read(&HeaderMap::from_iter([(TRACEPARENT, HeaderValue::from_static(text))]))
    }

    #[test]
    fn a_trace_goes_on_under_another_span() {
        let trace = read("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").unwrap();
        assert_eq!(trace.header(255).unwrap(), "00-0af7651916cd43dd8448eb211c80319c-00000000000000ff-01");
        assert!(read("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what").is_some());
    }

    #[test]
    fn what_is_no_trace_is_ignored() {
        for text in [
            "",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
