//! A referential action that the database does not have.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlserver"
//! }
//!
//! model Author {
//!   id    Int    @id
//!   posts Post[]
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId Int
//!   author   Author @relation(fields: [authorId], references: [id], onDelete: Restrict)
//! }
//! ```
//!
//! On MySQL `SetDefault` is accepted, and then refused or ignored: a warning.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, alternatives};
use crate::ir::{ReferentialAction, Provider, RelationKind, RelationMode, Schema};
use crate::source::Span;

pub(crate) struct ActionUnavailable {
    action: ReferentialAction,
    span: Span,
    provider: Provider,
    mode: RelationMode,
}

impl ActionUnavailable {
    pub(crate) const CODE: Code = Code(256);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let (provider, mode) = (schema.declared(), schema.relation_mode());
    for relation in &schema.relations {
        let RelationKind::ForeignKey(key) = &relation.kind else { continue };
        for (action, span) in [(key.on_delete, key.spans.on_delete), (key.on_update, key.spans.on_update)] {
            let doubtful = provider == Provider::Mysql && action == ReferentialAction::SetDefault;
            if let Some(span) = span
                && (doubtful || !available(provider, mode).contains(&action))
            {
                diagnostics.push(ActionUnavailable { action, span, provider, mode });
            }
        }
    }
}

const fn available(provider: Provider, mode: RelationMode) -> &'static [ReferentialAction] {
    use ReferentialAction::{Cascade, NoAction, Restrict, SetDefault, SetNull};
    match (mode, provider) {
        (RelationMode::ForeignKeys, Provider::SqlServer) => &[Cascade, NoAction, SetNull, SetDefault],
        (RelationMode::ForeignKeys, Provider::MongoDb) => &[Cascade, Restrict, NoAction, SetNull],
        (RelationMode::ForeignKeys, _) => &[Cascade, Restrict, NoAction, SetNull, SetDefault],
        (RelationMode::Application, Provider::Postgres | Provider::Sqlite) => &[Cascade, Restrict, SetNull],
        (RelationMode::Application, _) => &[Cascade, Restrict, NoAction, SetNull],
    }
}

fn word(action: ReferentialAction) -> &'static str {
    match action {
        ReferentialAction::Cascade => "Cascade",
        ReferentialAction::Restrict => "Restrict",
        ReferentialAction::NoAction => "NoAction",
        ReferentialAction::SetNull => "SetNull",
        ReferentialAction::SetDefault => "SetDefault",
    }
}

impl From<ActionUnavailable> for Diagnostic {
    fn from(rule: ActionUnavailable) -> Self {
        let (action, title) = (word(rule.action), rule.provider.title());
        let available = available(rule.provider, rule.mode);
        if available.contains(&rule.action) {
            return Self::warning(ActionUnavailable::CODE, rule.span, format!("{title} does not carry out `{action}`"))
                .help("MySQL refuses it or does nothing; use another action");
        }
        let mode = match rule.mode {
            RelationMode::ForeignKeys => "",
            RelationMode::Application => " with `relationMode = \"prisma\"`",
        };
        Self::error(ActionUnavailable::CODE, rule.span, format!("{title}{mode} has no action `{action}`"))
            .help(format!("it has {}", alternatives(available.iter().map(|&action| word(action)))))
    }
}
