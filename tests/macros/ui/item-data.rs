#[ssot::model]
pub enum Shape {
    Circle(f64),
    Nothing,
}

fn main() {}
