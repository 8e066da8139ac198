#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: Vec<(i32>,
}
