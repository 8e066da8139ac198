#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a", status = 404)]
    async fn a(&self) -> u8;
}

fn main() {}
