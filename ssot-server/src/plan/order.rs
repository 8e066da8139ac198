//! `orderBy`, in its three forms: `-createdAt,title` · `createdAt:desc:nullsFirst` · `orderBy[createdAt]=desc`.

use crate::computed;
use crate::filter::Order;
use crate::policy::Viewer;
use crate::request::tree::Text;
use crate::request::{Fault, nearest};
use crate::resource::{Field, Kind, Resource};

/// Plans the order of a list; the key is always its end.
pub fn plan(
    resource: &'static Resource,
    given: &[(String, Text)],
    viewer: &Viewer,
    faults: &mut Vec<Fault>,
) -> Vec<Order> {
    let mut orders: Vec<Order> = Vec::new();
    for (field, text) in given {
        let parts: Vec<String> = if field.is_empty() {
            text.text.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect()
        } else {
            vec![format!("{field}:{}", text.text)]
        };
        for part in parts {
            match one(resource, &part, viewer, &text.parameter) {
                Ok(order) if orders.iter().any(|known| known.field == order.field) => {}
                Ok(order) => orders.push(order),
                Err(fault) => faults.push(fault),
            }
        }
    }
    complete(resource, orders)
}

/// Appends the key fields that are missing, ascending, so that no two rows are equal.
pub fn complete(resource: &Resource, mut orders: Vec<Order>) -> Vec<Order> {
    for &field in resource.key {
        if orders.iter().all(|order| order.field != field) {
            orders.push(Order { field, descending: false, nulls_first: false });
        }
    }
    orders
}

fn one(resource: &'static Resource, text: &str, viewer: &Viewer, parameter: &str) -> Result<Order, Fault> {
    let (minus, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut parts = rest.split(':');
    let name = parts.next().unwrap_or_default();
    let field = field(resource, name, viewer, parameter)?;
    let mut order = Order { field, descending: minus, nulls_first: false };
    let (mut direction, mut nulls) = (minus, false);
    for word in parts {
        match word {
            "asc" | "desc" if !direction && !nulls => {
                order.descending = word == "desc";
                direction = true;
            }
            "nullsFirst" | "nullsLast" if !nulls => {
                order.nulls_first = word == "nullsFirst";
                nulls = true;
            }
            _ => {
                let fault = Fault::new(parameter, "format", format!("`{text}` is no order"));
                return Err(fault.help("Write `field`, `-field` or `field:desc:nullsFirst`"));
            }
        }
    }
    Ok(order)
}

/// The fields that rows can be sorted by.
pub fn sortable(resource: &Resource) -> impl Iterator<Item = &'static Field> {
    resource.fields.iter().filter(|field| field.is_readable() && is_sortable(field))
}

fn is_sortable(field: &Field) -> bool {
    !field.list && !matches!(field.kind, Kind::Json)
}

fn field(resource: &'static Resource, name: &str, viewer: &Viewer, parameter: &str) -> Result<usize, Fault> {
    match viewer.readable(resource, name) {
        Some(index) if is_sortable(&resource.fields[index]) => Ok(index),
        Some(_) => Err(Fault::new(parameter, "wrong_type", format!("Rows have no order by `{name}`"))),
        None => {
            if let Some((message, help)) = computed::no_column(resource, name) {
                return Err(Fault::new(parameter, "unknown_field", message).help(help));
            }
            let fault = Fault::new(parameter, "unknown_field", format!("{} has no field `{name}`", resource.name));
            let known = resource.fields.iter().filter(|field| field.is_readable()).map(|field| field.name);
            Err(match nearest(name, known) {
                Some(word) => fault.help(format!("Did you mean `{word}`?")),
                None => fault,
            })
        }
    }
}
