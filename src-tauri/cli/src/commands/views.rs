//! `smix views`: what is saved in the window by name.

use supportmix_core::store::{View, ViewDays};

use crate::arguments::Listing;
use crate::output::{self, Column};
use crate::place::{Place, note};
use crate::stop::Stop;
use crate::values::compared_with;

/// Lists the saved views.
pub fn views(place: &Place, asked: &Listing) -> Result<(), Stop> {
    let views = place.store()?.views()?;
    if asked.json {
        return output::json(&views);
    }
    if views.is_empty() {
        note("no view is saved yet; the window saves what it shows under a name");
        return Ok(());
    }
    let columns = ["view", "page", "days", "of", "split by", "compared with"].map(Column::text);
    let row = |View { name, look }: &View| {
        let filters = look.filters.iter().map(|filter| (filter.dimension.name(), filter.value.as_str()));
        let split: Vec<&str> = look.split.iter().map(|dimension| dimension.name()).collect();
        let days = match &look.days {
            ViewDays::Named(name) => name.replace('_', "-"),
            ViewDays::Fixed(period) => period.to_string(),
        };
        let compared = compared_with(look.compare);
        vec![
            name.clone(),
            look.page.clone(),
            days,
            super::review::of(filters),
            split.join(", "),
            compared.to_owned(),
        ]
    };
    output::table(&columns, &views.iter().map(row).collect::<Vec<_>>())
}
