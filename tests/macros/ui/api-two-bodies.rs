#[ssot::api]
pub trait Notes {
    #[ssot(post = "/a")]
    async fn a(&self, b: String, c: String);
}

fn main() {}
