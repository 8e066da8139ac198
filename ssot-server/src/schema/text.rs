//! What text is, number by number and form by form.

use serde_json::{Value, json};

use super::digits;
use super::shape::{Integer, Rules, Text};

/// A day of the calendar.
const DAY: &str = "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|\
    02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";
const TIME: &str = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?";
/// What is kept in milliseconds.
const MILLI_TIME: &str = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,3}0*)?";
const OFFSET: &str = "(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])";

/// A text of that form.
pub(crate) fn text(form: Text) -> Value {
    let pattern = |pattern: String| json!({"type": "string", "pattern": pattern});
    let mut schema = match form {
        Text::Char => json!({"type": "string", "minLength": 1, "maxLength": 1}),
        Text::Uuid => {
            pattern("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$".to_owned())
        }
        Text::Moment => pattern(format!("^{DAY}T{TIME}{OFFSET}$")),
        Text::Day => pattern(format!("^{DAY}$")),
        Text::TimeOfDay => pattern(format!("^{TIME}$")),
        Text::LocalMoment => pattern(format!("^{DAY}T{TIME}$")),
        Text::Zoned => pattern(format!("^{DAY}T{TIME}{OFFSET}\\[[A-Za-z0-9_+/-]+\\]$")),
        Text::Span => {
            pattern("^-?PT(?=[0-9])(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?S)?$".to_owned())
        }
        Text::Decimal => pattern("^-?[0-9]+(?:\\.[0-9]+)?$".to_owned()),
        Text::Base64 => {
            pattern("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$".to_owned())
        }
        Text::Any | Text::Url | Text::Ipv4 | Text::Ipv6 => json!({"type": "string"}),
        Text::Ip => json!({"type": "string", "anyOf": [{"format": "ipv4"}, {"format": "ipv6"}]}),
        Text::Socket => {
            let byte = digits::between("0", "255");
            let byte = byte.trim_start_matches('^').trim_end_matches('$');
            let port = &digits::between("0", "65535")[1..];
            let pattern = format!("^(?:(?:{byte}\\.){{3}}{byte}|\\[[0-9a-fA-F:.]+\\]):{port}");
            json!({"type": "string", "pattern": pattern})
        }
    };
    let format = match form {
        Text::Uuid => "uuid",
        Text::Moment => "date-time",
        Text::Day => "date",
        Text::Url => "uri",
        Text::Ipv4 => "ipv4",
        Text::Ipv6 => "ipv6",
        _ => {
            if form == Text::Base64 {
                schema["contentEncoding"] = json!("base64");
            }
            return schema;
        }
    };
    schema["format"] = json!(format);
    schema
}

/// A moment of a column: milliseconds, from year 1 on.
pub(crate) fn moment() -> Value {
    json!({"type": "string", "format": "date-time", "pattern": format!("^(?!0000){DAY}T{MILLI_TIME}{OFFSET}$")})
}

/// A day of a column.
pub(crate) fn day() -> Value {
    json!({"type": "string", "format": "date", "pattern": format!("^(?!0000){DAY}$")})
}

/// A time of day of a column.
pub(crate) fn time_of_day() -> Value {
    json!({"type": "string", "pattern": format!("^{MILLI_TIME}$")})
}

/// A whole number, between those of its type and of the rules.
pub(super) fn integer(integer: Integer, rules: Option<&Rules>) -> Value {
    let (least, most) = range(integer, rules);
    let has_zero = integer.zero || !integer.signed;
    let mut schema = if integer.text {
        json!({"type": "string", "pattern": digits::between(&least, &most)})
    } else {
        json!({"type": "integer", "minimum": number(&least), "maximum": number(&most)})
    };
    match (integer.bits, integer.signed) {
        (32, true) => schema["format"] = json!("int32"),
        (64, true) => schema["format"] = json!("int64"),
        (64, false) => schema["format"] = json!("uint64"),
        _ => {}
    }
    if !has_zero {
        schema["not"] = json!({"const": if integer.text { json!("0") } else { json!(0) }});
    }
    schema
}

/// The pattern of a whole number as a key of an object.
pub(super) fn key(integer: Integer, rules: Option<&Rules>) -> Value {
    let (least, most) = range(integer, rules);
    let mut schema = json!({"pattern": digits::between(&least, &most)});
    if !integer.zero && integer.signed {
        schema["not"] = json!({"const": "0"});
    }
    schema
}

/// The smallest and the largest value, as decimal digits. A rule that is wider than the type says nothing.
fn range(integer: Integer, rules: Option<&Rules>) -> (String, String) {
    let (mut least, mut most) = if integer.signed {
        let most = (1_u128 << (integer.bits - 1)) - 1;
        (format!("-{}", most + 1), most.to_string())
    } else {
        let most = if integer.bits >= 128 { u128::MAX } else { (1_u128 << integer.bits) - 1 };
        (if integer.zero { "0" } else { "1" }.to_owned(), most.to_string())
    };
    let parse = |digits: &str| digits.parse::<i128>().ok();
    if let Some(min) = rules.and_then(|rules| rules.min.clone()).filter(|min| parse(min) > parse(&least)) {
        least = min;
    }
    if let Some(max) = rules.and_then(|rules| rules.max.clone()).filter(|max| parse(max) < parse(&most)) {
        most = max;
    }
    (least, most)
}

/// A text with the rules of a scalar. Of the limits of an exact number only the sign is said.
pub(super) fn ruled(mut schema: Value, rules: &Rules) -> Value {
    if rules.min.as_deref().is_some_and(|least| !least.starts_with('-')) {
        schema["pattern"] = json!("^[0-9]+(?:\\.[0-9]+)?$");
    }
    if let Some(length) = rules.min_length {
        schema["minLength"] = json!(length);
    }
    if let Some(length) = rules.max_length {
        schema["maxLength"] = json!(length);
    }
    for pattern in &rules.patterns {
        if schema.get("pattern").is_none() {
            schema["pattern"] = json!(pattern);
        } else if let Some(Value::Array(all)) = schema.get_mut("allOf") {
            all.push(json!({"pattern": pattern}));
        } else {
            schema["allOf"] = json!([{"pattern": pattern}]);
        }
    }
    schema
}

/// Limits of a number that may have a fraction.
pub(super) fn limited(mut schema: Value, rules: &Rules) -> Value {
    for (key, digits) in [("minimum", &rules.min), ("maximum", &rules.max)] {
        if let Some(digits) = digits {
            schema[key] = number(digits);
        }
    }
    schema
}

/// Digits as a number of JSON.
fn number(digits: &str) -> Value {
    serde_json::from_str(digits).unwrap_or_default()
}
