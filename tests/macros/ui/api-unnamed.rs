#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a")]
    async fn a(&self, (b, c): (u8, u8));
}

fn main() {}
