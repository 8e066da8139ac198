//! Answers made inside the transaction that writes: of what a dry run will take back, and of what a repetition of the request
//! has to find.

use std::sync::{Arc, Mutex, PoisonError};

use ssot_db::{Dialect, Error, Expect, Further, Outcome, Parameter, Statement, Step};

use super::after::After;
use super::idempotency::Claim;
use super::row::Returned;
use super::script::Recheck;
use crate::computed::{Computing, Registry};
use crate::plan::Shape;
use crate::policy::Viewer;
use crate::query::{self, Selection};
use crate::read::{Item, Reading};
use crate::resource::Resource;
use crate::response::Answer;
use crate::signer::Signer;

/// What the answer shows of a row besides the row itself.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// Whose row.
    pub(super) resource: &'static Resource,
    /// The step that returned it.
    pub(super) row: usize,
    /// What of it.
    pub(super) shape: Shape,
}

/// Makes the answer of what the steps did, and of the row if it had to be read.
pub(super) type Respond = Arc<dyn Fn(&Outcome, Option<Item>) -> Result<Answer, Error> + Send + Sync>;

/// The end of a script: the row is read with what it includes, and the answer is kept for repetitions.
pub(super) struct Within {
    /// How many steps write.
    pub(super) written: usize,
    pub(super) shown: Option<Shown>,
    pub(super) respond: Respond,
    pub(super) claim: Option<Claim>,
    pub(super) dialect: Dialect,
    pub(super) signer: Signer,
    pub(super) viewer: Viewer,
    /// What works out computed fields.
    pub(super) programs: Registry,
    /// The answer, once it is made: what is computed a second time might be another value.
    pub(super) kept: Mutex<Option<Answer>>,
    /// Rows to be looked at before the answer is made.
    pub(super) rechecks: Vec<Recheck>,
    /// Hooks to be called after that.
    pub(super) after: Option<After>,
}

impl std::fmt::Debug for Within {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Within").field("written", &self.written).finish_non_exhaustive()
    }
}

/// How far the answer is.
enum Progress {
    /// These have to be read.
    Needs(Vec<Statement>),
    /// It is made, and that many steps were needed.
    Made(Answer, usize),
}

impl Within {
    /// The answer, once all steps have run.
    pub(super) fn answer(&self, outcome: &Outcome) -> Result<Option<Answer>, Error> {
        if let Some(kept) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Ok(Some(kept));
        }
        Ok(match self.progress(outcome)? {
            Progress::Made(answer, _) => Some(answer),
            Progress::Needs(_) => None,
        })
    }

    /// The looks at rows that were changed in passing.
    fn looks(&self, outcome: &Outcome) -> Vec<Step> {
        let of = |recheck: &Recheck| {
            let rows = outcome.steps.get(recheck.step).map_or(&[][..], |answer| answer.rows.as_slice());
            recheck.steps(rows, &self.viewer, self.dialect)
        };
        self.rechecks.iter().flat_map(of).collect()
    }

    /// Goes over all that was read so far: little, and so no state has to be kept between the steps.
    fn progress(&self, outcome: &Outcome) -> Result<Progress, Error> {
        let after = self.after.as_ref().map_or(0, After::count);
        let written = self.written + self.looks(outcome).len() + after;
        let Some(Shown { resource, row, shape }) = &self.shown else {
            return Ok(Progress::Made((self.respond)(outcome, None)?, written));
        };
        let row = outcome.steps.get(*row).and_then(|answer| answer.rows.last()).cloned().unwrap_or_default();
        let mut selection: Selection = query::item(resource, resource.key, shape, &self.viewer, self.dialect);
        selection.ask(Returned(row).key(resource), &self.viewer);
        let (mut reading, mut statements) = Reading::begin(selection);
        let mut at = written;
        while !statements.is_empty() {
            let Some(answers) = outcome.steps.get(at..at + statements.len()) else {
                return Ok(Progress::Needs(statements));
            };
            at += statements.len();
            statements = reading.feed(answers.iter().map(|answer| answer.rows.as_slice()), self.dialect)?;
        }
        let item = reading.item(&self.signer, &Computing::new(&self.programs, &self.viewer))?;
        Ok(Progress::Made((self.respond)(outcome, item)?, at))
    }
}

impl Further for Within {
    fn steps(&self, outcome: &Outcome) -> Result<Vec<Step>, Error> {
        let step = |Statement { sql, parameters, .. }| {
            let parameters = parameters.into_iter().map(Parameter::Value).collect();
            Step::new(sql, parameters, Expect::Any)
        };
        let looks = self.looks(outcome);
        if !looks.is_empty() && outcome.steps.len() == self.written {
            return Ok(looks);
        }
        let before = self.written + looks.len();
        if let Some(after) = self.after.as_ref().filter(|_| outcome.steps.len() == before) {
            let steps = after.steps(outcome, &self.viewer, self.dialect, before)?;
            if !steps.is_empty() {
                return Ok(steps);
            }
        }
        Ok(match self.progress(outcome)? {
            Progress::Needs(statements) => statements.into_iter().map(step).collect(),
            Progress::Made(answer, needed) if outcome.steps.len() == needed => {
                let keep = self.claim.as_ref().map(|claim| claim.keep(&answer, self.dialect));
                *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
                keep.into_iter().collect()
            }
            Progress::Made(..) => Vec::new(),
        })
    }
}
