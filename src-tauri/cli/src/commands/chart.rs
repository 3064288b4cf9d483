//! `smix chart`.

use supportmix_core::calendar::Period;
use supportmix_core::chart::{ChartDefinition, Style, catalogue};
use supportmix_core::file::write_whole;
use supportmix_core::service::{self, Scope};

use crate::arguments::Chart;
use crate::output::{self, Column};
use crate::place::Place;
use crate::stop::Stop;
use crate::values::picture_by_ending;

/// Draws a chart, or lists those there are.
pub fn chart(place: &Place, asked: &Chart) -> Result<(), Stop> {
    if asked.list {
        return list();
    }
    let (Some(id), Some(from), Some(to), Some(output)) =
        (&asked.id, asked.scope.from, asked.scope.to, &asked.output)
    else {
        return Err(Stop::misused("a chart needs an ID, --from, --to and --output"));
    };
    let scope = Scope { period: Period::new(from, to)?, filters: asked.scope.filters.clone() };
    let mut spec = service::chart(&*place.workspace()?.snapshot()?, id, &scope)?;
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
    let columns = [Column::text("chart"), Column::text("shows")];
    let row = |chart: &ChartDefinition| vec![chart.id.to_owned(), chart.title.to_owned()];
    output::table(&columns, &catalogue().iter().map(row).collect::<Vec<_>>())
}
