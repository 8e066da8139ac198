#[ssot::api]
trait Notes {
    const LIMIT: u32;
    #[ssot(get = "/notes")]
    fn list(&self) -> Vec<String>;
    #[ssot(get = "/notes/{id}")]
    async fn note(id: u32) -> String;
    #[ssot(get = "/found")]
    async fn found<T>(&self) -> String;
    #[ssot(get = "/first")]
    async fn first(&mut self) -> String;
    #[ssot(get = "/one", get = "/two")]
    async fn two(&self) -> String;
    #[ssot(get = "/half")]
    async fn half(&self) -> Result<String>;
    #[ssot(get = "/none", status = 204)]
    async fn none(&self) -> String;
    #[ssot(get = "/router")]
    async fn router(&self);
}
