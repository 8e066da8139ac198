#[ssot::scalar]
pub struct Slug {
    text: String,
}

fn main() {}
