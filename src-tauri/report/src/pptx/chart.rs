//! A plot as a chart part (ECMA-376, part 1, chapter 21.2).

use std::fmt::Write as _;

use supportmix_core::chart::{Color, MarkKind};
use supportmix_core::language::Language;

use super::design::hex;
use super::package::HEAD;
use super::plot::{Drawn, Labels, Look, Paint, Plot, Shape};
use super::text::{Ink, look, tag};
use super::xml::Text;

/// What a pale line keeps of its colour, in thousandths of a percent.
const PALE: &str = r#"<a:alpha val="45000"/>"#;
/// The lines of a grid: the text's colour, hardly there.
pub(super) const GRID: &str = r#"<a:ln w="6350"><a:solidFill><a:schemeClr val="tx1"><a:alpha val="15000"/></a:schemeClr></a:solidFill></a:ln>"#;
pub(super) const NO_LINE: &str = "<a:ln><a:noFill/></a:ln>";

/// The part. `workbook` is the relation that leads to the workbook.
pub(super) fn chart(plot: &Plot, workbook: &str, language: Language) -> String {
    let (groups, axes) = (groups(plot, language), axes(plot, language));
    let is_listed = |drawn: &Drawn| matches!(drawn.look, Look::Marks(_) | Look::Wanted | Look::Bound(_));
    let others = plot.series.iter().enumerate().filter(|(_, drawn)| !is_listed(drawn));
    let left_out: Vec<usize> = others.map(|(place, _)| place).collect();
    let legend = if plot.legend { legend(&left_out, plot.size, language) } else { String::new() };
    space(&plot.title, plot.size, &(groups + &axes), &legend, workbook, language)
}

/// A legend above the plot, without the series in these places.
pub(super) fn legend(left_out: &[usize], size: f64, language: Language) -> String {
    let letters = letters(size, Ink::Text, language);
    let left_out: String = left_out
        .iter()
        .map(|place| format!(r#"<c:legendEntry><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>"#))
        .collect();
    format!(r#"<c:legend><c:legendPos val="t"/>{left_out}<c:overlay val="0"/>{letters}</c:legend>"#)
}

/// What all charts have around their series and axes.
pub(super) fn space(
    title: &str,
    size: f64,
    plotted: &str,
    legend: &str,
    workbook: &str,
    language: Language,
) -> String {
    let title = self::title(title, 12.0, "", language);
    let (letters, tag) = (letters(size, Ink::Text, language), tag(language));
    format!(
        r#"{HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/><c:lang val="{tag}"/><c:roundedCorners val="0"/><c:chart>{title}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>{plotted}<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/>{NO_LINE}</c:spPr>{letters}<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>"#
    )
}

/// The title of a chart or an axis; `turn` is what turns its letters.
pub(super) fn title(text: &str, size: f64, turn: &str, language: Language) -> String {
    let points = (size * 100.0) as i64;
    format!(
        r#"<c:title><c:tx><c:rich><a:bodyPr{turn}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{points}" b="0"/></a:pPr><a:r>{}<a:t>{}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>"#,
        look("a:rPr", language, size, false, Ink::Muted),
        Text(text)
    )
}

/// The look of letters in a part of a chart.
pub(super) fn letters(size: f64, ink: Ink, language: Language) -> String {
    let look = look("a:defRPr", language, size, false, ink);
    format!(r#"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr></a:p></c:txPr>"#)
}

/// The series, those of a kind together.
fn groups(plot: &Plot, language: Language) -> String {
    let is_line =
        |drawn: &Drawn| plot.shape == Shape::Lines || !matches!(drawn.look, Look::Marks(_) | Look::Hidden);
    let all = || plot.series.iter().enumerate();
    let write = |(place, drawn): (usize, &Drawn)| series(plot, place, drawn, is_line(drawn), language);
    let bars: String = all().filter(|(_, drawn)| !is_line(drawn)).map(write).collect();
    let lines: String = all().filter(|(_, drawn)| is_line(drawn)).map(write).collect();
    let axes = r#"<c:axId val="1"/><c:axId val="2"/>"#;
    let mut xml = String::new();
    if !bars.is_empty() {
        let direction = if plot.shape == Shape::Bars { "bar" } else { "col" };
        let (grouping, overlap) = match plot.shape {
            Shape::Stacked => ("stacked", 100),
            _ => ("clustered", -5),
        };
        let gap = if plot.series.len() > 1 && plot.shape != Shape::Stacked { 60 } else { 45 };
        let _ = write!(
            xml,
            r#"<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{bars}<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>{axes}</c:barChart>"#
        );
    }
    if !lines.is_empty() {
        let _ = write!(
            xml,
            r#"<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}<c:marker val="1"/>{axes}</c:lineChart>"#
        );
    }
    xml
}

fn series(plot: &Plot, place: usize, drawn: &Drawn, is_line: bool, language: Language) -> String {
    let sheet = &plot.sheet;
    let name = sheet.columns.get(drawn.column).map_or("", |column| column.name.as_str());
    let name = format!(
        r#"<c:tx><c:strRef><c:f>{}</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{}</c:v></c:pt></c:strCache></c:strRef></c:tx>"#,
        sheet.name(drawn.column),
        Text(name)
    );
    let mut categories = String::new();
    for (place, category) in sheet.categories.iter().enumerate() {
        let _ = write!(categories, r#"<c:pt idx="{place}"><c:v>{}</c:v></c:pt>"#, Text(category));
    }
    let categories = format!(
        r#"<c:cat><c:strRef><c:f>{}</c:f><c:strCache><c:ptCount val="{}"/>{categories}</c:strCache></c:strRef></c:cat>"#,
        sheet.categories(),
        sheet.categories.len()
    );
    let values = format!("<c:val>{}</c:val>", numbers(plot, drawn.column));
    let (look, points) =
        if is_line { (line(drawn), line_points(drawn)) } else { (fill(drawn), bar_points(drawn)) };
    let invert = if is_line { "" } else { r#"<c:invertIfNegative val="0"/>"# };
    let smooth = if is_line { r#"<c:smooth val="0"/>"# } else { "" };
    let (labels, whiskers) = (labels(plot, drawn, language), whiskers(plot, drawn));
    format!(
        r#"<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{name}{look}{invert}{points}{labels}{whiskers}{categories}{values}{smooth}</c:ser>"#
    )
}

/// A column's numbers, with gaps where it has none.
fn numbers(plot: &Plot, column: usize) -> String {
    let Some(numbers) = plot.sheet.columns.get(column) else { return String::new() };
    let mut points = String::new();
    for (place, value) in numbers.values.iter().enumerate() {
        if let Some(value) = value {
            let _ = write!(points, r#"<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>"#);
        }
    }
    format!(
        r#"<c:numRef><c:f>{}</c:f><c:numCache><c:formatCode>{}</c:formatCode><c:ptCount val="{}"/>{points}</c:numCache></c:numRef>"#,
        plot.sheet.values(column),
        Text(&numbers.format),
        numbers.values.len()
    )
}

/// A colour, changed by elements within.
pub(super) fn tone(paint: Paint, change: &str) -> String {
    match paint {
        Paint::Accent(number) => format!(r#"<a:schemeClr val="accent{number}">{change}</a:schemeClr>"#),
        Paint::Fixed(color) => format!(r#"<a:srgbClr val="{}">{change}</a:srgbClr>"#, hex(color)),
    }
}

pub(super) fn paint(paint: Paint, change: &str) -> String {
    format!("<a:solidFill>{}</a:solidFill>", tone(paint, change))
}

fn fill(drawn: &Drawn) -> String {
    let fill = match drawn.look {
        Look::Marks(color) => paint(color, ""),
        _ => "<a:noFill/>".to_owned(),
    };
    format!("<c:spPr>{fill}{NO_LINE}</c:spPr>")
}

/// The colour of a mark: its own, or that of its series.
fn color(drawn: &Drawn, place: usize) -> Option<Paint> {
    let own = drawn.own.iter().find(|(at, _)| *at == place).map(|(_, paint)| *paint);
    match drawn.look {
        Look::Marks(paint) => own.or(Some(paint)),
        _ => None,
    }
}

fn is_pale(drawn: &Drawn, place: usize) -> bool {
    drawn.pale.get(place).copied().unwrap_or(false)
}

/// The places whose marks differ from the others of their series.
fn different(drawn: &Drawn) -> Vec<(usize, Paint, bool)> {
    let own = drawn.own.iter().map(|(place, _)| *place).chain(drawn.ringed.iter().copied());
    let mut places: Vec<usize> =
        own.chain((0..drawn.pale.len()).filter(|place| is_pale(drawn, *place))).collect();
    places.sort_unstable();
    places.dedup();
    places
        .into_iter()
        .filter_map(|place| Some((place, color(drawn, place)?, is_pale(drawn, place))))
        .collect()
}

/// A pale mark is hatched.
fn bar_points(drawn: &Drawn) -> String {
    let point = |(place, color, pale): (usize, Paint, bool)| {
        let fill = if pale { hatched(color) } else { paint(color, "") };
        format!(
            r#"<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{fill}{NO_LINE}</c:spPr></c:dPt>"#
        )
    };
    different(drawn).into_iter().map(point).collect()
}

fn hatched(color: Paint) -> String {
    let [lines, ground] = [(55, 45), (30, 70)].map(|(own, white)| {
        tone(color, &format!(r#"<a:lumMod val="{own}000"/><a:lumOff val="{white}000"/>"#))
    });
    format!(
        r#"<a:pattFill prst="wdUpDiag"><a:fgClr>{lines}</a:fgClr><a:bgClr>{ground}</a:bgClr></a:pattFill>"#
    )
}

fn line(drawn: &Drawn) -> String {
    let none = r#"<c:marker><c:symbol val="none"/></c:marker>"#;
    match drawn.look {
        Look::Marks(color) => {
            let fill = paint(color, "");
            format!(
                r#"<c:spPr><a:ln w="28575" cap="rnd">{fill}<a:round/></a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>{fill}{NO_LINE}</c:spPr></c:marker>"#
            )
        }
        Look::Wanted => {
            let fill = Ink::Text.fill();
            format!(r#"<c:spPr><a:ln w="15875">{fill}<a:prstDash val="dash"/></a:ln></c:spPr>{none}"#)
        }
        Look::Bound(dash) => {
            let fill = Ink::Muted.fill();
            format!(r#"<c:spPr><a:ln w="12700">{fill}<a:prstDash val="{dash}"/></a:ln></c:spPr>{none}"#)
        }
        Look::Hidden | Look::Texts | Look::Moments(_) => format!("<c:spPr>{NO_LINE}</c:spPr>{none}"),
    }
}

/// A pale point is hollow, and the line to it broken; one that stands out is large, in a ring.
fn line_points(drawn: &Drawn) -> String {
    let point = |(place, color, pale): (usize, Paint, bool)| {
        let (full, thin) = (paint(color, ""), paint(color, PALE));
        let marker =
            if pale { r#"<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>"# } else { full.as_str() };
        let (line, dash) =
            if pale { (thin.as_str(), r#"<a:prstDash val="sysDash"/>"#) } else { (full.as_str(), "") };
        let (size, ring) = match drawn.ringed.contains(&place) {
            true => (12, format!(r#"<a:ln w="25400">{}</a:ln>"#, Ink::Text.fill())),
            false => (6, format!(r#"<a:ln w="12700">{full}</a:ln>"#)),
        };
        format!(
            r#"<c:dPt><c:idx val="{place}"/><c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr>{marker}{ring}</c:spPr></c:marker><c:bubble3D val="0"/><c:spPr><a:ln w="28575" cap="rnd">{line}{dash}<a:round/></a:ln></c:spPr></c:dPt>"#
        )
    };
    different(drawn).into_iter().map(point).collect()
}

fn whiskers(plot: &Plot, drawn: &Drawn) -> String {
    if let Look::Moments(kind) = drawn.look {
        let (ink, reach) = (Ink::Muted.fill(), drawn.reach);
        let dash = if kind == MarkKind::AiRelease { "dash" } else { "sysDot" };
        return format!(
            r#"<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="fixedVal"/><c:noEndCap val="1"/><c:val val="{reach}"/><c:spPr><a:ln w="9525">{ink}<a:prstDash val="{dash}"/></a:ln></c:spPr></c:errBars>"#
        );
    }
    let Some([below, above]) = drawn.whiskers else { return String::new() };
    let (below, above, ink) = (numbers(plot, below), numbers(plot, above), Ink::Text.fill());
    // Bars have one direction only, and a program may refuse to be told it.
    let direction = if plot.shape == Shape::Lines { r#"<c:errDir val="y"/>"# } else { "" };
    format!(
        r#"<c:errBars>{direction}<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/><c:plus>{above}</c:plus><c:minus>{below}</c:minus><c:spPr><a:ln w="9525">{ink}</a:ln></c:spPr></c:errBars>"#
    )
}

/// White or near black, whichever reads better on a mark.
fn ink_on(color: Paint, pale: bool) -> Ink {
    let [light, dark] = [Color(255, 255, 255), Color(16, 20, 26)];
    match color {
        _ if pale => Ink::Fixed(dark),
        Paint::Fixed(fill) if fill.contrast(dark) > fill.contrast(light) => Ink::Fixed(dark),
        _ => Ink::Fixed(light),
    }
}

fn labels(plot: &Plot, drawn: &Drawn, language: Language) -> String {
    let shown = |value: bool| {
        let value = u8::from(value);
        format!(
            r#"<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>"#
        )
    };
    let format = format!(
        r#"<c:numFmt formatCode="{}" sourceLinked="0"/><c:spPr><a:noFill/>{NO_LINE}</c:spPr>"#,
        Text(&plot.format)
    );
    let at = |ink: Ink, position: &str| {
        let (letters, shown) = (letters(plot.size, ink, language), shown(true));
        format!(r#"{format}{letters}<c:dLblPos val="{position}"/>{shown}"#)
    };
    // On marks, the ink is chosen for each of them.
    let on_marks = |position: &str, is_shown: &dyn Fn(usize) -> bool| {
        let of_series = color(drawn, usize::MAX).map_or(Ink::Text, |color| ink_on(color, false));
        let mut xml = String::new();
        for place in 0..plot.sheet.categories.len() {
            let ink = color(drawn, place).map_or(Ink::Text, |color| ink_on(color, is_pale(drawn, place)));
            if !is_shown(place) {
                let _ = write!(xml, r#"<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>"#);
            } else if ink != of_series {
                let _ = write!(xml, r#"<c:dLbl><c:idx val="{place}"/>{}</c:dLbl>"#, at(ink, position));
            }
        }
        xml + &at(of_series, position)
    };
    let labels = match &drawn.labels {
        Labels::None => return String::new(),
        Labels::Outside => at(Ink::Text, "outEnd"),
        Labels::Foot => on_marks("inBase", &|_| true),
        Labels::Middle(large) => on_marks("ctr", &|place| large.get(place).copied().unwrap_or(false)),
        Labels::Only(place, position) => {
            format!(r#"<c:dLbl><c:idx val="{place}"/>{}</c:dLbl>{}"#, at(Ink::Text, position), shown(false))
        }
        Labels::Texts(texts, position) => {
            let text = |(place, text): (usize, &String)| {
                if text.is_empty() {
                    return format!(r#"<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>"#);
                }
                let (look, text, shown) =
                    (look("a:rPr", language, plot.size, false, Ink::Text), Text(text), shown(true));
                format!(
                    r#"<c:dLbl><c:idx val="{place}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>{look}<a:t>{text}</a:t></a:r></a:p></c:rich></c:tx><c:dLblPos val="{position}"/>{shown}</c:dLbl>"#
                )
            };
            texts.iter().enumerate().map(text).collect::<String>() + &at(Ink::Text, position)
        }
    };
    format!("<c:dLbls>{labels}</c:dLbls>")
}

fn axes(plot: &Plot, language: Language) -> String {
    let lying = plot.shape == Shape::Bars;
    let (order, position, across) = if lying { ("maxMin", "l", "b") } else { ("minMax", "b", "l") };
    let end = |name: &str, value: Option<f64>| {
        value.map_or_else(String::new, |value| format!(r#"<c:{name} val="{value}"/>"#))
    };
    let ends = end("max", plot.scale.high) + &end("min", plot.scale.low);
    let step = end("majorUnit", plot.scale.step);
    let names = letters(plot.size, Ink::Text, language);
    let (hidden, grid) = if plot.axis.is_some() {
        (0, format!("<c:majorGridlines><c:spPr>{GRID}</c:spPr></c:majorGridlines>"))
    } else {
        (1, String::new())
    };
    let format = plot.axis.as_deref().unwrap_or("General");
    let (format, ticks) = (Text(format), letters(plot.size - 1.0, Ink::Muted, language));
    // Of bars that lie, the first category is at the top; their axis stays at the bottom.
    let crosses = if lying { "max" } else { "autoZero" };
    format!(
        r#"<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/><c:axPos val="{position}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="9525">{line}</a:ln></c:spPr>{names}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling><c:delete val="{hidden}"/><c:axPos val="{across}"/>{grid}<c:numFmt formatCode="{format}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>{NO_LINE}</c:spPr>{ticks}<c:crossAx val="1"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/>{step}</c:valAx>"#,
        line = Ink::Muted.fill()
    )
}
