#[ssot::scalar]
#[ssot(lenght(..=80), unique)]
pub struct Slug(String);

fn main() {}
