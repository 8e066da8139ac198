#[ssot::model]
pub struct Shapes {
    pub all: Vec<Box<dyn std::fmt::Debug>>,
}

fn main() {}
