//! A whole program: what it is told by its environment, tables where there are none, and a graceful end.

use std::env;
use std::fmt;
#[cfg(feature = "sqlite")]
use std::path::{Path, PathBuf};

use ssot_db::Database;

use crate::api::Api;
use crate::config::Access;
use crate::serve::{ServeError, Server, bind};

/// What [`run`] gives.
pub type Outcome = Result<(), RunError>;

/// Why a program did not serve. `Debug` prints the same text as `Display`, so that `fn main() -> Outcome` reads well.
pub enum RunError {
    /// A variable of the environment says what cannot be.
    Variable {
        /// Its name.
        name: &'static str,
        /// What it says.
        value: String,
        /// What it can say.
        expected: &'static str,
    },
    /// The database cannot be used: which one, and why.
    Database(String, ssot_db::Error),
    /// Nobody can listen where it was told to.
    Serve(ServeError),
    /// The system gives no threads.
    Threads(std::io::Error),
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable { name, value, expected } => write!(f, "{name} is `{value}`: expected {expected}"),
            Self::Database(place, error) => write!(f, "cannot use the database ({place}): {error}"),
            Self::Serve(error @ ServeError::Taken(_)) => write!(f, "{error}, for example with `PORT=3001`"),
            Self::Serve(error) => error.fmt(f),
            Self::Threads(error) => write!(f, "cannot start: {error}"),
        }
    }
}

impl fmt::Debug for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for RunError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Variable { .. } => None,
            Self::Database(_, error) => Some(error),
            Self::Serve(error) => Some(error),
            Self::Threads(error) => Some(error),
        }
    }
}

/// Serves an API until the process is told to stop (SIGINT or SIGTERM), then lets requests in flight finish: all that a `main` needs.
///
/// `api` is the generated function. `tables` is the generated SQL; a database without tables gets them. `access` says who may use models
/// that have no policies. The environment says the rest:
///
/// | variable | what it says | unless set |
/// |---|---|---|
/// | `HOST` | the address to listen on | `127.0.0.1` |
/// | `PORT` | the port, 0 for any free one | `3000` |
/// | `DATABASE_URL` | `sqlite:FILE`, or `postgres://…` with the feature `postgres` | the file `NAME.db`, with the name of the program |
///
/// Where it listens is the first line of the standard output.
///
/// ```no_run
/// # mod api {
/// #     pub fn api(database: ssot_server::Database) -> ssot_server::Api { ssot_server::Api::new(database, &[]) }
/// # }
/// # const TABLES: &str = "";
/// use ssot_server::{Access, Outcome};
///
/// fn main() -> Outcome {
///     ssot_server::run(api::api, TABLES, Access::Public)
/// }
/// ```
///
/// # Errors
/// If the environment, the database or the address is of no use.
pub fn run(api: impl FnOnce(Database) -> Api, tables: &str, access: Access) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(RunError::Threads)?;
    runtime.block_on(serve(api, tables, access))
}

async fn serve(api: impl FnOnce(Database) -> Api, tables: &str, access: Access) -> Outcome {
    let host = variable("HOST").unwrap_or_else(|| "127.0.0.1".to_owned());
    let port = variable("PORT").map_or(Ok(3000), |text| {
        let expected = "a port, 0 to 65535";
        text.parse::<u16>().map_err(|_| RunError::Variable { name: "PORT", value: text, expected })
    })?;
    let storage = Storage::named(variable("DATABASE_URL"))?;
    let address = if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") };
    let listener = bind(address).await.map_err(RunError::Serve)?;
    let at = crate::serve::address_of(&listener);
    let failed = |error| RunError::Database(storage.to_string(), error);
    let database = storage.open().await.map_err(failed)?;
    database.apply(tables).await.map_err(failed)?;
    let api = api(database.clone()).access(access);
    let base = api.path().to_owned();
    let server = Server::new(api);
    server.complete().map_err(RunError::Serve)?;
    if let Some(at) = at {
        announce(&format!("http://{at}{base} serves {storage}. Ctrl-C ends it."));
    }
    server.serve(listener).await;
    database.close().await;
    Ok(())
}

#[allow(clippy::print_stdout, reason = "a program tells the person who started it where it is")]
fn announce(line: &str) {
    println!("{line}");
}

fn variable(name: &str) -> Option<String> {
    env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// Where the rows are.
enum Storage {
    #[cfg(feature = "sqlite")]
    File(PathBuf),
    #[cfg(feature = "postgres")]
    Postgres(String),
}

impl Storage {
    fn named(url: Option<String>) -> Result<Self, RunError> {
        let Some(url) = url else { return Self::unnamed() };
        #[cfg(feature = "sqlite")]
        if let Some(path) = url.strip_prefix("sqlite:")
            && !path.is_empty()
        {
            return Ok(Self::File(PathBuf::from(path.strip_prefix("//").unwrap_or(path))));
        }
        #[cfg(feature = "postgres")]
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url));
        }
        // What is no URL may be a password.
        let value = url.split_once(':').map_or_else(|| "…".to_owned(), |(scheme, _)| format!("{scheme}:…"));
        Err(RunError::Variable { name: "DATABASE_URL", value, expected: EXPECTED })
    }

    #[cfg(feature = "sqlite")]
    #[expect(clippy::unnecessary_wraps, reason = "without SQLite there is no file")]
    fn unnamed() -> Result<Self, RunError> {
        let program = env::current_exe().ok();
        let name = program.as_deref().and_then(Path::file_stem).unwrap_or("data".as_ref());
        Ok(Self::File(PathBuf::from(name).with_extension("db")))
    }

    #[cfg(not(feature = "sqlite"))]
    fn unnamed() -> Result<Self, RunError> {
        Err(RunError::Variable { name: "DATABASE_URL", value: String::new(), expected: EXPECTED })
    }

    #[cfg_attr(not(feature = "postgres"), expect(clippy::unused_async, reason = "a file is there at once"))]
    async fn open(&self) -> Result<Database, ssot_db::Error> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::File(path) => Database::sqlite(ssot_db::SqliteConfig::file(path.clone())),
            #[cfg(feature = "postgres")]
            Self::Postgres(url) => Database::postgres(ssot_db::PostgresConfig::new(url.clone())).await,
        }
    }
}

/// What the program was built for.
const EXPECTED: &str = match (cfg!(feature = "sqlite"), cfg!(feature = "postgres")) {
    (true, true) => "`sqlite:FILE` or `postgres://…`",
    (true, false) => "`sqlite:FILE` (PostgreSQL needs the feature `postgres`)",
    _ => "`postgres://…`",
};

impl fmt::Display for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(feature = "sqlite")]
            Self::File(path) => path.display().fmt(f),
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => f.write_str("PostgreSQL"),
        }
    }
}
