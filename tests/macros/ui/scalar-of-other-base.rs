#[ssot::scalar(scalar = Money)]
pub struct Price(f64);

fn main() {}
