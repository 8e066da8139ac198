#[ssot::model]
pub struct Page<T> {
    #[ssot(id)]
    pub id: i32,
    #[ssot(type = Json)]
    pub items: T,
}

fn main() {}
