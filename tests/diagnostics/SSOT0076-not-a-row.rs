#[ssot::model]
pub enum Role {
    Reader,
}

#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    pub role: ssot::Relation<Role>,
}
