//! rongzi 融资: Chinese financial news in, financing-event records out.
//!
//! The modules stand in the order of the pipeline; [`pipeline::Pipeline::analyze`] runs them for one article.
//!
//! ```
//! use rongzi::article::Article;
//! use rongzi::pipeline::Pipeline;
//!
//! let article = Article {
//!     id: "flash".to_owned(),
//!     text: "南京银行向苏州澄光半导体有限公司发放5000万元流动资金贷款，期限两年。".to_owned(),
//!     ..Article::default()
//! };
//! let pipeline = Pipeline::builtin();
//! let analyses = pipeline.analyze(&article);
//! let record = &analyses[0].records[0];
//! assert_eq!(record.kind, "credit.loan");
//! assert_eq!(record.amount.as_ref().and_then(|amount| amount.min.as_deref()), Some("50000000"));
//! assert_eq!(record.term.as_ref().map(|term| term.iso.as_str()), Some("P2Y"));
//! let lender = record.parties.iter().find(|party| party.role == "lender").expect("the bank");
//! assert_eq!(lender.entity_id.as_deref(), Some("org:601009.SH"));
//! // Every quote is a literal piece of the text.
//! let quote = &record.evidence[0].segments[0];
//! assert_eq!(&article.text[quote.byte[0] as usize..quote.byte[1] as usize], quote.quote);
//! ```

pub mod article;

pub mod span;

pub mod read;

pub mod layout;

pub mod lexicon;

pub mod segment;

pub mod extract;

pub mod resolve;

pub mod frame;

pub mod merge;

pub mod record;

pub mod write;

pub mod pipeline;

pub mod batch;

pub mod dedup;

pub mod eval;

pub mod config;

pub mod error;

pub mod cli;

pub use error::{Error, Result};
