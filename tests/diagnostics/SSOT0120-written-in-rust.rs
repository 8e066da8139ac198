#[ssot::model]
struct Room {
    #[ssot(id, default = "autoincrement()")]
    id: i32,
    #[ssot(default = now)]
    made: DateTime<Utc>,
    #[ssot(default = None)]
    note: Option<String>,
    #[ssot(default = "-5")]
    floor: i32,
}
