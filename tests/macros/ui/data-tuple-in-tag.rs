#[ssot::model]
#[serde(tag = "type")]
pub enum Shape {
    Square(f64, f64),
}

fn main() {}
