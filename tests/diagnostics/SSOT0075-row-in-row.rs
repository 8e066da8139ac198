#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    pub posts: Vec<Post>,
}

#[ssot::model]
pub struct Post {
    #[ssot(id)]
    pub id: i32,
    pub user_id: i32,
    #[ssot(relation(fields = [user_id], references = [id]))]
    pub user: Box<User>,
}
