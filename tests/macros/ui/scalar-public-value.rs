#[ssot::scalar(min = 1)]
pub struct Port(pub u16);

fn main() {}
