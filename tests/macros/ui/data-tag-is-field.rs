#[ssot::model]
#[serde(tag = "type")]
pub enum Shape {
    Circle { r#type: f64 },
}

fn main() {}
