//! Writes: a body is checked and becomes a draft, a draft becomes a script, a script runs as one transaction, its row
//! becomes the answer (contract section 4).
//!
//! `check` and `script` are pure. [`handle`] has the entry per method and path, [`typed`] the same for programs.

pub mod action;
mod after;
pub mod bulk;
pub mod check;
mod failure;
pub mod handle;
pub mod idempotency;
pub mod input;
pub mod row;
pub mod script;
pub mod typed;
mod within;

use ssot_db::{Database, Outcome};

use self::row::Returned;
use self::script::Plan;
use crate::policy::Viewer;
use crate::problem::{Problem, Violation};

/// All that is wrong with a body.
struct Refused(Vec<Violation>);

impl From<Refused> for Problem {
    fn from(Refused(errors): Refused) -> Self {
        Self::validation(errors)
    }
}

/// What a script did.
struct Done {
    /// The row; empty if the plan returns none.
    row: Returned,
}

/// Runs a plan; with `dry_run` nothing is kept.
async fn run(database: &Database, mut plan: Plan, dry_run: bool, viewer: &Viewer) -> Result<Done, Problem> {
    let mut script = std::mem::take(&mut plan.script);
    script.dry_run = dry_run;
    script.context = viewer.writing(plan.upserts).context();
    match database.run(script).await {
        Ok(outcome) => Ok(done(&plan, outcome)),
        Err(error) => Err(failure::problem(error, &plan, database, viewer).await),
    }
}

fn done(plan: &Plan, mut outcome: Outcome) -> Done {
    let row = outcome.steps.get_mut(plan.row).and_then(|answer| answer.rows.pop()).unwrap_or_default();
    Done { row: Returned(row) }
}
