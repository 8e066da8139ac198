//! Two models ask for one path.
//!
//! ```prisma
//! /// @@api(path: "people")
//! model User {
//!   id Int @id
//! }
//!
//! /// @@api(path: "people")
//! model Member {
//!   id Int @id
//! }
//! ```

use foldhash::{HashMap, HashMapExt as _};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Schema;
use crate::source::Span;

pub(crate) struct ApiPathClash {
    path: String,
    again: Span,
    first: Span,
}

impl ApiPathClash {
    pub(crate) const CODE: Code = Code(280);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for path in schema.models.iter().filter_map(|model| model.api.path.as_ref()) {
        if let Some(&first) = seen.get(path.value.as_str()) {
            diagnostics.push(ApiPathClash { path: path.value.clone(), again: path.span, first });
        } else {
            seen.insert(&path.value, path.span);
        }
    }
}

impl From<ApiPathClash> for Diagnostic {
    fn from(rule: ApiPathClash) -> Self {
        Self::error(ApiPathClash::CODE, rule.again, format!("two models are served at `/{}`", rule.path))
            .label("the second one")
            .also(rule.first, "the first one")
            .help("give one of them another path")
    }
}
