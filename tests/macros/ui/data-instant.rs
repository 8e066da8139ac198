#[ssot::model]
pub struct Started {
    pub at: std::time::Instant,
}

fn main() {}
