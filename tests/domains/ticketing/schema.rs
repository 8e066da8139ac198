//! Halls, shows and seats.

use chrono::{DateTime, Utc};
use ssot::{Decimal, Relation};

ssot::datasource! {
    provider = "mysql",
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Hall {
    #[ssot(id, default = autoincrement(), native = UnsignedInt)]
    pub id: i32,
    #[ssot(unique, native = VarChar(80))]
    pub name: String,
    pub seats: Relation<Vec<Seat>>,
    pub shows: Relation<Vec<Show>>,
}

#[ssot::model]
#[ssot(id(hall_id, row, number))]
#[serde(rename_all = "camelCase")]
pub struct Seat {
    #[ssot(native = UnsignedInt)]
    pub hall_id: i32,
    #[ssot(native = Char(2))]
    pub row: String,
    #[ssot(native = SmallInt)]
    pub number: i32,
    #[ssot(relation(fields = [hall_id], references = [id], on_delete = Cascade))]
    pub hall: Relation<Hall>,
    pub tickets: Relation<Vec<Ticket>>,
}

#[ssot::model]
#[ssot(index(title(length = 20), starts(sort = Desc)), fulltext(text))]
#[serde(rename_all = "camelCase")]
pub struct Show {
    #[ssot(id, default = autoincrement(), native = UnsignedInt)]
    pub id: i32,
    #[ssot(native = VarChar(200))]
    pub title: String,
    #[ssot(native = Text)]
    pub text: Option<String>,
    #[ssot(native = DateTime(0))]
    pub starts: DateTime<Utc>,
    #[ssot(native = UnsignedInt)]
    pub hall_id: i32,
    #[ssot(relation(fields = [hall_id], references = [id]))]
    pub hall: Relation<Hall>,
    pub tickets: Relation<Vec<Ticket>>,
}

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TicketState {
    Held,
    Sold,
    #[ssot(map = "used up")]
    Used,
}

#[ssot::model]
#[ssot(unique(show_id, hall_id, row, number, map = "one_ticket_a_seat"), index(hall_id, row, number))]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    #[ssot(id, default = nanoid(12), native = VarChar(12))]
    pub code: String,
    #[ssot(native = Decimal(8, 2))]
    pub price: Decimal,
    #[ssot(default = TicketState::Held)]
    pub state: TicketState,
    #[ssot(native = VarChar(120))]
    pub holder: Option<String>,
    #[ssot(native = UnsignedInt)]
    pub show_id: i32,
    #[ssot(relation(fields = [show_id], references = [id]))]
    pub show: Relation<Show>,
    #[ssot(native = UnsignedInt)]
    pub hall_id: i32,
    #[ssot(native = Char(2))]
    pub row: String,
    #[ssot(native = SmallInt)]
    pub number: i32,
    #[ssot(relation(fields = [hall_id, row, number], references = [hall_id, row, number]))]
    pub seat: Relation<Seat>,
    #[ssot(native = DateTime(3))]
    pub sold: Option<DateTime<Utc>>,
}
