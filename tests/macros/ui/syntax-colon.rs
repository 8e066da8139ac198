#[ssot::model]
pub struct Product {
    #[ssot(id)]
    pub id: i32,
    #[ssot(length(max: 80), map: "title")]
    pub name: String,
}

fn main() {}
