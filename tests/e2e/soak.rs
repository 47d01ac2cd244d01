//! A long while of everything at random, as children and cats do it: nothing breaks, and nothing grows without end. `make soak` takes
//! ten minutes; without `LC_LAB_SOAK_SECONDS` it is a short one, which says nothing of memory.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::browser::{Browser, Setup};
use super::{SMALL, TURN};

/// Chance that can be had again: xorshift.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// Hears what goes wrong, saves no files, and knows what can be used just now.
const BEFORE: &str = "
    window.wrong = [];
    addEventListener('error', (event) => wrong.push(String(event.message)));
    addEventListener('unhandledrejection', (event) => wrong.push('rejected: ' + event.reason));
    const say = console.error;
    console.error = (...said) => { wrong.push(said.map(String).join(' ')); say(...said); };
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () { if (!this.download) click.call(this); };
    window.usable = (selector) => [...(document.querySelector('dialog[open]') ?? document).querySelectorAll(selector)]
        .filter((e) => e.getClientRects().length && !e.disabled && !/^keep/.test(e.id) && e.id !== 'update' && (e.tagName !== 'A' || e.hash && e.origin === location.origin && e.target !== '_blank'));";

/// What is typed: of use, of none, and of harm if it could be.
const TYPED: [&str; 14] = [
    "8",
    "16-8",
    "0.5",
    "-1",
    "1e99",
    "",
    "3,5",
    "２０",
    "linear",
    "<b>x</b>",
    "8&seed=9",
    "NaN",
    "99999999999",
    "lc:binary",
];

const KEYS: [&str; 13] = [
    " ", "l", "c", "f", "?", "\u{e014}", "\u{e012}", "\u{e013}", "\u{e015}", "\u{e00c}", "\u{e004}",
    "\u{e011}", "\u{e010}",
];

const SIZES: [(u32, u32); 6] = [(1280, 720), (1920, 1080), (360, 740), (740, 360), (320, 480), (800, 600)];

/// One thing that somebody does; what it was.
async fn act(browser: &Browser, chance: &mut Chance, links: &[&str]) -> String {
    let (one, other, third) = (chance.below(1000), chance.below(1000), chance.below(1000));
    let pick = |selector: &str| {
        format!(
            "const all = usable({selector:?}), own = all[{one} % all.length]; if (!own) return 'nothing';"
        )
    };
    let tell = "return (own.id || own.className || own.tagName) + ' ' + (own.innerText ?? '').slice(0, 20)";
    let script = match chance.below(20) {
        0..7 => format!("{} own.click(); {tell}", pick("button, a[href]")),
        7..9 => format!(
            "{} own.selectedIndex = {other} % own.options.length; own.dispatchEvent(new Event('change', {{bubbles: true}})); return own.id + '=' + own.value",
            pick("select")
        ),
        9..11 => format!(
            "{} own.value = {:?}; own.dispatchEvent(new Event('change', {{bubbles: true}})); return own.id + '=' + own.value",
            pick("input:not([type=range], [type=file])"),
            chance.of(&TYPED)
        ),
        11..13 => format!(
            "{} own.value = +own.min + (own.max - own.min) * {other} / 999; own.dispatchEvent(new Event('input', {{bubbles: true}})); own.dispatchEvent(new Event('change', {{bubbles: true}})); return 'slider ' + own.value",
            pick("input[type=range]")
        ),
        13..15 => {
            let key = chance.of(&KEYS);
            browser.press(key).await;
            return format!("key {key:?}");
        }
        15 => {
            browser.chord(chance.of(&["z", "y"])).await;
            return "undo or redo".to_owned();
        }
        16..18 => format!(
            "{} const r = own.getBoundingClientRect(), send = (name, x, y, buttons) => own.dispatchEvent(new PointerEvent(name, {{bubbles: true, pointerId: 1, isPrimary: true, buttons, clientX: r.left + x * r.width, clientY: r.top + y * r.height}}));
             send('pointerdown', .5, .5, 1); for (let i = 0; i <= 5; i++) send('pointermove', {other} / 999, i * {third} / 4995, 1); send('pointerup', .5, .5, 0); return 'drag ' + own.className",
            pick("canvas, [class*=handle]")
        ),
        18 => {
            let size = SIZES[one % SIZES.len()];
            browser.resize(size).await;
            return format!("{size:?}");
        }
        _ => format!("location.hash = {:?}; return location.hash", links[one % links.len()]),
    };
    browser.get(&script).await.as_str().unwrap_or_default().to_owned()
}

/// What the page needs at one and the same moment of its life, in MB: its own process, its script's heap; and its elements.
async fn needs(browser: &Browser) -> [f64; 3] {
    browser.resize((1280, 720)).await;
    browser.get("document.querySelectorAll('dialog[open]').forEach((own) => own.close()); if (document.documentElement.dataset.presenting !== undefined) document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))").await;
    browser.get(&format!("heard.report.length = 0; heard.state.length = 0; replaced.length = 0; location.hash = '#seed=' + Math.floor(Math.random() * 1e9); setTimeout(() => location.hash = {SMALL:?}, 50)")).await;
    browser.until("it is at rest", &format!("return location.hash === {SMALL:?} && document.querySelectorAll('.run').length === 2 && heard.report.length > 0")).await;
    browser.cdp("HeapProfiler.collectGarbage", json!({})).await;
    let used = browser.get("workers.splice(0); return [performance.memory.usedJSHeapSize / 1e6, document.getElementsByTagName('*').length]").await;
    [browser.megabytes(), used[0].as_f64().unwrap(), used[1].as_f64().unwrap()]
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

page_test!(whatever_is_done_for_long_it_neither_breaks_nor_grows, Setup::default(), |browser| {
    let number =
        |name: &str, else_: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(else_);
    let (seconds, seed) = (number("LC_LAB_SOAK_SECONDS", 20), number("LC_LAB_SOAK_SEED", 1));
    let all = concat!(include_str!("../links/0.1.0.txt"), include_str!("../links/0.2.0.txt"));
    let links = all.lines().filter_map(|line| line.split(' ').next()).filter(|link| !link.contains("mnist"));
    let links: Vec<&str> =
        links.chain(["#lab=opening", "#lab=opening&bits=1&values=fixed", "#view=net"]).collect();
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": BEFORE})).await;
    browser.open(SMALL).await;
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (start, mut curve, mut done) = (Instant::now(), Vec::new(), Vec::new());
    while start.elapsed() < Duration::from_secs(seconds) {
        for _ in 0..100 {
            done.push(act(&browser, &mut chance, &links).await);
            let last = || done[done.len().saturating_sub(12)..].join("; ");
            let wrong = browser
                .get(
                    "return [window.wrong ?? 'the page was left', !document.getElementById('crash')?.hidden]",
                )
                .await;
            assert_eq!(
                wrong,
                json!([[], false]),
                "seed {seed}, after {} acts, the last: {}",
                done.len(),
                last()
            );
        }
        curve.push(needs(&browser).await);
    }
    for [process, heap, elements] in &curve {
        println!("{process:.0} MB, of them script {heap:.1} MB; {elements} elements");
    }
    println!("{} acts in {} s, seed {seed}", done.len(), start.elapsed().as_secs());
    if curve.len() >= 16 {
        // What it has come to after a quarter of the time, and what it needs at the end.
        let quarter = curve.len() / 4;
        for (i, what) in ["process", "script's heap", "elements"].into_iter().enumerate() {
            let of =
                |range: std::ops::Range<usize>| median(curve[range].iter().map(|needs| needs[i]).collect());
            let (plateau, end) = (of(quarter..2 * quarter), of(3 * quarter..curve.len()));
            println!("{what}: {plateau:.1}, at the end {end:.1}");
            assert!(end <= 1.1 * plateau, "{what}: {plateau} has become {end}");
        }
    }
    let unread: Value = browser.get("return heard.violations").await;
    assert_eq!(unread, json!([]));
});
