use ssot::model;

#[model]
pub struct Point(f64, f64);

#[model]
pub struct Unit;

#[model]
pub struct Page<T> {
    #[ssot(id)]
    pub id: i32,
    pub items: Vec<T>,
}

#[model]
pub enum Shape {
    Circle(f64),
    Square { side: f64 },
    Nothing,
}

#[model]
pub union Bits {
    a: u32,
}

#[model]
pub fn read() {}
