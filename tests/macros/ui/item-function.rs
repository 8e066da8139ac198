#[ssot::model]
pub fn read() {}

fn main() {}
