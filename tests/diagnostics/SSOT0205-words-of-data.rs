#[ssot::model(data)]
#[ssot(data)]
pub struct Draft {
    #[ssot(int64 = number, int64 = string)]
    number: i64,
    #[ssot(type = "String", type = "Vec<String>")]
    text: Text,
    #[serde(rename = "words", alias = "x", alias = "y")]
    #[serde(rename = "others")]
    words: String,
    #[serde(rename(serialize = "in"), rename(deserialize = "out"), default, default = "f")]
    ways: String,
}
