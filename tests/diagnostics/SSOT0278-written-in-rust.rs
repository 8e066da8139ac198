#[ssot::model]
pub struct User {
    #[ssot(id)]
    id: i32,
    #[ssot(hidden)]
    secret: String,
}
