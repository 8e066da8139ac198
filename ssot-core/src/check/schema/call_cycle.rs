//! Actions that call each other without end.
//!
//! ```ssot
//! model Post {
//!   id    Int @id @default(autoincrement())
//!   count Int @default(0)
//! }
//!
//! action publish on Post {
//!   set count = count + 1
//!   call review
//! }
//!
//! action review on Post {
//!   if count < 9 {
//!     call publish
//!   }
//! }
//! ```
//!
//! What an action does is known before it runs: its calls lead nowhere twice.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ActionId, Schema, StepKind};
use crate::source::Span;

pub(crate) struct CallCycle {
    /// The names, from the first action back to it.
    way: Vec<String>,
    span: Span,
}

impl CallCycle {
    pub(crate) const CODE: Code = Code(786);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let calls: Vec<Vec<(ActionId, Span)>> = schema.actions.iter().map(|action| calls(&action.steps)).collect();
    let mut search = Search { schema, calls: &calls, state: vec![State::New; calls.len()], way: Vec::new() };
    for (id, _) in schema.actions() {
        search.visit(id, diagnostics);
    }
}

fn calls(steps: &[crate::ir::Step]) -> Vec<(ActionId, Span)> {
    let mut calls = Vec::new();
    for step in steps {
        step.walk(&mut |step| {
            if let StepKind::Call { action, .. } = step.kind {
                calls.push((action, step.span));
            }
        });
    }
    calls
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// On the way to where the search is.
    Open,
    Done,
}

struct Search<'a> {
    schema: &'a Schema,
    calls: &'a [Vec<(ActionId, Span)>],
    state: Vec<State>,
    way: Vec<ActionId>,
}

impl Search<'_> {
    fn visit(&mut self, id: ActionId, diagnostics: &mut Diagnostics) {
        if self.state[id.index()] != State::New {
            return;
        }
        self.state[id.index()] = State::Open;
        self.way.push(id);
        for &(next, span) in &self.calls[id.index()] {
            if self.state[next.index()] == State::Open {
                let start = self.way.iter().position(|step| *step == next).unwrap_or(0);
                let names = self.way[start..].iter().chain([&next]);
                let way = names.map(|id| self.schema.action(*id).name.as_str().to_owned()).collect();
                diagnostics.push(CallCycle { way, span });
            }
            self.visit(next, diagnostics);
        }
        self.way.pop();
        self.state[id.index()] = State::Done;
    }
}

impl From<CallCycle> for Diagnostic {
    fn from(rule: CallCycle) -> Self {
        let CallCycle { way, span } = rule;
        let message = match way.as_slice() {
            [name, _] => format!("`{name}` calls itself"),
            way => format!("`{}` calls itself, by way of others", way[0]),
        };
        let way: Vec<String> = way.iter().map(|name| format!("`{name}`")).collect();
        Self::error(CallCycle::CODE, span, message)
            .label(way.join(" → "))
            .help("let one of them do by itself what it calls the other for")
    }
}
