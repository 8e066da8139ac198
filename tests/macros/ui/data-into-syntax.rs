#[ssot::model]
#[serde(into = "String", from = "not a type")]
pub struct Point {
    pub y: f64,
}

fn main() {}
