#[ssot::model]
pub struct Wrap<T>(pub T);

#[ssot::model]
pub struct Counter {
    pub count: Wrap<u64>,
}

fn main() {}
