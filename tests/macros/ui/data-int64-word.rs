#[ssot::model]
pub struct Counter {
    #[ssot(int64 = text)]
    pub count: u64,
}

fn main() {}
