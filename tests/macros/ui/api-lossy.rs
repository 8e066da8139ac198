#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a")]
    async fn a(&self) -> Vec<u64>;
}

fn main() {}
