//! The command `rongzi`.
use std::io::Read;
fn main() {
    let p = rongzi::pipeline::Pipeline::builtin();
    let args: Vec<String> = std::env::args().collect();
    for f in &args[2..] {
        let mut text = String::new();
        std::fs::File::open(f).unwrap().read_to_string(&mut text).unwrap();
        let stem = std::path::Path::new(f).file_stem().unwrap().to_str().unwrap().to_owned();
        let a = rongzi::article::Article { id: stem, text, source: f.clone(), ..Default::default() };
        for an in p.analyze(&a) {
            if args[1] == "explain" { println!("{}", rongzi::record::explain::explain(&p, &an)); }
            else { for r in &an.records { println!("{}", serde_json::to_string(r).unwrap()); } }
        }
    }
}
