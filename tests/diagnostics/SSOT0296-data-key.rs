#[ssot::model]
struct Board {
    cells: std::collections::BTreeMap<(u8, u8), String>,
}
