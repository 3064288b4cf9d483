//! Maps as bubble charts: a series for each class, and one that rings what is marked.
//!
//! The sheet has the scores as they are, and beside them where the bubbles stand, which is next to their scores where several
//! have the same. Rows of a class are together, so that each series is of rows below each other.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::ops::Range;

use supportmix_core::chart::{Axis, Bubble, ChartSpec, Palette, Side, Theme, named, palette};
use supportmix_core::language::Language;

use super::chart::{GRID, NO_LINE, legend, letters, paint, space, title, tone};
use super::number_format::number_format;
use super::plot::{Paint, SIZE, nth};
use super::text::{Ink, look};
use super::workbook::Sheet;
use super::xml::Text;

/// Patterns of the classes after the first, so that colour is not alone. None is slanted, as few tickets are.
const PATTERNS: [&str; 3] = ["narHorz", "narVert", "smGrid"];
/// About the shares of a chart's width and height that are left for its plot, beside titles, numbers and the legend.
const PLOT: (f64, f64) = (0.9, 0.72);

/// Bubbles.
#[derive(Debug)]
pub(super) struct Bubbles {
    pub title: String,
    pub sheet: Sheet,
    /// The name of each series and its rows, a class each.
    classes: Vec<(usize, String, Range<usize>)>,
    /// What the mark says.
    mark: String,
    /// Rows with the mark.
    marked: Vec<usize>,
    /// Rows that are named, and on which side.
    named: Vec<(usize, Side)>,
    axes: [Axis; 2],
    names: [String; 2],
    /// The columns of where bubbles stand and how large they are.
    columns: [usize; 3],
    /// The diameter of the largest, as a share of the plot's height.
    diameter: f64,
}

/// What is drawn of a map in room of so many points.
pub(super) fn bubbles(spec: &ChartSpec, (wide, high): (f64, f64)) -> Option<Bubbles> {
    let map = spec.map.as_ref()?;
    let class = |category: usize| map.class_of.get(category).copied().unwrap_or(0);
    let mut rows: Vec<(usize, Bubble)> = spec.bubbles().collect();
    rows.sort_by_key(|(category, _)| class(*category));
    let values = |series: usize| -> Vec<Option<f64>> {
        let point = |category: usize| spec.series.get(series)?.point(category).shown();
        rows.iter().map(|(category, _)| point(*category)).collect()
    };
    let name = |series: usize| spec.series.get(series).map_or("", |series| series.name.as_str()).to_owned();
    let categories =
        rows.iter().map(|(category, _)| spec.categories.get(*category).cloned().unwrap_or_default());
    let mut sheet = Sheet { categories: categories.collect(), columns: vec![] };
    let format = number_format(spec);
    for series in 0..3 {
        sheet.add(name(series), values(series), &format);
    }
    let largest = rows.iter().map(|(_, bubble)| bubble.radius).fold(f64::MIN_POSITIVE, f64::max);
    let place = |of: &dyn Fn(&Bubble) -> f64| rows.iter().map(|(_, bubble)| Some(of(bubble))).collect();
    let columns = [
        sheet.add("x", place(&|bubble| bubble.x), "0.00"),
        sheet.add("y", place(&|bubble| bubble.y), "0.00"),
        sheet.add("\u{2300}", place(&|bubble| (bubble.radius / largest).powi(2)), "0.000"),
    ];
    let classes = map.classes.iter().enumerate().filter_map(|(place, name)| {
        let is_it = |(category, _): &(usize, Bubble)| class(*category) == place;
        let (first, last) = (rows.iter().position(is_it)?, rows.iter().rposition(is_it)?);
        Some((place, name.clone(), first..last + 1))
    });
    let is_marked = |row: &usize| rows.get(*row).is_some_and(|(category, _)| map.is_marked(*category));
    let names = named(spec, (wide * PLOT.0, high * PLOT.1), SIZE - 2.0).into_iter();
    let row_of = |(category, side)| Some((rows.iter().position(|(own, _)| *own == category)?, side));
    let Axis { low, high, step } = map.axes[1];
    Some(Bubbles {
        title: spec.title.clone(),
        classes: classes.collect(),
        mark: map.mark.clone(),
        marked: (0..rows.len()).filter(is_marked).collect(),
        named: names.filter_map(row_of).collect(),
        axes: map.axes,
        names: [name(0), name(1)],
        columns,
        diameter: 2.0 * largest * step / (high - low),
        sheet,
    })
}

impl Bubbles {
    /// The part. `workbook` is the relation that leads to the workbook.
    pub fn xml(&self, workbook: &str, language: Language) -> String {
        let colors = palette(Theme::Light);
        let mut series = String::new();
        // The longest first: LibreOffice makes its table as long as the first one, and loses those before a longer one.
        let mut classes: Vec<_> = self.classes.iter().enumerate().collect();
        classes.sort_by_key(|(place, (.., rows))| (Reverse(rows.len()), *place));
        for (place, (class, name, rows)) in classes {
            let fill = fill(*class, &colors);
            let look = format!("<c:spPr>{fill}{NO_LINE}</c:spPr>");
            let points: String = self.marked.iter().filter(|row| rows.contains(row)).map(|row| {
                format!(r#"<c:dPt><c:idx val="{}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{}</c:dPt>"#, row - rows.start, ringed(&fill))
            }).collect();
            let labels = self.labels(rows, language);
            self.series(
                &mut series,
                (place, name),
                &format!(r#"{look}<c:invertIfNegative val="0"/>{points}{labels}"#),
                rows,
            );
        }
        // The legend says what a ring is by one of those that have it.
        if let Some(row) = self.marked.first() {
            let look = format!(r#"{}<c:invertIfNegative val="0"/>"#, ringed("<a:noFill/>"));
            self.series(&mut series, (self.classes.len(), &self.mark), &look, &(*row..row + 1));
        }
        // At 100, programs draw the largest a quarter as high as the plot.
        let scale = (self.diameter * 400.0).round().clamp(5.0, 300.0);
        let [across, up] = [0, 1].map(|side| self.axis(side, language));
        let plotted = format!(
            r#"<c:bubbleChart><c:varyColors val="0"/>{series}<c:bubbleScale val="{scale}"/><c:showNegBubbles val="0"/><c:sizeRepresents val="area"/><c:axId val="1"/><c:axId val="2"/></c:bubbleChart>{across}{up}"#
        );
        space(&self.title, SIZE, &plotted, &legend(&[], SIZE, language), workbook, language)
    }

    /// A series, and its place among those of the legend.
    fn series(&self, xml: &mut String, (place, name): (usize, &str), look: &str, rows: &Range<usize>) {
        let [x, y, size] = self.columns.map(|column| self.numbers(column, rows));
        let _ = write!(
            xml,
            r#"<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:v>{}</c:v></c:tx>{look}<c:xVal>{x}</c:xVal><c:yVal>{y}</c:yVal><c:bubbleSize>{size}</c:bubbleSize><c:bubble3D val="0"/></c:ser>"#,
            Text(name)
        );
    }

    fn numbers(&self, column: usize, rows: &Range<usize>) -> String {
        let Some(numbers) = self.sheet.columns.get(column) else { return String::new() };
        let mut points = String::new();
        for (place, value) in numbers.values.iter().skip(rows.start).take(rows.len()).enumerate() {
            let _ = write!(points, r#"<c:pt idx="{place}"><c:v>{}</c:v></c:pt>"#, value.unwrap_or(0.0));
        }
        format!(
            r#"<c:numRef><c:f>{}</c:f><c:numCache><c:formatCode>{}</c:formatCode><c:ptCount val="{}"/>{points}</c:numCache></c:numRef>"#,
            self.sheet.part(column, rows),
            Text(&numbers.format),
            rows.len()
        )
    }

    /// The names that find a place beside their bubbles.
    fn labels(&self, rows: &Range<usize>, language: Language) -> String {
        let shown = |value: u8| {
            format!(
                r#"<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>"#
            )
        };
        let look = look("a:rPr", language, SIZE - 2.0, false, Ink::Text);
        let mut labels = String::new();
        let side_of = |row| Some((row, self.named.iter().find(|(own, _)| *own == row)?.1));
        for (row, side) in rows.clone().filter_map(side_of) {
            let side = match side {
                Side::Right => "r",
                Side::Left => "l",
                Side::Below => "b",
                Side::Above => "t",
            };
            let name = self.sheet.categories.get(row).map_or("", String::as_str);
            let _ = write!(
                labels,
                r#"<c:dLbl><c:idx val="{}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>{look}<a:t>{}</a:t></a:r></a:p></c:rich></c:tx><c:dLblPos val="{side}"/>{}</c:dLbl>"#,
                row - rows.start,
                Text(name),
                shown(1)
            );
        }
        format!("<c:dLbls>{labels}{}</c:dLbls>", shown(0))
    }

    /// The scale from left to right, or from the bottom up.
    fn axis(&self, side: usize, language: Language) -> String {
        let Axis { low, high, step } = self.axes[side];
        let (own, other) = (side + 1, 2 - side);
        let (position, turn) = if side == 0 { ("b", "") } else { ("l", r#" rot="-5400000" vert="horz""#) };
        let name = title(&self.names[side], SIZE, turn, language);
        let ticks = letters(SIZE - 1.0, Ink::Muted, language);
        format!(
            r##"<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/><c:max val="{high}"/><c:min val="{low}"/></c:scaling><c:delete val="0"/><c:axPos val="{position}"/><c:majorGridlines><c:spPr>{GRID}</c:spPr></c:majorGridlines>{name}<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{NO_LINE}</c:spPr>{ticks}<c:crossAx val="{other}"/><c:crosses val="min"/><c:crossBetween val="midCat"/><c:majorUnit val="{step}"/></c:valAx>"##
        )
    }
}

/// A class's colour, with a pattern but for the first.
fn fill(class: usize, colors: &Palette) -> String {
    let color = if class == 0 { Paint::Accent(1) } else { nth(colors, class) };
    let Some(pattern) = class.checked_sub(1).map(|place| PATTERNS[place % PATTERNS.len()]) else {
        return paint(color, "");
    };
    let [lines, ground] =
        [r#"<a:lumMod val="60000"/><a:lumOff val="40000"/>"#, ""].map(|change| tone(color, change));
    format!(
        r#"<a:pattFill prst="{pattern}"><a:fgClr>{lines}</a:fgClr><a:bgClr>{ground}</a:bgClr></a:pattFill>"#
    )
}

/// A fill with a ring around it.
fn ringed(fill: &str) -> String {
    format!(r#"<c:spPr>{fill}<a:ln w="28575">{}</a:ln></c:spPr>"#, Ink::Text.fill())
}
