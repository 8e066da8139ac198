#[ssot::scalar]
pub struct Id<T>(T);

fn main() {}
