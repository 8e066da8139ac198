#[ssot::model]
pub enum Shape {
    Circle(f64),
    #[serde(rename = "Circle")]
    Round(f64),
}

fn main() {}
