// target: typescript
#[ssot::api]
trait Teams {
    #[ssot(get = "/teams")]
    async fn list(&self, constructor: Option<String>, order: Option<String>) -> Vec<String>;
    #[ssot(get = "/teams/one")]
    async fn one(&self, constructor: String) -> Vec<String>;
}
