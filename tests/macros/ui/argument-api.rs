#[ssot::model]
#[ssot(api(max_tak = 10))]
pub struct User {
    #[ssot(id)]
    pub id: i32,
}

fn main() {}
