#[ssot::model]
#[ssot(map = "users")]
pub struct User {
    pub name: String,
}

fn main() {}
