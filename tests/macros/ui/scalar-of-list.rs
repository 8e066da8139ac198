#[ssot::scalar]
pub struct Tags(Vec<String>);

fn main() {}
