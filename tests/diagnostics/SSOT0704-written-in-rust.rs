#[ssot::model]
pub struct User {
    #[ssot(id, length(max = 3))]
    id: i32,
}
