//! The shell's words.

mod en;
mod ja;

use crate::experiment::{LabKind, PresetName};
use crate::link::{Lang, Notice, Piece};
use crate::page::Host;

/// The shell's words. Functions are texts with something to fill in.
pub struct PageWords {
    /// A lab's name.
    pub labs: fn(LabKind) -> &'static str,
    /// What the tabs are called.
    pub labs_label: &'static str,
    /// Language switch, for screen readers.
    pub language: &'static str,
    /// Theme switch.
    pub theme: &'static str,
    /// Closes a notice.
    pub dismiss: &'static str,
    /// Something in the link was left out, or a change refused.
    pub notice: fn(&Notice) -> String,
    /// The window of settings.
    pub settings: &'static str,
    /// The program is on its way.
    pub loading: &'static str,
    /// Examples to load.
    pub examples: ExamplesWords,
    /// Back to what was chosen before.
    pub undo: &'static str,
    /// And forth again.
    pub redo: &'static str,
    /// What else there is, where there is no room for it.
    pub menu: &'static str,
    /// What this is.
    pub about: AboutWords,
    /// Keys.
    pub keys: KeysWords,
    /// From a figure to the page it is of.
    pub open_in: &'static str,
    /// The link, and figures for other pages.
    pub share: ShareWords,
    /// The page without a network.
    pub offline: OfflineWords,
}

/// The page without a network. Sizes are in bytes.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct OfflineWords {
    pub title: &'static str,
    pub update: &'static str,
    pub reload: &'static str,
    /// That something kept could not be read, and the button that saves it.
    pub aside: (&'static str, &'static str),
    pub looking: &'static str,
    pub cannot: &'static str,
    /// That not all came.
    pub lost: &'static str,
    pub ready: fn(f64) -> String,
    pub partly: fn(f64, f64) -> String,
    pub check: &'static str,
    pub keep: fn(f64) -> String,
    pub keep_large: fn(f64) -> String,
}

/// Bytes as megabytes.
fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1e6)
}

/// The link, and figures for other pages.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct ShareWords {
    pub open: &'static str,
    pub link: &'static str,
    pub now: &'static str,
    pub state: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub code: &'static str,
    pub too_long: &'static str,
    pub figure: &'static str,
    pub figure_about: &'static str,
    /// That nobody else finds the address.
    pub at_home: &'static str,
    pub pieces: &'static str,
    pub piece: fn(Piece) -> &'static str,
    pub into: &'static str,
    pub host: fn(Host) -> &'static str,
    pub host_about: fn(Host) -> &'static str,
    pub look: &'static str,
}

/// What this is.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct AboutWords {
    pub open: &'static str,
    pub what: &'static [&'static str],
    pub sources: &'static str,
    /// What stands before a link, its text, its address, and what follows.
    pub credits: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

/// Examples to load.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct ExamplesWords {
    pub open: &'static str,
    pub works: &'static str,
    pub fails: &'static str,
    /// Before test errors.
    pub wrong: &'static str,
    /// The net that is not rounded.
    pub bits: &'static str,
    /// Before losses.
    pub loss: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    /// Title, and two sentences.
    pub about: fn(PresetName) -> (&'static str, &'static str),
}

/// Keys.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct KeysWords {
    pub title: &'static str,
    /// Key and what it does.
    pub list: &'static [(&'static str, &'static str)],
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static PageWords {
    match lang {
        Lang::En => &en::WORDS,
        Lang::Ja => &ja::WORDS,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::VariantArray;

    use super::*;
    use crate::experiment::{DataKind, PRESETS, Setting};
    use crate::labs::plane::Dial;
    use crate::labs::runs::Column;
    use crate::labs::{net, plane, runs};
    use crate::lc::{Method, Share};
    use crate::link::{Link, Look, Speed};
    use crate::nn::Activation;
    use crate::quant::{Codebook, Solver};
    use crate::toy::ToyKind;

    #[test]
    fn every_notice_names_what_was_wrong_in_every_language() {
        let (_, notices) = Link::open("#seed=x&foo=1&bar&mu0=-1&panes=a&net=0&data=mars&iters=5000");
        assert_eq!(notices.len(), 8);
        for &lang in Lang::VARIANTS {
            for (notice, named) in
                notices.iter().zip(["seed", "foo", "bar", "panes", "data", "net", "mu0", "iters"])
            {
                let said = (words(lang).notice)(notice);
                assert!(said.contains(named), "{said}: {named}");
            }
        }
    }

    /// What is said of a step is true of the method that takes it: multipliers only where there are some, lines that move
    /// only where they can, an end only where one is.
    #[test]
    fn captions_are_true_of_their_methods() {
        use crate::labs::runs::Caption;
        use crate::labs::runs::words::Course;
        for &lang in Lang::VARIANTS {
            let caption = runs::words::words(lang).caption;
            let said = |told, method, moves, arrived| caption(told, Course { method, moves, arrived });
            for &method in Method::VARIANTS {
                let all = [
                    Caption::Start,
                    Caption::L,
                    Caption::C,
                    Caption::Multipliers,
                    Caption::Both,
                    Caption::End,
                ]
                .map(|told| said(told, Some(method), true, true));
                let has = |sign: &str| all.iter().any(|said| said.equation.contains(sign));
                assert_eq!((has("λ"), has("μ")), (method == Method::Lc, method.has_penalty()), "{method:?}");
                assert!(all.iter().all(|said| said.sentence.ends_with(['.', '。'])));
            }
            for method in [Method::Lc, Method::Lcqp, Method::Idc, Method::Ste] {
                let [moving, still] =
                    [true, false].map(|moves| said(Caption::C, Some(method), moves, true).sentence);
                assert_ne!(moving, still);
            }
            let [there, away] =
                [true, false].map(|arrived| said(Caption::End, Some(Method::Lc), true, arrived));
            assert_ne!((there.sentence, there.equation), (away.sentence, away.equation));
        }
    }

    /// Words that are looked up: none is missing, none stands for two things, and Japanese is Japanese.
    #[test]
    fn what_is_looked_up_has_words_of_its_own_in_every_language() {
        for &lang in Lang::VARIANTS {
            let (page, runs) = (words(lang), runs::words::words(lang));
            let (net, plane) = (net::words::words(lang), plane::words::words(lang));
            let labels = Setting::VARIANTS.iter().filter_map(|&setting| (runs.settings.label)(setting));
            let (labels, abouts): (Vec<&str>, Vec<&str>) = labels.unzip();
            let settings = &runs.settings;
            let choices = Activation::VARIANTS.iter().map(|&word| (settings.activation)(word));
            let choices = choices.chain(Share::VARIANTS.iter().map(|&word| (settings.share)(word)));
            let choices = choices.chain(Solver::VARIANTS.iter().map(|&word| (settings.solver)(word)));
            let data = DataKind::VARIANTS.iter().map(|&kind| (runs.data_name)(kind));
            let codebooks = Codebook::samples().map(|codebook| (runs.pane.codebook_name)(&codebook)).to_vec();
            let dials = Dial::VARIANTS.iter().map(|&dial| (plane.dial)(dial, false));
            let presets = PRESETS.iter().map(|preset| (page.examples.about)(preset.name).0);
            let methods = Method::VARIANTS.iter().map(|&method| (runs.pane.method_name)(method));
            let columns = Column::VARIANTS.iter().map(|&column| (runs.table.column)(column).0);
            let looks = Look::VARIANTS.iter().map(|&look| (net.look.name)(look));
            let toys = ToyKind::VARIANTS.iter().map(|&toy| (plane.about)(toy).0);
            let labs = LabKind::VARIANTS.iter().map(|&lab| (page.labs)(lab));
            let speeds = Speed::VARIANTS.iter().map(|&speed| (runs.transport.speed_name)(speed));
            assert_eq!(speeds.collect::<BTreeSet<_>>().len(), Speed::VARIANTS.len());
            for list in [
                labels,
                abouts,
                choices.collect(),
                data.collect(),
                codebooks,
                dials.collect(),
                presets.collect(),
                methods.collect(),
                columns.collect(),
                looks.collect(),
                toys.collect(),
                labs.collect(),
            ] {
                let distinct: BTreeSet<&&str> = list.iter().collect();
                assert!(distinct.len() == list.len() && !distinct.contains(&""), "{list:?}");
                let foreign = |word: &str| word.chars().any(|c| ('\u{3040}'..'\u{a000}').contains(&c));
                let japanese = list.iter().filter(|word| foreign(word)).count();
                assert!(if lang == Lang::Ja { japanese * 2 > list.len() } else { japanese == 0 }, "{list:?}");
            }
        }
    }
}
