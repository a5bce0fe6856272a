//! The command `rongzi`; see `rongzi --help`.

fn main() -> std::process::ExitCode {
    rongzi::cli::main()
}
