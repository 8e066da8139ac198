//! Scalars of one's own: their rules as Zod schemas.

use ssot_core::data::{Integer, Shape};
use ssot_core::ir::{OwnScalar, TypeId};
use ssot_core::scalar::Form;

use super::Subject;
use super::zod::{call, digits, integer, wire};
use crate::target::typescript::names;
use crate::target::typescript::nodes::{RuleConstant, RuleValue, Zod};
use crate::target::typescript::types::Context;
use crate::text::typescript::{Key, Literal};

/// The rules that need a constant: lengths and patterns of text, ranges of numbers that a scalar of the catalogue does not say already.
pub(super) fn constant(context: &Context<'_>, index: usize, own: &OwnScalar) -> Option<RuleConstant> {
    let bounds = own.bounds();
    let count = |name, count: Option<u32>| count.map(|count| (names::known(name), RuleValue::Number(count)));
    let text = |name, text: Option<&str>| text.map(|text| (names::known(name), RuleValue::Text(Literal::new(text))));
    let (ty, members) = match own.base {
        ssot_core::ir::Scalar::String => {
            let known = own.format().and_then(|scalar| scalar.max_length);
            let most = bounds.max_length.filter(|most| Some(*most) != known);
            ("TextRule", [count("min", bounds.min_length), count("max", most), text("pattern", own.pattern())])
        }
        ssot_core::ir::Scalar::Decimal | ssot_core::ir::Scalar::Float if !is_range(own) => {
            ("Range", [text("min", bounds.min), text("max", bounds.max), None])
        }
        _ => return None,
    };
    let members: Vec<_> = members.into_iter().flatten().collect();
    let name = context.names.data[index].rule.clone()?;
    (!members.is_empty()).then(|| RuleConstant { name, module: names::rules().clone(), ty: names::known(ty), members })
}

/// Whether the limits are those of the scalar of the catalogue.
fn is_range(own: &OwnScalar) -> bool {
    let bounds = own.bounds();
    own.scalar.is_some_and(|scalar| scalar.min.is_some() && bounds.min == scalar.min && bounds.max == scalar.max)
}

impl Subject<'_> {
    /// The scalar that a shape names.
    pub(super) fn own_scalar(&self, shape: &Shape<TypeId>) -> Option<&OwnScalar> {
        match shape {
            Shape::Named(TypeId::Data(id), ..) => self.data.context.schema.data(*id).scalar.as_ref(),
            _ => None,
        }
    }

    /// The schema of a scalar's value, which is the shape.
    pub(super) fn zod_own(&self, own: &OwnScalar, shape: &Shape<TypeId>, index: usize) -> Zod {
        let constant = constant(self.data.context, index, own).map(|constant| Zod::Local(constant.name));
        let catalogue = |name| Zod::Member { module: names::scalars(), name: names::scalar(name) };
        let rule = |function: &'static str, arguments: Vec<Zod>| Zod::Call {
            module: names::rules(),
            function: Key::new(function),
            arguments,
        };
        match shape {
            Shape::Integer(number) => narrowed(own, *number),
            Shape::Float(_) => rule("float", constant.into_iter().collect()),
            Shape::Text(ssot_core::data::Text::Any) if own.scalar.is_some_and(|scalar| scalar.form == Form::Uuid) => {
                wire("uuid", Vec::new())
            }
            Shape::Text(ssot_core::data::Text::Any) => {
                let format = own.format().map(|scalar| catalogue(scalar.name));
                rule("anyText", format.into_iter().chain(constant).collect())
            }
            Shape::Text(ssot_core::data::Text::Decimal) => {
                let range = own.scalar.filter(|_| is_range(own)).map(|scalar| catalogue(scalar.name));
                let ranges = constant.into_iter().chain(range);
                match own.scalar.map(|scalar| scalar.form) {
                    Some(Form::Decimal { precision, scale }) => {
                        let digits = [precision, scale].map(|digits| Zod::Number(digits.into()));
                        rule("decimal", digits.into_iter().chain(ranges).collect())
                    }
                    _ => rule("anyDecimal", ranges.collect()),
                }
            }
            other => self.zod(other, index),
        }
    }

    /// The schema of a map whose keys are values of a scalar.
    pub(super) fn zod_own_map(&self, own: &OwnScalar, key: &Shape<TypeId>, value: Zod, index: usize) -> Zod {
        match self.resolved(key) {
            Shape::Integer(number) => {
                let name = if number.fits_double() { "integerMap" } else { "digitsMap" };
                let (least, most) = range(own, number);
                let mut arguments: Vec<Zod> =
                    [least, most].iter().map(|digits| Zod::Text(Literal::new(digits))).collect();
                arguments.push(value);
                wire(name, arguments)
            }
            Shape::Boolean => {
                let words = Zod::List(["false", "true"].map(|word| Zod::Text(Literal::new(word))).to_vec());
                call("partialRecord", vec![call("enum", vec![words]), value])
            }
            _ => wire("textMap", vec![self.zod(key, index), value]),
        }
    }
}

/// The numbers that are left of a type's.
fn range(own: &OwnScalar, number: Integer) -> (&str, &str) {
    let (least, most) = number.range();
    let bounds = own.bounds();
    // A rule that is wider than the type says nothing.
    let parse = |digits: &str| digits.parse::<i128>().ok();
    let least = bounds.min.filter(|min| parse(min) > parse(least)).unwrap_or(least);
    let most = bounds.max.filter(|max| parse(max) < parse(most)).unwrap_or(most);
    (least, most)
}

fn narrowed(own: &OwnScalar, number: Integer) -> Zod {
    let range = range(own, number);
    if number.is_text() { digits(number, range) } else { integer(number, range) }
}
