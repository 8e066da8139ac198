#[ssot::model]
pub struct Span {
    pub bytes: std::ops::Range<u64>,
    pub huge: std::ops::Range<u128>,
}

fn main() {}
