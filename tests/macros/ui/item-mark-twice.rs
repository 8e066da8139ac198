#[ssot::model]
#[ssot::model]
pub struct Product {
    #[ssot(id)]
    pub id: i32,
}

fn main() {}
