//! Companies, people and deals.

use chrono::NaiveDate;
use ssot::{Decimal, Relation};
use uuid::Uuid;

ssot::datasource! {
    provider = "postgresql",
}

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Stage {
    Lead,
    Offer,
    Won,
    Lost,
}

#[ssot::model]
#[ssot(index(name), index(tags(ops = "ArrayOps"), type = Gin))]
#[serde(rename_all = "camelCase")]
pub struct Company {
    #[ssot(id, default = uuid(7), native = Uuid)]
    pub id: Uuid,
    pub name: String,
    #[ssot(unique, map = "vat_id", native = VarChar(14), length(min = 8, max = 14))]
    pub vat_id: Option<String>,
    pub website: Option<Url>,
    #[ssot(default = ["new"])]
    pub tags: Vec<String>,
    pub contacts: Relation<Vec<Contact>>,
    pub deals: Relation<Vec<Deal>>,
}

/// Somebody at a company.
#[ssot::model]
#[ssot(was = "Person")]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    #[ssot(id, default = uuid(7), native = Uuid)]
    pub id: Uuid,
    pub name: String,
    #[ssot(unique, pii)]
    pub email: Email,
    #[ssot(was = "phone")]
    pub telephone: Option<PhoneNumber>,
    #[ssot(native = Uuid)]
    pub company_id: Uuid,
    #[ssot(relation(fields = [company_id], references = [id], on_delete = Cascade))]
    pub company: Relation<Company>,
    pub deals: Relation<Vec<Deal>>,
}

#[ssot::model]
#[ssot(index(stage, closes))]
#[serde(rename_all = "camelCase")]
pub struct Deal {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    pub title: String,
    #[ssot(unique, pattern = "^[A-Z]{3}-[0-9]+$")]
    pub reference: String,
    #[ssot(native = Decimal(12, 2), min = 0)]
    pub value: Decimal,
    #[ssot(default = 50, min = 0, max = 100)]
    pub chance: i32,
    #[ssot(default = Stage::Lead)]
    pub stage: Stage,
    #[ssot(native = Date)]
    pub closes: Option<NaiveDate>,
    #[ssot(native = Uuid)]
    pub company_id: Uuid,
    #[ssot(relation(fields = [company_id], references = [id]))]
    pub company: Relation<Company>,
    pub contacts: Relation<Vec<Contact>>,
    #[ssot(default = 0, version)]
    pub revision: i32,
}
