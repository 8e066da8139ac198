#[ssot::model]
#[ssot(index[name])]
pub struct Product {
    #[ssot(id)]
    pub id: i32,
    #[ssot(pattern(^abc))]
    pub name: String,
}

fn main() {}
