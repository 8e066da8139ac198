#[ssot::api]
pub trait Notes {
    async fn a(&self);
}

fn main() {}
