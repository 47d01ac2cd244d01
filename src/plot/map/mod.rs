//! Two weights and everything about them: the loss as filled contours, where the codebook lets them be, and the
//! path of a run.

mod ground;
mod layout;
mod pen;

use std::rc::Rc;

use crate::toy::{Feasible, Point};

pub use ground::{Ground, draw_map_marks};
pub use layout::{ABOVE, LEFT, RIGHT};
pub use pen::draw_map_frame;

/// What is to be seen.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPlot {
    /// The loss over the plane shown; the same for every moment of a run, and for every run on it.
    pub ground: Rc<Ground>,
    /// Where the codebook lets the weights be.
    pub feasible: Feasible,
    /// w*, the minimum the run starts from.
    pub reference: Point,
    /// Direct compression.
    pub rounding: Point,
    /// The best feasible point.
    pub best: Point,
    /// w and Delta(Theta) after every iteration.
    pub path: Vec<(Point, Point)>,
    /// The iteration shown; what comes later is faint.
    pub now: usize,
    /// w and Delta(Theta) at the moment shown.
    pub current: (Point, Point),
    /// mu, and the point the penalty of the L step shown pulls to.
    pub penalty: Option<(f64, Point)>,
    /// The multipliers and -grad L at w, as arrows: of length 1 for the longest there will be.
    pub forces: Option<[Point; 2]>,
    /// Names of w*, direct compression, the best point.
    pub names: [&'static str; 3],
}

#[cfg(test)]
mod tests {
    use super::layout::Layout;
    use super::*;
    use crate::experiment::PlaneSpec;
    use crate::plot::{Picture, Raster, Style};

    pub(crate) fn map() -> MapPlot {
        let surface = PlaneSpec::default().check().unwrap().toy.surface;
        MapPlot {
            ground: Rc::new(Ground::new(surface, 2.5)),
            feasible: Feasible::of(&"binary".parse().unwrap()),
            reference: [0.67, 0.03],
            rounding: [1.0, 1.0],
            best: [1.0, -1.0],
            path: vec![([0.67, 0.03], [1.0, 1.0]), ([0.8, -0.2], [1.0, 1.0]), ([0.9, -0.6], [1.0, -1.0])],
            now: 1,
            current: ([0.85, -0.4], [1.0, 0.0]),
            penalty: Some((0.3, [1.0, 1.0])),
            forces: Some([[0.5, 0.5], [-0.4, -0.4]]),
            names: ["w*", "rounding", "best"],
        }
    }

    #[test]
    fn the_map_is_the_golden_one() {
        let svg = Picture::Map(Box::new(map())).svg((420, 420), &Style::LIGHT);
        assert!(!svg.contains("NaN") && svg.contains("rounding") && svg.contains("−∇L"));
        crate::plot::golden::check("map", &svg);
    }

    /// What has been drawn equals what has not: a page that compares pictures draws no map twice.
    #[test]
    fn a_drawn_map_equals_a_fresh_one() {
        let (drawn, fresh) = (map(), map());
        Picture::Map(Box::new(drawn.clone())).raster((200, 200), &Style::LIGHT);
        assert_eq!(drawn, fresh);
        assert_ne!(MapPlot { now: 2, ..map() }, fresh);
        assert_ne!(
            MapPlot { ground: Rc::new(Ground::new(fresh.ground.surface().clone(), 5.0)), ..map() },
            fresh
        );
    }

    #[test]
    fn low_ground_is_light_and_the_map_fills_its_square() {
        let (plot, style) = (map(), Style::LIGHT);
        let mut raster = Raster::new(420, 420, style.paper);
        draw_map_marks(&mut raster, &plot, (420, 420), &style);
        let layout = Layout::new(&plot, (420, 420), &style);
        let grey = |point: Point| {
            let (x, y) = layout.whole(point);
            raster.pixels()[4 * (usize::try_from(y).unwrap() * 420 + usize::try_from(x).unwrap())]
        };
        assert!(grey([0.6, 0.12]) > 240 && grey([-2.4, -2.4]) < 220);
    }

    #[test]
    fn every_feasible_set_and_odd_place_draws() {
        for codebook in [
            "binary",
            "ternary-scaled",
            "pow2-scaled:31",
            "adaptive:1",
            "adaptive0:2",
            "adaptive:4",
            "fixed:3e38",
        ] {
            for extent in [2.5, 0.0, 1e300, f64::NAN] {
                let feasible = Feasible::of(&codebook.parse().unwrap());
                let plot = MapPlot {
                    ground: Rc::new(Ground::new(map().ground.surface().clone(), extent)),
                    feasible,
                    rounding: [f64::NAN, 1.0],
                    best: [1e300, f64::INFINITY],
                    now: 99,
                    path: vec![([f64::NAN; 2], [1e308, -1e308]); 3],
                    forces: Some([[f64::NAN, 0.0], [f64::INFINITY, 0.0]]),
                    ..map()
                };
                for size in [(420, 420), (1, 1), (900, 300)] {
                    let picture = Picture::Map(Box::new(plot.clone()));
                    assert!(picture.svg(size, &Style::DARK).ends_with("</svg>\n"), "{codebook} {extent}");
                    picture.raster(size, &Style::DARK);
                }
            }
        }
    }
}
