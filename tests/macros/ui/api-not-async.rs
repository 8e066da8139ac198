#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a")]
    fn a(&self);
}

fn main() {}
