#[ssot::model("table")]
#[ssot(index = ["name", "floor"], unique("floor"), allow(read, draft))]
struct Room {
    #[ssot("id")]
    id: i32,
    #[ssot(native = "VarChar(80)")]
    name: String,
    floor: i32,
    draft: bool,
}
