//! Scalars of one's own: a value with rules and a name.

use crate::ast::{self, TypeName};
use crate::ir::{OwnScalar, RichScalar, Scalar, Type};

use super::{Context, constraint, scalar};

/// By [`crate::ir::DataId`]: what is said of those types that are scalars.
pub(super) fn lower(context: &mut Context<'_>) -> Vec<Option<OwnScalar>> {
    let declared: Vec<Option<&ast::OwnScalar>> =
        context.scope.data.iter().map(|(_, data)| data.scalar.as_deref()).collect();
    declared.into_iter().map(|declared| declared.map(|declared| lower_one(context, declared))).collect()
}

fn lower_one(context: &mut Context<'_>, declared: &ast::OwnScalar) -> OwnScalar {
    let ast::OwnScalar { value, is_column } = declared;
    let base = match &value.ty.name {
        // These are types of Rust, whatever the schema declares under such a name.
        TypeName::Named(name) => Scalar::ALL
            .into_iter()
            .find(|scalar| scalar.as_str() == name)
            .or_else(|| RichScalar::titled(name).map(RichScalar::base)),
        TypeName::Scalar(name) => RichScalar::titled(name).map(RichScalar::base),
        TypeName::Unsupported(_) => None,
    };
    let base = base.unwrap_or(Scalar::String);
    let ty = Type::Scalar(base);
    let scalar = scalar::lower(context, value, &ty);
    let checks = constraint::lower(context, value.into(), &ty, scalar);
    OwnScalar { base, is_column: *is_column, scalar, checks }
}
