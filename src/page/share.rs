//! A link as others take it: in the pages that they write, and as a code to point a phone at.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use strum::{Display, EnumString, VariantArray};

use crate::experiment::LabKind;
use crate::link::{Link, Piece, Show};

/// What kind of page a figure goes into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumString, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Host {
    /// HTML, by our own element.
    #[default]
    Element,
    /// HTML, by a frame alone.
    Frame,
    /// A book of mdBook's.
    MdBook,
    /// Sphinx, Jupyter Book: MyST Markdown.
    Myst,
    /// A notebook.
    Jupyter,
    /// A slide of reveal.js.
    Reveal,
}

/// A figure of a link, showing some pieces of its lab.
pub fn figure(link: &Link, show: Show) -> Link {
    let kind = link.lab.kind();
    let show = Some(show).filter(|show| *show != Show::usual(kind));
    let mut link = link.clone();
    (link.eye.embed, link.eye.show) = (true, show);
    // As it opens: with a look that is shown.
    Link::open(&link.to_string()).0
}

impl Host {
    /// What to write into a page of some kind for a figure so high, where this page's address is that.
    ///
    /// ```
    /// use lc_lab::link::Link;
    /// use lc_lab::page::Host;
    /// let (link, _) = Link::open("#data=moons&embed=1");
    /// let text = Host::Frame.text("https://example.org/lab/", &link, 500);
    /// assert!(text.starts_with("<iframe src=\"https://example.org/lab/#data=moons&amp;embed=1\""));
    /// ```
    pub fn text(self, address: &str, link: &Link, height: u32) -> String {
        let url = format!("{address}{link}");
        let quoted = url.replace('&', "&amp;").replace('"', "&quot;");
        let script = format!("{}lc-lab.js", folder(address));
        // Without scripts, and until it runs, there is a link.
        let element = format!(
            "<script src=\"{script}\" async></script>\n\
             <lc-lab src=\"{quoted}\" height=\"{height}\"><a href=\"{quoted}\">LC Lab: live figure</a></lc-lab>"
        );
        let frame = |source: &str, more: &str| {
            format!(
                "<iframe {source}=\"{quoted}\" title=\"LC Lab\" width=\"100%\" height=\"{height}\" style=\"border:0\"{more}></iframe>"
            )
        };
        match self {
            // Between blank lines Markdown leaves HTML alone.
            Self::Element | Self::MdBook => element,
            Self::Frame => frame("src", " loading=\"lazy\""),
            Self::Myst => format!("```{{raw}} html\n{element}\n```"),
            Self::Jupyter => {
                format!(
                    "from IPython.display import IFrame\n\nIFrame({url:?}, width=\"100%\", height={height})"
                )
            }
            Self::Reveal => frame("data-src", " data-preload"),
        }
    }
}

/// Whether an address is of the computer it is on, where nobody else finds it.
///
/// ```
/// use lc_lab::page::is_at_home;
/// assert!(is_at_home("http://localhost:8080/") && is_at_home("file:///tmp/lc-lab.html"));
/// assert!(!is_at_home("https://example.org/localhost/"));
/// ```
pub fn is_at_home(address: &str) -> bool {
    let host = address.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or(""));
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["", "localhost", "127.0.0.1", "[::1]"].contains(&name)
}

/// The folder of an address, with its `/`.
fn folder(address: &str) -> &str {
    &address[..address.rfind('/').map_or(0, |at| at + 1)]
}

/// About how high a figure is in a column of text, in CSS pixels; what frames start with before they hear how high it is.
pub fn height(lab: LabKind, show: Show, panes: usize) -> u32 {
    let rows = |one: u32| one * u32::try_from(panes.div_ceil(2)).unwrap_or(1);
    let pieces: u32 = if lab == LabKind::Opening {
        let parts =
            [(Piece::Caption, 100), (Piece::Table, 400), (Piece::Weights, 290), (Piece::Settings, 220)];
        parts.iter().filter(|(piece, _)| show.has(*piece)).map(|(_, height)| height).sum()
    } else {
        let figures = [
            (&[Piece::Weights, Piece::Pairs, Piece::Net][..], rows(340)),
            (&[Piece::Plane], rows(420)),
            (&[Piece::Entries, Piece::Distance, Piece::Mu], rows(130)),
            (&[Piece::Loss], 180),
            (&[Piece::Table], 180),
            (&[Piece::Caption, Piece::Legend], 50),
            (&[Piece::Front], 460),
            (&[Piece::Planner], 520),
        ];
        figures.iter().filter(|(pieces, _)| show.has_any(pieces)).map(|(_, height)| height).sum()
    };
    pieces + 40 + if show.has(Piece::Transport) { 48 } else { 0 }
}

/// A code for phones: its modules on a square, dark ones as a path of rectangles, one unit a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Modules along a side, with the margin that the standard asks for.
    pub side: i32,
    /// What is dark, as an SVG path.
    pub path: String,
}

impl Code {
    /// Modules of margin.
    const MARGIN: i32 = 4;

    /// The code of a text; `None` if that is too long for any.
    ///
    /// ```
    /// use lc_lab::page::Code;
    /// assert_eq!(Code::new("https://example.org/").unwrap().side, 25 + 8);
    /// assert!(Code::new(&"x".repeat(3_000)).is_none());
    /// ```
    pub fn new(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let run = (x..code.size()).take_while(|&x| code.get_module(x, y)).count();
                let run = i32::try_from(run).unwrap_or(0);
                if run > 0 {
                    let _ = write!(path, "M{},{}h{run}v1h-{run}z", x + Self::MARGIN, y + Self::MARGIN);
                }
                x += run.max(1);
            }
        }
        Some(Self { side: code.size() + 2 * Self::MARGIN, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Theme;

    #[test]
    fn figures_show_what_is_asked_for_and_keep_the_rest() {
        let (link, _) = Link::open("#data=moons&seed=3&iter=2&theme=dark");
        let net: Show = "transport,net".parse().unwrap();
        assert_eq!(
            figure(&link, net).to_string(),
            "#data=moons&seed=3&view=net&iter=2&theme=dark&embed=1&show=transport,net"
        );
        assert_eq!(
            figure(&link, Show::usual(LabKind::Net)).to_string(),
            "#data=moons&seed=3&iter=2&theme=dark&embed=1"
        );
        assert_eq!(figure(&link, net).eye.alone().theme, Some(Theme::Dark));
    }

    /// Whatever a page is written in, the link in it is the link.
    #[test]
    fn the_link_survives_every_way_of_writing_it() {
        let (link, _) = Link::open("#data=moons&panes=lc:fixed:-1;0;1&embed=1");
        let url = format!("https://example.org/lab/{link}");
        for &host in Host::VARIANTS {
            let text = host.text("https://example.org/lab/", &link, 400);
            let copies = text.replace("&amp;", "&").matches(&url).count();
            assert!(copies == 1 + text.matches("<a ").count(), "{text}");
            assert!(text.contains("400"), "{text}");
            let script = text.contains("src=\"https://example.org/lab/lc-lab.js\"");
            assert_eq!(script, matches!(host, Host::Element | Host::MdBook | Host::Myst), "{text}");
        }
        assert_eq!(folder("https://example.org/lab/index.html"), "https://example.org/lab/");
    }

    #[test]
    fn a_code_has_its_three_corners() {
        let Code { side, path } = Code::new("https://example.org/#data=moons").unwrap();
        let far = side - 4 - 7;
        for (x, y) in [(4, 4), (far, 4), (4, far)] {
            assert!(path.contains(&format!("M{x},{y}h7v1h-7z")), "{x} {y}: {path}");
        }
    }
}
