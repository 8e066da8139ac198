//! Hooks after rows were written, in the transaction that writes them.

use std::sync::{Mutex, PoisonError};

use ssot_db::{Dialect, Error, ErrorKind, Outcome, ScriptError, Step};

use super::row::Returned;
use super::script::{Note, Plan, Purpose};
use crate::hook::{Call, Kind, Registry};
use crate::policy::Viewer;
use crate::problem::Problem;

/// What is asked after the steps of a plan.
#[derive(Debug)]
pub(super) struct After {
    hooks: Registry,
    /// The steps that return rows with hooks.
    rows: Vec<(usize, Kind, Note)>,
    now: i64,
    told: Mutex<Told>,
}

/// What the hooks said when they were called last.
#[derive(Debug, Default)]
struct Told {
    steps: usize,
    /// Where the steps that they want begin, and what each is for.
    notes: (usize, Vec<Note>),
    refusal: Option<Problem>,
}

impl After {
    /// `None` if no row that the plan writes has hooks.
    pub(super) fn of(plan: &Plan, hooks: &Registry, now: i64) -> Option<Self> {
        let kind = |index: usize, note: &Note| match note.purpose {
            // New rows inside of a body are new.
            Purpose::Insert if plan.upserts && (plan.before.is_none() || index == plan.row) => Some(Kind::Upsert),
            Purpose::Insert => Some(Kind::Create),
            Purpose::Row if index == plan.row => Some(Kind::Update),
            Purpose::Delete => Some(Kind::Delete),
            _ => None,
        };
        let written = plan.notes.iter().enumerate().filter(|(_, note)| hooks.has(note.resource));
        let rows: Vec<_> =
            written.filter_map(|(index, note)| Some((index, kind(index, note)?, note.clone()))).collect();
        (!rows.is_empty()).then(|| Self { hooks: hooks.clone(), rows, now, told: Mutex::default() })
    }

    /// Calls the hooks; `before` steps have run.
    pub(super) fn steps(
        &self,
        outcome: &Outcome,
        viewer: &Viewer,
        dialect: Dialect,
        before: usize,
    ) -> Result<Vec<Step>, Error> {
        let rows = self.rows.iter().flat_map(|(step, kind, note)| {
            let rows = outcome.steps.get(*step).map_or(&[][..], |answer| answer.rows.as_slice());
            // Bulk changes return keys, or nothing.
            let whole = rows.iter().filter(|row| row.len() == note.resource.fields.len());
            whole.map(|row| (*kind, note.resource, Returned(row.clone())))
        });
        let result = self.hooks.after(rows, &Call::new(viewer, self.now), dialect, before);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        match result {
            Ok((steps, notes)) => {
                *told = Told { steps: steps.len(), notes: (before, notes), refusal: None };
                Ok(steps)
            }
            Err(problem) => {
                *told = Told { refusal: Some(problem), ..Told::default() };
                Err(Error { kind: ErrorKind::Other, detail: "a hook refused".to_owned() })
            }
        }
    }

    /// How many steps the hooks wanted.
    pub(super) fn count(&self) -> usize {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).steps
    }

    /// What the hooks refused with, or else the failure of a step that they wanted, with what their steps are for.
    pub(super) fn explain(&self, error: ScriptError) -> Result<Problem, (ScriptError, Option<Vec<Note>>)> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(problem) = told.refusal.take() {
            return Ok(problem);
        }
        let (first, notes) = std::mem::take(&mut told.notes);
        let shifted = |step: usize| step.checked_sub(first).filter(|step| *step < notes.len());
        Err(match error {
            ScriptError::Missing { step } if shifted(step).is_some() => {
                (ScriptError::Missing { step: step - first }, Some(notes))
            }
            ScriptError::TooMany { step } if shifted(step).is_some() => {
                (ScriptError::TooMany { step: step - first }, Some(notes))
            }
            ScriptError::Database { step, error } if shifted(step).is_some() => {
                (ScriptError::Database { step: step - first, error }, Some(notes))
            }
            error => (error, None),
        })
    }
}
