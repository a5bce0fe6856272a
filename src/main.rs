//! The command `rongzi`.

fn main() {}
