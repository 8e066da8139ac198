#[ssot::model]
pub struct Point {
    #[cfg(test)]
    pub x: f64,
    pub y: f64,
}

fn main() {}
