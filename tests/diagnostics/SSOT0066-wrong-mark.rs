#[ssot::modle]
pub struct User {
    #[ssot(id)]
    pub id: i32,
}

#[ssot::table(name = "posts")]
pub struct Post {
    #[ssot(id)]
    pub id: i32,
}
