#[ssot::api]
trait Notes {
    #[ssot(get = "/notes/{id}")]
    async fn note(&self, id: u32) -> Result<String, String>;
}
