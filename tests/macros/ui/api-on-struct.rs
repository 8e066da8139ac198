#[ssot::api]
pub struct Notes;

fn main() {}
