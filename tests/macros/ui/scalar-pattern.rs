#[ssot::scalar(pattern = "[a-z]+")]
pub struct Slug(String);

fn main() {}
