#[ssot::model]
#[serde(untagged)]
pub struct Shape {
    pub radius: f64,
}

fn main() {}
