#[ssot::api]
trait Notes {
    async fn nowhere(&self) -> String;
    #[ssot(get = "notes")]
    async fn no_slash(&self) -> String;
    #[ssot(get = "/notes/")]
    async fn slash(&self) -> String;
    #[ssot(get = "/-/notes")]
    async fn reserved(&self) -> String;
    #[ssot(get = "/notes/:id")]
    async fn colon(&self, id: u32) -> String;
    #[ssot(get = "/notes/{id}")]
    async fn other(&self, ids: u32) -> String;
    #[ssot(get = "/lists/{name}")]
    async fn list(&self, name: String) -> String;
    #[ssot(get = "/lists/{key}")]
    async fn again(&self, key: String) -> String;
}
