//! The colours hold what WCAG 2.2 asks for at level AA.

use std::collections::HashMap;

use super::pages;

type Palette<'a> = HashMap<&'a str, [f64; 3]>;

/// The colours of the light and of the dark style.
fn palettes(css: &str) -> [Palette<'_>; 2] {
    let (light, dark) = css
        .split_once("@media (prefers-color-scheme: dark)")
        .unwrap();
    [light, dark].map(|block| {
        let (block, _) = block.split_once("  }").unwrap_or((block, ""));
        block
            .lines()
            .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
            .map(|(name, hex)| (name, rgb(hex.trim_end_matches(';'))))
            .collect()
    })
}

fn rgb(hex: &str) -> [f64; 3] {
    let number = u32::from_str_radix(hex, 16).unwrap();
    assert_eq!(hex.len(), 6, "{hex}");
    let [_, r, g, b] = number.to_be_bytes();
    [r, g, b].map(|channel| f64::from(channel) / 255.0)
}

/// WCAG 2.2, "relative luminance".
fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] = colour.map(|channel| {
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// WCAG 2.2, "contrast ratio".
fn ratio(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn black_on_white_has_the_highest_ratio() {
    assert!((ratio([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
}

#[test]
fn what_is_read_stands_out_in_light_and_dark() {
    let [(_, page), ..] = pages();
    let (_, css) = page.body.split_once("<style>").unwrap();
    let (css, _) = css.split_once("</style>").unwrap();
    // Text has 4.5, what only frames a control or is a sign has 3 (1.4.3, 1.4.11).
    let pairs = [
        ("text", "card", 4.5),
        ("text", "ground", 4.5),
        ("soft", "card", 4.5),
        ("on-act", "act", 4.5),
        ("act", "card", 3.0),
        ("field", "card", 3.0),
        ("done", "done-tint", 3.0),
        ("fail", "fail-tint", 3.0),
    ];
    for (scheme, palette) in ["light", "dark"].into_iter().zip(palettes(css)) {
        assert_eq!(palette.len(), 12, "{scheme}");
        for (front, back, least) in pairs {
            let ratio = ratio(palette[front], palette[back]);
            assert!(ratio >= least, "{scheme}: {front} on {back} has {ratio:.2}");
        }
    }
}
