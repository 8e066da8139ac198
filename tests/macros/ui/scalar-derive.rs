#[ssot::scalar]
#[derive(Debug, serde::Deserialize)]
pub struct Slug(String);

fn main() {}
