//! How cells look, and the number formats of units.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use supportmix_core::chart::{Color as Ink, Palette, Theme, palette};
use supportmix_core::language::Language;
use supportmix_core::metrics::Unit;
use supportmix_core::pack::{Column, Pack};

use crate::currency::money_code;

/// The looks of a workbook.
pub(super) struct Styles {
    /// A sheet's title.
    pub title: Format,
    /// The heading of a part of a sheet.
    pub section: Format,
    /// What names what follows.
    pub label: Format,
    /// What names the text beside it.
    pub name: Format,
    /// Text.
    pub text: Format,
    /// Text over more than one line.
    pub wrapped: Format,
    /// Text that stands back.
    pub muted: Format,
    /// What is written beside a figure.
    pub beside: Format,
    /// What stands for a value that there is not.
    pub nothing: Format,
    /// A way to another sheet.
    pub link: Format,
    /// A moment.
    pub time: Format,
    header: Format,
    palette: Palette,
    language: Language,
    currency: String,
}

impl Styles {
    pub fn new(pack: &Pack) -> Styles {
        let palette = palette(Theme::Light);
        // Beside a text of several lines, all begin at its first.
        let plain = Format::new().set_font_color(color(palette.text)).set_align(FormatAlign::Top);
        let muted = plain.clone().set_font_color(color(palette.muted));
        Styles {
            title: plain.clone().set_bold().set_font_size(15),
            section: plain.clone().set_bold().set_font_size(12),
            label: plain.clone().set_bold(),
            name: plain.clone().set_bold().set_text_wrap(),
            wrapped: plain.clone().set_text_wrap(),
            beside: muted.clone().set_align(FormatAlign::Left).set_indent(1),
            nothing: muted.clone().set_align(FormatAlign::Right),
            muted,
            link: plain
                .clone()
                .set_font_color(color(palette.ai_only))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            time: plain.clone().set_num_format("yyyy-mm-dd hh:mm:ss"),
            header: plain
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Bottom)
                .set_border_bottom(FormatBorder::Medium),
            text: plain,
            palette,
            language: pack.language,
            currency: pack.currency.clone(),
        }
    }

    /// The colours of charts.
    pub fn palette(&self) -> &Palette {
        &self.palette
    }

    /// The heading of a column: underlined in the colour of its resolution type.
    pub fn heading(&self, column: &Column) -> Format {
        let line = match column.resolution_type {
            Some(kind) => self.palette.resolution_type(kind),
            None => self.palette.axis,
        };
        let align = if column.is_numeric { FormatAlign::Right } else { FormatAlign::Left };
        self.header.clone().set_border_bottom_color(color(line)).set_align(align)
    }

    /// The bar that a section's name stands on.
    pub fn band(&self) -> Format {
        let ground = self.palette.heat.first().copied().unwrap_or(self.palette.grid);
        self.label.clone().set_background_color(color(ground))
    }

    /// A figure; a difference has its sign.
    pub fn number(&self, unit: Unit, value: f64, is_signed: bool, is_faint: bool) -> Format {
        let ink = if is_faint { self.palette.muted } else { self.palette.text };
        let mut code = self.code(unit, value);
        if is_signed {
            code = format!("+{code};-{code};{code}");
        }
        let format = Format::new().set_num_format(code).set_font_color(color(ink));
        format.set_align(FormatAlign::Top).set_align(FormatAlign::Right)
    }

    /// Excel's format code of a unit's values. It is written as Excel keeps it; whoever opens the workbook sees the signs
    /// of their own system.
    pub fn code(&self, unit: Unit, value: f64) -> String {
        match unit {
            Unit::Proportion => "0.0%".to_owned(),
            Unit::Count if value.fract() == 0.0 => "#,##0".to_owned(),
            Unit::Count => "#,##0.0".to_owned(),
            Unit::Minutes => "#,##0.0\" min\"".to_owned(),
            Unit::Score => "0.00".to_owned(),
            Unit::Money => self.money("#,##0.00"),
        }
    }

    /// The code for the values on an axis, which have less room.
    pub fn axis_code(&self, unit: Unit, largest: f64) -> String {
        match unit {
            Unit::Proportion => "0%".to_owned(),
            Unit::Count => "#,##0".to_owned(),
            Unit::Minutes => "#,##0".to_owned(),
            Unit::Money if largest >= 100.0 => self.money("#,##0"),
            unit => self.code(unit, largest),
        }
    }

    /// An amount with its currency.
    fn money(&self, amount: &str) -> String {
        money_code(self.language, &self.currency, amount)
    }
}

/// A colour of ours as one of Excel's.
pub(super) fn color(Ink(red, green, blue): Ink) -> Color {
    Color::RGB(u32::from_be_bytes([0, red, green, blue]))
}
