#[ssot::scalar]
pub struct Point(f64, f64);

fn main() {}
