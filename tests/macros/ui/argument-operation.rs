#[ssot::model]
#[ssot(allow("read", auth().id == id || draft))]
pub struct Product {
    #[ssot(id)]
    pub id: i32,
    pub draft: bool,
    #[ssot(min(price >= 0), max < 10)]
    pub price: i32,
}

fn main() {}
