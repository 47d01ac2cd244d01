//! Large values as properties.

use std::ops::Deref;
use std::rc::Rc;

/// A shared value that is equal to itself only. A component asks at every render whether its properties have changed: to
/// look through thousands of weights for that would cost more than to draw them.
#[derive(Debug)]
pub struct Same<T>(Rc<T>);

impl<T> From<Rc<T>> for Same<T> {
    fn from(value: Rc<T>) -> Self {
        Self(value)
    }
}

impl<T> From<Same<T>> for Rc<T> {
    fn from(same: Same<T>) -> Self {
        same.0
    }
}

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_is_equal() {
        let one = Same::from(Rc::new(vec![0.0; 3]));
        assert!(one == one.clone() && one != Same::from(Rc::new(vec![0.0; 3])));
        assert_eq!(one.len(), 3);
    }
}
