#[ssot::scalar(scalar = Date)]
pub struct Day(String);

fn main() {}
