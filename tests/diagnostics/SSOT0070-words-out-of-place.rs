#[ssot::model]
#[serde(from = "String", try_from = "String", rename_all_fields = "camelCase")]
pub struct Name {
    first: String,
}

#[ssot::model]
#[serde(default, tag = "type")]
pub enum Shape {
    #[serde(untagged)]
    Any(String),
    #[serde(other)]
    Other,
    Circle { radius: f64 },
}

#[ssot::model]
#[serde(untagged)]
pub enum Loose {
    Text(String),
    #[serde(other)]
    Other,
}

#[ssot::model]
pub struct Pair(i32, #[serde(skip_serializing)] i32);

#[ssot::model]
pub enum Role {
    #[serde(other)]
    Reader,
    Writer,
}

#[ssot::model]
#[serde(transparent, from = "i32")]
pub struct Clear(i32);

#[ssot::model]
#[serde(default)]
pub struct Nothing;

#[ssot::model]
pub struct Lengths(i32, #[serde(default)] i32);

#[ssot::model]
#[serde(default)]
pub struct Widths(i32, i32);

#[ssot::model]
pub struct Length(#[serde(default)] i32);

#[ssot::model]
pub enum Right {
    A,
    B { x: i32 },
    #[serde(other)]
    C,
}
