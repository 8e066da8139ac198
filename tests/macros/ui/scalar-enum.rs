#[ssot::scalar]
pub enum Color {
    Red,
}

fn main() {}
