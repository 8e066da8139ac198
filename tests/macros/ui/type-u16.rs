#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    
    pub name: u16,
}

fn main() {}
