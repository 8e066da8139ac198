#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    
    pub name: f32,
}

fn main() {}
