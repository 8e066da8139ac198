//! The field of a tenant has a default.
//!
//! ```ssot
//! model Post {
//!   id       Int    @id
//!   tenantId String @default("main")
//!
//!   @@tenant(tenantId)
//! }
//! ```
//!
//! The tenant of a row is that of who makes it; nothing else is ever used.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Schema;
use crate::source::Span;

pub(crate) struct TenantDefault {
    field: String,
    default: Span,
    tenant: Span,
}

impl TenantDefault {
    pub(crate) const CODE: Code = Code(767);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in &schema.models {
        let Some(tenant) = model.tenant else { continue };
        let field = model.field(tenant.field);
        if let Some(default) = &field.default {
            diagnostics.push(TenantDefault {
                field: field.name.clone(),
                default: default.span,
                tenant: tenant.span,
            });
        }
    }
}

impl From<TenantDefault> for Diagnostic {
    fn from(rule: TenantDefault) -> Self {
        Self::warning(TenantDefault::CODE, rule.default, format!("the default of `{}` is never used", rule.field))
            .label("the tenant comes from who makes the row")
            .also(rule.tenant, "the tenant of a row")
            .help("remove the default")
            .fix("remove the default", rule.default, "")
    }
}
