#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    pub tags: Option<Vec<String>>,
    pub names: Vec<Option<String>>,
    pub grid: Vec<Vec<i32>>,
    pub twice: Option<Option<i32>>,
    pub friends: Vec<Relation<User>>,
    pub name: Relation<String>,
}
