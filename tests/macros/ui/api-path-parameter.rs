#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a/{id}")]
    async fn a(&self, ids: u32);
}

fn main() {}
