#[ssot::model]
pub fn read() {}

#[ssot::model]
pub(crate) trait Read {}

#[ssot::model]
type Title = String;

#[ssot::model]
pub const LIMIT: i32 = 3;
