#[ssot::scalar]
pub struct Name(Option<String>);

fn main() {}
