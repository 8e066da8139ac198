#[ssot::model]
struct Point {
    x: f64,
    kind: String,
}

#[ssot::model]
struct Pin {
    x: String,
    #[serde(flatten)]
    point: Point,
}

#[ssot::model]
#[serde(tag = "kind")]
enum Place {
    Pinned(Point),
    Named { name: String },
}

#[ssot::model]
#[serde(tag = "kind")]
struct Mark {
    kind: String,
}

#[ssot::model]
#[serde(tag = "kind")]
enum Outer {
    Place(Place),
    Mark(Mark),
}
