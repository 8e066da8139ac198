#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    
    pub name: fn(i32),
}

fn main() {}
