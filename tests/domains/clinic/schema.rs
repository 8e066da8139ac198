//! A clinic: who sees whom, when, and what was prescribed.

use chrono::{DateTime, NaiveDate, Utc};
use ssot::{Decimal, Relation};
use uuid::Uuid;

ssot::datasource! {
    provider = "postgresql",
}

#[ssot::model]
#[ssot(map = "sex")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Sex {
    Female,
    Male,
    Other,
}

/// How an appointment stands.
#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AppointmentState {
    /// Agreed on, not yet begun.
    Booked,
    #[ssot(map = "arrived")]
    Arrived,
    #[ssot(map = "finished")]
    Finished,
    #[ssot(map = "cancelled")]
    Cancelled,
}

/// Somebody who is treated.
#[ssot::model]
#[ssot(index(name, born(sort = Desc)), map = "patients")]
#[serde(rename_all = "camelCase")]
pub struct Patient {
    #[ssot(id, default = uuid(7), native = Uuid)]
    pub id: Uuid,
    /// The number on the insurance card.
    #[ssot(unique, map = "insurance_no", native = VarChar(20))]
    pub insurance_no: String,
    pub name: String,
    #[ssot(native = Date)]
    pub born: NaiveDate,
    #[ssot(default = Sex::Other)]
    pub sex: Sex,
    #[ssot(default = [])]
    pub allergies: Vec<String>,
    #[ssot(hidden)]
    pub remarks: Option<String>,
    pub appointments: Relation<Vec<Appointment>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Doctor {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    pub name: String,
    #[ssot(native = VarChar(10))]
    pub room: Option<String>,
    pub speciality: String,
    pub appointments: Relation<Vec<Appointment>>,
    #[ssot(relation = "Substitute")]
    pub substitutes: Relation<Vec<Doctor>>,
    #[ssot(relation = "Substitute")]
    pub stands_in_for: Relation<Vec<Doctor>>,
}

#[ssot::model]
#[ssot(unique(doctor_id, starts, name = "slot", map = "appointment_slot"), index(patient_id, starts(sort = Desc)), api(include = "patient, prescriptions", max_take = 50))]
#[serde(rename_all = "camelCase")]
pub struct Appointment {
    #[ssot(id, default = autoincrement())]
    pub id: i64,
    #[ssot(native = Timestamptz(0))]
    pub starts: DateTime<Utc>,
    #[ssot(default = 15, native = SmallInt)]
    pub minutes: i32,
    #[ssot(default = AppointmentState::Booked)]
    pub state: AppointmentState,
    #[ssot(native = Uuid)]
    pub patient_id: Uuid,
    #[ssot(relation(fields = [patient_id], references = [id], on_delete = Restrict))]
    pub patient: Relation<Patient>,
    pub doctor_id: i32,
    #[ssot(relation(fields = [doctor_id], references = [id]))]
    pub doctor: Relation<Doctor>,
    pub prescriptions: Relation<Vec<Prescription>>,
    #[ssot(default = 1, version)]
    pub version: i32,
}

#[ssot::model]
#[ssot(id(appointment_id, line))]
#[serde(rename_all = "camelCase")]
pub struct Prescription {
    pub appointment_id: i64,
    pub line: i32,
    pub drug: String,
    #[ssot(native = Decimal(8, 3))]
    pub dose: Decimal,
    #[ssot(default = "mg")]
    pub unit: String,
    #[ssot(relation(fields = [appointment_id], references = [id], on_delete = Cascade))]
    pub appointment: Relation<Appointment>,
}
