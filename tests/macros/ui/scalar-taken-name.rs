#[ssot::scalar]
pub struct Uuid(String);

fn main() {}
