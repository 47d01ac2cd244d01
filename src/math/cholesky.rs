//! Cholesky factorisation of small symmetric positive definite matrices, in f64, in a fixed order.

/// L with A = L L'.
#[derive(Clone, Debug)]
pub struct Cholesky {
    /// Lower triangle, row by row.
    rows: Vec<Vec<f64>>,
}

impl Cholesky {
    /// Factorises A of (n, n); only its lower triangle is read. `None` if it is not positive definite.
    pub fn new(a: &[Vec<f64>]) -> Option<Self> {
        let mut rows: Vec<Vec<f64>> = Vec::with_capacity(a.len());
        for (i, given) in a.iter().enumerate() {
            let mut row: Vec<f64> = Vec::with_capacity(i + 1);
            for j in 0..i {
                let dot: f64 = row.iter().zip(&rows[j]).map(|(x, y)| x * y).sum();
                row.push((given[j] - dot) / rows[j][j]);
            }
            let square = given[i] - row.iter().map(|x| x * x).sum::<f64>();
            if square.is_nan() || square <= 0.0 {
                return None;
            }
            row.push(square.sqrt());
            rows.push(row);
        }
        Some(Self { rows })
    }

    /// L x.
    pub fn times(&self, x: &[f64]) -> Vec<f64> {
        self.rows.iter().map(|row| row.iter().zip(x).map(|(l, x)| l * x).sum()).collect()
    }

    /// A^-1 b, over `b`.
    pub fn solve(&self, b: &mut [f64]) {
        for i in 0..self.rows.len() {
            let dot: f64 = self.rows[i][..i].iter().zip(b.iter()).map(|(l, x)| l * x).sum();
            b[i] = (b[i] - dot) / self.rows[i][i];
        }
        for i in (0..self.rows.len()).rev() {
            let dot: f64 = (i + 1..self.rows.len()).map(|j| self.rows[j][i] * b[j]).sum();
            b[i] = (b[i] - dot) / self.rows[i][i];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_solves_what_it_factorised() {
        let a = vec![vec![4.0, 2.0, 0.6], vec![2.0, 5.0, 1.0], vec![0.6, 1.0, 3.0]];
        let x = [1.0, -2.0, 0.5];
        let mut b: Vec<f64> = a.iter().map(|row| row.iter().zip(x).map(|(a, x)| a * x).sum()).collect();
        Cholesky::new(&a).unwrap().solve(&mut b);
        assert!(b.iter().zip(x).all(|(got, want)| (got - want).abs() < 1e-12), "{b:?}");
    }

    #[test]
    fn what_is_not_positive_definite_is_refused() {
        assert!(Cholesky::new(&[vec![1.0, 2.0], vec![2.0, 1.0]]).is_none());
        assert!(Cholesky::new(&[vec![0.0]]).is_none());
        assert!(Cholesky::new(&[vec![f64::NAN]]).is_none());
    }
}
