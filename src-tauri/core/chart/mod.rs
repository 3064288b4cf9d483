//! Charts: built from figures as a [`ChartSpec`], drawn to SVG and PNG.
//!
//! [`build`] makes the specification of a chart of the [`catalogue`] out of the engine's answers; [`svg`] draws it,
//! [`png()`] turns the drawing into pixels, [`to_csv`] gives the same numbers as a table. All of it is deterministic:
//! fonts and colours are embedded, nothing is asked of the machine.
//!
//! What the catalogue has no chart of is specified by whoever computes it: a [`Map`] of bubbles ([`Map::of`]), a [`Flow`], and
//! lines that are held against others ([`Series::limit`], [`Series::expected`]) and stand out from them ([`Alarm`]).

mod axes;
mod axis;
mod bars;
mod bubbles;
mod build;
mod canvas;
mod catalogue;
mod columns;
mod csv;
mod describe;
mod draw;
mod flow;
mod font;
mod frame;
mod heading;
mod heat;
pub mod insight;
mod ladder;
mod lines;
mod map;
mod moments;
mod number;
mod ordered;
mod over_time;
mod palette;
mod part;
mod png;
mod spec;
mod style;
mod waterfall;

pub use axis::Axis;
pub use bubbles::{Bubble, Map};
pub use build::{Ask, Asked, BuildError, Context, build};
pub(crate) use build::{is_premature, is_uncertain, trend_dimension};
pub use canvas::escaped;
pub use catalogue::{Along, ChartDefinition, SPECIAL, definition, probably, subject, written};
pub use csv::to_csv;
pub use draw::svg;
pub use flow::{Band, Flow, FlowLink, FlowNode};
pub use font::FONTS;
pub use map::{Side, named};
pub use moments::{Event, Mark, MarkKind, Tail};
pub(crate) use number::{Format, NONE as NO_VALUE, point as point_text};
pub use palette::{Color, Palette, palette};
pub use png::{Picture, picture, png};
pub use spec::{Alarm, ChartKind, ChartSpec, Point, Series, SeriesRole, Step, TargetLine};
pub use style::{ChartError, SIZES, Style, Theme, parse_size};
pub use waterfall::{Spent, waterfall};

/// The texts of charts that stand alone.
#[cfg(test)]
pub(crate) fn texts() -> Vec<&'static str> {
    let titles = SPECIAL.iter().map(|(_, title, ..)| *title);
    titles.chain(ladder::texts()).chain(insight::texts()).chain(waterfall::texts()).collect()
}
