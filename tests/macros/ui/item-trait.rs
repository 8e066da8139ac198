#[ssot::model]
pub trait Read {}

fn main() {}
