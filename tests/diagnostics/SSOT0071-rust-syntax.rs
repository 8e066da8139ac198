#[ssot::model]
pub struct User {
    id i32,
}

#[ssot::model]
pub struct Post {
    #[ssot(id)]
    pub id: i32,
}
