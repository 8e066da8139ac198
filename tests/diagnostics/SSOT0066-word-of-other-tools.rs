#[ssot::model]
#[ssot(check(seats > 0 && name != "a"))]
struct Room {
    #[ssot(id)]
    id: i32,
    #[ssot(check(seats > 0))]
    seats: i32,
    #[ssot(check = "floor >= 0")]
    floor: i32,
    #[ssot(min(price >= 0))]
    price: i32,
    #[ssot(max < 10)]
    beds: i32,
    #[ssot(allow("read", auth().id == id || !auth().is_guest))]
    name: String,
    #[ssot(default = 1 + 1)]
    doors: i32,
}
