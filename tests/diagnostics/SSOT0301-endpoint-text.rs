#[ssot::model]
struct Filter {
    text: String,
}

#[ssot::api]
trait Notes {
    #[ssot(get = "/notes")]
    async fn list(&self, filter: Filter) -> Vec<String>;
}
