/// Not marked.
pub struct User {
    pub id: i32,
}
