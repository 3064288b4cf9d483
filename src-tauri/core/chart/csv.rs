//! A chart's numbers as a table.

use super::spec::{ChartKind, ChartSpec};
use crate::file::guarded;

/// The numbers of a chart as CSV: a row for each category and series, with value, interval, numerator and denominator
/// as plain numbers, empty where there are none, and the marks that fall in the category; of a map the category's class and
/// mark, and where points stand out, why. Text that a spreadsheet would take for a formula is guarded by `'`.
pub fn to_csv(spec: &ChartSpec) -> String {
    let mut table = String::from("category,series,value,low,high,numerator,denominator,marks");
    let map = spec.map.as_ref().filter(|_| spec.kind == ChartKind::Map);
    let has_alarms = spec.alarms().next().is_some();
    table.push_str(if map.is_some() { ",class,mark" } else { "" });
    table.push_str(if has_alarms { ",alarm\n" } else { "\n" });
    for (place, category) in spec.categories.iter().enumerate() {
        let marks = spec.drawn_marks().filter(|mark| mark.category == place).map(|mark| mark.text.as_str());
        let marks = text(&marks.collect::<Vec<_>>().join("; "));
        for (at, series) in spec.series.iter().enumerate() {
            let point = series.point(place);
            let mut cells = vec![text(category), text(&series.name)];
            let numbers = [point.value, point.low, point.high, point.numerator, point.denominator];
            cells.extend(numbers.map(|number| number.map(|number| number.to_string()).unwrap_or_default()));
            cells.push(marks.clone());
            if let Some(map) = map {
                cells.push(text(map.class(place).unwrap_or_default()));
                cells.push(text(if map.is_marked(place) { &map.mark } else { "" }));
            }
            if has_alarms {
                cells.push(text(spec.alarm(at, place).map_or("", |alarm| &alarm.label)));
            }
            table.push_str(&cells.join(","));
            table.push('\n');
        }
    }
    table
}

fn text(cell: &str) -> String {
    let cell = guarded(cell);
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn text_is_quoted_and_never_a_formula() {
        assert_eq!(text("Billing"), "Billing");
        assert_eq!(text("Billing, \"VAT\""), "\"Billing, \"\"VAT\"\"\"");
        assert_eq!(text("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        for start in ['+', '-', '@', '\t', '\0'] {
            assert_eq!(text(&format!("{start}1")), format!("'{start}1"));
        }
        assert_eq!(text("\r1"), "\"'\r1\"");
    }
}
