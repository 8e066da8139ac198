#[ssot::model]
pub struct Product {
    #[ssot(id)]
    pub id: i32,
    #[ssot(check(price >= 0))]
    pub price: i32,
}

fn main() {}
