#[ssot::api]
pub trait Notes {
    #[ssot(gett = "/a")]
    async fn a(&self);
}

fn main() {}
