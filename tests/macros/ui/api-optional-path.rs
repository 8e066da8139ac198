#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a/{b}")]
    async fn a(&self, b: Option<u8>);
}

fn main() {}
