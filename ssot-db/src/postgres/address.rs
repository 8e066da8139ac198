//! Where the server is and what every connection asks for.

use std::time::Duration;

use super::PostgresConfig;
use super::link::Purpose;
use crate::{Error, ErrorKind};

#[derive(Debug, Clone)]
pub(super) struct Address {
    config: tokio_postgres::Config,
    options: String,
    /// For connecting.
    pub(super) timeout: Duration,
}

impl Address {
    pub(super) fn parse(config: &PostgresConfig) -> Result<Self, Error> {
        let (url, schema) = split_schema(&config.url);
        let mut parsed: tokio_postgres::Config = url.parse().map_err(|_| Error {
            // The driver's words could quote the password.
            kind: ErrorKind::Other,
            detail: "the database's URL is malformed".into(),
        })?;
        parsed
            .connect_timeout(config.connect_timeout)
            .keepalives_idle(Duration::from_secs(30))
            .tcp_user_timeout(Duration::from_secs(30));
        let mut options = parsed.get_options().unwrap_or_default().to_owned();
        options.push_str(" -c timezone=UTC -c datestyle=ISO -c jit=off");
        if let Some(schema) = schema {
            options.push_str(" -c search_path=");
            options.push_str(&escape_option(&schema));
        }
        Ok(Self { config: parsed, options, timeout: config.connect_timeout })
    }

    pub(super) fn config(&self, purpose: Purpose, statement_timeout: Duration) -> tokio_postgres::Config {
        let rest = match purpose {
            Purpose::Sharing => "-c default_transaction_read_only=on",
            Purpose::Listening => "",
            Purpose::Writing => "-c idle_in_transaction_session_timeout=30000",
        };
        let millis = statement_timeout.as_millis();
        let mut config = self.config.clone();
        config.options(format!("{} -c statement_timeout={millis} {rest}", self.options));
        config
    }
}

/// Takes `schema=NAME` out of a URL: Prisma's URLs name the schema there, PostgreSQL knows no such parameter.
fn split_schema(url: &str) -> (String, Option<String>) {
    let Some((base, query)) = url.split_once('?').filter(|_| url.contains("://")) else {
        return (url.to_owned(), None);
    };
    let (schemas, rest): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("schema="));
    let url = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
    let schema = schemas.first().map(|pair| pair["schema=".len()..].to_owned());
    (url, schema)
}

/// In `options` a backslash keeps blanks and backslashes; the name is quoted so that its case is kept.
fn escape_option(name: &str) -> String {
    let quoted = format!("\"{}\"", name.replace('"', "\"\""));
    quoted.replace('\\', "\\\\").replace(' ', "\\ ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_leaves_the_url() {
        let split = |url| split_schema(url);
        assert_eq!(split("postgres://h/d"), ("postgres://h/d".into(), None));
        assert_eq!(split("postgres://h/d?schema=a"), ("postgres://h/d".into(), Some("a".into())));
        assert_eq!(
            split("postgres://h/d?sslmode=disable&schema=a&connect_timeout=3"),
            ("postgres://h/d?sslmode=disable&connect_timeout=3".into(), Some("a".into()))
        );
        assert_eq!(split("host=h dbname=d"), ("host=h dbname=d".into(), None));
    }

    #[test]
    fn a_malformed_url_is_an_error_without_the_url() {
        let config = PostgresConfig::new("postgres://user:secret@host:port/d");
        let error = Address::parse(&config).unwrap_err();
        assert!(!error.to_string().contains("secret"));
    }
}
