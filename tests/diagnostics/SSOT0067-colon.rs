#[ssot::model]
struct Room {
    #[ssot(id, default: autoincrement())]
    id: i32,
    #[ssot(length(max: 80), index: true)]
    name: String,
    #[ssot(min = 5i32)]
    seats: i32,
    #[ssot(default = 'x')]
    letter: String,
    #[ssot(pattern(^abc$))]
    code: String,
    #[ssot(index[name])]
    floor: String,
}
