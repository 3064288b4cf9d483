//! Flows: from node to node along bands as wide as what goes along them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::canvas::{Anchor, Area, Canvas, Label};
use super::font::{Face, Fitted};
use super::frame::Frame;
use super::number::{self, Format};
use super::palette::{Color, Palette};
use super::spec::{ChartKind, ChartSpec};
use super::style::Style;
use crate::metrics::Unit;

/// Parts that the edge of a band is drawn in.
const PARTS: usize = 24;

/// Between which nodes the bands of a flow go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Flow {
    /// The nodes; those of a column stand below each other in this order.
    pub nodes: Vec<FlowNode>,
    /// The ends of each category's band.
    pub links: Vec<FlowLink>,
}

/// A node of a flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowNode {
    /// Its name.
    pub name: String,
    /// Its column, from the left.
    pub column: usize,
}

/// The ends of a band, by the nodes' places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowLink {
    /// Where it comes from.
    pub from: usize,
    /// Where it leads to: a node farther right.
    pub to: usize,
}

/// A band of a flow that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Its category.
    pub category: usize,
    /// Its ends.
    pub link: FlowLink,
    /// How wide it is: above 0.
    pub value: f64,
}

impl Flow {
    /// The place of a node's colour among those by order: the nodes that the flow parts into have one, those of the first
    /// column and, of more than two, of the last have none.
    pub fn tint(&self, node: usize) -> Option<usize> {
        let columns = || self.nodes.iter().map(|node| node.column);
        let (first, last) = (columns().min()?, columns().max()?);
        let is_tinted = |node: &FlowNode| node.column > first && (node.column < last || last == first + 1);
        is_tinted(self.nodes.get(node)?)
            .then(|| self.nodes.iter().take(node).filter(|node| is_tinted(node)).count())
    }

    /// The place of a band's colour: that of the node that it leads to, else that of where it comes from.
    pub fn band_tint(&self, link: FlowLink) -> Option<usize> {
        self.tint(link.to).or_else(|| self.tint(link.from))
    }
}

impl ChartSpec {
    /// The bands that can be drawn: with something going along them, from left to right.
    pub fn bands(&self) -> impl Iterator<Item = Band> {
        let flow = self.flow.as_ref().filter(|_| self.kind == ChartKind::Flow);
        let links = flow.into_iter().flat_map(|flow| flow.links.iter().map(move |link| (flow, *link)));
        links.take(self.categories.len()).enumerate().filter_map(|(category, (flow, link))| {
            let (from, to) = (flow.nodes.get(link.from)?, flow.nodes.get(link.to)?);
            let value = self.series.first()?.point(category).shown()?;
            (value > 0.0 && from.column < to.column).then_some(Band { category, link, value })
        })
    }

    /// The nodes that anything goes through.
    pub(super) fn through(&self) -> Vec<Through> {
        let nodes = self.flow.as_ref().map_or(0, |flow| flow.nodes.len());
        let mut sides = vec![(0.0, 0.0); nodes];
        for Band { link, value, .. } in self.bands() {
            sides[link.to].0 += value;
            sides[link.from].1 += value;
        }
        let whole: f64 = sides.iter().filter(|(inward, _)| *inward == 0.0).map(|(_, outward)| outward).sum();
        let share = Format::new(self.language, Unit::Proportion, "");
        let through = |(node, (inward, outward)): (usize, (f64, f64))| {
            let value = f64::max(inward, outward);
            let figures = format!("{} · {}", number::value(self, value), share.value(value / whole));
            (value > 0.0).then_some(Through { node, value, figures })
        };
        sides.into_iter().enumerate().filter_map(through).collect()
    }
}

/// What goes through a node.
pub(super) struct Through {
    pub node: usize,
    pub value: f64,
    /// How much that is, and of all that comes in which share.
    pub figures: String,
}

/// A node on the sheet.
struct Spot {
    node: usize,
    area: Area,
    /// What goes through it.
    value: f64,
    name: Fitted,
    /// How many tickets that is, and of all which share.
    figures: String,
}

/// Where nodes are.
struct Layout {
    em: f64,
    spots: Vec<Spot>,
    /// How high a value of 1 is.
    scale: f64,
}

pub(super) fn draw(canvas: &mut Canvas, spec: &ChartSpec, style: &Style) {
    let Frame { em, plot } = Frame::draw(canvas, spec, style, false);
    let Some(flow) = &spec.flow else { return };
    let mut bands: Vec<Band> = spec.bands().collect();
    let layout = Layout::of(spec, flow, plot, em);
    // Bands leave and reach a node in the order of the nodes at their other ends, so that few cross.
    bands.sort_by_key(|band| (band.link.from, band.link.to));
    let mut left = vec![0.0; flow.nodes.len()];
    let mut reached = left.clone();
    let mut drawn = vec![];
    for Band { category, link, value } in bands {
        let (Some(from), Some(to)) = (layout.spot(link.from), layout.spot(link.to)) else { continue };
        let high = (value * layout.scale).max(1.0);
        let start = (from.area.right, from.area.top + left[link.from]);
        let end = (to.area.left, to.area.top + reached[link.to]);
        left[link.from] += high;
        reached[link.to] += high;
        let color = color(&canvas.palette, flow.band_tint(link));
        drawn.push((category, outline(start, end, high), color));
    }
    drawn.sort_by_key(|(category, ..)| *category);
    for (_, outline, color) in &drawn {
        canvas.polygon(outline, *color, 0.38);
    }
    for spot in &layout.spots {
        let ink = color(&canvas.palette, flow.tint(spot.node));
        canvas.fill(spot.area, ink, 1.0);
    }
    layout.names(canvas);
}

fn color(palette: &Palette, tint: Option<usize>) -> Color {
    tint.map_or(palette.axis, |place| palette.series(place))
}

/// The edges of a band: along the upper one, and back along the lower one.
fn outline(start: (f64, f64), end: (f64, f64), high: f64) -> Vec<(f64, f64)> {
    let edge = |down: f64| {
        (0..=PARTS).map(move |part| {
            let t = part as f64 / PARTS as f64;
            // A cubic curve that is level at both ends.
            let across = 1.5 * t * (1.0 - t) + t * t * t;
            let up = t * t * (3.0 - 2.0 * t);
            (start.0 + (end.0 - start.0) * across, start.1 + (end.1 - start.1) * up + down)
        })
    };
    edge(0.0).chain(edge(high).rev()).collect()
}

/// The faces of a node's name and of its figures.
fn faces(em: f64) -> (Face, Face) {
    (Face::semi_bold(em * 0.8), Face::regular(em * 0.75))
}

/// From one line of a name to the next.
fn pitch(em: f64) -> f64 {
    em * 0.98
}

impl Layout {
    /// Nodes of a column stand below each other in their order, as high as what goes through them, and no closer than their
    /// names allow.
    fn of(spec: &ChartSpec, flow: &Flow, plot: Area, em: f64) -> Layout {
        let mut columns: BTreeMap<usize, Vec<Spot>> = BTreeMap::new();
        for Through { node, value, figures } in spec.through() {
            if let Some(FlowNode { name, column }) = flow.nodes.get(node) {
                let name = Fitted { lines: vec![name.clone()], full: None };
                let spot = Spot { node, area: plot, value, name, figures };
                columns.entry(*column).or_default().push(spot);
            }
        }
        let last = columns.len().saturating_sub(1);
        let (face, small) = faces(em);
        let thick = em * 0.8;
        // The names of the first and the last column stand beside it, those of the others on the bands.
        let most = plot.width() * 0.21;
        let widest = |spots: &Vec<Spot>| {
            let wide = |spot: &Spot| face.width(&spot.name.lines.concat()).max(small.width(&spot.figures));
            spots.iter().map(wide).fold(0.0, f64::max).min(most) + em * 0.5
        };
        let sides = [columns.values().next(), columns.values().last()].map(|side| side.map_or(0.0, widest));
        let (from, to) = (plot.left + sides[0], plot.right - sides[1] - thick);
        let apart = (to - from) / last.max(1) as f64;
        let room = (apart - thick - em).clamp(em, em * 11.0);
        for (place, spots) in columns.values_mut().enumerate() {
            let room = if place == 0 || place == last { most } else { room };
            for spot in spots {
                spot.name = face.wrap(&spot.name.lines.concat(), room, 3);
            }
        }
        let gap = em * 0.7;
        let natural = |spot: &Spot| (spot.name.lines.len() + 1) as f64 * pitch(em);
        // Where there is no room for all names, what they would take is left to the bands in part.
        let squeeze = |spots: &Vec<Spot>| {
            let gaps = gap * spots.len().saturating_sub(1) as f64;
            ((plot.height() - gaps) * 0.7 / spots.iter().map(natural).sum::<f64>()).clamp(0.0, 1.0)
        };
        let squeeze = columns.values().map(squeeze).fold(1.0, f64::min);
        let least = |spot: &Spot| natural(spot) * squeeze;
        let taken = |spots: &Vec<Spot>, scale: f64| -> f64 {
            let high = |spot: &Spot| (spot.value * scale).max(least(spot));
            spots.iter().map(high).sum::<f64>() + gap * spots.len().saturating_sub(1) as f64
        };
        // The largest scale with which every column fits: halved down to less than a pixel.
        let largest = columns.values().flatten().map(|spot| spot.value).fold(f64::MIN_POSITIVE, f64::max);
        let (mut scale, mut step) = (0.0, plot.height() / largest);
        for _ in 0..24 {
            if columns.values().all(|spots| taken(spots, scale + step) <= plot.height()) {
                scale += step;
            }
            step /= 2.0;
        }
        let mut spots = vec![];
        for (place, column) in columns.into_values().enumerate() {
            let mut top = plot.top + ((plot.height() - taken(&column, scale)) / 2.0).max(0.0);
            for spot in column {
                let high = (spot.value * scale).max(1.0);
                let slot = high.max(least(&spot));
                let left = from + place as f64 * apart;
                let above = top + (slot - high) / 2.0;
                let area = Area { left, top: above, right: left + thick, bottom: above + high };
                spots.push(Spot { area, ..spot });
                top += slot + gap;
            }
        }
        Layout { em, spots, scale }
    }

    fn spot(&self, node: usize) -> Option<&Spot> {
        self.spots.iter().find(|spot| spot.node == node)
    }

    /// The names, each with its figures below, level with the middle of their nodes; none lies on the one above it.
    fn names(&self, canvas: &mut Canvas) {
        let (face, small) = faces(self.em);
        let first = self.spots.first().map_or(0.0, |spot| spot.area.left);
        let text = canvas.palette.text;
        let mut above = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for spot in &self.spots {
            let lines = (spot.name.lines.len() + 1) as f64;
            let middle = (spot.area.top + spot.area.bottom) / 2.0;
            let high = lines * pitch(self.em);
            if above.0 == spot.area.left && middle - high / 2.0 < above.1 - 1.0 {
                continue;
            }
            above = (spot.area.left, middle + high / 2.0);
            let y = middle - high / 2.0 + face.size;
            let (x, anchor) = match spot.area.left <= first {
                true => (spot.area.left - self.em * 0.5, Anchor::End),
                false => (spot.area.right + self.em * 0.5, Anchor::Start),
            };
            let label = Label::new(x, y, face, text).anchor(anchor).rim();
            canvas.lines(label, &spot.name, pitch(self.em));
            let y = y + (lines - 1.0) * pitch(self.em);
            canvas.text(Label { y, face: small, ..label }, &spot.figures, None);
        }
    }
}
