#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a")]
    async fn a();
}

fn main() {}
