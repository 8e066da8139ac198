//! What the tests need besides Rust: npm packages from lock files; PostgreSQL, MariaDB and Redis from Debian's packages. Packages
//! of the system are installed only by the superuser; another user is told what is missing.

use std::fs;
use std::path::Path;

use crate::run::{Failure, command, has, root, say, step};

/// Folders with a `package-lock.json` that the tests use.
const NPM_PROJECTS: [&str; 2] = ["tests/typescript", "tests/oracle"];

/// A program, or a folder that holds it, and the Debian package that brings it.
const PROGRAMS: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", "postgresql"),
    ("mariadbd", "mariadb-server"),
    ("redis-server", "redis-server"),
    ("npm", "npm"),
];

/// Installs what is missing.
pub(crate) fn setup() -> Result<(), Failure> {
    system_packages()?;
    for project in NPM_PROJECTS {
        npm_packages(&root().join(project))?;
    }
    Ok(())
}

fn present(program: &str) -> bool {
    if program.starts_with('/') {
        return fs::read_dir(program).is_ok_and(|mut entries| entries.next().is_some());
    }
    has(program) || Path::new("/usr/sbin").join(program).is_file()
}

fn system_packages() -> Result<(), Failure> {
    let missing: Vec<&str> =
        PROGRAMS.iter().filter(|(program, _)| !present(program)).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let superuser = command("id", &["-u"]).output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    if !superuser || !has("apt-get") {
        say(&format!("not installed, so tests that need them are skipped: {}", missing.join(", ")));
        return Ok(());
    }
    step("apt-get update", command("apt-get", &["update", "-q"]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    let mut install = command("apt-get", &["install", "-q", "-y", "--no-install-recommends"]);
    step("apt-get install", install.args(&missing).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// `npm ci`, unless the lock file is the one that was installed last.
fn npm_packages(project: &Path) -> Result<(), Failure> {
    let lock = project.join("package-lock.json");
    let Ok(wanted) = fs::read(&lock) else { return Ok(()) };
    let installed = project.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|bytes| bytes == wanted) {
        return Ok(());
    }
    if !has("npm") {
        say("npm is not installed, so tests of TypeScript are skipped");
        return Ok(());
    }
    step("npm ci", command("npm", &["ci", "--no-audit", "--no-fund"]).current_dir(project))?;
    fs::write(&installed, wanted).map_err(|error| format!("{}: {error}", installed.display()))
}
