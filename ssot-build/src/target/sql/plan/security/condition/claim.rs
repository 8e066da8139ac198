//! What is known about who asks, each claim in a sub-select of its own.

use ssot_core::ir::{BaseType, Claim, Expression};
use ssot_core::source::Span;

use super::{DIALECT, Done, Writer, Zone, obstacle};
use crate::text::expression::plain;
use crate::text::sql::SqlLiteral;
use crate::text::wire::Meaning;

impl Writer<'_, '_> {
    pub(super) fn claim(&mut self, claim: &Claim, expression: &Expression, wanted: Option<Meaning>) -> Done {
        let span = expression.span;
        let list = expression.ty.list;
        let meaning = match expression.ty.base {
            BaseType::Enumeration(id) if !list => {
                self.variant_claim(claim, id);
                return Ok(());
            }
            BaseType::Scalar(scalar) => wanted.unwrap_or_else(|| plain(scalar)),
            _ => return obstacle(span, "such claims are not read by the database"),
        };
        if list {
            return self.list_claim(claim, meaning, span);
        }
        let (open, close) = match meaning {
            Meaning::String => ("", ""),
            Meaning::Int => ("\"_ssot_as_int\"(", ")"),
            Meaning::BigInt => ("\"_ssot_as_bigint\"(", ")"),
            Meaning::Float => ("\"_ssot_as_double\"(", ")"),
            Meaning::Decimal => ("\"_ssot_as_decimal\"(", ")"),
            Meaning::Uuid => ("\"_ssot_as_uuid\"(", ")"),
            Meaning::DateTime if self.zone == Zone::Said => ("\"_ssot_as_moment\"(", ")"),
            Meaning::DateTime => ("\"_ssot_as_moment\"(", ") AT TIME ZONE 'UTC'"),
            Meaning::Boolean => match claim {
                Claim::Other(name) => {
                    let name = SqlLiteral::string(name, DIALECT);
                    self.out.text("(SELECT \"_ssot_as_boolean\"(\"_ssot_claim\"(").literal(&name).text(")))");
                    return Ok(());
                }
                _ => return obstacle(span, "an identity is no truth value"),
            },
            Meaning::Date | Meaning::Time | Meaning::Json | Meaning::Bytes => {
                return obstacle(span, "such claims are not read by the database");
            }
        };
        self.out.text("(SELECT ").text(open);
        self.claim_text(claim);
        self.out.text(close).text(")");
        Ok(())
    }

    /// A claim as text, outside of a sub-select.
    fn claim_text(&mut self, claim: &Claim) {
        match claim {
            Claim::Id => self.out.text("\"_ssot_id\"()"),
            Claim::Tenant => self.out.text("\"_ssot_tenant\"()"),
            Claim::Roles => self.out.text("NULL"),
            Claim::Other(name) => {
                let name = SqlLiteral::string(name, DIALECT);
                self.out.text("\"_ssot_as_text\"(\"_ssot_claim\"(").literal(&name).text("))")
            }
        };
    }

    /// Whether who asks has a role: true or false.
    pub(super) fn has_role(&mut self, role: &str) {
        self.out.text("(SELECT \"_ssot_has_role\"(").literal(&SqlLiteral::string(role, DIALECT)).text("))");
    }

    fn variant_claim(&mut self, claim: &Claim, id: ssot_core::ir::EnumId) {
        self.out.text("(SELECT CASE ");
        self.claim_text(claim);
        for variant in &self.schema().enumeration(id).variants {
            let name = SqlLiteral::string(&variant.name, DIALECT);
            self.out.text(" WHEN ").literal(&name).text(" THEN ");
            self.out.literal(&SqlLiteral::string(&variant.database_name, DIALECT));
            self.enumeration(id);
        }
        self.out.text(" END)");
    }

    fn list_claim(&mut self, claim: &Claim, meaning: Meaning, span: Span) -> Done {
        let (open, close) = match meaning {
            Meaning::String => ("(SELECT ", ")::text[]"),
            _ => return obstacle(span, "of claims that are lists the database reads those of texts"),
        };
        self.out.text(open);
        match claim {
            Claim::Roles => {
                self.out.text("\"_ssot_roles\"()");
            }
            Claim::Other(name) => {
                let name = SqlLiteral::string(name, DIALECT);
                self.out.text("\"_ssot_as_texts\"(\"_ssot_claim\"(").literal(&name).text("))");
            }
            Claim::Id | Claim::Tenant => return obstacle(span, "this claim is no list"),
        }
        self.out.text(close);
        Ok(())
    }
}
