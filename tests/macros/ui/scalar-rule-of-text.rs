#[ssot::scalar]
#[ssot(length(max = 3))]
pub struct Level(i32);

fn main() {}
