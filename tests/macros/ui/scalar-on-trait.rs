#[ssot::scalar]
pub trait Color {}

fn main() {}
