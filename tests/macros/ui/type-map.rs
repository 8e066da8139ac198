#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    
    pub name: std::collections::HashMap<String, i32>,
}

fn main() {}
