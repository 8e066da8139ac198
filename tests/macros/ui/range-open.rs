#[ssot::scalar(length(1..80))]
pub struct Slug(String);

fn main() {}
