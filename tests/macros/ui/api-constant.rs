#[ssot::api]
pub trait Notes {
    const LIMIT: u32;
}

fn main() {}
