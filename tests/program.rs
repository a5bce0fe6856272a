//! The built program and a folder to run it in.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Three articles; the first two hold an event each.
pub(crate) const ARTICLES: [(&str, &str); 3] = [
    ("hangzhou.txt", "2025年3月6日，杭州银行向浙江澄海电气股份有限公司发放流动资金贷款5000万元，期限1年。\n"),
    ("ningbo.md", "# 宁波银行支持制造业\n\n2025年3月，宁波银行为江苏沧溪精工有限公司提供8000万元授信额度。\n"),
    ("weather.txt", "据气象台消息，江州今日多云转晴。\n"),
];

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Ran {
    /// Standard output as JSON, one value a line.
    pub(crate) fn rows(&self) -> Vec<serde_json::Value> {
        rows(std::str::from_utf8(&self.out).expect("output is UTF-8"))
    }
}

/// JSON Lines as values.
pub(crate) fn rows(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// A fresh folder; the program runs in it.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A folder `in` with [`ARTICLES`].
    pub(crate) fn with_articles() -> Self {
        let place = Self::new();
        for (name, text) in ARTICLES {
            place.file(&format!("in/{name}"), text);
        }
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
        std::fs::write(&path, bytes).expect("file");
        path
    }

    pub(crate) fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"")
    }

    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = command(self.0.path())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("piped");
        let input = input.to_vec();
        // From a thread: a program that writes while it is fed must not wait for us. One that stops reading is no failure here.
        let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().expect("the program ends");
        feeder.join().expect("the feeder ends");
        Ran {
            code: output.status.code(),
            out: output.stdout,
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The program, to be run in a folder.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rongzi"));
    command.current_dir(folder);
    command
}

/// A path inside the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
