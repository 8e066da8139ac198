//! What is written along, in the same transaction.

use ssot_db::{Dialect, Parameter, Step, Value};

use crate::model::{Input as _, Key as _, Writable};
use crate::policy::Viewer;
use crate::problem::Problem;
use crate::resource::Resource;
use crate::write::check::{self, Mode};
use crate::write::script::{self, Note, Plan};

/// Writes that follow, in order. They are the program's own: no policies are asked, and no hooks called.
#[derive(Debug)]
pub struct Then {
    dialect: Dialect,
    now: i64,
    /// How many steps there are before.
    before: usize,
    pub(super) steps: Vec<Step>,
    pub(super) notes: Vec<Note>,
}

impl Then {
    pub(super) fn new(dialect: Dialect, now: i64, before: usize) -> Self {
        Self { dialect, now, before, steps: Vec::new(), notes: Vec::new() }
    }

    /// Makes a row.
    ///
    /// # Errors
    /// If it breaks rules of the schema.
    pub fn create<N: Writable>(&mut self, row: N::Create) -> Result<(), Problem> {
        let values = row.into_values().into_inner();
        let draft = check::values(N::RESOURCE, values, Mode::Create, self.now).map_err(Problem::validation)?;
        self.add(script::insert(&draft, self.dialect, self.now, &Viewer::PROGRAM));
        Ok(())
    }

    /// Changes the row with that key. If there is none, nothing of the request is kept (404).
    ///
    /// # Errors
    /// If it breaks rules of the schema.
    pub fn update<N: Writable>(&mut self, key: impl Into<N::Key>, change: N::Update) -> Result<(), Problem> {
        let key = key.into().into_values();
        let values = change.into_values().into_inner();
        let draft = check::values(N::RESOURCE, values, Mode::Patch, self.now).map_err(Problem::validation)?;
        self.add(script::update(&draft, &key, None, self.dialect, self.now, &Viewer::PROGRAM));
        Ok(())
    }

    /// Deletes the row with that key. If there is none, nothing of the request is kept (404).
    pub fn delete<N: Writable>(&mut self, key: impl Into<N::Key>) {
        self.remove(N::RESOURCE, &key.into().into_values());
    }

    fn remove(&mut self, resource: &'static Resource, key: &[Value]) {
        self.add(script::delete(resource, key, None, self.dialect, 0, &Viewer::PROGRAM));
    }

    /// A plan counts its steps from 0.
    fn add(&mut self, plan: Plan) {
        let offset = self.before + self.steps.len();
        for mut step in plan.script.steps {
            for parameter in step.parameters_mut() {
                if let Parameter::Earlier { step, .. } = parameter {
                    *step += offset;
                }
            }
            self.steps.push(step);
        }
        self.notes.extend(plan.notes);
    }
}
