#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(relation(fields = [id], on_delete = cascade))]
    pub name: ssot::Relation<User>,
}

fn main() {}
