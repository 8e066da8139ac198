#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a")]
    async fn a(&mut self);
}

fn main() {}
