#[ssot::api]
trait Notes {
    #[ssot(get = "/notes/{id}")]
    async fn note(&self, id: u32) -> String;
}

#[ssot::api]
trait Archive {
    #[ssot(get = "/notes/{name}")]
    async fn find(&self, name: String) -> String;
}
