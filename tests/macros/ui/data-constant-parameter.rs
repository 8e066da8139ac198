#[ssot::model]
pub struct Row<const N: usize> {
    pub name: String,
}

fn main() {}
