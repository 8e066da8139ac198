#[ssot::model]
#[ssot(unique("name"))]
pub struct Product {
    #[ssot("id")]
    pub id: i32,
    #[ssot(native = "VarChar(80)", email(true))]
    pub name: String,
}

fn main() {}
