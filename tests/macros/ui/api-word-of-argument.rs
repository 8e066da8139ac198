#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a")]
    async fn a(&self, #[ssot(qurey)] b: u8);
}

fn main() {}
