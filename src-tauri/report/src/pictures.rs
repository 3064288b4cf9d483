//! Every chart of a pack as pictures.

use supportmix_core::chart::{ChartError, ChartSpec, Style, Theme, png, svg};
use supportmix_core::pack::Pack;

use crate::ReportError;

/// Pixels of a PNG for each of its drawing's: sharp on the screens of today.
const SCALE: f32 = 2.0;

/// Every chart of a pack, in its order, as SVG and as PNG of twice its size, 16:9, on white and on near black; each with
/// its file's name: `01-deflection-by-query-type.svg`, `01-deflection-by-query-type-dark.svg`.
///
/// # Errors
/// [`ReportError::Chart`] if one cannot be drawn.
pub fn pictures(pack: &Pack) -> Result<Vec<(String, Vec<u8>)>, ReportError> {
    let charts = pack.sections.iter().flat_map(|section| &section.charts);
    let mut files = Vec::new();
    for (place, chart) in charts.enumerate() {
        let spec = &chart.spec;
        for (theme, ending) in [(Theme::Light, ""), (Theme::Dark, "-dark")] {
            let name = format!("{:02}-{}{ending}", place + 1, spec.id);
            let (drawing, pixels) = draw(spec, theme)
                .map_err(|error| ReportError::Chart { chart: spec.id.clone(), why: error.to_string() })?;
            files.push((format!("{name}.svg"), drawing.into_bytes()));
            files.push((format!("{name}.png"), pixels));
        }
    }
    Ok(files)
}

fn draw(spec: &ChartSpec, theme: Theme) -> Result<(String, Vec<u8>), ChartError> {
    let drawing = svg(spec, &Style { theme, ..Style::default() })?;
    let pixels = png(&drawing, SCALE)?;
    Ok((drawing, pixels))
}
