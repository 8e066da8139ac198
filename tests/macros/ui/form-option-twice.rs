#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    
    pub name: Option<Option<String>>,
}

fn main() {}
