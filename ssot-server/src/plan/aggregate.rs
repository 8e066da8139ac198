//! `-/aggregate`: which rows are summed up, in which groups, and what of them is told (contract section 3.3).

use super::condition::Conditions;
use super::{Limits, operator};
use crate::computed;
use crate::filter::{Filter, Operator, Order};
use crate::policy::Viewer;
use crate::request::query::Query;
use crate::request::tree::Text;
use crate::request::{Fault, nearest};
use crate::resource::{Field, Kind, Resource};

/// Rows of one resource, summed up.
#[derive(Debug, Clone)]
pub struct Aggregate {
    /// Whose rows.
    pub resource: &'static Resource,
    /// Which rows.
    pub filter: Filter,
    /// The fields that the rows of a group have in common; without any, all rows are one group.
    pub groups: Vec<usize>,
    /// Whether the rows of each group are counted.
    pub count: bool,
    /// What else is told, function by function.
    pub measures: Vec<Measure>,
    /// At most so many groups.
    pub most: u32,
    /// For whom.
    pub viewer: Viewer,
}

/// A function of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// The function.
    pub function: Function,
    /// The field.
    pub field: usize,
}

/// What is told of the values of a field; nulls are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Function {
    /// The sum: exact, but for doubles.
    Sum,
    /// The mean.
    Avg,
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

impl Function {
    /// All of them, in the order in which they are answered.
    pub const ALL: [Self; 4] = [Self::Sum, Self::Avg, Self::Min, Self::Max];

    /// Its name in requests and answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Avg => "avg",
            Self::Min => "min",
            Self::Max => "max",
        }
    }

    /// Whether a field has it.
    pub fn is_of(self, field: &Field) -> bool {
        match self {
            Self::Sum | Self::Avg => {
                !field.list && matches!(field.kind, Kind::Int | Kind::BigInt | Kind::Float | Kind::Decimal(_))
            }
            Self::Min | Self::Max => operator::allowed(field, false).iter().any(|(_, it)| *it == Operator::Lt),
        }
    }
}

impl Aggregate {
    /// The groups in the order of what they have in common.
    pub fn orders(&self) -> Vec<Order> {
        self.groups.iter().map(|&field| Order { field, descending: false, nulls_first: false }).collect()
    }
}

/// Whether rows can have the values of a field in common.
pub fn can_group(field: &Field) -> bool {
    !field.list && !matches!(field.kind, Kind::Json)
}

/// Plans an aggregate.
///
/// # Errors
/// All faults of the query at once, those found while reading it first.
pub fn plan(
    resource: &'static Resource,
    query: &Query,
    limits: &Limits,
    viewer: &Viewer,
    mut faults: Vec<Fault>,
) -> Result<Aggregate, Vec<Fault>> {
    let filter = Conditions::new(limits, viewer, &mut faults, &mut 0).plan(resource, &query.conditions);
    let count = query.count.as_ref().is_some_and(|text| counted(text, &mut faults));
    let groups =
        query.groups.as_ref().map_or_else(Vec::new, |text| fields(resource, text, viewer, &mut faults, can_group));
    let mut measures = Vec::new();
    for function in Function::ALL {
        for text in query.measures.iter().filter(|text| text.parameter == function.name()) {
            let fields = fields(resource, text, viewer, &mut faults, |field| function.is_of(field));
            measures.extend(fields.into_iter().map(|field| Measure { function, field }));
        }
    }
    let aggregate =
        Aggregate { resource, filter, groups, count, measures, most: limits.max_groups, viewer: viewer.clone() };
    aggregate.refuse_two_meanings(&mut faults);
    if faults.is_empty() && !aggregate.count && aggregate.measures.is_empty() && aggregate.groups.is_empty() {
        let fault = Fault::new("count", "required", "Nothing is asked of the rows");
        faults.push(fault.help("Say `count=*`, `sum=field`, `avg=field`, `min=field`, `max=field` or `groupBy=field`"));
    }
    if faults.is_empty() { Ok(aggregate) } else { Err(faults) }
}

/// The fault of a request for more groups than one answer has.
pub fn too_many(aggregate: &Aggregate) -> Vec<Fault> {
    let message = format!("These rows make more than {} groups", aggregate.most);
    vec![Fault::new("groupBy", "too_large", message).help("Choose fewer rows with `where`, or other fields")]
}

/// The fault of a request for a sum of doubles that no double holds.
pub fn too_large() -> Vec<Fault> {
    vec![Fault::new("sum", "too_large", "The sum is larger than the largest number of its kind")]
}

impl Aggregate {
    /// A member of an answer is either a field or a result.
    fn refuse_two_meanings(&self, faults: &mut Vec<Fault>) {
        for &field in &self.groups {
            let name = self.resource.fields[field].name;
            let is_measured = self.measures.iter().any(|measure| measure.function.name() == name);
            if is_measured || self.count && name == "count" {
                let message = format!("`{name}` would be both the field and the result");
                faults.push(Fault::new("groupBy", "format", message).help("Ask for one of them"));
            }
        }
    }
}

fn counted(text: &Text, faults: &mut Vec<Fault>) -> bool {
    if text.text != "*" {
        let fault = Fault::new(&text.parameter, "not_in_enum", "Rows are counted, not values");
        faults.push(fault.help("Write `count=*`"));
    }
    true
}

/// The fields of a list, each once.
fn fields(
    resource: &'static Resource,
    text: &Text,
    viewer: &Viewer,
    faults: &mut Vec<Fault>,
    is_possible: impl Fn(&Field) -> bool,
) -> Vec<usize> {
    let parameter = &text.parameter;
    let known = || resource.fields.iter().filter(|field| field.is_readable() && is_possible(field));
    let mut fields = Vec::new();
    for name in text.text.split(',') {
        match viewer.readable(resource, name) {
            Some(index) if !is_possible(&resource.fields[index]) => {
                let fault = Fault::new(parameter, "wrong_type", format!("There is no `{parameter}` of `{name}`"));
                faults.push(match known().next() {
                    Some(_) => {
                        let names: Vec<&str> = known().map(|field| field.name).collect();
                        fault.help(format!("Possible here: {}", names.join(", ")))
                    }
                    None => fault,
                });
            }
            Some(index) if fields.contains(&index) => {}
            Some(index) => fields.push(index),
            None => {
                if let Some((message, help)) = computed::no_column(resource, name) {
                    faults.push(Fault::new(parameter, "unknown_field", message).help(help));
                    continue;
                }
                let fault = Fault::new(parameter, "unknown_field", format!("{} has no field `{name}`", resource.name));
                faults.push(match nearest(name, known().map(|field| field.name)) {
                    Some(word) => fault.help(format!("Did you mean `{word}`?")),
                    None => fault,
                });
            }
        }
    }
    fields
}
