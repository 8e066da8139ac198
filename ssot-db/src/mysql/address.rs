//! Where the server is and what every connection asks for.

use std::time::Duration;

use mysql_async::{Opts, OptsBuilder};

use super::MysqlConfig;
use super::link::Purpose;
use crate::{Error, ErrorKind};

/// Statements a connection keeps prepared.
const STATEMENTS: usize = 256;

/// Names in double quotes and texts as standard SQL has them, so that a backslash is one; what does not fit is refused, not cut;
/// a key of 0 is a key.
const MODE: &str = "ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,\
    NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE";

/// The same for scripts that the `sql` target has written: there a backslash is written twice.
const SETTING_UP: &str = "ANSI_QUOTES,STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION";

#[derive(Debug, Clone)]
pub(super) struct Address {
    options: Opts,
    statement_timeout: Duration,
    /// For connecting.
    pub(super) timeout: Duration,
}

impl Address {
    pub(super) fn parse(config: &MysqlConfig) -> Result<Self, Error> {
        // The driver's words could quote the password.
        let malformed = |_| Error { kind: ErrorKind::Other, detail: "the database's URL is malformed".into() };
        let options = Opts::from_url(&config.url).map_err(malformed)?;
        // The driver would panic at the first connection.
        if options.ssl_opts().is_some() {
            let detail = "the database's URL asks for TLS, which is not offered for MariaDB yet".to_owned();
            return Err(Error { kind: ErrorKind::Other, detail });
        }
        let options = OptsBuilder::from_opts(options)
            // A row that an UPDATE leaves as it is has been found all the same.
            .client_found_rows(true)
            .prefer_socket(false)
            .tcp_nodelay(true)
            .tcp_keepalive(Some(Duration::from_secs(30)))
            .stmt_cache_size(STATEMENTS);
        Ok(Self {
            options: options.into(),
            statement_timeout: config.statement_timeout,
            timeout: config.connect_timeout,
        })
    }

    pub(super) fn options(&self) -> Opts {
        self.options.clone()
    }

    /// What a new connection is told, statement by statement.
    pub(super) fn settings(&self, purpose: Purpose) -> [String; 4] {
        let limit = if purpose == Purpose::SettingUp { 0.0 } else { self.statement_timeout.as_secs_f64() };
        // Whole seconds, and one at least.
        let wait = self.statement_timeout.as_secs_f64().ceil().max(1.0);
        let mode = if purpose == Purpose::SettingUp { SETTING_UP } else { MODE };
        let access = if purpose == Purpose::Reading { ", READ ONLY" } else { "" };
        [
            "SET NAMES utf8mb4 COLLATE utf8mb4_bin".to_owned(),
            format!("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED{access}"),
            format!("SET SESSION sql_mode = '{mode}', time_zone = '+00:00', max_statement_time = {limit}"),
            format!(
                "SET SESSION innodb_lock_wait_timeout = {wait}, lock_wait_timeout = {wait}, idle_transaction_timeout = 30"
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_malformed_url_is_an_error_without_the_url() {
        let config = MysqlConfig::new("mysql://user:secret@host:port/d");
        let error = Address::parse(&config).unwrap_err();
        assert!(!error.to_string().contains("secret"));
    }

    #[test]
    fn tls_is_refused_before_anything_is_sent() {
        let with = |parameters: &str| {
            Address::parse(&MysqlConfig::new(format!("mysql://user:secret@localhost/d?{parameters}"))).err()
        };
        assert!(with("require_ssl=true").is_some_and(|error| error.detail.contains("TLS")));
        assert!(with("require_ssl=true&verify_ca=false").is_some_and(|error| error.detail.contains("TLS")));
        assert!(with("require_ssl=false").is_none());
    }

    #[test]
    fn waiting_takes_a_second_at_least() {
        let config = MysqlConfig {
            statement_timeout: Duration::from_millis(250),
            ..MysqlConfig::new("mysql://root@127.0.0.1/d")
        };
        let address = Address::parse(&config).unwrap();
        let [.., limit, wait] = address.settings(Purpose::Reading);
        assert!(limit.ends_with("max_statement_time = 0.25"), "{limit}");
        assert!(wait.contains("innodb_lock_wait_timeout = 1,"), "{wait}");
    }
}
