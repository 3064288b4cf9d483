//! The window draws with the colours of the pictures.

use std::collections::BTreeMap;

use supportmix_core::chart::{Color, Theme, palette};

/// The colours that the window draws charts with in a theme, by the names of its design tokens.
fn tokens(theme: Theme) -> BTreeMap<String, String> {
    let css = include_str!("../../../ui/src/lib/tokens.css");
    let block =
        |selector: &str| css.split_once(&format!("{selector} {{")).unwrap().1.split_once('}').unwrap().0;
    let dark = matches!(theme, Theme::Dark).then(|| block(":root[data-theme=\"dark\"]"));
    let lines = block(":root").lines().chain(dark.into_iter().flat_map(str::lines));
    lines
        .filter_map(|line| line.trim().strip_prefix("--chart-")?.strip_suffix(';')?.split_once(": "))
        .map(|(name, color)| (name.to_owned(), color.to_owned()))
        .collect()
}

#[test]
fn the_window_draws_with_the_colors_of_the_pictures() {
    for theme in [Theme::Light, Theme::Dark] {
        let colors = palette(theme);
        let types = [
            ("ai-only", colors.ai_only),
            ("hybrid", colors.hybrid),
            ("human-only", colors.human_only),
            ("no-touch", colors.no_touch),
            ("other", colors.unresolved),
        ];
        let ordered = |kind: &'static str, colors: Vec<Color>| {
            colors.into_iter().zip(1..).map(move |(color, place)| (format!("{kind}{place}"), color))
        };
        let own: BTreeMap<String, String> = types
            .map(|(name, color)| (name.to_owned(), color))
            .into_iter()
            .chain(ordered("", colors.series))
            .chain(ordered("heat-", colors.heat))
            .map(|(name, color)| (name, color.to_string()))
            .collect();
        assert_eq!(tokens(theme), own, "{theme:?}");
    }
}
