mod users;
mod billing {
    mod plan;
    mod price;
}
#[path = "../../outside.rs"]
mod outside;
#[cfg(windows)]
mod windows;
mod sub;
