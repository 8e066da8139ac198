#[ssot::scalar(length(..))]
pub struct Slug(String);

fn main() {}
