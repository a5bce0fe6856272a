//! One integration binary; each module answers one question.
