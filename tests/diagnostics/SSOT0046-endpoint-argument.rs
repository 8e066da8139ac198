#[ssot::api]
trait Notes {
    #[ssot(post = "/notes")]
    async fn add(&self, title: String, text: String);
    #[ssot(get = "/notes/{id}")]
    async fn note(&self, id: Option<u32>) -> String;
    #[ssot(get = "/notes")]
    async fn list(&self, near: (f64, f64)) -> String;
    #[ssot(get = "/found")]
    async fn found(&self, text: &str) -> String;
    #[ssot(put = "/notes/{id}")]
    async fn put(&self, #[ssot(query)] id: u32, note: String);
}
