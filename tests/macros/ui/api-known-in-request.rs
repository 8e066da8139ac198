pub struct Caller;
pub struct HeaderMap;

#[ssot::api]
pub trait Notes {
    #[ssot(get = "/a/{who}")]
    async fn a(&self, who: Caller);
    #[ssot(post = "/b")]
    async fn b(&self, #[ssot(query)] headers: HeaderMap);
}

fn main() {}
