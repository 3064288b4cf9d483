//! `smix chart`.

use supportmix_core::chart::{SPECIAL, Style, definition, subject, written};
use supportmix_core::file::write_whole;
use supportmix_core::metrics::{Dimension, KPIS, Kpi};
use supportmix_core::service;

use crate::arguments::Chart;
use crate::output::{self, Column};
use crate::place::{Place, note};
use crate::stop::Stop;
use crate::values::picture_by_ending;

/// Draws a chart, or lists those there are.
pub fn chart(place: &Place, asked: &Chart) -> Result<(), Stop> {
    if asked.list {
        return list();
    }
    let (Some(id), Some(output)) = (&asked.id, &asked.output) else {
        return Err(Stop::misused("a chart needs an ID, its days and --output"));
    };
    if let Some(chart) = definition(id) {
        asked.count_as.kpi(chart.kpi.name)?;
    }
    let mut spec = place.ask(|snapshot| {
        let scope = super::scope(snapshot, &asked.scope, None, place.now())?;
        service::chart(snapshot, id, &scope, asked.count_as, asked.language)
    })?;
    if let Some(title) = &asked.title {
        spec.title.clone_from(title);
    }
    let style = Style { size: asked.size, theme: asked.theme, transparent: asked.transparent };
    let format = asked.format.unwrap_or_else(|| picture_by_ending(output));
    let drawn = format.draw(&spec, &style)?;
    if output.as_os_str() == "-" {
        return output::bytes(&drawn);
    }
    Ok(write_whole(output, &drawn)?)
}

fn list() -> Result<(), Stop> {
    let columns = [Column::text("subject"), Column::text("shows")];
    let row = |kpi: &&Kpi| vec![subject(kpi), kpi.title.to_owned()];
    output::table(&columns, &KPIS.iter().map(row).collect::<Vec<_>>())?;
    let special = SPECIAL.iter().map(|(name, title, ..)| vec![(*name).to_owned(), (*title).to_owned()]);
    output::table(&[Column::text("chart"), Column::text("shows")], &special.collect::<Vec<_>>())?;
    let dimensions: Vec<String> = Dimension::ALL.iter().map(|dimension| written(*dimension)).collect();
    note(&format!(
        "Charts: SUBJECT-by-DIMENSION, SUBJECT-by-DIMENSION-and-DIMENSION, SUBJECT-by-DIMENSION-and-week, SUBJECT-trend, \
         SUBJECT-trend-by-DIMENSION\n\
         Dimensions: {}",
        dimensions.join(", ")
    ));
    Ok(())
}
