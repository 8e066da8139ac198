#[ssot::model]
pub struct Visit {
    #[ssot(id)]
    pub id: i32,
    pub pages: u16,
    pub bytes: u64,
    pub photo: Vec<u8>,
    pub point: (f64, f64),
    pub key: [u8; 32],
    pub name: &'static str,
    pub words: HashMap<String, i32>,
    pub page: Page<User>,
    pub call: fn(i32) -> i32,
}
