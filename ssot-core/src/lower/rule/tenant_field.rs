//! `@@tenant` names a field that cannot hold a tenant.
//!
//! ```ssot
//! model Tenant {
//!   id    String @id
//!   posts Post[]
//! }
//!
//! model Post {
//!   id       Int    @id
//!   tenantId String
//!   tenant   Tenant @relation(fields: [tenantId], references: [id])
//!
//!   @@tenant(tenant)
//! }
//!
//! model Note {
//!   id       Int     @id
//!   tenantId String?
//!
//!   @@tenant(tenantId)
//! }
//!
//! model Mark {
//!   id       Int     @id
//!   tenantId Boolean
//!
//!   @@tenant(tenantId)
//! }
//!
//! model Page {
//!   id       Int    @id
//!   tenantId String
//!
//!   @@tenant(tenantID)
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct TenantField;

impl TenantField {
    pub(crate) const CODE: Code = Code(766);
}
