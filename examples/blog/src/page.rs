//! The page at `/`: fixed files, so that the program needs nothing beside itself.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::routing::get;

/// Paths, types and texts.
const FILES: [(&str, &str, &str); 4] = [
    ("/", "text/html; charset=utf-8", include_str!("../web/index.html")),
    ("/app.js", "text/javascript; charset=utf-8", include_str!("../web/dist/app.js")),
    ("/icon.svg", "image/svg+xml", include_str!("../web/icon.svg")),
    ("/style.css", "text/css; charset=utf-8", include_str!("../web/style.css")),
];

/// The routes of the page.
pub(crate) fn routes() -> Router {
    FILES.into_iter().fold(Router::new(), |router, (path, kind, text)| {
        let answer = ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], text);
        router.route(path, get(move || std::future::ready(answer)))
    })
}
