#[ssot::model]
struct Started {
    at: std::time::Instant,
}
