#[ssot::scalar(scalar = "Emial")]
pub struct Mail(String);

fn main() {}
