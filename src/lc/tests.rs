//! The algorithm on a quadratic problem small enough to solve by hand.

use strum::VariantArray;

use super::*;
use crate::nn::{Evaluation, LayerParams, Params, Tally};
use crate::quant::{Codebook, Solver};

/// L(w) = 1/2 sum h_i (w_i - target_i)^2, the same for every minibatch.
struct Quadratic {
    curvature: Vec<f32>,
    target: Vec<f32>,
}

impl Problem for Quadratic {
    fn gradient(&mut self, at: &Params, gradient: &mut Params) -> f64 {
        for (i, g) in gradient.layers[0].weights.iter_mut().enumerate() {
            *g = self.curvature[i] * (at.layers[0].weights[i] - self.target[i]);
        }
        self.loss(at)
    }

    fn guessing(&self) -> f64 {
        1.0
    }

    fn tally(&mut self, _: Part, at: &Params, _: &mut Tally, _: u32) -> Option<Evaluation> {
        Some(Evaluation { loss: self.loss(at), error: None })
    }
}

impl Quadratic {
    fn loss(&self, at: &Params) -> f64 {
        let terms = at.layers[0].weights.iter().enumerate().map(|(i, w)| {
            let d = f64::from(w - self.target[i]);
            0.5 * f64::from(self.curvature[i]) * d * d
        });
        terms.sum()
    }
}

const TARGET: [f32; 5] = [0.9, -0.7, 0.1, -0.05, 0.4];

fn problem() -> Quadratic {
    Quadratic { curvature: vec![1.0, 0.2, 3.0, 0.5, 1.5], target: TARGET.to_vec() }
}

fn schedule() -> Schedule {
    Schedule {
        mu0: FirstMu::Given(0.05),
        growth: 1.3,
        iterations: 60,
        most: 60,
        steps: 400,
        first: 1.0,
        rate: 0.1,
        decay: 1.0,
        momentum: 0.9,
        tolerance: Tolerance::Absolute(1e-5),
    }
}

fn of(iterations: u32) -> Schedule {
    Schedule { iterations, most: iterations, ..schedule() }
}

fn reference() -> Params {
    Params { layers: vec![LayerParams { weights: TARGET.to_vec(), biases: vec![] }] }
}

fn start(method: Method, codebook: &Codebook, schedule: Schedule) -> Run {
    Run::new(method, (&codebook.clone().into(), Solver::Exact, Share::Layer), schedule, reference(), 1)
        .unwrap()
}

fn finish(run: &mut Run, problem: &mut dyn Problem) -> (Vec<IterationRecord>, Stop) {
    let mut records = Vec::new();
    loop {
        match run.advance(problem, &mut EveryIteration, u32::MAX) {
            Advance::Iterated(record) => records.push(*record),
            Advance::Finished(stop) => return (records, stop),
            Advance::LStep { .. } | Advance::LStepDone | Advance::Judging | Advance::Passed => {}
        }
    }
}

#[test]
fn lc_ends_on_the_codebook_and_is_no_worse_than_rounding() {
    for codebook in [Codebook::Adaptive { k: 2 }, Codebook::BinaryScaled, Codebook::Binary] {
        let mut run = start(Method::Lc, &codebook, schedule());
        let (records, stop) = finish(&mut run, &mut problem());
        assert_eq!(stop, Stop::Converged, "{codebook}");
        let last = records.last().unwrap();
        assert!(last.violation_rms <= 1e-5 && last.violation_max < 1e-4);
        assert!(last.loss_q <= records[0].loss_q + 1e-6, "{codebook}: {} {}", last.loss_q, records[0].loss_q);
    }
}

#[test]
fn the_augmented_lagrangian_satisfies_the_optimality_conditions() {
    // For the final assignment the best entry c minimises sum h_i (c - t_i)^2 over its weights,
    // and lambda = grad L(w) weight by weight.
    let gentle = Schedule { growth: 1.05, tolerance: Tolerance::Absolute(1e-6), ..of(200) };
    let mut run = start(Method::Lc, &Codebook::Adaptive { k: 2 }, gentle);
    finish(&mut run, &mut problem());
    let Quadratic { curvature, target } = problem();
    let state = run.state();
    for entry in 0..2 {
        let members: Vec<usize> =
            (0..5).filter(|&i| usize::from(state.theta[0].assignment[i]) == entry).collect();
        let weight: f32 = members.iter().map(|&i| curvature[i]).sum();
        let best = members.iter().map(|&i| curvature[i] * target[i]).sum::<f32>() / weight;
        assert!((state.theta[0].codebook[entry] - best).abs() < 1e-3, "{:?} {best}", state.theta[0].codebook);
    }
    for i in 0..5 {
        let gradient = curvature[i] * (state.weights.layers[0].weights[i] - target[i]);
        assert!((state.penalty.multipliers()[0][i] - gradient).abs() < 1e-2);
    }
}

#[test]
fn direct_compression_is_the_first_record_of_every_method() {
    let codebook = Codebook::BinaryScaled;
    let (dc, stop) = finish(&mut start(Method::Dc, &codebook, schedule()), &mut problem());
    assert_eq!((dc.len(), stop), (1, Stop::Iterations));
    assert!((dc[0].violation * dc[0].violation - 0.548).abs() < 1e-6);
    for method in [Method::Lc, Method::Lcqp] {
        let (records, _) = finish(&mut start(method, &codebook, schedule()), &mut problem());
        assert_eq!(records[0], dc[0]);
    }
}

#[test]
fn a_huge_mu_that_lets_nothing_move_leaves_direct_compression() {
    let codebook = Codebook::Adaptive { k: 2 };
    let still = Schedule { mu0: FirstMu::Given(1e9), tolerance: Tolerance::Absolute(0.0), ..of(10) };
    let mut run = start(Method::Lc, &codebook, still);
    let (records, stop) = finish(&mut run, &mut problem());
    assert_eq!(stop, Stop::Converged);
    for (record, want) in records.last().unwrap().codebooks[0].iter().zip(&records[0].codebooks[0]) {
        assert!((record - want).abs() < 1e-4);
    }
}

#[test]
fn penalty_and_multipliers_agree_as_mu_grows_from_the_same_iterate() {
    let first = |method, mu0| {
        let one = Schedule { mu0: FirstMu::Given(mu0), ..of(1) };
        let mut run = start(method, &Codebook::Adaptive { k: 2 }, one);
        finish(&mut run, &mut problem());
        run.state().theta[0].codebook.clone()
    };
    // Multipliers start at zero, so the first iteration is the same for both.
    assert_eq!(first(Method::Lc, 0.5), first(Method::Lcqp, 0.5));
}

#[test]
fn stopping_after_any_budget_changes_nothing() {
    let codebook = Codebook::Adaptive { k: 2 };
    let short = of(5);
    let whole = finish(&mut start(Method::Lc, &codebook, short), &mut problem());
    for budget in [1, 7, 399, 400] {
        let mut run = start(Method::Lc, &codebook, short);
        let mut records = Vec::new();
        let stop = loop {
            match run.advance(&mut problem(), &mut EveryIteration, budget) {
                Advance::Iterated(record) => records.push(*record),
                Advance::Finished(stop) => break stop,
                Advance::LStep { done } => assert!(done % budget == 0 && done < 400),
                Advance::LStepDone | Advance::Judging | Advance::Passed => {}
            }
        };
        assert_eq!((records, stop), whole, "budget {budget}");
        assert_eq!(run.sgd_steps(), 2000);
    }
}

#[test]
fn divergence_stops_the_run_and_is_named() {
    let wild = Schedule { rate: 1e30, mu0: FirstMu::Given(1e-30), ..schedule() };
    let (records, stop) = finish(&mut start(Method::Lc, &Codebook::Binary, wild), &mut problem());
    assert_eq!(stop, Stop::Diverged);
    assert_eq!(records.len(), 1, "the history before it is kept");
}

#[test]
fn one_codebook_for_the_net_covers_all_layers() {
    let two = Params {
        layers: vec![
            LayerParams { weights: vec![1.0, 2.0], biases: vec![9.0] },
            LayerParams { weights: vec![1.0, 4.0, 4.0], biases: vec![] },
        ],
    };
    let codebook = Codebook::Adaptive { k: 3 };
    let run = Run::new(Method::Dc, (&codebook.into(), Solver::Exact, Share::Net), schedule(), two.clone(), 1)
        .unwrap();
    assert_eq!(run.state().theta.len(), 1);
    assert_eq!(run.state().quantized, two);
}

#[test]
fn every_method_ends_on_the_codebook_with_the_same_number_of_steps() {
    let short = of(5);
    for codebook in Codebook::samples() {
        for method in Method::VARIANTS.iter().copied() {
            let mut run = start(method, &codebook, short);
            let (records, stop) = finish(&mut run, &mut problem());
            assert_eq!(stop, Stop::Iterations, "{method} {codebook}");
            assert_eq!(run.sgd_steps(), if method.iterates() { 2000 } else { 0 });
            assert!(records.iter().all(|record| record.loss_q.is_finite()));
            let state = run.state();
            for (i, q) in state.quantized.layers[0].weights.iter().enumerate() {
                assert_eq!(*q, state.theta[0].codebook[usize::from(state.theta[0].assignment[i])]);
            }
        }
    }
}

#[test]
fn without_a_penalty_training_runs_back_to_the_reference_before_each_rounding() {
    // Steps enough to reach the minimum every time: iterated rounding stays where it began.
    let mut run = start(Method::Idc, &Codebook::Adaptive { k: 2 }, schedule());
    let (records, _) = finish(&mut run, &mut problem());
    assert!((records.last().unwrap().loss_q - records[0].loss_q).abs() < 1e-4);
}

#[test]
fn trained_entries_reach_the_best_values_for_their_frozen_assignment() {
    let mut run = start(Method::Trained, &Codebook::Adaptive { k: 2 }, schedule());
    let assignment = run.state().theta[0].assignment.clone();
    finish(&mut run, &mut problem());
    let Quadratic { curvature, target } = problem();
    assert_eq!(run.state().theta[0].assignment, assignment);
    for entry in 0..2_u8 {
        let members: Vec<usize> = (0..5).filter(|&i| assignment[i] == entry).collect();
        let weight: f32 = members.iter().map(|&i| curvature[i]).sum();
        let best = members.iter().map(|&i| curvature[i] * target[i]).sum::<f32>() / weight;
        assert!((run.state().theta[0].codebook[usize::from(entry)] - best).abs() < 1e-4);
    }
}

#[test]
fn training_only_a_scale_keeps_the_proportions_and_a_pinned_zero_stays() {
    let mut run = start(Method::Trained, &Codebook::TernaryScaled, schedule());
    finish(&mut run, &mut problem());
    let codebook = &run.state().theta[0].codebook;
    assert_eq!((codebook[0], codebook[1]), (-codebook[2], 0.0));
    let mut run = start(Method::Trained, &Codebook::Adaptive0 { k: 3 }, schedule());
    finish(&mut run, &mut problem());
    assert!(run.state().theta[0].codebook.contains(&0.0));
}

#[test]
fn the_first_mu_by_rule_has_its_units_and_its_bounds() {
    let rounding = Rounding { before: 0.1, after: 0.4, guessing: 2.0, distortion: 0.5, norm: 4.0 };
    let mu = rounding.first_mu();
    // By hand: S = 2 x .3 / .5 = 1.2, T = 2 x 2 / 4 = 1.
    assert!((mu - 0.1 * f64::cbrt(1.2)).abs() < 1e-12, "{mu}");
    // Loss per squared weight.
    let near = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-9;
    let louder = Rounding { before: 0.3, after: 1.2, guessing: 6.0, ..rounding };
    assert!(near(louder.first_mu(), 3.0 * mu));
    let wider = Rounding { distortion: 50.0, norm: 400.0, ..rounding };
    assert!(near(wider.first_mu(), mu / 100.0));
    // Rounding can cost no more than guessing, and no less than nothing.
    let ruined = |after| Rounding { after, ..rounding }.first_mu();
    assert_eq!(ruined(2.1), ruined(1e9));
    assert_eq!(ruined(0.1), ruined(0.05));
    assert!(ruined(0.1) > 0.0 && ruined(0.2) < ruined(0.4));
    // Nothing to round, nothing to learn, no weights: still a number that a penalty can have.
    for odd in [
        Rounding { distortion: 0.0, ..rounding },
        Rounding { guessing: 0.0, ..rounding },
        Rounding { norm: 0.0, distortion: 0.0, ..rounding },
        Rounding { before: 0.0, after: 0.0, guessing: 0.0, distortion: 0.0, norm: 0.0 },
    ] {
        let mu = odd.first_mu();
        assert!(mu > 0.0 && mu.is_finite(), "{odd:?}: {mu}");
    }
}

/// By the rule a run goes on until w is on the codebook, says so if it never is, and does the same whoever watches.
#[test]
fn by_the_rule_a_run_goes_on_until_it_is_there() {
    let codebook = Codebook::Adaptive { k: 2 };
    let by_rule = |iterations, most| Schedule {
        mu0: FirstMu::Rule,
        most,
        tolerance: Tolerance::Relative(1e-3),
        ..of(iterations)
    };
    let mut run = start(Method::Lc, &codebook, by_rule(2, 60));
    assert_eq!(run.first_mu(), None);
    let (records, stop) = finish(&mut run, &mut problem());
    assert_eq!(stop, Stop::Converged);
    assert!(records.len() > 4, "{}", records.len());
    let (last, before) = (&records[records.len() - 1], &records[records.len() - 2]);
    let rms = (run.state().weights.squared_norm() / 5.0).sqrt();
    assert!(last.violation_rms <= 1e-3 * rms && before.violation_rms > 1e-3 * rms);
    let given = Rounding {
        before: 0.0,
        after: records[0].loss_q,
        guessing: 1.0,
        distortion: records[0].violation * records[0].violation,
        norm: reference().squared_norm(),
    };
    assert!((run.first_mu().unwrap() / given.first_mu() - 1.0).abs() < 1e-6);
    assert_eq!(run.first_mu(), Some(records[1].mu));

    let mut cell = start(Method::Lc, &codebook, by_rule(2, 60));
    while !matches!(cell.advance(&mut problem(), &mut EndOnly, u32::MAX), Advance::Finished(_)) {}
    assert_eq!(cell.state().quantized, run.state().quantized);

    let (records, stop) = finish(&mut start(Method::Lc, &codebook, by_rule(2, 3)), &mut problem());
    assert_eq!((records.len(), stop), (4, Stop::Iterations), "cut off");
    // Nothing drives other methods there: they take what is usual.
    let (records, stop) = finish(&mut start(Method::Idc, &codebook, by_rule(2, 60)), &mut problem());
    assert_eq!((records.len(), stop), (3, Stop::Iterations));
}

#[test]
fn the_first_l_step_can_be_longer() {
    for (first, steps) in [(1.0, 2000), (2.0, 2400), (0.5, 1800), (1e-9, 1601)] {
        let longer = Schedule { first, ..of(5) };
        let mut run = start(Method::Lc, &Codebook::Adaptive { k: 2 }, longer);
        finish(&mut run, &mut problem());
        assert_eq!((run.sgd_steps(), longer.steps_of(5)), (steps, steps), "{first}");
        assert_eq!(longer.steps_of(0), 0);
    }
}
