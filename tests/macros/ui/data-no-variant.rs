#[ssot::model]
#[ssot(data)]
pub enum Never {}

fn main() {}
