#[ssot::model]
#[cfg(feature = "users")]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[cfg(feature = "billing")]
    pub plan: String,
    #[cfg_attr(feature = "serde", serde(rename = "n"))]
    pub name: String,
    #[cfg_attr(test, allow(unused))]
    pub fine: String,
}

#[cfg_attr(feature = "ssot", ssot::model)]
pub struct Post {
    pub id: i32,
}

#[cfg(unix)]
mod unix {
    #[ssot::model]
    pub struct Socket {
        #[ssot(id)]
        pub id: i32,
    }
}

#[cfg(test)]
mod tests {
    #[ssot::model]
    pub struct Broken(i32);
}
