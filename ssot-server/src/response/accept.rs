//! Which forms of an answer a client accepts.

/// Whether an `Accept` header leaves room for JSON.
pub fn allows_json(accept: &str) -> bool {
    // What most clients send.
    if matches!(accept, "application/json" | "*/*") {
        return true;
    }
    let mut best: Option<(u8, bool)> = None;
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let specificity = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "*/*" => 0,
            "application/*" => 1,
            "application/json" | "application/problem+json" => 2,
            "" if accept.trim().is_empty() => 0,
            _ => continue,
        };
        let refused = parts.any(is_zero_weight);
        // The most specific range decides; among equals, any that is not refused.
        match best {
            Some((known, _)) if known > specificity => {}
            Some((known, accepted)) if known == specificity => best = Some((known, accepted || !refused)),
            _ => best = Some((specificity, !refused)),
        }
    }
    best.is_some_and(|(_, accepted)| accepted)
}

/// How a body is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
}

/// The best coding that an `Accept-Encoding` header names.
pub fn coding(accept: &str) -> Option<Coding> {
    let (mut brotli, mut gzip, mut any) = (None, None, None);
    for item in accept.split(',') {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let accepted = !parts.any(is_zero_weight);
        match name.as_str() {
            "br" => brotli = Some(accepted),
            "gzip" | "x-gzip" => gzip = Some(accepted),
            "*" => any = Some(accepted),
            _ => {}
        }
    }
    if brotli.unwrap_or(false) {
        Some(Coding::Brotli)
    } else if gzip.or(any).unwrap_or(false) {
        Some(Coding::Gzip)
    } else {
        None
    }
}

fn is_zero_weight(parameter: &str) -> bool {
    let Some(weight) = parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q=")) else { return false };
    weight.parse::<f32>().is_ok_and(|weight| weight == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_accepted_where_a_range_covers_it() {
        for accept in [
            "*/*",
            "application/json",
            "text/html, application/*;q=0.5",
            "application/problem+json",
            "",
            "text/html,*/*;q=0.1",
        ] {
            assert!(allows_json(accept), "{accept}");
        }
        for accept in ["text/html", "application/json;q=0", "application/xml, text/*", "*/*, application/json;q=0.0"] {
            assert!(!allows_json(accept), "{accept}");
        }
    }

    #[test]
    fn brotli_is_preferred_and_refusals_are_kept() {
        assert_eq!(coding("gzip, deflate, br"), Some(Coding::Brotli));
        assert_eq!(coding("gzip;q=1.0, br;q=0"), Some(Coding::Gzip));
        assert_eq!(coding("*"), Some(Coding::Gzip));
        assert_eq!(coding("gzip;q=0, *;q=0"), None);
        assert_eq!(coding("identity"), None);
    }
}
