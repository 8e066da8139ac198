#[ssot::model]
pub struct User {
    #[ssot(type = "Vec<")]
    pub name: Vec<String>,
}
