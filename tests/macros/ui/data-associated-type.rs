#[ssot::model]
pub struct Items<I: Iterator> {
    pub items: Vec<I::Item>,
}

fn main() {}
