//! Dedup: the same deal told by several articles becomes one group. Two tellings belong together when they share the type and
//! the parties the deal is about, no figure contradicts, and they stand near enough in time for what they have in common;
//! `docs/dedup.md` has the rules and how well they do.
//!
//! Records go in once, in any order, and only what is compared of them is kept; the groups come out whole.
//!
//! ```
//! use rongzi::article::Article;
//! use rongzi::dedup::{Dedup, Novelty};
//! use rongzi::pipeline::Pipeline;
//!
//! let pipeline = Pipeline::builtin();
//! let mut dedup = Dedup::default();
//! for (id, day, text) in [
//!     ("a", "2025-03-06", "南京银行向苏州澄光半导体有限公司发放5000万元贷款。"),
//!     ("b", "2025-03-07", "苏州澄光半导体有限公司获得南京银行贷款5000万元，期限两年。"),
//!     ("c", "2025-03-07", "苏州澄光半导体有限公司获得杭州银行贷款5000万元，期限两年。"),
//! ] {
//!     let article = Article { id: id.to_owned(), published: day.parse().ok(), text: text.to_owned(), ..Article::default() };
//!     for record in pipeline.analyze(&article).iter().flat_map(|analysis| &analysis.records) {
//!         dedup.add(record);
//!     }
//! }
//! let groups = dedup.groups();
//! assert_eq!(groups.len(), 2, "another bank is another deal");
//! assert_eq!(groups[0].members.len(), 2);
//! assert_eq!(groups[0].members[1].novelty, Novelty::Update, "the second article adds the term");
//! ```

mod deal;

mod figure;

mod group;

mod party;

mod policy;

mod telling;

pub use group::{Dedup, Group, Member, Novelty};
