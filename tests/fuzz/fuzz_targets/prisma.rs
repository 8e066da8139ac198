//! Any text as a `.prisma` file.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| ssot_fuzz::judge("prisma", text));
