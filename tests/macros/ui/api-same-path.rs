#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a/{b}")]
    async fn a(&self, b: u8);
    #[ssot(get = "/a/{c}")]
    async fn c(&self, c: u8);
}

fn main() {}
