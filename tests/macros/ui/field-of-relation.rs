#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(relation(fields = [friend], references = [id]))]
    pub name: ssot::Relation<User>,
    pub friend_id: i32,
}

fn main() {}
