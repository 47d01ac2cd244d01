//! Icons, drawn: symbol fonts look different everywhere.

use yew::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Back to the start.
    Reset,
    /// Play.
    Play,
    /// Pause.
    Pause,
    /// A random number.
    Dice,
    /// One more like this.
    Duplicate,
    /// Larger.
    Enlarge,
    /// Keep.
    Pin,
    /// More of the same.
    More,
    /// To a file.
    Save,
    /// Close, remove.
    Close,
    /// To others.
    Share,
    /// Light.
    Sun,
    /// Dark.
    Moon,
    /// Back to what was before.
    Undo,
    /// And forth again.
    Redo,
    /// Settings.
    Sliders,
    /// More.
    Menu,
}

/// The icon in the colour of the text around it; without meaning of its own for screen readers.
pub fn icon(icon: Icon) -> Html {
    let shape = match icon {
        Icon::Reset => html! { <path d="M5 5v14M19 5L9 12l10 7z" /> },
        Icon::Play => html! { <path class="solid" d="M7 4l13 8-13 8z" /> },
        Icon::Pause => html! { <path class="solid" d="M6 4h4v16H6zM14 4h4v16h-4z" /> },
        Icon::Dice => html! {
            <><rect x="4" y="4" width="16" height="16" rx="3" />
            <path class="dots" d="M8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01" /></>
        },
        Icon::Duplicate => html! { <path d="M9 9h11v11H9zM15 9V4H4v11h5" /> },
        Icon::Enlarge => html! { <path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7" /> },
        Icon::Pin => html! { <path d="M12 15v6M8 4h8l-1 7 3 4H6l3-4z" /> },
        Icon::More => html! { <path d="M5 12h.01M12 12h.01M19 12h.01" /> },
        Icon::Save => html! { <path d="M12 4v11M7 10.5l5 5 5-5M4 20h16" /> },
        Icon::Close => html! { <path d="M6 6l12 12M18 6L6 18" /> },
        Icon::Share => html! {
            <><circle cx="6" cy="12" r="2.5" /><circle cx="18" cy="5.5" r="2.5" /><circle cx="18" cy="18.5" r="2.5" />
            <path d="M8.2 10.8l7.6-4.1M8.2 13.2l7.6 4.1" /></>
        },
        Icon::Sun => html! {
            <><circle cx="12" cy="12" r="4" />
            <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M5.6 18.4L7 17M17 7l1.4-1.4" /></>
        },
        Icon::Undo => html! { <path d="M9 5L4 10l5 5M4 10h10a5.5 5.5 0 0 1 0 11h-3" /> },
        Icon::Redo => html! { <path d="M15 5l5 5-5 5M20 10H10a5.5 5.5 0 0 0 0 11h3" /> },
        Icon::Sliders => html! { <path d="M4 7h8M18 7h2M4 17h2M12 17h8M15 4.5v5M9 14.5v5" /> },
        Icon::Menu => html! { <path d="M4 6h16M4 12h16M4 18h16" /> },
        Icon::Moon => html! { <path d="M19 14.5A8 8 0 0 1 9.5 5a8 8 0 1 0 9.5 9.5z" /> },
    };
    html! { <svg class="shape" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ shape }</svg> }
}
