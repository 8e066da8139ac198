//! The databases that a schema can be written for.

use std::fmt;

/// A database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB.
    Mysql,
    /// SQLite.
    Sqlite,
    /// Microsoft SQL Server.
    SqlServer,
    /// MongoDB.
    MongoDb,
    /// CockroachDB.
    CockroachDb,
}

impl Provider {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Postgres, Self::Mysql, Self::Sqlite, Self::SqlServer, Self::MongoDb, Self::CockroachDb];

    /// The word that selects it in a schema: `postgresql`, `mysql`, `sqlite`, `sqlserver`, `mongodb`, `cockroachdb`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Postgres => "postgresql",
            Self::Mysql => "mysql",
            Self::Sqlite => "sqlite",
            Self::SqlServer => "sqlserver",
            Self::MongoDb => "mongodb",
            Self::CockroachDb => "cockroachdb",
        }
    }

    /// The name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL",
            Self::Mysql => "MySQL",
            Self::Sqlite => "SQLite",
            Self::SqlServer => "SQL Server",
            Self::MongoDb => "MongoDB",
            Self::CockroachDb => "CockroachDB",
        }
    }

    /// Whether columns can hold lists of scalars and enums.
    pub const fn has_lists(self) -> bool {
        matches!(self, Self::Postgres | Self::CockroachDb | Self::MongoDb)
    }

    /// Whether tables live in named schemas.
    pub const fn has_schemas(self) -> bool {
        matches!(self, Self::Postgres | Self::CockroachDb | Self::SqlServer)
    }

    /// Reads [`Provider::as_str`]'s words, and `postgres`.
    pub fn parse(word: &str) -> Option<Self> {
        if word == "postgres" {
            return Some(Self::Postgres);
        }
        Self::ALL.into_iter().find(|provider| provider.as_str() == word)
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who keeps references intact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RelationMode {
    /// The database, by foreign keys.
    #[default]
    ForeignKeys,
    /// The application: `relationMode = "prisma"`; no foreign keys in the DDL.
    Application,
}

/// A version of Prisma. They differ in where the connection stands: 6 wants a `url` in the datasource, 7 refuses it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrismaVersion {
    /// 6.
    Six,
    /// 7.
    Seven,
}
