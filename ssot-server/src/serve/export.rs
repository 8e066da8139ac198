//! `GET /posts/-/export`: all rows that a list would page through, as lines of JSON or CSV (contract section 3.3).
//!
//! The rows come in batches, each beginning where the one before ended, so that neither the server nor the database holds
//! more than one of them, and no transaction stays open while a client reads slowly.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use futures_util::stream;
use http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Response};
use ssot_db::{Error, Row, Sink, Value};

use crate::api::ApiState;
use crate::computed::Gaps;
use crate::plan::{self, Position, Read, cursor};
use crate::policy::Viewer;
use crate::problem::{Code, Problem, Violation, rule};
use crate::query::program::{Opening, Program, Slot};
use crate::query::{self, Selection};
use crate::request::percent_decoded;
use crate::request::query::{Query, Scope};
use crate::resource::{Field, Resource};
use crate::wire::encode;

/// Rows read at once.
const BATCH: u32 = 500;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// One JSON object a line.
    Lines,
    /// RFC 4180, with a line of names.
    Csv,
}

impl Format {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Lines => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Lines => "ndjson",
            Self::Csv => "csv",
        }
    }
}

/// Whether a client that does not take JSON takes an export.
pub(super) fn is_accepted(headers: &HeaderMap) -> bool {
    let kinds = ["text/csv", "text/*", "application/x-ndjson"];
    let texts = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    texts
        .flat_map(|text| text.split(','))
        .any(|range| kinds.contains(&range.split(';').next().unwrap_or_default().trim()))
}

/// Answers with all rows.
///
/// # Errors
/// 400 with all that is wrong with the query, and failures of the database before the first row.
pub(super) async fn answer(
    api: &Arc<ApiState>,
    resource: &'static Resource,
    head: &Parts,
    viewer: &Viewer,
) -> Result<Response<Body>, Problem> {
    let (format, plan) = plan(api, resource, head.uri.query().unwrap_or_default(), viewer)?;
    let mut export = Export { api: Arc::clone(api), plan, format, is_done: false };
    let mut first = Vec::new();
    if format == Format::Csv {
        export.names(&mut first);
    }
    first.extend_from_slice(&export.batch().await?);
    let rest = stream::unfold((Some(Bytes::from(first)), export), |(ready, mut export)| async {
        if let Some(ready) = ready {
            return Some((Ok(ready), (None, export)));
        }
        if export.is_done {
            return None;
        }
        // The status is long gone: all that is left is to break off.
        let batch = export.batch().await.inspect_err(|error| {
            export.api.outage().failed(error);
            export.is_done = true;
        });
        Some((batch.map(Bytes::from), (None, export)))
    });
    let mut response = Response::new(Body::from_stream(rest));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    let name = format!("attachment; filename=\"{}.{}\"", resource.segment, format.extension());
    if let Ok(value) = HeaderValue::try_from(name) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// What a query asks for.
///
/// # Errors
/// 400 with all that is wrong with it.
pub(super) fn plan(
    api: &ApiState,
    resource: &'static Resource,
    raw: &str,
    viewer: &Viewer,
) -> Result<(Format, Read), Problem> {
    let (format, rest) = format(raw)?;
    let mut faults = Vec::new();
    let query = Query::parse(&rest, Scope::Export, &mut faults);
    Ok((format, Read { take: BATCH, ..plan::list(resource, &query, api.limits(), viewer, faults)? }))
}

/// Takes `format` out of a raw query string.
fn format(raw: &str) -> Result<(Format, String), Problem> {
    let mut formats = Vec::new();
    let mut rest = Vec::new();
    for part in raw.split('&') {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if percent_decoded(name, true).as_deref() == Some("format") {
            formats.push(value);
        } else {
            rest.push(part);
        }
    }
    let format = match formats.as_slice() {
        [] | ["ndjson"] => Format::Lines,
        ["csv"] => Format::Csv,
        [_] => return Err(refused(rule::NOT_IN_ENUM, "`format` is `ndjson` or `csv`")),
        _ => return Err(refused(rule::FORMAT, "`format` can be given only once")),
    };
    Ok((format, rest.join("&")))
}

fn refused(code: &'static str, message: &str) -> Problem {
    Problem::new(Code::InvalidQuery).errors(vec![Violation::parameter("format", code, message)])
}

/// An export on its way.
struct Export {
    api: Arc<ApiState>,
    /// Of the next batch.
    plan: Read,
    format: Format,
    is_done: bool,
}

impl Export {
    /// The columns that are shown.
    fn fields(&self) -> Vec<&'static Field> {
        let resource = self.plan.resource;
        self.plan.shape.columns.iter().map(|&index| &resource.fields[index]).collect()
    }

    /// The computed fields that are shown, behind them.
    fn computed(&self) -> impl Iterator<Item = &'static Field> {
        let resource = self.plan.resource;
        self.plan.shape.computed.iter().map(|&index| &resource.computed[index].field)
    }

    /// The first line of CSV.
    fn names(&self, out: &mut Vec<u8>) {
        for (index, field) in self.fields().into_iter().chain(self.computed()).enumerate() {
            if index > 0 {
                out.push(b',');
            }
            csv(out, field.name);
        }
        out.extend_from_slice(b"\r\n");
    }

    /// The next rows.
    async fn batch(&mut self) -> Result<Vec<u8>, Error> {
        let database = self.api.database();
        let Selection { statement, program, sorted_by, .. } = query::rows(&self.plan, database.dialect());
        let fields = self.fields();
        let (out, gaps) = (Vec::new(), Gaps::default());
        let sink = Lines { program, fields, sorted_by, format: self.format, out, gaps, rows: 0, last: None };
        tracing::trace!(target: "ssot::statement", sql = %statement.sql);
        let Lines { out, gaps, rows, last, .. } = database.read(statement, sink).await?;
        let out = if gaps.is_empty() {
            out
        } else {
            let values = gaps.values(&self.api.computing(&self.plan.viewer))?;
            match self.format {
                Format::Lines => gaps.fill(&out, &values, Vec::extend_from_slice).text,
                Format::Csv => gaps.fill(&out, &values, cell_of).text,
            }
        };
        self.is_done = rows <= BATCH as usize;
        match last {
            Some(last) => self.plan.position = Some(Position::After(last)),
            None => self.plan.skip = self.plan.skip.saturating_add(BATCH),
        }
        Ok(out)
    }
}

/// Writes rows as lines.
struct Lines {
    program: Arc<Program>,
    fields: Vec<&'static Field>,
    sorted_by: Vec<Slot>,
    format: Format,
    out: Vec<u8>,
    gaps: Gaps,
    /// One more than a batch if there are more.
    rows: usize,
    /// What the last row of a batch is sorted by.
    last: Option<Vec<Value>>,
}

impl Sink for Lines {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        self.rows += 1;
        if self.rows > BATCH as usize {
            return Ok(());
        }
        if self.rows == BATCH as usize && !self.sorted_by.is_empty() {
            let values = self.sorted_by.iter().map(|(column, _)| Ok::<_, Error>(cursor::value(row.cell(*column)?)));
            self.last = Some(values.collect::<Result<_, _>>()?);
        }
        let Self { program, out, gaps, .. } = self;
        match self.format {
            Format::Lines => {
                program.row(row, out, |opening, at| match opening {
                    Opening::Hole(_) => Ok(()),
                    Opening::Gap(gap) => gaps.note(&program.gaps()[gap], at, row),
                })?;
                out.push(b'\n');
            }
            // The columns that are shown come first.
            Format::Csv => {
                for (column, field) in self.fields.iter().enumerate() {
                    if column > 0 {
                        out.push(b',');
                    }
                    let mut text = Vec::new();
                    encode::cell(&mut text, &row.cell(column)?, field)?;
                    cell_of(out, &text);
                }
                for (index, gap) in program.gaps().iter().enumerate() {
                    if index > 0 || !self.fields.is_empty() {
                        out.push(b',');
                    }
                    gaps.note(gap, out.len(), row)?;
                }
                out.extend_from_slice(b"\r\n");
            }
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.out.clear();
        self.gaps.clear();
        self.rows = 0;
        self.last = None;
    }
}

/// A value in JSON as one cell.
fn cell_of(out: &mut Vec<u8>, json: &[u8]) {
    match serde_json::from_slice::<Option<String>>(json) {
        Ok(text) => csv(out, text.as_deref().unwrap_or_default()),
        Err(_) => csv(out, &String::from_utf8_lossy(json)),
    }
}

/// One cell. What a spreadsheet would take for a formula becomes text.
fn csv(out: &mut Vec<u8>, text: &str) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_quoted = text.contains(['"', ',', '\n', '\r']);
    if is_quoted {
        out.push(b'"');
    }
    if is_formula {
        out.push(b'\'');
    }
    out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    if is_quoted {
        out.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_no_formulas() {
        for (text, expected) in [
            ("plain", "plain"),
            ("", ""),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("@a,b", "\"'@a,b\""),
            ("\tx", "'\tx"),
        ] {
            let mut out = Vec::new();
            csv(&mut out, text);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
