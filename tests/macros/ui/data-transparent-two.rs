#[ssot::model]
#[serde(transparent)]
pub struct Pair {
    pub left: f64,
    pub right: f64,
}

fn main() {}
