//! An address as a picture for a camera.

use qrcode::{Color, EcLevel, QrCode};

/// Modules around the code that stay light (ISO/IEC 18004 §6.3.8).
const QUIET: usize = 4;

/// A QR code that is drawn two modules to a character.
pub(crate) struct Code {
    modules: Vec<Color>,
    width: usize,
}

impl Code {
    /// `None` when the text is too long for any code.
    pub(crate) fn of(text: &str) -> Option<Self> {
        // A screen has no scratches: the lowest level gives the smallest picture.
        let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        Some(Self {
            width: code.width(),
            modules: code.into_colors(),
        })
    }

    pub(crate) fn columns(&self) -> usize {
        self.width + 2 * QUIET
    }

    pub(crate) fn lines(&self) -> usize {
        self.columns().div_ceil(2)
    }

    /// White on black, whatever the terminal's own colours are: blocks are light.
    pub(crate) fn draw(&self) -> String {
        let mut picture = String::new();
        for line in 0..self.lines() {
            picture.push_str("\u{1b}[97;40m");
            for column in 0..self.columns() {
                let light = |line| self.is_light(column, line);
                picture.push(match (light(2 * line), light(2 * line + 1)) {
                    (true, true) => '\u{2588}',
                    (true, false) => '\u{2580}',
                    (false, true) => '\u{2584}',
                    (false, false) => ' ',
                });
            }
            picture.push_str("\u{1b}[0m\n");
        }
        picture
    }

    fn is_light(&self, column: usize, line: usize) -> bool {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < self.width);
        match (inside(column), inside(line)) {
            (Some(x), Some(y)) => self.modules.get(y * self.width + x) != Some(&Color::Dark),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The picture as pixels, `true` for dark, as a camera sees it.
    fn seen(picture: &str) -> Vec<Vec<bool>> {
        let mut pixels = Vec::new();
        for line in picture.lines() {
            let blocks = line
                .strip_prefix("\u{1b}[97;40m")
                .and_then(|line| line.strip_suffix("\u{1b}[0m"))
                .unwrap();
            pixels.push(blocks.chars().map(|c| " \u{2584}".contains(c)).collect());
            pixels.push(blocks.chars().map(|c| " \u{2580}".contains(c)).collect());
        }
        pixels
    }

    #[test]
    fn the_picture_decodes_to_the_exact_address() {
        for text in [
            "https://acme.example/device",
            "https://acme.example/device?user_code=WDJB-MJHT",
            &format!("https://acme.example/device?x={}%2F", "aB3~".repeat(60)),
        ] {
            let code = Code::of(text).unwrap();
            let pixels = seen(&code.draw());
            assert_eq!(pixels.len(), 2 * code.lines());
            assert!(pixels.iter().all(|line| line.len() == code.columns()));
            const SCALE: usize = 4;
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(
                SCALE * code.columns(),
                SCALE * pixels.len(),
                |x, y| if pixels[y / SCALE][x / SCALE] { 0 } else { 255 },
            );
            let grids = image.detect_grids();
            assert_eq!(grids.len(), 1);
            assert_eq!(grids[0].decode().unwrap().1, text);
        }
    }

    #[test]
    fn the_quiet_zone_is_four_modules_wide() {
        let pixels = seen(&Code::of("https://acme.example/device").unwrap().draw());
        let width = pixels[0].len();
        for (y, line) in pixels.iter().enumerate() {
            for (x, dark) in line.iter().enumerate() {
                let is_inside = (4..width - 4).contains(&x) && (4..width - 4).contains(&y);
                assert!(is_inside || !dark, "{x} {y}");
            }
        }
        assert!(pixels[4][4], "the corner of the finder pattern");
    }

    #[test]
    fn a_text_that_no_code_holds_has_no_picture() {
        assert!(Code::of(&"x".repeat(8000)).is_none());
    }
}
