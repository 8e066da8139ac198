#[ssot::model]
#[serde(tag = "type", untagged)]
pub enum Shape {
    Circle { radius: f64 },
}

fn main() {}
