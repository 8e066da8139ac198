#[ssot::model]
#[ssot(data, view)]
pub struct User {
    pub name: String,
}

fn main() {}
