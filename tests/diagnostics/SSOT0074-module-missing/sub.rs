mod deeper;
#[path = "elsewhere/other.rs"]
mod other;
