//! Any text as a `.toml` file.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| ssot_fuzz::judge("toml", text));
