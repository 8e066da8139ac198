//! `/-/metrics`: what the server has done, in the text format of Prometheus. Off unless the program asks for it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::outage::{Failure, Outage};

/// Upper bounds of the buckets, in seconds.
const BOUNDS: [f64; 11] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// Counts per route, method and status. Routes are those of the resources, so there are few of them whatever clients ask.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    requests: Mutex<BTreeMap<(String, &'static str, u16), Series>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Series {
    count: u64,
    seconds: f64,
    buckets: [u64; BOUNDS.len()],
}

impl Metrics {
    /// Counts a request.
    pub(super) fn count(&self, route: String, method: &http::Method, status: u16, took: Duration) {
        // Methods are the client's words: those that nobody knows count together.
        let method = match method.as_str() {
            "GET" => "GET",
            "HEAD" => "HEAD",
            "POST" => "POST",
            "PUT" => "PUT",
            "PATCH" => "PATCH",
            "DELETE" => "DELETE",
            "OPTIONS" => "OPTIONS",
            _ => "other",
        };
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let series = requests.entry((route, method, status)).or_default();
        series.count += 1;
        series.seconds += took.as_secs_f64();
        if let Some(bucket) = BOUNDS.iter().position(|bound| took.as_secs_f64() <= *bound) {
            series.buckets[bucket] += 1;
        }
    }

    /// The text; `running` requests are on their way, and `outage` is what became of the database.
    pub(super) fn text(&self, running: usize, outage: &Outage) -> String {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut out =
            String::from("# HELP ssot_requests_running Requests on their way.\n# TYPE ssot_requests_running gauge\n");
        let _ = writeln!(out, "ssot_requests_running {running}");
        out.push_str("# HELP ssot_database_up Whether the database was there when it was last heard of.\n");
        let _ = writeln!(out, "# TYPE ssot_database_up gauge\nssot_database_up {}", u8::from(!outage.is_on()));
        out.push_str("# HELP ssot_database_failures_total What has failed at the database.\n");
        out.push_str("# TYPE ssot_database_failures_total counter\n");
        for failure in Failure::ALL {
            let count = outage.failures(failure);
            let _ = writeln!(out, "ssot_database_failures_total{{kind=\"{}\"}} {count}", failure.as_str());
        }
        out.push_str("# HELP ssot_request_seconds Time from a request's head to its answer.\n");
        out.push_str("# TYPE ssot_request_seconds histogram\n");
        for ((route, method, status), series) in &requests {
            let labels = format!("route=\"{}\",method=\"{method}\",status=\"{status}\"", escaped(route));
            let mut sum = 0;
            for (bound, count) in BOUNDS.iter().zip(series.buckets) {
                sum += count;
                let _ = writeln!(out, "ssot_request_seconds_bucket{{{labels},le=\"{bound}\"}} {sum}");
            }
            let _ = writeln!(out, "ssot_request_seconds_bucket{{{labels},le=\"+Inf\"}} {}", series.count);
            let _ = writeln!(out, "ssot_request_seconds_sum{{{labels}}} {}", series.seconds);
            let _ = writeln!(out, "ssot_request_seconds_count{{{labels}}} {}", series.count);
        }
        out
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_add_up() {
        let metrics = Metrics::default();
        for millis in [1, 2, 700, 9000] {
            metrics.count("/api/posts".into(), &http::Method::GET, 200, Duration::from_millis(millis));
        }
        metrics.count("(none)".into(), &http::Method::from_bytes(b"WEIRD").unwrap(), 404, Duration::ZERO);
        let outage = Outage::default();
        let kind = ssot_db::ErrorKind::Timeout;
        outage.failed(&ssot_db::Error { kind, detail: "slow".to_owned() });
        let text = metrics.text(3, &outage);
        let labels = r#"route="/api/posts",method="GET",status="200""#;
        for line in [
            "ssot_requests_running 3".to_owned(),
            "ssot_database_up 0".to_owned(),
            r#"ssot_database_failures_total{kind="timeout"} 1"#.to_owned(),
            r#"ssot_database_failures_total{kind="unavailable"} 0"#.to_owned(),
            format!("ssot_request_seconds_bucket{{{labels},le=\"0.001\"}} 1"),
            format!("ssot_request_seconds_bucket{{{labels},le=\"0.0025\"}} 2"),
            format!("ssot_request_seconds_bucket{{{labels},le=\"1\"}} 3"),
            format!("ssot_request_seconds_bucket{{{labels},le=\"+Inf\"}} 4"),
            format!("ssot_request_seconds_count{{{labels}}} 4"),
            r#"ssot_request_seconds_count{route="(none)",method="other",status="404"} 1"#.to_owned(),
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }
}
