#[ssot::model]
pub struct Point;

fn main() {}
