//! From a drawing to pixels.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use super::font;
use super::style::ChartError;

/// The most pixels of a picture: 256 MB in memory.
const MOST_PIXELS: f32 = 64e6;

/// A picture's pixels, as programs hand them to each other.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue and opacity of each, row by row from the top.
    pub rgba: Vec<u8>,
}

/// Turns a chart's SVG into a PNG, `scale` pixels for each of its own. Only the embedded fonts are used, and nothing
/// the drawing may point at is read.
///
/// # Errors
/// The text is no SVG, or the picture would have no pixels or more than 64 million.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
    pixels(svg, scale)?.encode_png().map_err(|error| ChartError::Drawing(error.to_string()))
}

/// The same as bare pixels.
///
/// # Errors
/// As for [`png`].
pub fn picture(svg: &str, scale: f32) -> Result<Picture, ChartError> {
    let pixels = pixels(svg, scale)?;
    Ok(Picture { width: pixels.width(), height: pixels.height(), rgba: pixels.take_demultiplied() })
}

fn pixels(svg: &str, scale: f32) -> Result<Pixmap, ChartError> {
    let options = Options {
        font_family: font::FAMILY.to_owned(),
        fontdb: font::database(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| ChartError::Drawing(error.to_string()))?;
    let (width, height) = ((tree.size().width() * scale).round(), (tree.size().height() * scale).round());
    let refused = ChartError::Pixels { scale, width, height };
    // Written so that a scale which is not a number is refused too.
    if !(width >= 1.0 && height >= 1.0 && width * height <= MOST_PIXELS) {
        return Err(refused);
    }
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or(refused)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels)
}
