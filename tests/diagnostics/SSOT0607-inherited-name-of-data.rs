// target: typescript
#[ssot::model]
struct Team {
    name: String,
    constructor: Option<String>,
    #[serde(rename = "toString", default)]
    text: String,
    #[serde(rename = "hasOwnProperty")]
    always: i32,
}
