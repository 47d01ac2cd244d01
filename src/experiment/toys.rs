//! The toys against the table of expected results, and the best feasible point against brute force.

use strum::VariantArray;

use super::*;
use crate::lc::Stop;
use crate::link::Link;
use crate::math::{Random, Stream};
use crate::quant::Codebook;
use crate::sweep::{Draw, Luck, LuckRun, Verdict};
use crate::toy::{Feasible, Point, Surface, ToyKind};

fn valid(link: &str) -> ValidPlane {
    let (spec, _, notices) = Link::parse_valid(&format!("#lab=plane&{link}"));
    assert!(notices.is_empty(), "{link}: {notices:?}");
    let ValidSpec::Plane(valid) = spec else { panic!("{link}") };
    valid
}

/// The first pane of a link, run to its end, and its reference's weights.
fn run(link: &str) -> (PaneRun, [f32; 2]) {
    let experiment = Experiment::on_toy(valid(link));
    let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else { panic!() };
    let mut run = experiment.pane_run(0, &reference).unwrap();
    run.finish();
    let weights = &reference.params.layers[0].weights;
    (run, [weights[0], weights[1]])
}

/// Delta(Theta) at the end and its loss, of the first pane of a link.
fn end(link: &str) -> (Point, f64) {
    let frame = run(link).0.frame().unwrap();
    (frame.rounded(), frame.record.loss_q)
}

/// The surface of a link.
fn surface(link: &str) -> Surface {
    valid(link).toy.surface
}

/// To the digits printed.
fn printed(value: f64, digits: usize, wanted: &str) {
    assert_eq!(format!("{value:.digits$}"), wanted);
}

#[test]
fn rounding_misleads_as_printed() {
    let surface = surface("");
    for (point, loss) in [
        ([-1.0, -1.0], "1.919037"),
        ([-1.0, 1.0], "0.482913"),
        ([1.0, -1.0], "0.104704"),
        ([1.0, 1.0], "0.360027"),
    ] {
        printed(surface.loss(point), 6, loss);
    }
    assert_eq!(end("panes=dc:binary").0, [1.0, 1.0]);
    assert_eq!(end("panes=lc:binary&mu0=0.01&growth=1.1").0, [1.0, -1.0]);
    for mu0 in [0.2, 0.5, 1.0, 10.0] {
        assert_eq!(end(&format!("panes=lc:binary&mu0={mu0}")).0, [1.0, 1.0], "mu0 = {mu0}");
    }
    for mu0 in [0.001, 0.01, 0.1, 1.0] {
        assert_eq!(end(&format!("panes=lcqp:binary&mu0={mu0}&iters=200")).0, [1.0, 1.0], "mu0 = {mu0}");
    }
}

#[test]
fn penalty_suffices_as_printed() {
    let surface = surface("toy=suffices");
    printed(surface.loss([1.0, 1.0]), 6, "0.956833");
    printed(surface.loss([1.0, -1.0]), 6, "0.082696");
    assert_eq!(Feasible::of(&Codebook::Binary).best(&surface), [1.0, -1.0]);
    assert_eq!(end("toy=suffices&panes=dc:binary").0, [1.0, 1.0]);
    let reaches = |method: &str, mu0: f64| {
        end(&format!("toy=suffices&panes={method}:binary&mu0={mu0}&iters=200")).0 == [1.0, -1.0]
    };
    for (method, enough, too_much) in
        [("lcqp", [0.001, 0.01, 0.03], [0.1, 0.3]), ("lc", [0.01, 0.1, 0.3], [1.0, 3.0])]
    {
        for mu0 in enough {
            assert!(reaches(method, mu0), "{method} from mu0 = {mu0}");
        }
        for mu0 in too_much {
            assert!(!reaches(method, mu0), "{method} from mu0 = {mu0}");
        }
    }
}

#[test]
fn one_shared_value_as_printed() {
    let link = "toy=shared&panes=dc:adaptive:1";
    let surface = surface(link);
    let (rounded, loss) = end(link);
    printed(rounded[0], 6, "0.600000");
    printed(loss, 6, "0.102982");
    let best = Feasible::of(&Codebook::Adaptive { k: 1 }).best(&surface);
    printed(best[0], 6, "0.742382");
    printed(surface.loss(best), 6, "0.083260");
    let (mut lc, _) = run("toy=shared&panes=lc:adaptive:1&mu0=0.1&growth=1.1&iters=14");
    let frame = lc.frame().unwrap();
    printed(frame.layers[0].codebook[0].into(), 6, "0.742382");
    let Insight::Forces(forces) = frame.insight else { panic!() };
    for (own, wanted) in forces.multipliers.into_iter().zip(["-0.092511", "0.092511"]) {
        printed(own.into(), 6, wanted);
    }
    let away = forces.multipliers.iter().zip(forces.gradient).map(|(l, g)| (l - g).abs());
    assert!(away.fold(0.0, f32::max) < 1e-5, "{forces:?}");
    // The printed digits in double precision; the driver's weights are single ones.
    let (mut c, mut mu) = (0.6, 0.1);
    for _ in 0..300 {
        let w = surface.minimum(mu, [c, c], [c, c]);
        (c, mu) = (0.5 * (w[0] + w[1]), mu * 1.1);
    }
    printed(c, 6, "0.740907");
    let (qp, _) = end("toy=shared&panes=lcqp:adaptive:1&mu0=0.1&growth=1.1&iters=300");
    assert!((qp[0] - c).abs() < 1e-6, "{qp:?}");
}

#[test]
fn two_wells_as_printed() {
    let right = run("toy=wells&wx=1&wy=1&panes=dc:binary").1;
    assert!((right[0] - 1.2).abs() < 1e-4 && (right[1] - 0.92).abs() < 1e-4, "{right:?}");
    for (start, corner, loss, value, shared) in [
        ("wx=1&wy=1", [1.0, 1.0], "0.0684", "1.161413", "0.037073"),
        ("wx=-1&wy=-1", [-1.0, -1.0], "0.2284", "-1.098630", "0.218023"),
    ] {
        let (point, own) = end(&format!("toy=wells&{start}&panes=lc:binary"));
        assert_eq!(point, corner);
        printed(own, 4, loss);
        let (point, own) = end(&format!("toy=wells&{start}&panes=lc:adaptive:1"));
        printed(point[0], 6, value);
        printed(own, 6, shared);
    }
}

#[test]
fn gradients_match_central_differences() {
    let mut random = Random::new(2, Stream::Data);
    let h = 1e-5;
    for surface in [surface(""), surface("toy=suffices"), surface("toy=wells")] {
        for _ in 0..50 {
            let w = [0, 1].map(|_| 2.0 * random.normal());
            let gradient = surface.gradient(w);
            for i in 0..2 {
                let at = |step: f64| {
                    let mut moved = w;
                    moved[i] += step;
                    surface.loss(moved)
                };
                let numeric = (at(h) - at(-h)) / (2.0 * h);
                assert!((numeric - gradient[i]).abs() < 1e-6 * (1.0 + numeric.abs()), "{w:?}");
            }
        }
    }
}

#[test]
fn the_exact_l_step_leaves_no_gradient() {
    let mut random = Random::new(3, Stream::Data);
    for _ in 0..100 {
        let mut draw = || random.normal();
        let surface = Surface::quadratic(50.0 * draw(), [1.0, 0.05], [draw(), draw()]);
        let (target, mu) = ([draw(), draw()], libm::exp(3.0 * draw()));
        let w = surface.minimum(mu, target, [0.0; 2]);
        let gradient = surface.gradient(w);
        for i in 0..2 {
            assert!((gradient[i] + mu * (w[i] - target[i])).abs() < 1e-9 * (1.0 + mu));
        }
    }
}

/// Every point of a fine grid over the plane that is feasible, or nearly so.
fn brute_force(codebook: &Codebook, surface: &Surface) -> f64 {
    let scales = || (0..=6000).map(|i| f64::from(i) / 1000.0);
    let shape = codebook.shape();
    let pairs = |scale: f64| {
        let entries: Vec<f64> = shape.iter().flatten().map(|&c| scale * f64::from(c)).collect();
        entries.iter().flat_map(|&x| entries.iter().map(move |&y| [x, y])).collect::<Vec<_>>()
    };
    let points: Vec<Point> = match codebook {
        Codebook::Adaptive { .. } => scales().flat_map(|c| [[c, c], [-c, -c]]).collect(),
        Codebook::Adaptive0 { .. } => {
            scales().flat_map(|c| [c, -c]).flat_map(|c| [[c, c], [c, 0.0], [0.0, c], [0.0, 0.0]]).collect()
        }
        Codebook::BinaryScaled
        | Codebook::TernaryScaled
        | Codebook::Pow2Scaled { .. }
        | Codebook::FixedScaled(_) => scales().flat_map(pairs).collect(),
        _ => pairs(1.0),
    };
    points.into_iter().map(|point| surface.loss(point)).fold(f64::INFINITY, f64::min)
}

#[test]
fn the_best_feasible_point_is_that_of_brute_force_and_no_run_ends_lower() {
    let mut random = Random::new(4, Stream::Data);
    for name in [
        "binary",
        "ternary",
        "pow2:2",
        "fixed:-1.5;0.25;0.5;2",
        "fixed:0.7",
        "adaptive:1",
        "adaptive0:1",
        "adaptive0:2",
        "binary-scaled",
        "ternary-scaled",
        "pow2-scaled:1",
        "fixed-scaled:-1;0.5;2",
        "fixed-scaled:0",
    ] {
        let codebook: Codebook = name.parse().unwrap();
        let feasible = Feasible::of(&codebook);
        for round in 0..6 {
            let toy = match round {
                0 => "toy=wells".to_owned(),
                1 => "toy=wells&wx=-1&wy=0".to_owned(),
                _ => {
                    let mut draw =
                        |spread: f64| (spread * (f64::from(random.uniform()) - 0.5) * 100.0).round() / 100.0;
                    format!("theta={}&e2=0.08&wx={}&wy={}", draw(180.0), draw(4.0), draw(4.0))
                }
            };
            let surface = surface(&toy);
            let best = surface.loss(feasible.best(&surface));
            let brute = if name == "adaptive0:1" {
                surface.loss([0.0, 0.0])
            } else {
                brute_force(&codebook, &surface)
            };
            // The grid of scales is a thousandth wide: curvatures here make that worth 1e-5.
            assert!(best <= brute + 1e-12 && brute <= best + 1e-5, "{name} {toy}: {best} {brute}");
            for method in ["lc", "lcqp", "dc", "idc", "ste", "trained"] {
                let (_, loss) = end(&format!("{toy}&panes={method}:{name}"));
                assert!(loss >= best - 1e-6, "{method}:{name} {toy}: {loss} below {best}");
            }
        }
    }
    for free in ["adaptive:2", "adaptive:9", "adaptive0:3"] {
        assert_eq!(Feasible::of(&free.parse().unwrap()), Feasible::Plane);
        assert!(end(&format!("panes=lc:{free}")).1 < 1e-9, "{free}");
    }
}

#[test]
fn every_toy_runs_with_every_method_and_codebook() {
    for toy in ToyKind::VARIANTS {
        for method in crate::lc::Method::VARIANTS {
            for codebook in Codebook::samples() {
                let pane = PaneSpec::new(*method, codebook.clone());
                if !pane.is_for_two_weights() {
                    continue;
                }
                let (run, _) = run(&format!("toy={toy}&panes={method}:{codebook}&iters=20"));
                assert!(run.history().last().unwrap().loss_q.is_finite(), "{toy} {method} {codebook}");
            }
        }
    }
}

#[test]
fn runs_with_a_penalty_converge_within_the_usual_iterations() {
    for toy in ToyKind::VARIANTS {
        let experiment = Experiment::on_toy(valid(&format!("toy={toy}")));
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        for pane in 0..2 {
            let mut run = experiment.pane_run(pane, &reference).unwrap();
            run.finish();
            let report = run.report(0.0);
            println!("{toy} {pane}: {:?} after {}", report.stop, report.iterations);
            if report.method == crate::lc::Method::Lc {
                assert_eq!(report.stop, Some(Stop::Converged), "{toy}");
            }
        }
    }
}

fn batch(spec: &ValidPlane) -> Luck {
    let mut run = LuckRun::new(spec.clone()).unwrap();
    loop {
        if let Some(luck) = run.advance() {
            return luck;
        }
    }
}

#[test]
fn toys_on_which_the_run_diverges_are_counted_as_such() {
    let luck = batch(&valid("toy=shared&panes=trained:adaptive:1&lr=100&iters=30"));
    assert_eq!(luck.draws.len() + luck.diverged, 200);
    assert!(luck.diverged > 50, "{}", luck.diverged);
    assert!(luck.draws.iter().all(|draw| draw.end.is_finite()));
}

#[test]
fn luck_is_the_same_every_time_and_lets_every_toy_be_looked_at() {
    let spec = valid("seed=3");
    let luck = batch(&spec);
    assert_eq!(luck, batch(&spec));
    assert_ne!(luck, batch(&valid("seed=4")));
    let counts = [Verdict::Won, Verdict::Tied, Verdict::Lost].map(|verdict| luck.count(verdict));
    assert_eq!((luck.draws.len(), counts.iter().sum::<usize>()), (200, 200));
    assert!(luck.draws.is_sorted_by_key(Draw::verdict));
    for draw in luck.draws.iter().step_by(17) {
        let asked = PlaneSpec { toy: draw.toy.clone(), ..spec.asked().clone() };
        let link = Link::from(Spec::Plane(asked)).to_string();
        let (_, loss) = end(link.trim_start_matches("#lab=plane&"));
        assert_eq!(loss, draw.end, "{link}");
        assert!(draw.best <= draw.rounding.min(draw.end));
    }
}

/// How often depends on mu0, growth and how toys are drawn. That the multipliers make the difference does not.
#[test]
fn where_rounding_is_not_best_al_often_beats_it_and_qp_almost_never() {
    let (mut could, mut al, mut qp, mut lost) = (0, 0, 0, 0);
    for seed in 1..=5 {
        let spec = valid(&format!("seed={seed}"));
        let [by_al, by_qp] = [0, 1].map(|pane| {
            let mut own = spec.asked().clone();
            own.set_panes(vec![own.panes()[pane].clone()]);
            batch(&own.check().unwrap())
        });
        could += by_al.draws.iter().filter(|draw| draw.could_be_won()).count();
        al += by_al.count(Verdict::Won);
        qp += by_qp.count(Verdict::Won);
        lost += by_al.count(Verdict::Lost);
    }
    assert!(al * 5 > could && al < could && qp * 20 < could && lost * 5 < al, "{could}: {al}, {qp}, {lost}");
}

#[test]
fn what_cannot_be_used_falls_back_and_is_named() {
    let (_, link, notices) =
        Link::parse_valid("#lab=plane&toy=hills&theta=999&e1=0&wx=9&iters=9999&steps=9999&panes=lc");
    assert_eq!((notices.len(), link), (7, Link::from(Spec::Plane(PlaneSpec::default()))));
    let (spec, _, _) = Link::parse_valid("#toy=wells&theta=9");
    assert!(matches!(spec, ValidSpec::Net(_)), "toys are of the Plane lab");
}
