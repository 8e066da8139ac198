//! Double-entry book-keeping.

use chrono::{DateTime, NaiveDate, Utc};
use ssot::{Bytes, Decimal, Relation};

ssot::datasource! {
    provider = "postgresql",
}

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccountKind {
    Asset,
    Liability,
    Equity,
    Income,
    Expense,
}

/// An account of the chart.
#[ssot::model]
#[ssot(map = "accounts")]
#[serde(rename_all = "camelCase")]
pub struct Account {
    #[ssot(id, native = VarChar(10))]
    pub code: String,
    pub name: String,
    pub kind: AccountKind,
    #[ssot(default = "EUR", native = Char(3))]
    pub currency: String,
    #[ssot(map = "parent_code", native = VarChar(10))]
    pub parent_code: Option<String>,
    #[ssot(relation("Chart", fields = [parent_code], references = [code], on_delete = Restrict, on_update = Cascade))]
    pub parent: Relation<Option<Account>>,
    #[ssot(relation = "Chart")]
    pub children: Relation<Vec<Account>>,
    pub lines: Relation<Vec<Line>>,
    #[ssot(default = false)]
    pub closed: bool,
}

/// What happened, on one day, with all its lines.
/// The lines of an entry sum up to zero.
#[ssot::model]
#[ssot(index(day(sort = Desc)))]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    #[ssot(id, default = autoincrement())]
    pub id: i64,
    #[ssot(native = Date)]
    pub day: NaiveDate,
    #[ssot(default = "it's \"booked\" \\ done")]
    pub text: String,
    pub receipt: Option<Bytes>,
    #[ssot(default = now(), native = Timestamptz(6), read_only)]
    pub posted: DateTime<Utc>,
    pub lines: Relation<Vec<Line>>,
}

#[ssot::model]
#[ssot(id(entry_id, position, map = "line_key"), index(account_code, type = Hash))]
#[serde(rename_all = "camelCase")]
pub struct Line {
    pub entry_id: i64,
    pub position: i32,
    #[ssot(native = VarChar(10))]
    pub account_code: String,
    #[ssot(native = Decimal(18, 4))]
    pub amount: Decimal,
    #[ssot(relation(fields = [entry_id], references = [id], on_delete = Cascade))]
    pub entry: Relation<Entry>,
    #[ssot(relation(fields = [account_code], references = [code]))]
    pub account: Relation<Account>,
}
