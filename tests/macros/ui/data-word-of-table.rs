#[ssot::model]
#[ssot(data)]
pub struct User {
    #[ssot(unique)]
    pub name: String,
}

fn main() {}
