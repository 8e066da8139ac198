#[ssot::scalar]
pub struct Nothing;

fn main() {}
