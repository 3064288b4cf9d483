//! What stands under a chart's title.

use super::build::Context;
use crate::calendar::{Bucket, Period};
use crate::model::Timestamp;

/// The line under a chart's title: what it is of, what is said of all of it, and of when the data is.
pub(super) fn heading(context: &Context, as_of: Option<Timestamp>, said: Option<String>) -> String {
    let words = context.language.words();
    let scope = Some(context.scope.trim().to_owned()).filter(|scope| !scope.is_empty());
    let as_of = as_of.map(|as_of| words.as_of(&words.day(context.calendar.day_of(as_of))));
    let span = format!("{} ({})", span(context, context.period), context.calendar.zone.name());
    [Some(span), scope, said, as_of].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A period in words.
pub(super) fn span(context: &Context, period: Period) -> String {
    let (words, Period { from, .. }) = (context.language.words(), period);
    let whole = |bucket| context.calendar.bucket_period(bucket, from) == period;
    match [Bucket::Month, Bucket::Quarter].into_iter().find(|bucket| whole(*bucket)) {
        Some(Bucket::Month) => words.month(from),
        Some(bucket) => words.moment(bucket, from, &context.calendar.bucket_key(bucket, from)),
        None => words.days(period),
    }
}
