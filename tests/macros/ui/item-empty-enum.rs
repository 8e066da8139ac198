#[ssot::model]
pub enum Never {}

fn main() {}
