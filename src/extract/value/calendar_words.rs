//! The words of the calendar, from `dictionaries/calendar.tsv`.

use super::words::{Builder, Class, can};

/// Words of the calendar by class.
#[derive(Debug)]
pub(super) struct CalendarWords {
    /// Characters with which a date in words can begin.
    pub(super) lead: Class<()>,
}

impl CalendarWords {
    pub(super) fn build(builder: &mut Builder) -> Self {
        let leads = "今去前明本上下同次当来昨翌年最过過未接“\"後週禮礼大近日此目周星自这后即隔不早";
        Self { lead: builder.class(can::DATE, leads.chars().map(|c| (c.to_string(), ()))) }
    }
}
