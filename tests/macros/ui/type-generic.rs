#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    
    pub name: std::ops::Range<i32>,
}

fn main() {}
