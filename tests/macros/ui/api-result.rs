#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a")]
    async fn a(&self) -> std::io::Result<u8>;
}

fn main() {}
