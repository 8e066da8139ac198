#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a")]
    async fn a<T>(&self);
}

fn main() {}
