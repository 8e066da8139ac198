//! Compression of large bodies, for clients that accept it.

use std::io::Write as _;

use axum::body::{Body, Bytes, HttpBody as _};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use http::{HeaderValue, Response};

use crate::response::accept::{Coding, coding};

/// Compresses a body of known size from `least` bytes on, if it is text. Streams pass untouched.
pub(super) async fn body(accept: Option<&HeaderValue>, least: usize, response: Response<Body>) -> Response<Body> {
    let size = response.body().size_hint().exact().and_then(|size| usize::try_from(size).ok());
    if size.is_none_or(|size| size < least) || response.headers().contains_key(CONTENT_ENCODING) || !is_text(&response)
    {
        return response;
    }
    let (mut head, body) = response.into_parts();
    // Caches have to know, also where this client gets the body as it is.
    head.headers.append(VARY, HeaderValue::from_name(ACCEPT_ENCODING));
    let Some(coding) = accept.and_then(|accept| coding(accept.to_str().ok()?)) else {
        return Response::from_parts(head, body);
    };
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Response::from_parts(head, Body::empty());
    };
    match compressed(coding, &bytes) {
        Some(smaller) => {
            let name = match coding {
                Coding::Brotli => "br",
                Coding::Gzip => "gzip",
            };
            head.headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
            head.headers.remove(CONTENT_LENGTH);
            Response::from_parts(head, Body::from(smaller))
        }
        None => Response::from_parts(head, Body::from(bytes)),
    }
}

fn is_text(response: &Response<Body>) -> bool {
    let Some(kind) = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else { return false };
    kind.starts_with("application/json")
        || kind.starts_with("application/problem+json")
        || kind.starts_with("text/")
        || kind.starts_with("application/javascript")
        || kind.starts_with("image/svg+xml")
}

/// Fast levels: an answer is sent once. `None` if nothing is gained.
fn compressed(coding: Coding, bytes: &Bytes) -> Option<Vec<u8>> {
    let out = Vec::with_capacity(bytes.len() / 4);
    let out = match coding {
        Coding::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(out, flate2::Compression::new(4));
            encoder.write_all(bytes).ok()?;
            encoder.finish().ok()?
        }
        Coding::Brotli => {
            let mut encoder = brotli::CompressorWriter::new(out, 4096, 3, 20);
            encoder.write_all(bytes).ok()?;
            encoder.into_inner()
        }
    };
    (out.len() < bytes.len()).then_some(out)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn both_codings_give_the_body_back() {
        let body = Bytes::from("0123456789 and again ".repeat(200));
        let mut text = String::new();
        let gzip = compressed(Coding::Gzip, &body).unwrap();
        flate2::read::GzDecoder::new(gzip.as_slice()).read_to_string(&mut text).unwrap();
        assert_eq!(text.as_bytes(), body);
        text.clear();
        let brotli = compressed(Coding::Brotli, &body).unwrap();
        brotli::Decompressor::new(brotli.as_slice(), 4096).read_to_string(&mut text).unwrap();
        assert_eq!(text.as_bytes(), body);
    }
}
