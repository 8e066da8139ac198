#[ssot::model]
#[serde(content = "value")]
pub enum Shape {
    Circle { radius: f64 },
}

fn main() {}
