//! Classes, courses and marks.

use chrono::{DateTime, Utc};
use ssot::{Decimal, Relation};

ssot::datasource! {
    provider = "sqlite",
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Pupil {
    #[ssot(id, default = uuid())]
    pub id: String,
    pub name: String,
    #[ssot(hidden)]
    pub address: Option<String>,
    pub class_id: i32,
    #[ssot(relation(fields = [class_id], references = [id]))]
    pub class: Relation<Class>,
    pub marks: Relation<Vec<Mark>>,
    pub courses: Relation<Vec<Course>>,
    pub guardians: Relation<Vec<Guardian>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Guardian {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    pub name: String,
    pub phone: Option<String>,
    pub pupils: Relation<Vec<Pupil>>,
}

#[ssot::model]
#[ssot(unique(grade, letter))]
#[serde(rename_all = "camelCase")]
pub struct Class {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    pub grade: i32,
    pub letter: String,
    pub pupils: Relation<Vec<Pupil>>,
    #[ssot(unique)]
    pub tutor_id: Option<i32>,
    #[ssot(relation(fields = [tutor_id], references = [id]))]
    pub tutor: Relation<Option<Teacher>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Teacher {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    pub name: String,
    pub class: Relation<Option<Class>>,
    pub courses: Relation<Vec<Course>>,
}

#[ssot::model]
#[ssot(api(path = "lessons", aggregate))]
#[serde(rename_all = "camelCase")]
pub struct Course {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    pub subject: String,
    pub teacher_id: i32,
    #[ssot(relation(fields = [teacher_id], references = [id], on_delete = Restrict))]
    pub teacher: Relation<Teacher>,
    pub pupils: Relation<Vec<Pupil>>,
    pub marks: Relation<Vec<Mark>>,
}

/// One mark, from 1 to 6.
#[ssot::model]
#[ssot(index(pupil_id, course_id))]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(default = 1)]
    pub value: f64,
    #[ssot(default = 1.5)]
    pub weight: Decimal,
    #[ssot(default = now())]
    pub given: DateTime<Utc>,
    #[ssot(updated_at, read_only)]
    pub changed: DateTime<Utc>,
    pub pupil_id: String,
    #[ssot(relation(fields = [pupil_id], references = [id], on_delete = Cascade))]
    pub pupil: Relation<Pupil>,
    pub course_id: i32,
    #[ssot(relation(fields = [course_id], references = [id]))]
    pub course: Relation<Course>,
}
