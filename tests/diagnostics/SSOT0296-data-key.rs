#[ssot::model]
struct Board {
    cells: std::collections::BTreeMap<(u8, u8), String>,
    names: std::collections::BTreeMap<String, String>,
    weights: Vec<std::collections::BTreeMap<Option<u8>, String>>,
}

#[ssot::model]
enum Move {
    Many(std::collections::BTreeMap<Vec<u8>, String>),
    One { to: std::collections::BTreeMap<f64, String> },
}
