//! One integration binary; each module answers one question.

/// Do the examples inside the frame files hold?
mod frames;
