#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a")]
    async fn a(&self, b: &str);
}

fn main() {}
