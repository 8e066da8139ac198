#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    
    pub name: (i32, i32),
}

fn main() {}
