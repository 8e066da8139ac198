//! `cargo run -p inline`: an embedded database and the API on <http://127.0.0.1:3000/api>. `PORT` and `DATABASE_URL` choose others.

fn main() -> ssot::server::Outcome {
    // Everybody may read and write this blog. Without this word the server answers 401 to callers it does not know.
    ssot::server::run(inline::api::api, inline::START, ssot::server::Access::Public)
}
