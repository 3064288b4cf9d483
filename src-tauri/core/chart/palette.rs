//! The colours of charts, in one place for pictures, the window and the reports.
//!
//! The resolution types have the same colours on every background. They were chosen so that each stands out from
//! white and from the dark background (WCAG contrast of 3:1 and more), and that they differ for normal, protan, deutan
//! and tritan eyes alike; the tests below hold both.

use std::fmt;

use serde::{Serialize, Serializer};
use ts_rs::TS;

use super::style::Theme;
use crate::model::ResolutionType;

/// A colour: red, green, blue. Written `#2d56e8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, TS)]
#[ts(type = "string")]
pub struct Color(pub u8, pub u8, pub u8);

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Serialize for Color {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Color {
    /// Relative luminance, 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The channels as light, 0 to 1 (IEC 61966-2-1).
    fn linear(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// A share of the way from this colour to another.
    pub fn mixed(self, other: Color, share: f64) -> Color {
        let mix =
            |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
        Color(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// Contrast with another colour, 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Color) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

/// The colours of a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Palette {
    /// What everything stands on.
    pub background: Color,
    /// Titles, labels and values.
    pub text: Color,
    /// Text that stands back: subtitle, notes, ticks.
    pub muted: Color,
    /// Thin lines behind the marks.
    pub grid: Color,
    /// The line that bars stand on.
    pub axis: Color,
    /// The line of a wanted value.
    pub target: Color,
    /// Resolved by AI alone.
    pub ai_only: Color,
    /// Resolved by AI and people.
    pub hybrid: Color,
    /// Resolved by people alone.
    pub human_only: Color,
    /// Resolved with neither.
    pub no_touch: Color,
    /// Not resolved.
    pub unresolved: Color,
    /// Series that are no resolution types, in order; the first is that of a single series.
    pub series: Vec<Color>,
    /// The cells of a heat map, from its low to its high end; what lies between two is mixed of them.
    pub heat: Vec<Color>,
}

impl Palette {
    /// The colour of a resolution type, in every chart. Excluded tickets are in none.
    pub fn resolution_type(&self, kind: ResolutionType) -> Color {
        match kind {
            ResolutionType::AiOnly => self.ai_only,
            ResolutionType::Hybrid => self.hybrid,
            ResolutionType::HumanOnly => self.human_only,
            ResolutionType::NoTouch => self.no_touch,
            ResolutionType::Unresolved | ResolutionType::Excluded => self.unresolved,
        }
    }

    /// The colour of the series in this place; they begin anew after the last.
    pub(super) fn series(&self, place: usize) -> Color {
        self.series.get(place % self.series.len().max(1)).copied().unwrap_or(self.text)
    }

    /// The colour of a heat map's cell, a share of the way from its low to its high end.
    pub fn shade(&self, share: f64) -> Color {
        let way = share.clamp(0.0, 1.0) * self.heat.len().saturating_sub(1) as f64;
        let at = |stop: f64| self.heat.get(stop as usize).copied().unwrap_or(self.text);
        at(way.floor()).mixed(at(way.ceil()), way.fract())
    }

    /// The ink, dark or light, that reads better on a colour.
    pub(super) fn ink_on(&self, fill: Color) -> Color {
        let inks = [Color(255, 255, 255), Color(16, 20, 26)];
        if fill.contrast(inks[0]) >= fill.contrast(inks[1]) { inks[0] } else { inks[1] }
    }
}

/// The colours of a theme.
pub fn palette(theme: Theme) -> Palette {
    let (background, text, muted, grid, axis, series, heat) = match theme {
        Theme::Light => (
            Color(255, 255, 255),
            Color(23, 28, 38),
            Color(91, 99, 113),
            Color(228, 231, 236),
            Color(150, 157, 168),
            [
                Color(86, 118, 158),
                Color(150, 72, 138),
                Color(118, 124, 36),
                Color(184, 78, 60),
                Color(20, 134, 156),
                Color(104, 88, 190),
            ],
            [Color(232, 238, 246), Color(168, 188, 214), Color(92, 122, 162), Color(24, 48, 86)],
        ),
        Theme::Dark => (
            Color(20, 23, 29),
            Color(238, 241, 246),
            Color(163, 171, 184),
            Color(45, 50, 60),
            Color(104, 112, 126),
            [
                Color(138, 166, 202),
                Color(214, 140, 200),
                Color(184, 188, 92),
                Color(232, 134, 112),
                Color(84, 190, 208),
                Color(166, 152, 240),
            ],
            [Color(36, 44, 58), Color(62, 86, 120), Color(118, 150, 192), Color(206, 224, 246)],
        ),
    };
    Palette {
        background,
        text,
        muted,
        grid,
        axis,
        target: text,
        ai_only: Color(45, 86, 232),
        hybrid: Color(27, 164, 133),
        human_only: Color(190, 117, 12),
        no_touch: Color(129, 134, 159),
        unresolved: Color(93, 102, 115),
        series: series.to_vec(),
        heat: heat.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What normal, protan, deutan and tritan eyes make of linear light: Machado, Oliveira and Fernandes (2009),
    /// severity 1.
    const EYES: [(&str, [[f64; 3]; 3]); 4] = [
        ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protan",
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
        ),
        (
            "deutan",
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
        ),
        (
            "tritan",
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ],
        ),
    ];

    /// CIE L*a*b*, D65.
    fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
        let x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047;
        let y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue;
        let z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883;
        let f = |t: f64| {
            if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 }
        };
        [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
    }

    /// The CIEDE2000 difference (Sharma, Wu and Dalal 2005).
    fn difference([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
        let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25f64.powi(7))).sqrt();
        let g = 0.5 * (1.0 - seventh((a1.hypot(b1) + a2.hypot(b2)) / 2.0));
        let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
        let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
        let hue = |a: f64, b: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
        let (h1, h2) = (hue(a1, b1), hue(a2, b2));
        let turn = (h2 - h1 + 540.0).rem_euclid(360.0) - 180.0;
        let (dl, dc) = (l2 - l1, c2 - c1);
        let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
        let (l, c, h) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0, (h1 + turn / 2.0).rem_euclid(360.0));
        let cos = |degrees: f64| degrees.to_radians().cos();
        let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0)
            - 0.20 * cos(4.0 * h - 63.0);
        let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
        let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
        let spread = 60.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
        let rt = -2.0 * seventh(c) * spread.to_radians().sin();
        let (l, c, h) = (dl / sl, dc / sc, dh / sh);
        (l * l + c * c + h * h + rt * c * h).sqrt()
    }

    fn seen(color: Color, eyes: &[[f64; 3]; 3]) -> [f64; 3] {
        let light = color.linear();
        lab(eyes.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0)))
    }

    #[test]
    fn the_difference_agrees_with_published_values() {
        // Pairs 1, 7, 17 and 25 of the test data of Sharma, Wu and Dalal (2005).
        for (one, two, expected) in [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
            ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ] {
            assert!((difference(one, two) - expected).abs() < 1e-3, "{one:?} {two:?}");
        }
    }

    #[test]
    fn resolution_types_stand_out_from_both_backgrounds() {
        for theme in [Theme::Light, Theme::Dark] {
            let colors = palette(theme);
            for kind in ResolutionType::ALL {
                for background in [Theme::Light, Theme::Dark].map(|theme| palette(theme).background) {
                    let contrast = colors.resolution_type(*kind).contrast(background);
                    assert!(contrast >= 3.0, "{kind:?} on {background}: {contrast:.2}");
                }
            }
            for color in &colors.series {
                assert!(color.contrast(colors.background) >= 3.0, "{color} in {theme:?}");
            }
            assert!(colors.text.contrast(colors.background) >= 7.0);
            assert!(colors.muted.contrast(colors.background) >= 4.5);
        }
    }

    #[test]
    fn resolution_types_differ_for_all_eyes() {
        let main = [ResolutionType::AiOnly, ResolutionType::Hybrid, ResolutionType::HumanOnly];
        let greys = [ResolutionType::NoTouch, ResolutionType::Unresolved];
        let colors = palette(Theme::Light);
        for (eyes, matrix) in &EYES {
            let all: Vec<_> = main.iter().chain(&greys).collect();
            for (place, one) in all.iter().enumerate() {
                for two in &all[..place] {
                    let least = if greys.contains(one) || greys.contains(two) { 13.0 } else { 20.0 };
                    let apart = difference(
                        seen(colors.resolution_type(**one), matrix),
                        seen(colors.resolution_type(**two), matrix),
                    );
                    assert!(apart >= least, "{one:?} and {two:?} for {eyes} eyes: {apart:.1}");
                }
            }
        }
    }

    #[test]
    fn a_heat_map_goes_one_way_from_next_to_the_background_to_far_from_it() {
        for theme in [Theme::Light, Theme::Dark] {
            let colors = palette(theme);
            let contrasts: Vec<f64> = (0..=20)
                .map(|step| colors.shade(f64::from(step) / 20.0).contrast(colors.background))
                .collect();
            assert!(contrasts.windows(2).all(|pair| pair[1] > pair[0]), "{theme:?}: {contrasts:?}");
            assert!(contrasts[0] > 1.1 && contrasts[20] > 9.0, "{theme:?}: {contrasts:?}");
            // Equal steps look about equal: each takes between a half and twice its part of the whole way.
            let light = |share: f64| lab(colors.shade(share).linear())[0];
            for step in 0..10 {
                let part = (light(f64::from(step + 1) / 10.0) - light(f64::from(step) / 10.0)).abs();
                let whole = (light(1.0) - light(0.0)).abs() / 10.0;
                assert!((0.5..2.0).contains(&(part / whole)), "{theme:?} {step}: {part:.1} of {whole:.1}");
            }
        }
    }

    #[test]
    fn ink_reads_on_every_fill() {
        for theme in [Theme::Light, Theme::Dark] {
            let colors = palette(theme);
            let types = ResolutionType::ALL.iter().map(|kind| colors.resolution_type(*kind));
            let shades = (0..=50).map(|step| colors.shade(f64::from(step) / 50.0));
            for fill in types.chain(colors.series.iter().copied()).chain(shades) {
                assert!(colors.ink_on(fill).contrast(fill) >= 4.0, "{fill}");
            }
        }
    }
}
