//! Arbitrary text as a frame file: it loads or is refused with a message that names the file, and never panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rongzi::frame::load::Frame;

fuzz_target!(|text: &str| {
    if let Err(error) = Frame::load("fuzz.toml", text) {
        assert!(error.to_string().contains("fuzz.toml"));
    }
});
